%% SPDX-License-Identifier: Apache-2.0
%% Text to floats: good forms, bad forms, limits, rounding to nearest even.
-module(fl_parse).
-include("../case.hrl").

main() ->
    Texts = ["1.0", "-1.5", "+2.25", "1.0e10", "1.0E10", "1.0e+10", "1.0e-10", "0.0", "-0.0", "1.0e308", "1.7976931348623157e308",
             "1.7976931348623159e308", "1.0e309", "1.0e400", "1.0e-400", "4.9e-324", "2.4703282292062327e-324", "2.4703282292062329e-324",
             "9007199254740993.0", "9007199254740992.9999999999", "0.1000000000000000055511151231257827", "123456789012345678901234567890.0",
             "1", "1.", ".5", "1e5", "1.0e", "1.0e+", "", " 1.0", "1.0 ", "1.0x", "1,0", "inf", "nan", "0x1.0", "1.0.0", "--1.0",
             "00001.50000", "1.0e0000005"],
    [?P({T, list_to_float(T)}) || T <- Texts],
    [?P({T, binary_to_float(list_to_binary(T))}) || T <- Texts],
    [?P({T, string:to_float(T)}) || T <- ["1.5rest", "1.0e5 x", "abc", "12", "-0.5e-3,", "1.e5"]],
    ?P(binary_to_float(id(a))),
    ?P(list_to_float(id([$1, $., a]))),
    ?P(list_to_float(id(1.0))).
