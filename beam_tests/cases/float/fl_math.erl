%% SPDX-License-Identifier: Apache-2.0
%% The math module: values where they are exact, domain errors, integers as arguments.
-module(fl_math).
-include("../case.hrl").

main() ->
    ?P([math:sqrt(X) || X <- [0, 1, 4, 2.25, 1.0e100, 1 bsl 100]]),
    ?P(math:sqrt(id(-1))),
    ?P(math:sqrt(id(a))),
    ?P([math:pow(A, B) || {A, B} <- [{2, 10}, {2.0, 0.5}, {0, 0}, {-2, 3}, {10, -2}, {1.5, 2}]]),
    ?P(math:pow(id(-1), id(0.5))),
    ?P(math:pow(id(0), id(-1))),
    ?P(math:pow(id(10), id(400))),
    ?P([math:exp(X) || X <- [0, 0.0, -1000]]),
    ?P(math:exp(id(1000))),
    ?P([math:log(X) || X <- [1, 1.0]]),
    ?P(math:log(id(0))),
    ?P(math:log(id(-1.0))),
    ?P([math:log2(X) || X <- [1, 2, 1024, 0.5, 1 bsl 60]]),
    ?P([math:log10(X) || X <- [1, 10, 1000, 1.0e15]]),
    ?P(math:log2(id(0))),
    ?P(math:log10(id(-5))),
    ?P([math:floor(X) || X <- [1.5, -1.5, 3, -0.5]]),
    ?P([math:ceil(X) || X <- [1.5, -1.5, 3, -0.5]]),
    ?P([math:fmod(A, B) || {A, B} <- [{5, 3}, {-5, 3}, {5.5, 2}, {5, -3}]]),
    ?P(math:fmod(id(1), id(0))),
    ?P([math:sin(0), math:cos(0), math:tan(0), math:asin(0), math:acos(1), math:atan(0), math:atan2(0, 1)]),
    ?P(math:acos(id(2))),
    ?P(math:asin(id(-1.5))),
    ?P([math:sinh(0), math:cosh(0), math:tanh(0), math:asinh(0), math:acosh(1), math:atanh(0)]),
    ?P(math:atanh(id(1))),
    ?P(math:acosh(id(0.5))),
    ?P([math:erf(0), math:erfc(0)]),
    ?P(math:pi()),
    ?P(io_lib:format("~.10f ~.10f ~.10f", [math:sin(1), math:cos(1), math:tan(1)])),
    ?P(io_lib:format("~.10f ~.10f ~.10f", [math:exp(1), math:log(10), math:pow(2.5, 3.5)])),
    ?P(io_lib:format("~.10f ~.10f", [math:atan2(-1, -1), math:erf(0.5)])),
    ?P(math:sin(id([]))).
