%% SPDX-License-Identifier: Apache-2.0
%% erlang:abs/1: the smallest small, negative zero, bignums, bad arguments.
-module(ar_abs).
-include("../bif.hrl").

main() ->
    bif(erlang, abs, 1, [[X] || X <- edge_ints()]),
    bif(erlang, abs, 1, [[X] || X <- edge_floats()]),
    bif(erlang, abs, 1, [[X] || X <- edge_terms(), not is_number(X)]),
    ?E(abs(id(-(1 bsl 59)))),
    ?E(abs(id(-0.0))),
    ?E(abs(id(a))).
