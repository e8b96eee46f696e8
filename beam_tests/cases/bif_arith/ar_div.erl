%% SPDX-License-Identifier: Apache-2.0
%% erlang:'div'/2: truncation towards zero, the one quotient of two smalls that is a bignum, bad arguments.
-module(ar_div).
-include("../bif.hrl").

main() ->
    Ys = [1, -1, 2, -2, 7, -10, (1 bsl 59) - 1, -(1 bsl 59), 1 bsl 60, (1 bsl 64) - 1, -(1 bsl 64)],
    table('div', edge_ints(), Ys),
    bif(erlang, 'div', 2, [[7, 2], [-7, 2], [7, -2], [-7, -2], [-(1 bsl 59), -1], [-(1 bsl 63), -1], [1, 0], [0, 0], [1 bsl 64, 0],
                           [-(1 bsl 64), 0], [a, 0], [0, a], [a, 1], [1.0, 1], [1, 1.0], [4, 2.0], [1 bsl 64, 1.0], [[], {}]]),
    ?P((id(1) bsl 200) div (1 bsl 199)),
    ?P(((id(1) bsl 200) - 1) div (1 bsl 200)),
    ?P(-(id(1) bsl 200) div ((1 bsl 100) + 1)),
    ?E(id(1) div id(0)),
    ?E(id(1.5) div 1).
