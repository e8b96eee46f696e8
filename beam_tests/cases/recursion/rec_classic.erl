%% SPDX-License-Identifier: Apache-2.0
%% Classic recursive programs: factorial, fibonacci, ackermann, hanoi, permutations, queens, primes.
-module(rec_classic).
-include("../case.hrl").

main() ->
    [?P({N, fac(id(N))}) || N <- [0, 1, 5, 20, 21, 30]],
    ?P([fib(N) || N <- lists:seq(0, 20)]),
    ?P([ack(M, N) || M <- [0, 1, 2], N <- [0, 1, 2, 3]]),
    ?P(ack(id(3), id(5))),
    ?P(length(hanoi(id(10), a, b, c))),
    ?P(hanoi(id(3), a, b, c)),
    ?P(perms(id([1, 2, 3]))),
    ?P(length(perms(id([1, 2, 3, 4, 5, 6])))),
    ?P(hd(queens(id(6)))),
    ?P(length(queens(id(6)))),
    ?P(sieve(lists:seq(2, id(60)))),
    ?P(gcd(id(1071), id(462))),
    ?P(gcd(id(1 bsl 100), id(6 * (1 bsl 77)))),
    ?P(qsort(id([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]))),
    ?P(msort(id([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]))),
    ?P(even(id(1001))),
    ?P(even(id(1000))),
    ?P(tak(id(12), id(8), id(4))),
    ?P(pascal(id(7))),
    ?P(flatten(id([1, [2, [3, []], [[4]]], 5]))),
    ?P(change(id(50), id([25, 10, 5, 1]))).

fac(0) -> 1;
fac(N) -> N * fac(N - 1).
fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).
ack(0, N) -> N + 1;
ack(M, 0) -> ack(M - 1, 1);
ack(M, N) -> ack(M - 1, ack(M, N - 1)).
hanoi(0, _, _, _) -> [];
hanoi(N, A, B, C) -> hanoi(N - 1, A, C, B) ++ [{A, C}] ++ hanoi(N - 1, B, A, C).
perms([]) -> [[]];
perms(L) -> [[H | T] || H <- L, T <- perms(L -- [H])].
queens(N) -> queens(N, N).
queens(0, _) -> [[]];
queens(K, N) -> [[Q | Qs] || Qs <- queens(K - 1, N), Q <- lists:seq(1, N), safe(Q, 1, Qs)].
safe(_, _, []) -> true;
safe(Q, D, [H | T]) -> Q =/= H andalso abs(Q - H) =/= D andalso safe(Q, D + 1, T).
sieve([P | T]) -> [P | sieve([X || X <- T, X rem P =/= 0])];
sieve([]) -> [].
gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).
qsort([]) -> [];
qsort([P | T]) -> qsort([X || X <- T, X < P]) ++ [P] ++ qsort([X || X <- T, X >= P]).
msort([]) -> [];
msort([X]) -> [X];
msort(L) ->
    {A, B} = lists:split(length(L) div 2, L),
    merge(msort(A), msort(B)).
merge([], B) -> B;
merge(A, []) -> A;
merge([A | As], [B | _] = Bs) when A =< B -> [A | merge(As, Bs)];
merge(As, [B | Bs]) -> [B | merge(As, Bs)].
even(0) -> true;
even(N) -> odd(N - 1).
odd(0) -> false;
odd(N) -> even(N - 1).
tak(X, Y, Z) when Y >= X -> Z;
tak(X, Y, Z) -> tak(tak(X - 1, Y, Z), tak(Y - 1, Z, X), tak(Z - 1, X, Y)).
pascal(N) -> pascal(N, [1], []).
pascal(0, _, Acc) -> lists:reverse(Acc);
pascal(N, Row, Acc) -> pascal(N - 1, lists:zipwith(fun(A, B) -> A + B end, [0 | Row], Row ++ [0]), [Row | Acc]).
flatten([]) -> [];
flatten([H | T]) when is_list(H) -> flatten(H) ++ flatten(T);
flatten([H | T]) -> [H | flatten(T)].
change(0, _) -> 1;
change(N, Coins) when N < 0; Coins =:= [] -> 0;
change(N, [C | Rest] = Coins) -> change(N - C, Coins) + change(N, Rest).
