%% SPDX-License-Identifier: Apache-2.0
%% Integer algorithms: modular powers, gcd, primes, roots, digits, bases, binomials, continued fractions, checked by identities.
-module(ma_int).
-include("../case.hrl").

main() ->
    ?P([powmod(id(B), E, M) || {B, E, M} <- [{2, 1000, 1000007}, {3, 1 bsl 70, 1000000007}, {12345678901234567890, 98765, (1 bsl 89) - 1}]]),
    ?P(gcd(id(1 bsl 200), fac(30))),
    ?P(egcd(id(240), 46)),
    ?P(egcd(id((1 bsl 127) - 1), (1 bsl 89) - 1)),
    ?P([N || N <- lists:seq((1 bsl 20) - 20, (1 bsl 20) + 20), prime(N)]),
    ?P([prime((1 bsl P) - 1) || P <- [2, 3, 5, 7, 11, 13, 17, 19, 31]]),
    ?P([lucas_lehmer(P) || P <- [61, 67, 89, 107, 127]]),
    ?P(isqrt(id(fac(40)))),
    ?P([isqrt(N * N) =:= N andalso isqrt(N * N - 1) =:= N - 1 || N <- [1, 10, 1 bsl 64, fac(25)]]),
    ?P(digits(id(2), 300)),
    ?P(lists:sum(digits(7, 500))),
    ?P(binom(id(100), 50)),
    ?P(lists:sum([binom(60, K) || K <- lists:seq(0, 60)]) =:= 1 bsl 60),
    ?P(factor(id(600851475143))),
    ?P(factor(id(1234567890123456))),
    ?P(e_digits(id(60))),
    ?P(pi_digits(id(60))),
    ?P(bernoulli(id(20))),
    ?P(catalan(id(30))),
    ?P([collatz(N, 0) || N <- [27, 97, 871, 837799]]),
    ?P(perfect(id(500))),
    ?P(mandel()).

powmod(_, 0, _) -> 1;
powmod(B, E, M) when E band 1 =:= 1 -> B * powmod(B, E - 1, M) rem M;
powmod(B, E, M) -> powmod(B * B rem M, E bsr 1, M).
gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).
egcd(A, 0) -> {A, 1, 0};
egcd(A, B) -> {G, X, Y} = egcd(B, A rem B), {G, Y, X - (A div B) * Y}.
fac(0) -> 1;
fac(N) -> N * fac(N - 1).
prime(N) when N < 2 -> false;
prime(N) -> prime(N, 2).
prime(N, D) when D * D > N -> true;
prime(N, D) when N rem D =:= 0 -> false;
prime(N, 2) -> prime(N, 3);
prime(N, D) -> prime(N, D + 2).
lucas_lehmer(P) -> M = (1 bsl P) - 1, lists:foldl(fun(_, S) -> (S * S - 2 + M) rem M end, 4, lists:seq(3, P)) =:= 0.
isqrt(0) -> 0;
isqrt(N) -> isqrt(N, 1 bsl ((bits(N) + 1) div 2)).
isqrt(N, X) -> case (X + N div X) bsr 1 of Y when Y >= X -> X; Y -> isqrt(N, Y) end.
bits(0) -> 0;
bits(N) -> 1 + bits(N bsr 1).
digits(B, E) -> [C - $0 || C <- integer_to_list(pow(B, E))].
pow(_, 0) -> 1;
pow(B, E) -> B * pow(B, E - 1).
binom(N, K) -> fac(N) div (fac(K) * fac(N - K)).
factor(N) -> factor(N, 2).
factor(1, _) -> [];
factor(N, D) when D * D > N -> [N];
factor(N, D) when N rem D =:= 0 -> [D | factor(N div D, D)];
factor(N, D) -> factor(N, D + 1).
e_digits(D) -> S = pow(10, D + 10), e_loop(S, 1, 0) div pow(10, 10).
e_loop(0, _, A) -> A;
e_loop(T, K, A) -> e_loop(T div K, K + 1, A + T).
pi_digits(D) -> S = pow(10, D + 10), (4 * (4 * arctan(5, S) - arctan(239, S))) div pow(10, 10).
arctan(X, S) -> arctan(S div X, X * X, 1, 1, 0).
arctan(0, _, _, _, A) -> A;
arctan(T, X2, N, Sign, A) -> arctan(T div X2, X2, N + 2, -Sign, A + Sign * (T div N)).
bernoulli(N) -> lists:nth(N + 1, bern(0, N, [])).
bern(M, N, L) when M > N -> lists:reverse(L);
bern(M, N, L) -> B = lists:foldl(fun({K, Bk}, Acc) -> sub(Acc, scale(Bk, binom(M, K), M - K + 1)) end, {1, 1}, lists:zip(lists:seq(0, M - 1), lists:reverse(L))), bern(M + 1, N, [B | L]).
scale({A, B}, N, D) -> norm(A * N, B * D).
sub({A, B}, {C, D}) -> norm(A * D - C * B, B * D).
norm(A, B) -> G = gcd(abs(A), abs(B)), {A div G, B div G}.
catalan(N) -> binom(2 * N, N) div (N + 1).
collatz(1, S) -> S;
collatz(N, S) when N rem 2 =:= 0 -> collatz(N div 2, S + 1);
collatz(N, S) -> collatz(3 * N + 1, S + 1).
perfect(Max) -> [N || N <- lists:seq(2, Max), N =:= lists:sum([D || D <- lists:seq(1, N div 2), N rem D =:= 0])].
mandel() -> [[case esc(X / 20, Y / 8, 0.0, 0.0, 0) of 30 -> $#; K when K > 6 -> $+; _ -> $. end || X <- lists:seq(-40, 10)] || Y <- lists:seq(-8, 8)].
esc(_, _, _, _, 30) -> 30;
esc(Cx, Cy, X, Y, N) when X * X + Y * Y =< 4.0 -> esc(Cx, Cy, X * X - Y * Y + Cx, 2.0 * X * Y + Cy, N + 1);
esc(_, _, _, _, N) -> N.
