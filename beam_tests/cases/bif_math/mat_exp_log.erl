%% SPDX-License-Identifier: Apache-2.0
%% math:exp/1, log/1, log2/1, log10/1: overflow, underflow, zeros, negative numbers, exact powers, bad arguments.
-module(mat_exp_log).
-include("../bif.hrl").

main() ->
    bif(math, exp, 1, [[X] || X <- [0, -0.0, 1, -1, 0.5, 709, 709.782712893384, 709.782712893385, 710, -745, -746, -1.0e300, 1.0e300,
        1 bsl 1023, -(1 bsl 64), a, <<>>]] -- [[1 bsl 1023]]),
    [bif(math, F, 1, [[X] || X <- [1, 2, 10, 0.5, 1000, 1.0e22, 1.0e-300, 5.0e-324, 1.7976931348623157e308, 0, 0.0, -0.0, -1, -1.0e-300,
        1 bsl 64, a, []]]) || F <- [log, log2, log10]],
    bif(math, log, 1, [[1]]), bif(math, log2, 1, [[8]]), bif(math, log10, 1, [[1000]]),
    ?P([math:log2(1 bsl N) || N <- [0, 1, 3, 29, 31, 59, 60, 64, 100, 1023]]),
    ?P([trunc(math:log10(N)) || N <- [1000, 1000000, 1000000000000000]]),
    ?P(try math:log2(1 bsl 1024) catch C:R -> {C, R} end).
