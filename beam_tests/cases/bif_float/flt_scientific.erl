%% SPDX-License-Identifier: Apache-2.0
%% float_to_list(F, [{scientific, N}]): digits, exponents of two and three digits, limits of N, bad options.
-module(flt_scientific).
-include("../bif.hrl").

main() ->
    Fs = [0.0, -0.0, 0.5, 1.5, 2.5, 9.5, 9.95, 99.95, 123456.789, 1.0e15, 1.0e100, -1.0e-100, 5.0e-324, 1.7976931348623157e308],
    [io:format("~w: ~0p~n", [F, [float_to_list(F, [{scientific, N}]) || N <- [0, 1, 2, 3, 10, 20]]]) || F <- Fs],
    [io:format("~w: ~0p~n", [F, [float_to_binary(F, [{scientific, N}, compact]) || N <- [0, 1, 20]]]) || F <- Fs],
    ?P(float_to_list(0.1, [{scientific, 60}])),
    ?P(length(float_to_list(-0.1, [{scientific, 249}]))),
    bif(erlang, float_to_list, 2, [[0.1, [{scientific, 250}]], [0.1, [{scientific, -1}]], [0.1, [{scientific, a}]], [0.1, [{scientific,
        1 bsl 64}]],
                                   [0.1, [scientific]]]).
