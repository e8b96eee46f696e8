%% SPDX-License-Identifier: Apache-2.0
%% A table of operators over numbers around every power where a representation or an algorithm changes, as hashes and as text, with the identities between them.
-module(big_table).
-include("../case.hrl").

main() ->
    Ns = lists:usort([S * ((1 bsl B) + D) || B <- [31, 32, 58, 59, 60, 63, 64, 65, 127, 128, 192, 640, 2047, 2048], D <- [-1, 0, 1], S <- [1, -1]]),
    [io:format("~p ~0p~n", [Op, [erlang:phash2([outcome(fun() -> erlang:Op(A, B) end) || B <- Ns]) || A <- Ns]]) || Op <- ['+', '-', '*', 'div', 'rem', 'band', 'bor', 'bxor']],
    [io:format("~p ~p: ~0p~n", [Op, K, [erlang:phash2(erlang:Op(A, K)) || A <- Ns]]) || Op <- ['bsl', 'bsr'], K <- [0, 1, 31, 59, 60, 63, 64, 65, 200, -1, -59, -64, -3000]],
    ?P([{A, B} || A <- Ns, B <- Ns, (A div B) * B + A rem B =/= A]), ?P([{A, B} || A <- Ns, B <- Ns, (A band B) + (A bor B) =/= A + B]), ?P([{A, B} || A <- Ns, B <- Ns, (A bxor B) =/= (A bor B) - (A band B)]), ?P([A || A <- Ns, bnot A =/= -A - 1]), ?P([A || A <- Ns, list_to_integer(integer_to_list(A, 36), 36) =/= A]), ?P([A || A <- Ns, binary_to_term(term_to_binary(A)) =/= A]), ?P([A || A <- Ns, A * A div A =/= A]), ?P([{A, B} || A <- Ns, B <- Ns, (A < B) =/= (B - A > 0)]),
    ?P([try float(A) catch error:badarg -> none end || A <- Ns, A > 0]), ?P([trunc(float(A)) - A || A <- Ns, abs(A) < 1 bsl 1000]), ?P([{A == float(A), A < float(A)} || A <- Ns, abs(A) < 1 bsl 1000, A > 0]), ?P([begin <<X:B/signed>> = <<A:B>>, X =:= A end || A <- Ns, B <- [2100]] =:= [true || _ <- Ns]), ?P([erlang:phash2(A) || A <- Ns]), ?P([erts_debug:flat_size(A) || A <- Ns]),
    ?P(fact(150)), ?P(erlang:phash2(fact(3000))), ?P(fib(1000)), ?P(pow(3, 500) rem pow(7, 100)), ?P(pow(-2, 65)), ?P(isqrt(pow(10, 200))), ?P(gcd(fact(60), pow(6, 90))), ?P(length(integer_to_list(fact(3000)))), ?P(list_to_integer(lists:duplicate(2000, $9)) + 1 =:= pow(10, 2000)), ?P((1 bsl 1024) / (1 bsl 1000)), ?P((1 bsl 1030) / (1 bsl 1)), ?P((1 bsl 1030) / 3.0), ?P(1.5 + (1 bsl 1024)), ?P((1 bsl 60000) bsr 59990).
outcome(F) -> try F() catch C:R -> {C, R} end.
fact(0) -> 1;
fact(N) -> N * fact(N - 1).
fib(N) -> fib(N, 0, 1).
fib(0, A, _) -> A;
fib(N, A, B) -> fib(N - 1, B, A + B).
pow(_, 0) -> 1;
pow(B, N) when N rem 2 =:= 0 -> pow(B * B, N div 2);
pow(B, N) -> B * pow(B, N - 1).
isqrt(N) -> isqrt(N, N).
isqrt(N, X) -> case (X + N div X) div 2 of Y when Y >= X -> X; Y -> isqrt(N, Y) end.
gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).
