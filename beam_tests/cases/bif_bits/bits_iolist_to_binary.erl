%% SPDX-License-Identifier: Apache-2.0
%% erlang:iolist_to_binary/1: a binary is returned as it is, everything else as by list_to_binary/1.
-module(bits_iolist_to_binary).
-include("../bif.hrl").

main() ->
    bif(erlang, iolist_to_binary, 1, [[[]], [<<>>], [<<1, 2>>], [[1, [2, <<3>>] | <<4>>]], [[[[]]]], [<<1:1>>], [[<<1:1>>]], [a], [1],
        [[256]], [[-1]], [[a]], [[1 | 2]], [{}], [[1.5]],
                                      [["a", {}]], [#{}]]),
    <<_:1, U:80/bits, _/bits>> = id(<<0:1, "0123456789", 0:7>>),
    ?P(iolist_to_binary([U, U | U])),
    ?P(iolist_to_binary(lists:duplicate(1000, [U])) =:= binary:copy(U, 1000)),
    ?E(iolist_to_binary(id([1 | x]))).
