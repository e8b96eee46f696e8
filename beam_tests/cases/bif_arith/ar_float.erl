%% SPDX-License-Identifier: Apache-2.0
%% erlang:float/1: rounding of integers to the nearest float (ties to even), the largest, too large, bad arguments.
-module(ar_float).
-include("../bif.hrl").

main() ->
    bif(erlang, float, 1, [[X] || X <- edge_ints()]),
    bif(erlang, float, 1, [[(1 bsl 53) + 1], [(1 bsl 53) + 3], [-(1 bsl 53) - 1], [(1 bsl 64) + 2048], [(1 bsl 64) + 2049],
                           [(1 bsl 64) + 6144], [(1 bsl 128) + 1], [(1 bsl 1023)], [(1 bsl 1024) - (1 bsl 971)],
                           [(1 bsl 1024) - (1 bsl 970) - 1], [(1 bsl 1024) - (1 bsl 970)], [1 bsl 1024], [-(1 bsl 1024)], [1 bsl 5000]]),
    bif(erlang, float, 1, [[X] || X <- [-0.0, 1.5 | edge_terms()], not is_integer(X)]),
    ?E(float(id(1 bsl 1024))),
    ?E(float(id(a))).
