%% SPDX-License-Identifier: Apache-2.0
%% erlang:'bsl'/2: every border, negative and huge shifts, system_limit, bad arguments.
-module(ar_bsl).
-include("../bif.hrl").

main() ->
    table('bsl', edge_ints(), [0, 1, 4, 59, 60, 63, 64, 65, -1, -4, -59, -60, -64, -200, -(1 bsl 60), -(1 bsl 64)]),
    bif(erlang, 'bsl', 2, [[0, 1 bsl 40], [0, 1 bsl 64], [0, -(1 bsl 64)], [1, 1 bsl 40], [1, 1 bsl 64], [-1, 1 bsl 64], [1,
        (1 bsl 59) - 1],
                           [1 bsl 64, 1 bsl 64], [a, 1], [1, a], [1.0, 1], [1, 1.0], [0, a], [[], 1 bsl 64], [1 bsl 64, []]]),
    [?P({S, id(1) bsl S, id(-1) bsl S}) || S <- [57, 58, 59, 60, 62, 63, 64, 127, 128]],
    ?E(id(1) bsl id(1 bsl 40)),
    ?E(id(a) bsl 1).
