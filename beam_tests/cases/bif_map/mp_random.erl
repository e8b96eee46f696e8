%% SPDX-License-Identifier: Apache-2.0
%% Random series of put, remove, update and merge against a sorted list, through both sizes of map (fixed seed).
-module(mp_random).
-include("../bif.hrl").

main() ->
    rand:seed(exsss, {9, 9, 9}),
    {M, L} = lists:foldl(fun(_, {M, L}) -> {M1, L1} = step(rand:uniform(10), M, L), check(M1, L1), {M1, L1} end, {#{}, []}, lists:seq(1,
        4000)),
    ?P({map_size(M), lists:sort(maps:to_list(M)) =:= lists:sort(L)}),
    ?P(erlang:phash2(lists:sort(L))),
    ?P(erlang:phash2(M) =:= erlang:phash2(maps:from_list(L))).

step(N, M, L) when N < 5 -> K = key(), V = rand:uniform(1000), {M#{K => V}, lists:keystore(K, 1, L, {K, V})};
step(N, M, L) when N < 10 -> K = key(), {maps:remove(K, M), lists:keydelete(K, 1, L)};
step(_, M, L) ->
    New = maps:from_list([{key(), merged} || _ <- lists:seq(1, 5)]),
    {maps:merge(M, New), lists:foldl(fun({K, V}, A) -> lists:keystore(K, 1, A, {K, V}) end, L, maps:to_list(New))}.

check(M, L) ->
    true = map_size(M) =:= length(L),
    K = key(),
    true = case lists:keyfind(K, 1, L) of {_, V} -> maps:find(K, M) =:= {ok, V}; false -> maps:find(K, M) =:= error end.

key() -> case rand:uniform(3) of 1 -> rand:uniform(30); 2 -> {k, rand:uniform(30)}; 3 -> <<(rand:uniform(30))>> end.
