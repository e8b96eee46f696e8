%% SPDX-License-Identifier: Apache-2.0
%% erlang:'bsr'/2: arithmetic shift of any length, negative and huge shifts, system_limit, bad arguments.
-module(ar_bsr).
-include("../bif.hrl").

main() ->
    table('bsr', edge_ints(), [0, 1, 4, 58, 59, 60, 63, 64, 65, 127, 128, 200, 1 bsl 60, 1 bsl 64, -1, -4, -60, -64]),
    bif(erlang, 'bsr', 2, [[0, -(1 bsl 40)], [0, -(1 bsl 64)], [1, -(1 bsl 40)], [1, -(1 bsl 64)], [-1, -(1 bsl 64)], [-1, 1 bsl 64],
                           [1, -(1 bsl 59)], [-(1 bsl 64), 1 bsl 64], [a, 1], [1, a], [1.0, 1], [1, 1.0], [0, a], [[], -(1 bsl 64)],
                               [1 bsl 64, []]]),
    ?P((-(id(1) bsl 200) - 1) bsr 200),
    ?P((-(id(1) bsl 200)) bsr 200),
    ?P((-(id(1) bsl 128) - 1) bsr 64),
    ?P((-(id(1) bsl 128)) bsr 64),
    ?E(id(1) bsr id(-(1 bsl 40))),
    ?E(id(a) bsr 1).
