%% SPDX-License-Identifier: Apache-2.0
%% erlang:list_to_integer/1: signs, leading zeros, lengths at the borders, all that is not a number.
-module(int_from_list).
-include("../bif.hrl").

main() ->
    bif(erlang, list_to_integer, 1, [["0"], ["-0"], ["+0"], ["00012"], ["-00012"], ["+7"], ["576460752303423487"], ["576460752303423488"],
                                     ["-576460752303423488"], ["-576460752303423489"], ["18446744073709551615"], ["18446744073709551616"],
                                     ["9223372036854775807"], ["-9223372036854775808"], ["0000000000000000000000000000000000001"]]),
    bif(erlang, list_to_integer, 1, [[""], ["-"], ["+"], ["--1"], ["+-1"], ["1-"], [" 1"], ["1 "], ["1.0"], ["1e3"], ["0x10"], ["1_000"],
        ["a"], ["12a"],
                                     [[$1 | $2]], [[$1, "2"]], [[$1, 16#660]], [[-1]], [[1 bsl 64]], [a], [<<"1">>], [1], [[a]], [[]]]),
    ?E(list_to_integer(lists:duplicate(30, $9) ++ "x")),
    ?P(list_to_integer(lists:duplicate(3000, $9)) + 1 =:= list_to_integer([$1 | lists:duplicate(3000, $0)])).
