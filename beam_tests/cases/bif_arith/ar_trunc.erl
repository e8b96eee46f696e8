%% SPDX-License-Identifier: Apache-2.0
%% erlang:trunc/1: towards zero, bignum results, bad arguments.
-module(ar_trunc).
-include("../bif.hrl").

main() ->
    bif(erlang, trunc, 1, [[X] || X <- edge_floats()]),
    bif(erlang, trunc, 1, [[X] || X <- [0.9999999999999999, -0.9999999999999999, -1.5, 4503599627370495.5, 576460752303423424.0,
                                        1.0e19, -1.0e300, 3, -(1 bsl 64)]]),
    bif(erlang, trunc, 1, [[X] || X <- edge_terms(), not is_number(X)]),
    ?E(trunc(id(-2.5))),
    ?E(trunc(id("1"))).
