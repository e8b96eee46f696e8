%% SPDX-License-Identifier: Apache-2.0
%% Pseudo-random big integers of many widths and signs: identities of + - * div rem shifts and bit operations, and exact results by hash.
-module(big_random).
-include("../case.hrl").

main() ->
    {Hs, _} = lists:mapfoldl(fun step/2, 12345, lists:seq(1, 400)),
    [io:format("~w~n", [H]) || {I, H} <- lists:zip(lists:seq(1, 400), Hs), I rem 10 =:= 0],
    ?P(erlang:phash2(Hs)).

step(_, S0) ->
    {A, S1} = big(S0), {B0, S2} = big(S1), {W, S3} = rnd(S2, 300),
    B = case B0 of 0 -> 7; _ -> B0 end,
    Q = A div B, R = A rem B,
    true = Q * B + R =:= A,
    true = abs(R) < abs(B),
    true = R =:= 0 orelse (R < 0) =:= (A < 0),
    true = (A + B) - B =:= A,
    true = (A - B) + B =:= A,
    true = (A * B) div B =:= A,
    true = (A bsl W) bsr W =:= A,
    true = A bsr W =:= floor_div(A, 1 bsl W),
    true = (A band B) + (A bor B) =:= A + B,
    true = (A bxor B) bxor B =:= A,
    true = bnot (bnot A) =:= A,
    true = list_to_integer(integer_to_list(A)) =:= A,
    true = list_to_integer(integer_to_list(A, 36), 36) =:= A,
    true = binary_to_term(term_to_binary(A)) =:= A,
    true = (A < B) =:= (B > A),
    Size = W + 1,
    <<X:Size/signed, Y:Size/little>> = <<A:Size, B:Size/little>>,
    true = (X - A) rem (1 bsl Size) =:= 0,
    true = (Y - B) rem (1 bsl Size) =:= 0,
    {erlang:phash2({A + B, A - B, A * B, Q, R, A band B, A bor B, A bxor B, A bsl W, B bsr W, X, Y}), S3}.

floor_div(A, B) when A >= 0 -> A div B;
floor_div(A, B) -> -((-A + B - 1) div B).
rnd(S, N) -> S1 = (S * 6364136223846793005 + 1442695040888963407) band 16#FFFFFFFFFFFFFFFF, {(S1 bsr 33) rem N, S1}.
big(S0) ->
    {K, S1} = rnd(S0, 12), {Neg, S2} = rnd(S1, 2), {Edge, S3} = rnd(S2, 4), {D, S4} = rnd(S3, 5),
    {V, S5} = lists:foldl(fun(_, {X, S}) -> {L, T} = rnd(S, 1 bsl 30), {(X bsl 30) bor L, T} end, {0, S4}, lists:seq(1, K)),
    E = case Edge of 0 -> (1 bsl (K * 16 + 10)) + D - 2; _ -> V end,
    {if Neg =:= 1 -> -E; true -> E end, S5}.
