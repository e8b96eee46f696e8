%% SPDX-License-Identifier: Apache-2.0
%% The maps module with functions: fold, map, filter, filtermap, update_with, groups_from_list, iterators, with, without.
-module(map_module).
-include("../case.hrl").

main() ->
    M = id(#{"a" => 1, "b" => 2, "c" => 3, "d" => 4}),
    ?P(maps:map(fun(K, V) -> {K, V * V} end, M)),
    ?P(maps:filter(fun(_, V) -> V rem 2 =:= 0 end, M)),
    ?P(maps:filtermap(fun(_, V) when V > 2 -> {true, -V}; (_, 1) -> true; (_, _) -> false end, M)),
    ?P(maps:fold(fun(K, V, A) -> [{K, V} | A] end, [], M)),
    ?P(maps:foreach(fun(K, V) -> io:format("~p ~p~n", [K, V]) end, M)),
    ?P(maps:update_with("a", fun(V) -> V + 100 end, M)),
    ?P(maps:update_with("q", fun(V) -> V + 100 end, M)),
    ?P(maps:update_with("q", fun(V) -> V + 100 end, init, M)),
    ?P(maps:with(["a", "q", "c"], M)),
    ?P(maps:without(["a", "q", "c"], M)),
    ?P(maps:groups_from_list(fun(X) -> X rem 3 end, lists:seq(1, 10))),
    ?P(maps:groups_from_list(fun erlang:length/1, fun lists:reverse/1, ["ab", "c", "de", ""])),
    ?P(maps:intersect(M, #{"b" => x, "z" => y})),
    ?P(maps:intersect_with(fun(K, A, B) -> {K, A, B} end, M, #{"b" => x, "z" => y})),
    ?P(maps:merge_with(fun(_, A, B) -> A + B end, M, #{"b" => 10, "z" => 20})),
    ?P(maps:to_list(maps:iterator(M))),
    ?P(begin {K, V, I} = maps:next(maps:iterator(M)), {K, V, length(maps:to_list(I))} end),
    ?P(maps:next(maps:iterator(#{}))),
    ?P(maps:map(fun(_) -> 1 end, M)),
    ?P(maps:fold(fun(_, _, _) -> throw(stop) end, 0, M)),
    ?P(maps:map(fun(_, V) -> V end, [])),
    ?P(maps:filter(fun(_, _) -> maybe_ end, M)),
    ?P(maps:keys(id(a))),
    ?P(maps:size(id(a))),
    ?P(maps:with(id(a), M)),
    ?P(maps:new()),
    ?P(maps:iterator(id(x))),
    ?P(maps:find(a, id(x))),
    ?P(maps:put(a, 1, id(x))),
    ?P(maps:take(a, id([]))).
