%% SPDX-License-Identifier: Apache-2.0
%% math:floor/1, ceil/1, fmod/2: floats for any number, zeros and signs, division by zero, bad arguments.
-module(mat_floor_ceil_fmod).
-include("../bif.hrl").

main() ->
    bif(math, floor, 1, [[X] || X <- [0, -0.0, 0.5, -0.5, 1.5, -1.5, 1.0e300, 4503599627370495.5, 7, 1 bsl 64, -(1 bsl 64), a]]),
    bif(math, ceil, 1, [[X] || X <- [0, -0.0, 0.5, -0.5, 1.5, -1.5, 1.0e300, 4503599627370495.5, 7, 1 bsl 64, -(1 bsl 64), a]]),
    bif(math, fmod, 2, [[X, Y] || X <- [5, -5, 5.5, -5.5, 0, -0.0, 1.0e300], Y <- [3, -3, 0.1, 1.0e300]] ++ [[1, 0], [1, 0.0], [0, 0], [1,
        -0.0], [a, 1], [1, a], [a, b], [1 bsl 64, 10]]),
    ?P([try math:F(1 bsl 1024) catch C:R -> {C, R} end || F <- [floor, ceil]]).
