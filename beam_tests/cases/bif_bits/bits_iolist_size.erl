%% SPDX-License-Identifier: Apache-2.0
%% erlang:iolist_size/1: the size of what iolist_to_binary/1 would build, of shared lists beyond any memory too; bad elements.
-module(bits_iolist_size).
-include("../bif.hrl").

main() ->
    bif(erlang, iolist_size, 1, [[[]], [<<>>], [<<1, 2>>], [[1, [2, <<3>>] | <<4>>]], [[[[]]]], [<<1:1>>], [[<<1, 1:1>>]], [a], [1],
        [[256]], [[-1]], [[a]], [[1 | 2]], [{}], [[1.5]]]),
    ?P(iolist_size(lists:duplicate(100000, "abc"))),
    K = lists:duplicate(1000, <<0:8000>>),
    M = lists:duplicate(1000, K),
    ?P(iolist_size(M)),
    ?E(iolist_size(id([1 | x]))).
