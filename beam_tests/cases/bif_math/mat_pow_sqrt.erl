%% SPDX-License-Identifier: Apache-2.0
%% math:pow/2 and sqrt/1: special exponents, negative bases, overflow, exact squares, bad arguments.
-module(mat_pow_sqrt).
-include("../bif.hrl").

main() ->
    bif(math, pow, 2, [[X, Y] || X <- [0, 1, -1, 2, -2, 0.5, -0.0, 10], Y <- [0, 1, -1, 2, 0.5, -0.5, 3]]),
    bif(math, pow, 2, [[2, 1023], [2, 1024], [2, -1074], [2, -1075], [-2, 1023], [-2, 0.5], [10, 308], [10, 309], [1.0e-300, 2], [a, 1], [1,
        a], [a, b], [1 bsl 64, 2], [2, 1 bsl 64], [0.5, 1 bsl 64], [1, 1 bsl 64]]),
    bif(math, sqrt, 1, [[X] || X <- [0, 0.0, -0.0, 1, 2, 4, 1.0e300, 5.0e-324, 1.7976931348623157e308, 1 bsl 64, 1 bsl 100, -1, -1.0e-300,
        a]]).
