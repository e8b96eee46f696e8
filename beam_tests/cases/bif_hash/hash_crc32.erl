%% SPDX-License-Identifier: Apache-2.0
%% erlang:crc32/1,2 and crc32_combine/3: iolists, continued sums, combined sums, borders of the arguments, bad arguments.
-module(hash_crc32).
-include("../bif.hrl").

main() ->
    bif(erlang, crc32, 1, [[""], [<<>>], ["a"], ["123456789"], [["12", [<<"345">> | <<"6789">>]]], [<<0:256>>], [a], [1], [[256]],
        [[1 | 2]], [<<1:1>>], [[<<1:1>>]]]),
    bif(erlang, crc32, 2, [[0, "123456789"], [16#FFFFFFFF, ""], [16#FFFFFFFF, "a"], [16#100000000, "a"], [-1, "a"], [a, "a"], [1.0, "a"],
        [1 bsl 64, "a"], [0, a], [0, [256]], [a, b], [0, <<1:1>>]]),
    B = binary:copy(<<"the quick brown fox">>, 50),
    ?P([N || N <- lists:seq(0, 950, 19), <<X:N/binary, Y/binary>> <- [B], erlang:crc32(erlang:crc32(X), Y) =/= erlang:crc32(B)]),
    ?P([N || N <- lists:seq(0, 950, 19), <<X:N/binary, Y/binary>> <- [B], erlang:crc32_combine(erlang:crc32(X), erlang:crc32(Y),
        byte_size(Y)) =/= erlang:crc32(B)]),
    bif(erlang, crc32_combine, 3, [[0, 0, 0], [1, 2, 0], [1, 2, 1], [16#FFFFFFFF, 16#FFFFFFFF, 16#FFFFFFFF], [1, 2, -1], [16#100000000, 1,
        1], [1, 16#100000000, 1], [-1, 1, 1], [1, -1, 1], [a, 1, 1], [1, a, 1], [1, 1, a],
                                   [1, 1, 1 bsl 64], [1, 1, 1.0], [a, b, c]]),
    ?P(erlang:crc32(lists:duplicate(5000, B))).
