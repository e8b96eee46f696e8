%% SPDX-License-Identifier: Apache-2.0
%% float_to_list(F, [{decimals, N}]): rounding of halves as printf does, carry into a new digit, compact, limits of N.
-module(flt_decimals).
-include("../bif.hrl").

main() ->
    Fs = [0.0, -0.0, 0.5, 1.5, 2.5, 0.05, 0.15, 0.25, 0.35, 1.005, 9.995, 9.5, 99.95, 0.999, -0.999, 123456.789, 1.0e15, 1.0e22, 5.0e-324,
        0.1],
    [io:format("~w: ~0p~n", [F, [float_to_list(F, [{decimals, N}]) || N <- [0, 1, 2, 3, 10, 20]]]) || F <- Fs],
    [io:format("~w: ~0p~n", [F, [float_to_list(F, [{decimals, N}, compact]) || N <- [0, 1, 2, 3, 10, 20]]]) || F <- Fs],
    ?P(float_to_list(1.7976931348623157e308, [{decimals, 0}]) =:= integer_to_list(trunc(1.7976931348623157e308))),
    ?P(float_to_list(0.1, [{decimals, 60}])),
    ?P(length(float_to_list(0.1, [{decimals, 253}]))),
    bif(erlang, float_to_list, 2, [[0.1, [{decimals, 254}]], [0.1, [{decimals, -1}]], [0.1, [{decimals, a}]], [0.1, [{decimals, 1.0}]],
                                   [0.1, [{decimals, 1 bsl 64}]], [0.1, [{decimals}]], [0.1, [decimals]], [1.0e300, [{decimals, 253}]]]).
