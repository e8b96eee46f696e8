%% SPDX-License-Identifier: Apache-2.0
%% erlang:'band'/2: two's complement of any length, results that shrink, bad arguments.
-module(ar_band).
-include("../bif.hrl").

main() ->
    table('band', edge_ints(), [0, -1, 255, (1 bsl 59) - 1, -(1 bsl 59), (1 bsl 64) - 1, -(1 bsl 64), -(1 bsl 64) - 1, (1 bsl 128) - 1]),
    bif(erlang, 'band', 2, [[a, 1], [1, a], [1.0, 1], [1, 1.0], [1 bsl 64, a], [0, 0.0], [[], []]]),
    ?P((-(id(1) bsl 200)) band (-(1 bsl 199))),
    ?P((-(id(1) bsl 200) - 1) band ((1 bsl 201) - 1)),
    ?E(id(x) band 1).
