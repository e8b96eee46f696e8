%% SPDX-License-Identifier: Apache-2.0
%% erlang:'bor'/2: two's complement of any length, results that shrink to -1, bad arguments.
-module(ar_bor).
-include("../bif.hrl").

main() ->
    table('bor', edge_ints(), [0, -1, 255, (1 bsl 59) - 1, -(1 bsl 59), (1 bsl 64) - 1, -(1 bsl 64), -(1 bsl 64) - 1, (1 bsl 128) - 1]),
    bif(erlang, 'bor', 2, [[a, 1], [1, a], [1.0, 1], [1, 1.0], [1 bsl 64, a], [0, 0.0], [[], []]]),
    ?P((-(id(1) bsl 200)) bor ((1 bsl 200) - 1)),
    ?P((id(1) bsl 200) bor (-(1 bsl 64))),
    ?E(id(x) bor 1).
