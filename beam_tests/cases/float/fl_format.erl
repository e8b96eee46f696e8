%% SPDX-License-Identifier: Apache-2.0
%% float_to_list/2 with decimals, scientific and compact; ~f ~e ~g with precisions; rounding of halves.
-module(fl_format).
-include("../case.hrl").

main() ->
    L = [0.0, -0.0, 1.0, 0.5, 1.5, 2.5, -2.5, 0.05, 0.15, 0.25, 0.35, 1.005, 9.995, 99.99, 123.456, 1.0e-10, 1.0e15, 123456789.987654321,
         -0.001, 0.999, 1.0e22, 5.0e-324],
    [io:format("~w:~s~n", [F, [[" ", float_to_list(F, [{decimals, D}])] || D <- [0, 1, 2, 5, 15]]]) || F <- L],
    [io:format("~w:~s~n", [F, [[" ", float_to_list(F, [{decimals, D}, compact])] || D <- [0, 1, 2, 5]]]) || F <- L],
    [io:format("~w:~s~n", [F, [[" ", float_to_list(F, [{scientific, D}])] || D <- [0, 1, 3, 10, 20]]]) || F <- L],
    [io:format("~w: ~.2f ~f ~.3e ~e ~g ~.4g ~10.1f|~-12.3f|~n", [F, F, F, F, F, F, F, F, F]) || F <- L, F < 1.0e20],
    ?P(float_to_list(1.0, [{decimals, 300}])),
    ?P(float_to_list(1.0e300, [{decimals, 1}])),
    ?P(float_to_list(1.0, [{decimals, 254}])),
    ?P(float_to_list(1.0, [{scientific, 250}])),
    ?P(float_to_list(1.0, [{decimals, -1}])),
    ?P(float_to_list(1.0, [bogus])),
    ?P(float_to_list(id(1))),
    ?P(float_to_binary(2.0, [{decimals, 4}, compact])),
    ?P(float_to_binary(1.0e200, [{scientific, 3}])),
    ?P(io_lib:format("~.0f", [1.5])),
    ?P(io_lib:format("~5f", [1.5])),
    ?P(io_lib:format("~f", [1])).
