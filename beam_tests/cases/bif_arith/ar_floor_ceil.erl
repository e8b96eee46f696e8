%% SPDX-License-Identifier: Apache-2.0
%% erlang:floor/1 and ceil/1: both signs, zeros, bignum results, bad arguments.
-module(ar_floor_ceil).
-include("../bif.hrl").

main() ->
    bif(erlang, floor, 1, [[X] || X <- edge_floats()]),
    bif(erlang, ceil, 1, [[X] || X <- edge_floats()]),
    bif(erlang, floor, 1, [[X] || X <- [-1.5, -1.0e-300, 4503599627370495.5, -4503599627370495.5, 7, -(1 bsl 64)]]),
    bif(erlang, ceil, 1, [[X] || X <- [-1.5, 1.0e-300, 4503599627370495.5, -4503599627370495.5, 7, -(1 bsl 64)]]),
    bif(erlang, floor, 1, [[X] || X <- edge_terms(), not is_number(X)]),
    bif(erlang, ceil, 1, [[X] || X <- edge_terms(), not is_number(X)]),
    ?E(floor(id(a))),
    ?E(ceil(id(a))).
