%% SPDX-License-Identifier: Apache-2.0
%% erlang:'-'/1,2: negation of the smallest small integer and of zeros, borders, bad arguments.
-module(ar_minus).
-include("../bif.hrl").

main() ->
    table('-', edge_ints(), [0, 1, -1, (1 bsl 59) - 1, -(1 bsl 59), 1 bsl 60, (1 bsl 64) - 1, -(1 bsl 64)]),
    table('-', edge_floats(), [0, -0.0, 0.0, 1, 1.0, -1.7976931348623157e308, 1 bsl 64]),
    [?P({X, -id(X)}) || X <- edge_ints()],
    [?P({X, -id(X)}) || X <- edge_floats()],
    bif(erlang, '-', 2, [[a, 1], [1, a], [1.5, a], [a, 1.5], [1 bsl 64, a], [1 bsl 1024, 1.0], [<<>>, []]]),
    bif(erlang, '-', 1, [[X] || X <- edge_terms()]),
    ?E(id(-(1 bsl 59)) - 1),
    ?E(id(1 bsl 64) - id(1 bsl 64)),
    ?E(-id(x)).
