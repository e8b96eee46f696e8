%% SPDX-License-Identifier: Apache-2.0
%% Pseudo-random operations on a map and on an ordered list of pairs in step; sizes cross 32 in both directions many times.
-module(map_random).
-include("../case.hrl").

main() ->
    ?P(run(id(20000), 1, #{}, [], 50)),
    ?P(run(id(4000), 2, #{}, [], 500)),
    ?P(run(id(20000), 3, #{}, [], 34)),
    ?P(versions(id(300))).

run(0, _, M, L, _) ->
    true = lists:sort(maps:to_list(M)) =:= L,
    true = maps:from_list(L) =:= M,
    true = erlang:phash2(maps:from_list(L)) =:= erlang:phash2(M),
    {map_size(M), erlang:phash2(M)};
run(N, S0, M, L, Range) ->
    {Op, S1} = rnd(S0, 6), {K0, S2} = rnd(S1, Range), K = key(K0), {V, S3} = rnd(S2, 1000),
    {M1, L1} = case Op of
        0 -> {maps:remove(K, M), lists:keydelete(K, 1, L)};
        1 -> {maps:without([K, key(K0 + 1)], M), lists:keydelete(key(K0 + 1), 1, lists:keydelete(K, 1, L))};
        2 when is_map_key(K, M) -> {M#{K := V}, lists:keyreplace(K, 1, L, {K, V})};
        3 -> {maps:merge(M, #{K => V, key(K0 + 2) => V}), store(key(K0 + 2), V, store(K, V, L))};
        _ -> {M#{K => V}, store(K, V, L)}
    end,
    true = map_size(M1) =:= length(L1),
    true = maps:find(K, M1) =:= (case lists:keyfind(K, 1, L1) of {_, X} -> {ok, X}; false -> error end),
    run(N - 1, S3, M1, L1, Range).

key(K) when K rem 3 =:= 0 -> {k, K};
key(K) when K rem 3 =:= 1 -> K;
key(K) -> integer_to_binary(K).
store(K, V, L) -> lists:sort(lists:keystore(K, 1, L, {K, V})).
rnd(S, N) -> S1 = (S * 6364136223846793005 + 1442695040888963407) band 16#FFFFFFFFFFFFFFFF, {(S1 bsr 33) rem N, S1}.

%% Old versions of a map stay as they were.
versions(N) ->
    Vs = lists:foldl(fun(I, [M | _] = L) -> [M#{I => I, I div 2 => x} | L] end, [#{}], lists:seq(1, N)),
    erlang:phash2([{map_size(M), lists:sum([V || V <- maps:values(M), is_integer(V)])} || M <- Vs]).
