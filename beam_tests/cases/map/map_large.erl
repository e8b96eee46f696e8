%% SPDX-License-Identifier: Apache-2.0
%% Hash maps of more than 32 keys: growing and shrinking across the limit, lookups, updates, equality, sorted contents.
-module(map_large).
-include("../case.hrl").

main() ->
    [?P({N, check(id(N))}) || N <- [0, 1, 31, 32, 33, 34, 64, 100, 1000, 20000]],
    Keys = [1, 1.0, a, "a", <<"a">>, {a}, [], {}, #{}, -1, 1 bsl 70, -0.5, {1, 1.0}, {1, 1}, "ab", [a | b]] ++ lists:seq(100, 160),
    M = maps:from_list([{K, {v, K}} || K <- Keys]),
    ?P(map_size(M)),
    ?P([map_get(K, M) || K <- lists:sublist(Keys, 16)]),
    ?P([maps:is_key(K, M) || K <- [2, 1.5, b, "b", <<"b">>, {b}, [[]], {{}}, #{a => 1}, -2, 1 bsl 71, {1.0, 1}]]),
    ?P(lists:sort(maps:keys(M)) == lists:sort(Keys)),
    ?P(M =:= maps:from_list(lists:reverse([{K, {v, K}} || K <- Keys]))),
    ?P(M#{1 := x} =:= M),
    ?P((M#{1 := x})#{1 := {v, 1}} =:= M),
    ?P(M#{nokey := 1}),
    ?P(map_get(nokey, maps:without(maps:keys(M), M))),
    ?P(maps:remove(nokey, M) =:= M),
    ?P(lists:foldl(fun maps:remove/2, M, Keys)),
    ?P(lists:sort(maps:to_list(maps:filter(fun(K, _) -> is_integer(K) andalso K rem 10 =:= 0 end, M)))),
    ?P(maps:fold(fun(K, _, A) when is_integer(K) -> A + K; (_, _, A) -> A end, 0, M)),
    ?P(lists:sum(maps:values(maps:map(fun(_, _) -> 2 end, M)))),
    ?P(map_size(maps:merge(M, maps:from_list([{I, I} || I <- lists:seq(150, 250)])))),
    ?P(erlang:phash2(maps:from_list([{I, I} || I <- lists:seq(1, 100)]))),
    ?P(maps:from_list([{I, a} || I <- lists:seq(1, 40)]) < maps:from_list([{I, a} || I <- lists:seq(1, 41)])),
    ?P(maps:from_list([{I, a} || I <- lists:seq(1, 40)]) < maps:from_list([{I, b} || I <- lists:seq(1, 40)])),
    ?P(maps:from_list([{I, a} || I <- lists:seq(1, 40)]) < maps:from_list([{I, a} || I <- lists:seq(2, 41)])),
    ?P(count(maps:next(maps:iterator(M)), 0)),
    ?P(binary_to_term(term_to_binary(M)) =:= M),
    ?P(collide(id(3000))).

check(N) ->
    L = [{I * 7919 rem 100003, I} || I <- lists:seq(1, N)],
    M = maps:from_list(L),
    M2 = lists:foldl(fun({K, V}, A) -> A#{K => V} end, #{}, lists:reverse(L)),
    M3 = lists:foldl(fun({K, _}, A) -> maps:remove(K, A) end, M, lists:sublist(L, N div 2)),
    {map_size(M), M =:= M2, map_size(M3), lists:sort(maps:to_list(M)) =:= lists:sort(L),
     lists:all(fun({K, V}) -> map_get(K, M) =:= V end, L), lists:any(fun({K, _}) -> is_map_key(K + 0.5, M) end, L),
     maps:size(M#{x => 1}), M3#{} =:= M3}.

count(none, N) -> N;
count({_, _, I}, N) -> count(maps:next(I), N + 1).

collide(N) ->
    M = lists:foldl(fun(I, A) -> A#{{I rem 50, I div 50, x} => I} end, #{}, lists:seq(1, N)),
    {map_size(M), lists:sum(maps:values(M)), map_size(maps:with([{1, K, x} || K <- lists:seq(0, 100)], M))}.
