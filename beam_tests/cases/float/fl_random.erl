%% SPDX-License-Identifier: Apache-2.0
%% Pseudo-random bit patterns as floats: shortest printing reads back, conversions to and from integers, comparison with integers.
-module(fl_random).
-include("../case.hrl").

main() ->
    {Fs, _} = lists:mapfoldl(fun(_, S) -> float_(S) end, 77, lists:seq(1, 1500)),
    [begin
         true = list_to_float(float_to_list(F, [short])) =:= F,
         true = list_to_float(float_to_list(F)) == F,
         true = binary_to_term(term_to_binary(F)) =:= F,
         T = trunc(F),
         true = abs(float(T)) =< abs(F),
         true = (T == F) =:= (float(T) == F),
         true = floor(F) =< F andalso ceil(F) >= F
     end || F <- Fs, abs(F) < 1.0e300],
    [io:format("~w ~w ~s ~w~n", [F, erlang:phash2(F), float_to_list(F, [{scientific, 6}]), erlang:phash2(trunc(F))]) || {I, F} <- lists:zip(lists:seq(1, 1500), Fs), I rem 15 =:= 0],
    ?P(erlang:phash2(Fs)),
    ?P(erlang:phash2(lists:sort(Fs ++ [trunc(F) || F <- Fs, abs(F) < 1.0e30]))),
    ?P(erlang:phash2([float_to_list(F, [short]) || F <- Fs])),
    ?P(erlang:phash2([float_to_list(F, [{decimals, 3}]) || F <- Fs, abs(F) < 1.0e20])),
    ?P(erlang:phash2([round(F) || F <- Fs, abs(F) < 1.0e200])),
    Small = [(I - 500) / 37 || I <- lists:seq(1, 1000)],
    ?P(erlang:phash2([{X + Y, X - Y, X * Y, X / (Y + 100)} || X <- lists:sublist(Small, 30), Y <- Small])),
    ?P(erlang:phash2([{round(X), trunc(X), floor(X), ceil(X), abs(X), -X} || X <- Small])).

float_(S0) ->
    {A, S1} = rnd(S0, 1 bsl 31), {B, S2} = rnd(S1, 1 bsl 31), {C, S3} = rnd(S2, 4), {E, S4} = rnd(S3, 80),
    Bits = case C of
        0 -> <<A:31, B:31, C:2>>;
        1 -> <<0:1, (1023 + E - 10):11, A:31, 0:21>>;
        _ -> <<(A band 1):1, (1003 + E):11, A:31, (B band 16#1FFFFF):21>>
    end,
    case Bits of <<F:64/float>> -> {F, S4}; _ -> float_(S4) end.
rnd(S, N) -> S1 = (S * 6364136223846793005 + 1442695040888963407) band 16#FFFFFFFFFFFFFFFF, {(S1 bsr 33) rem N, S1}.
