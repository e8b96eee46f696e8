%% SPDX-License-Identifier: Apache-2.0
%% string:list_to_integer/1 and string:list_to_float/1: the longest number at the beginning and the rest, or an error tuple.
-module(int_string_prefix).
-include("../bif.hrl").

main() ->
    bif(string, list_to_integer, 1, [["12"], ["12abc"], ["-5 x"], ["+7"], ["abc"], [""], ["-"], ["+"], ["-a"], ["1.5"], [[$1 | $2]], [[$1,
        a]], [[a]],
                                     [[$1, $2, 400]], ["18446744073709551616 rest"], ["-18446744073709551616"], [a], [<<"1">>], [1], ["00"],
                                         ["--1"]]),
    bif(string, list_to_float, 1, [["1.5"], ["1.5abc"], ["-1.5e3x"], ["+1.0E-2"], ["1"], ["1."], ["1.e5"], [".5"], ["1.5e"], ["1.5e+"],
        ["1.5e400"],
                                   ["1.0e-400"], ["abc"], [""], ["-"], [[$1, $., $5 | x]], [a], [<<"1.0">>], ["1.5.6"], ["1.5e5.6"], [[$1,
                                       $., a]], ["0.0"], ["-0.0"]]).
