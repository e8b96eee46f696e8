%% SPDX-License-Identifier: Apache-2.0
%% erlang:adler32/1,2 and adler32_combine/3: iolists, continued sums, combined sums, borders of the arguments, bad arguments.
-module(hash_adler32).
-include("../bif.hrl").

main() ->
    bif(erlang, adler32, 1, [[""], [<<>>], ["a"], ["Wikipedia"], [["Wiki", [<<"pe">> | <<"dia">>]]], [<<-1:256>>], [a], [1], [[256]],
        [[1 | 2]], [<<1:1>>], [[<<1:1>>]]]),
    bif(erlang, adler32, 2, [[1, "Wikipedia"], [0, "a"], [16#FFFFFFFF, ""], [16#FFF0FFF0, "a"], [16#100000000, "a"], [-1, "a"], [a, "a"],
        [1.0, "a"], [1 bsl 64, "a"], [1, a], [1, [256]], [a, b], [1, <<1:1>>]]),
    B = binary:copy(<<255>>, 6000),
    ?P([N || N <- lists:seq(0, 6000, 111), <<X:N/binary, Y/binary>> <- [B], erlang:adler32(erlang:adler32(X), Y) =/= erlang:adler32(B)]),
    ?P([N || N <- lists:seq(0, 6000, 111), <<X:N/binary, Y/binary>> <- [B], erlang:adler32_combine(erlang:adler32(X), erlang:adler32(Y),
        byte_size(Y)) =/= erlang:adler32(B)]),
    bif(erlang, adler32_combine, 3, [[1, 1, 0], [1, 1, 1], [16#FFF0FFF0, 16#FFF0FFF0, 65521], [1, 1, -1], [16#100000000, 1, 1], [1,
        16#100000000, 1], [-1, 1, 1], [1, -1, 1], [a, 1, 1], [1, a, 1], [1, 1, a], [1, 1, 1 bsl 64], [a, b, c]]),
    ?P(erlang:adler32(lists:duplicate(5000, B))).
