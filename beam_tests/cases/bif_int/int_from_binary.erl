%% SPDX-License-Identifier: Apache-2.0
%% erlang:binary_to_integer/1,2: signs, borders, unaligned binaries, bit strings, bad arguments of both kinds.
-module(int_from_binary).
-include("../bif.hrl").

main() ->
    bif(erlang, binary_to_integer, 1, [[<<"0">>], [<<"-0">>], [<<"+12">>], [<<"-0012">>], [<<"576460752303423488">>],
        [<<"-576460752303423489">>],
                                       [<<"18446744073709551616">>], [<<>>], [<<"-">>], [<<"+">>], [<<"+-1">>], [<<" 1">>], [<<"1 ">>],
                                           [<<"1.0">>], [<<"1", 0>>],
                                       [<<"x">>], [<<"99999999999999999999999999x">>], [<<"1", 1:1>>], [<<1:3>>], ["1"], [1], [a]]),
    bif(erlang, binary_to_integer, 2, [[<<"zz">>, 36], [<<"-fF">>, 16], [<<"101">>, 2], [<<"2">>, 2], [<<"g">>, 16], [<<>>, 2], [<<"1">>,
        1], [<<"1">>, 37],
                                       [<<"1">>, a], [<<"1">>, 1 bsl 64], [a, 10], ["1", 10], [a, b], [<<1:1>>, 10], [<<"x">>, 99],
                                           [<<"FFFFFFFFFFFFFFFFF">>, 16]]),
    <<_:5, B:32/bits, _/bits>> = id(<<0:5, "-123", 0:3>>),
    ?P(binary_to_integer(B)),
    <<_, Sub:3/binary, _/binary>> = id(<<"91239">>),
    ?P(binary_to_integer(Sub)),
    ?P(erlang:md5(term_to_binary(binary_to_integer(binary:copy(<<"1234567890">>, 700))))).
