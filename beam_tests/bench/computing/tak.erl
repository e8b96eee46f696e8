%% SPDX-License-Identifier: Apache-2.0
%% tak.erl -- Takeuchi's function: calls with three arguments, comparisons.
-module(tak).
-export([sizes/0, run/1]).

sizes() -> {1, 220}.

run(Times) -> repeat(Times, 0).

repeat(0, Sum) -> Sum;
repeat(Times, Sum) -> repeat(Times - 1, Sum + tak(22, 14, 7)).

tak(X, Y, Z) when Y < X -> tak(tak(X - 1, Y, Z), tak(Y - 1, Z, X), tak(Z - 1, X, Y));
tak(_, _, Z) -> Z.
