%% SPDX-License-Identifier: Apache-2.0
%% maps:iterator/1, next/1 and erts_internal:map_next/3: every pair once, small and large maps, what is no iterator.
-module(mp_iterate).
-include("../bif.hrl").

main() ->
    All = fun Loop(I) -> case maps:next(I) of none -> []; {K, V, J} -> [{K, V} | Loop(J)] end end,
    M = fun(N) -> maps:from_list([{{I}, I * I} || I <- lists:seq(1, N)]) end,
    ?P([N || N <- [0, 1, 2, 31, 32, 33, 34, 64, 65, 100, 1000, 5000],
        lists:sort(All(maps:iterator(M(N)))) =/= lists:sort(maps:to_list(M(N)))]),
    ?P(All(maps:iterator(#{"b" => 1, a => 2, 1 => 3}))),
    ?P([N || N <- [0, 32, 33, 1000], maps:to_list(maps:iterator(M(N))) =/= maps:to_list(M(N))]),
    ?P(maps:next(maps:iterator(#{}))),
    ?P(maps:next({a, b, none})),
    bif(maps, iterator, 1, [[a], [[]], [{}]]),
    bif(maps, next, 1, [[a], [none], [[]], [{a, b}], [[a | b]], [[0 | a]]]),
    ?P(lists:sort(element(2, {x, erts_internal:map_next(0, #{a => 1, b => 2}, [])}))),
    ?P(lists:sort([{K, V} || {K, V} <- flatten(erts_internal:map_next(0, M(3), iterator))])),
    bif(erts_internal, map_next, 3, [[a, b, c], [0, b, []], [0, b, iterator], [0, #{a => 1}, x], [a, #{a => 1}, []], [1, #{a => 1}, []], [2,
        #{a => 1}, []], [-1, #{a => 1}, []], [0, #{}, []], [0, #{}, iterator]]),
    ?P([try maps:F(fun(_, V) -> V end, X) catch C:R -> {C, R} end || F <- [map, filter, foreach], X <- [a, [], #{}, [x | y]]]),
    ?P(maps:fold(fun({K}, V, A) -> K + V + A end, 0, M(1000))),
    ?P(map_size(maps:filter(fun({K}, _) -> K rem 3 =:= 0 end, M(1000)))),
    ?P(maps:map(fun(K, V) -> {K, V} end, #{a => 1, b => 2})).

flatten(none) -> [];
flatten({K, V, I}) -> [{K, V} | flatten(maps:next(I))];
flatten(L) when is_list(L) -> L.
