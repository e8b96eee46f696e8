%% SPDX-License-Identifier: Apache-2.0
%% Float arithmetic: mixed operands, overflow and invalid results raise badarith, signed zero, float registers.
-module(fl_arith).
-include("../case.hrl").

main() ->
    L = [0.0, -0.0, 1.0, -1.5, 1.0e308, -1.0e308, 5.0e-324, 2, -3, 1 bsl 70],
    [io:format("~w ~w: ~w~n", [A, B, [r(fun() -> op(O, id(A), id(B)) end) || O <- ['+', '-', '*', '/']]]) || A <- L, B <- L],
    ?P(chain(id(1.5), id(2.5), id(3.0))),
    ?P(chain(id(1), id(2.5), id(3))),
    ?P(chain(id(1.0e200), id(1.0e200), id(1.0))),
    ?P(chain(id(a), id(1.0), id(2.0))),
    ?P(-id(0.0)),
    ?P(0.0 - id(0.0)),
    ?P(abs(id(-0.0))),
    ?P(abs(id(-1.5))),
    ?P(float(id(1 bsl 1023))),
    ?P(float(id(1 bsl 1024))),
    ?P(float(id(9007199254740993))),
    ?P(float(id(-(1 bsl 64) - 1))),
    ?P(float(id(x))),
    ?P([round(id(F)) || F <- [0.5, -0.5, 1.5, 2.5, -2.5, 0.49999999999999994, 1.0e20, -1.0e25, 4503599627370495.5]]),
    ?P([trunc(id(F)) || F <- [0.9, -0.9, 1.0e20, -1.0e300, 5.0e-324, 576460752303423488.0, -9223372036854775808.0]]),
    ?P([floor(id(F)) || F <- [0.9, -0.9, -1.0, 1.0e20, -0.0, 7]]),
    ?P([ceil(id(F)) || F <- [0.1, -0.9, -1.0, 1.0e20, -0.0, 7]]),
    ?P(round(id(a))),
    ?P(sum(id(lists:seq(1, 1000)), 0.0)),
    ?P(sum(lists:duplicate(10, 0.1), 0.0)),
    ?P(newton(id(2.0), 1.0, 20)).

op('+', A, B) -> A + B;
op('-', A, B) -> A - B;
op('*', A, B) -> A * B;
op('/', A, B) -> A / B.

r(F) -> try F() catch error:E -> E end.
chain(A, B, C) -> (A + B * C - A / C) * (B - 0.5) + 1.0.
sum([], A) -> A;
sum([H | T], A) when is_float(A) -> sum(T, A + H).
newton(_, X, 0) -> X;
newton(N, X, K) when is_float(N), is_float(X) -> newton(N, (X + N / X) / 2.0, K - 1).
