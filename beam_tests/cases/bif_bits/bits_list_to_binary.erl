%% SPDX-License-Identifier: Apache-2.0
%% erlang:list_to_binary/1: nested and improper iolists, and every element that is none.
-module(bits_list_to_binary).
-include("../bif.hrl").

main() ->
    bif(erlang, list_to_binary, 1, [[[]], [[0, 255]], ["abc"], [[<<>>]], [[[], [[]], <<>>]], [[1 | <<2>>]], [[[1 | <<2>>] | <<3>>]], [[<<1,
        2>>, [3, [4]], "56"]],
                                    [<<1>>], [a], [1], [[256]], [[-1]], [[1 bsl 64]], [[a]], [[1.0]], [[1 | 2]], [[1 | a]], [[<<1:1>>]],
                                        [[1 | <<2:9>>]], [[{}]], [[[[300]]]],
                                    [[#{}]], [{}], [#{}], [[1, 2 | [3 | x]]]]),
    bif(binary, list_to_bin, 1, [[[]], [[1, [2 | <<3>>]]], [<<1>>], [a], [[256]], [[1 | 2]], [[<<1:1>>]]]),
    ?P([N || N <- [63, 64, 65, 255, 256, 257, 10000], byte_size(list_to_binary(lists:duplicate(N, 7))) =/= N]),
    Deep = lists:foldl(fun(I, A) -> [A | <<(I rem 256)>>] end, [], lists:seq(1, 100000)),
    ?P(erlang:md5(list_to_binary(Deep))),
    Left = lists:foldl(fun(I, A) -> [I rem 256, A] end, [], lists:seq(1, 100000)),
    ?P(erlang:md5(list_to_binary(Left))),
    ?E(list_to_binary(id([1, 2 | a]))).
