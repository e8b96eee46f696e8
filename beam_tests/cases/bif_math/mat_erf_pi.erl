%% SPDX-License-Identifier: Apache-2.0
%% releases: 25 27
%% (The C library of the system that OTP 29 comes from rounds some of them otherwise.)
%% math:erf/1, erfc/1, pi/0: tails, zeros, bad arguments.
-module(mat_erf_pi).
-include("../bif.hrl").

main() ->
    bif(math, erf, 1, [[X] || X <- [0, -0.0, 0.5, -0.5, 1, 2, 6, 30, -30, 1.0e-300, 1 bsl 64, a]]),
    bif(math, erfc, 1, [[X] || X <- [0, -0.0, 0.5, -0.5, 1, 2, 6, 26, 30, -30, 1 bsl 64, a]]),
    bif(math, pi, 0, [[]]).
