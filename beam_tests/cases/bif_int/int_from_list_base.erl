%% SPDX-License-Identifier: Apache-2.0
%% erlang:list_to_integer/2: digits of both cases, digits beyond the base, bad bases, bad lists.
-module(int_from_list_base).
-include("../bif.hrl").

main() ->
    bif(erlang, list_to_integer, 2, [["zZ", 36], ["-Ff", 16], ["+1010", 2], ["777", 8], ["10", 36], ["FFFFFFFFFFFFFFFF", 16],
        ["-10000000000000000", 16],
                                     [lists:duplicate(60, $1), 2], [lists:duplicate(59, $1), 2], ["ZZZZZZZZZZZZZZZZZZZZ", 36],
                                         ["0000000000000000000000001", 3]]),
    bif(erlang, list_to_integer, 2, [["2", 2], ["8", 8], ["a", 10], ["g", 16], ["G", 16], ["", 10], ["-", 16], ["1", 1], ["1", 37], ["1",
        0], ["1", -2],
                                     ["1", a], ["1", 10.0], ["1", 1 bsl 64], [a, 10], [a, 1], [[$1 | $1], 10], [[$1, a], 10], [<<"1">>, 10],
                                         ["x", a], ["{", 36], ["@", 36], ["[", 36]]).
