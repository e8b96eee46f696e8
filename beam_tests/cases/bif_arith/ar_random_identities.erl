%% SPDX-License-Identifier: Apache-2.0
%% Identities between the operators over operands of 1 to 600 bits with a fixed seed, and a digest of all results.
-module(ar_random_identities).
-include("../bif.hrl").

main() ->
    rand:seed(exsss, {25, 2, 3}),
    Pairs = [{number(), number()} || _ <- lists:seq(1, 2000)],
    ?P([P || {A, B} = P <- Pairs, A - B + B =/= A]),
    ?P([P || {A, B} = P <- Pairs, B =/= 0, (A div B) * B + (A rem B) =/= A]),
    ?P([P || {A, B} = P <- Pairs, (A + B) * (A - B) =/= A * A - B * B]),
    ?P([P || {A, B} = P <- Pairs, (A band B) + (A bor B) =/= A + B]),
    ?P([P || {A, B} = P <- Pairs, (A bxor B) bxor B =/= A]),
    ?P([P || {A, B} = P <- Pairs, bnot (A band B) =/= (bnot A) bor (bnot B)]),
    ?P([P || {A, B} = P <- Pairs, S <- [abs(B) rem 200], (A bsl S) bsr S =/= A]),
    ?P([P || {A, B} = P <- Pairs, S <- [abs(B) rem 200], A bsr S =/= floor_div(A, 1 bsl S)]),
    ?P([A || {A, _} <- Pairs, list_to_integer(integer_to_list(A)) =/= A]),
    ?P([A || {A, _} <- Pairs, binary:decode_unsigned(binary:encode_unsigned(abs(A))) =/= abs(A)]),
    Results = [{A + B, A - B, A * B, A band B, A bor B, A bxor B, A bsl 13, A bsr 7, A < B, A == B} || {A, B} <- Pairs],
    ?P(erlang:md5(term_to_binary(Results))).

number() ->
    Bits = rand:uniform(600),
    N = rand:uniform(1 bsl Bits) - 1,
    case rand:uniform(2) of 1 -> N; 2 -> -N end.

floor_div(A, B) when A >= 0 -> A div B;
floor_div(A, B) -> -((-A + B - 1) div B).
