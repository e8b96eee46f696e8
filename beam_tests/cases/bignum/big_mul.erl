%% SPDX-License-Identifier: Apache-2.0
%% Multiplication: small by small overflowing, small by big, big by big, signs, squares, factorials.
-module(big_mul).
-include("../case.hrl").

main() ->
    L = [0, 1, -1, 3, 1 bsl 29, 1 bsl 30, -(1 bsl 30), 576460752303423487, -576460752303423488, 1 bsl 63,
         (1 bsl 64) - 1, -(1 bsl 64), 123456789012345678901234567890],
    [io:format("~w * ~w = ~w~n", [A, B, id(A) * id(B)]) || A <- L, B <- L, A =< B],
    ?P(fac(id(50))),
    ?P(fac(id(120)) div fac(id(118))),
    ?P(power(id(3), 200)),
    ?P(power(id(-7), 101)),
    ?P(power(id(10), 100)),
    ?P((id(1 bsl 500) - 1) * (id(1 bsl 500) + 1) =:= (1 bsl 1000) - 1),
    ?P(erlang:phash2(fac(id(1000)))),
    ?P(length(integer_to_list(fac(id(1000))))),
    ?P(id(1 bsl 70) * id(0)),
    ?P(id(1 bsl 70) * id(1.5)),
    ?P(id(1 bsl 70) * id(x)),
    ?P(id(1 bsl 40) * id(1 bsl 40) * id(-1)),
    ?P(fib(id(300))).

fac(0) -> 1;
fac(N) -> N * fac(N - 1).
power(_, 0) -> 1;
power(X, N) when N rem 2 =:= 0 -> H = power(X, N div 2), H * H;
power(X, N) -> X * power(X, N - 1).
fib(N) -> fib(N, 0, 1).
fib(0, A, _) -> A;
fib(N, A, B) -> fib(N - 1, B, A + B).
