%% SPDX-License-Identifier: Apache-2.0
%% erlang:'+'/1,2: the borders of small integers in both directions, mixed types, infinity, bad arguments.
-module(ar_plus).
-include("../bif.hrl").

main() ->
    table('+', edge_ints(), [0, 1, -1, (1 bsl 59) - 1, -(1 bsl 59), 1 bsl 60, (1 bsl 64) - 1, -(1 bsl 64)]),
    table('+', edge_floats(), [0, -0.0, 1, 1.0, 1.0e308, -1.7976931348623157e308, 1 bsl 64]),
    bif(erlang, '+', 2, [[1 bsl 1023, 1.0], [1 bsl 1024, 1.0], [1.0, -(1 bsl 1024)], [1.7976931348623157e308, 1.0e292],
                         [a, 1], [1, a], [a, b], [1.0, "1"], [{}, 1 bsl 64], [[], 0.5]]),
    bif(erlang, '+', 1, [[X] || X <- edge_terms() ++ [-0.0, -(1 bsl 64)]]),
    ?E(id((1 bsl 59) - 1) + 1),
    ?E(id(1 bsl 59) + id(-1)),
    ?E(id(x) + 1),
    ?E(+id(x)).
