%% SPDX-License-Identifier: Apache-2.0
%% Options of float_to_list/2 and float_to_binary/2: which one wins, and every bad one.
-module(flt_options).
-include("../bif.hrl").

main() ->
    Opts = [[], [compact], [short], [{decimals, 2}], [{decimals, 2}, {scientific, 3}], [{scientific, 3}, {decimals, 2}], [short, {decimals,
        2}],
            [{decimals, 2}, short], [compact, {decimals, 4}], [{decimals, 4}, compact, compact], [{scientific, 2}, short], [short,
                compact]],
    bif(erlang, float_to_list, 2, [[1.50, O] || O <- Opts]),
    bif(erlang, float_to_binary, 2, [[1.50, O] || O <- Opts]),
    bif(erlang, float_to_list, 2, [[1, []], [a, [short]], [1.0, short], [1.0, [bogus]], [1.0, [short | bogus]], [1.0, {decimals, 2}], [a,
        b], [1.0, [{short, 1}]],
                                   [1.0, [{decimals, 1, 2}]], [1, [{decimals, 2}]], [1 bsl 64, [short]], [1.0, [1]]]),
    bif(erlang, float_to_binary, 2, [[1, []], [a, [short]], [1.0, short], [1.0, [bogus]], [1.0, [short | bogus]], [a, b]]).
