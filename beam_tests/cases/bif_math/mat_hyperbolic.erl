%% SPDX-License-Identifier: Apache-2.0
%% releases: 25 27
%% (The C library of the system that OTP 29 comes from rounds some of them otherwise.)
%% math:sinh/1, cosh/1, tanh/1, asinh/1, acosh/1, atanh/1: zeros, overflow, domains, bad arguments.
-module(mat_hyperbolic).
-include("../bif.hrl").

main() ->
    Xs = [0, -0.0, 1, -1, 0.5, 20, -20.0, 710, 711, -711, 1.0e-300, 0.9999999999999999, 1.0000000000000002, 2, 1 bsl 64, a],
    [bif(math, F, 1, [[X] || X <- Xs]) || F <- [sinh, cosh, tanh, asinh, acosh, atanh]],
    bif(math, sinh, 1, [[1]]), bif(math, cosh, 1, [[1]]), bif(math, tanh, 1, [[1]]), bif(math, asinh, 1, [[1]]), bif(math, acosh, 1, [[1]]),
        bif(math, atanh, 1, [[0]]).
