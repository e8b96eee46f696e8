%% SPDX-License-Identifier: Apache-2.0
%% erlang:round/1: halves away from zero, just below a half, where floats are whole, bignum results, bad arguments.
-module(ar_round).
-include("../bif.hrl").

main() ->
    bif(erlang, round, 1, [[X] || X <- edge_floats()]),
    bif(erlang, round, 1, [[X] || X <- [0.49999999999999994, -0.49999999999999994, 1.4999999999999998, 3.5, -3.5, 4503599627370495.5,
                                        4503599627370496.5, -4503599627370497.5, 576460752303423424.0, 1.0e18, 1.0e19, -1.0e300]]),
    bif(erlang, round, 1, [[X] || X <- [7, -(1 bsl 59), 1 bsl 64]]),
    bif(erlang, round, 1, [[X] || X <- edge_terms(), not is_number(X)]),
    ?E(round(id(2.5))),
    ?E(round(id(a))).
