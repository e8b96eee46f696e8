%% SPDX-License-Identifier: Apache-2.0
%% Pseudo-random nested terms: encoding, copying by message, ordering, hashing and printing agree with each other.
-module(te_random).
-include("../case.hrl").

main() ->
    Echo = spawn(fun echo/0),
    {Ts, _} = lists:mapfoldl(fun(_, S) -> term(S, 5) end, 4711, lists:seq(1, 250)),
    [begin
         true = binary_to_term(term_to_binary(T)) =:= T,
         true = binary_to_term(term_to_binary(T, [compressed])) =:= T,
         Echo ! {self(), T},
         receive {Echo, U} -> true = U =:= T, true = erlang:phash2(U) =:= erlang:phash2(T) end,
         {ok, Toks, _} = erl_scan:string(lists:flatten(io_lib:format("~tw.", [T]))),
         {ok, V} = erl_parse:parse_term(Toks),
         true = V =:= T
     end || T <- Ts],
    [io:format("~0P ~w~n", [T, 12, erlang:phash2(T)]) || {I, T} <- lists:zip(lists:seq(1, 250), Ts), I rem 5 =:= 0],
    ?P(erlang:phash2(Ts)),
    ?P(erlang:phash2(lists:sort(Ts))),
    ?P(length(lists:usort(Ts))),
    ?P(erlang:phash2(term_to_binary(lists:map(fun(T) -> case has_map(T) of true -> map; false -> T end end, Ts)))),
    ?P(erlang:phash2([[if A < B -> 1; A == B -> 2; true -> 3 end || B <- lists:sublist(Ts, 60)] || A <- lists:sublist(Ts, 60)])),
    T1 = ets:new(t, [ordered_set]),
    [ets:insert(T1, {T, x}) || T <- Ts],
    ?P(erlang:phash2([K || {K, _} <- ets:tab2list(T1)])),
    ?P(erlang:phash2(lists:flatten([io_lib:format("~tp", [T]) || T <- Ts]))),
    Echo ! stop.

has_map(T) when is_map(T) -> map_size(T) > 32;
has_map([H | T]) -> has_map(H) orelse has_map(T);
has_map(T) when is_tuple(T) -> has_map(tuple_to_list(T));
has_map(_) -> false.

echo() -> receive {F, T} -> F ! {self(), T}, echo(); stop -> ok end.
rnd(S, N) -> S1 = (S * 6364136223846793005 + 1442695040888963407) band 16#FFFFFFFFFFFFFFFF, {(S1 bsr 33) rem N, S1}.
term(S0, D) ->
    {K, S1} = rnd(S0, if D =:= 0 -> 7; true -> 12 end), {N, S2} = rnd(S1, 6), {V, S3} = rnd(S2, 1 bsl 31),
    case K of
        0 -> {V rem 300, S3};
        1 -> {-(V * V * V), S3};
        2 -> {V / 7, S3};
        3 -> {lists:nth(N + 1, [a, 'B c', true, [], '', 'å']), S3};
        4 -> {binary:copy(<<V:16>>, N), S3};
        5 -> {(V bsl (N * 15)) - 1, S3};
        6 -> {lists:seq($a, $a + N), S3};
        7 -> many(N, S3, D, fun(L) -> L end);
        8 -> many(N, S3, D, fun list_to_tuple/1);
        9 -> many(2 * N, S3, D, fun pairs/1);
        10 -> many(N + 1, S3, D, fun([H | T]) -> lists:foldl(fun(X, A) -> [X | A] end, H, T) end);
        11 -> many(N, S3, D, fun(L) -> {V rem 3, L, <<V:8>>} end)
    end.
many(N, S, D, F) -> {L, T} = lists:mapfoldl(fun(_, X) -> term(X, D - 1) end, S, lists:seq(1, N)), {F(L), T}.
pairs(L) -> maps:from_list(pair(L)).
pair([A, B | T]) -> [{A, B} | pair(T)];
pair(_) -> [].
