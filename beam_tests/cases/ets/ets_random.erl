%% SPDX-License-Identifier: Apache-2.0
%% Pseudo-random inserts, deletes, counters and selects on set and ordered_set against a map.
-module(ets_random).
-include("../case.hrl").

main() ->
    [?P({T, run(ets:new(t, [T]), id(10000), 5, #{})}) || T <- [set, ordered_set]].

run(T, 0, _, M) ->
    true = lists:sort(ets:tab2list(T)) =:= lists:sort(maps:to_list(M)),
    {ets:info(T, size), map_size(M), erlang:phash2(lists:sort(ets:tab2list(T)))};
run(T, N, S0, M) ->
    {Op, S1} = rnd(S0, 8), {K, S2} = rnd(S1, 400), {V, S3} = rnd(S2, 100),
    M1 = case Op of
        0 -> true = ets:delete(T, K), maps:remove(K, M);
        1 -> R = ets:insert_new(T, {K, V}), R = not is_map_key(K, M), maps:merge(#{K => V}, M);
        2 -> X = maps:get(K, M, 0) + V, X = ets:update_counter(T, K, V, {K, 0}), M#{K => X};
        3 -> case ets:take(T, K) of [{K, Y}] -> Y = maps:get(K, M); [] -> false = is_map_key(K, M) end, maps:remove(K, M);
        4 when V =:= 7 -> C = ets:select_delete(T, [{{'$1', '_'}, [{'<', '$1', K}], [true]}]), M2 = maps:filter(fun(Q, _) -> Q >= K end, M), C = map_size(M) - map_size(M2), M2;
        _ -> true = ets:insert(T, {K, V}), M#{K => V}
    end,
    true = ets:member(T, K) =:= is_map_key(K, M1),
    true = ets:info(T, size) =:= map_size(M1),
    run(T, N - 1, S3, M1).

rnd(S, N) -> S1 = (S * 6364136223846793005 + 1442695040888963407) band 16#FFFFFFFFFFFFFFFF, {(S1 bsr 33) rem N, S1}.
