%% SPDX-License-Identifier: Apache-2.0
%% math:sin/1, cos/1, tan/1, asin/1, acos/1, atan/1, atan2/2: special angles, domains, integers of any size, bad arguments.
-module(mat_trigonometric).
-include("../bif.hrl").

main() ->
    Xs = [0, 0.0, -0.0, 1, -1, 0.5, -0.5, 1.0, math:pi(), math:pi() / 2, -math:pi(), 1.0e10, 1.0e22, 1.0e300, 5.0e-324, 1 bsl 64,
        1 bsl 1023, 1 bsl 1024, 2, -1.0000000000000002, a, "1"],
    [bif(math, F, 1, [[X] || X <- Xs, X =/= 1 bsl 1023, X =/= 1 bsl 1024]) || F <- [sin, cos, tan, asin, acos, atan]],
    bif(math, sin, 1, [[0]]), bif(math, cos, 1, [[0]]), bif(math, tan, 1, [[0]]), bif(math, asin, 1, [[1]]), bif(math, acos, 1, [[1]]),
        bif(math, atan, 1, [[1]]),
    ?P([try math:F(1 bsl B) of V -> abs(V) =< 2 catch C:R -> {C, R} end || F <- [sin, cos, atan], B <- [1023, 1024]]),
    bif(math, atan2, 2, [[Y, X] || Y <- [0.0, -0.0, 1, -1], X <- [0.0, -0.0, 1, -1]] ++ [[a, 1], [1, a], [a, b], [1.0e300, 1.0e-300]]).
