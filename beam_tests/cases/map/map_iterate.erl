%% SPDX-License-Identifier: Apache-2.0
%% Iteration: each key once, with functions, comprehension over lists of pairs, iterators kept while the map changes, and printing of small maps in key order.
-module(map_iterate).
-include("../case.hrl").

main() ->
    Small = #{mi_b => 1, mi_a => 2, "c" => 3, 1 => 4, 2.0 => 5, {x} => 6, [] => 7, <<"z">> => 8},
    ?P(Small),
    ?P(maps:to_list(Small)),
    ?P(maps:keys(Small)),
    ?P(maps:values(Small)),
    ?P(walk(maps:iterator(Small))),
    ?P(maps:fold(fun(K, _, A) -> [K | A] end, [], Small)),
    I = maps:iterator(Small),
    Changed = Small#{new => 1},
    ?P({length(walk(I)), map_size(Changed)}),
    [begin
         M = maps:from_list([{K, K * K} || K <- lists:seq(1, N)]),
         W = walk(maps:iterator(M)),
         ?P({N, length(W), lists:sort(W) =:= lists:sort(maps:to_list(M)), lists:usort([K || {K, _} <- W]) =:= lists:seq(1, N)})
     end || N <- [0, 1, 2, 31, 32, 33, 100, 5000]],
    Big = maps:from_list([{K, x} || K <- lists:seq(1, 2000)]),
    ?P(walk(maps:iterator(Big)) =:= maps:to_list(Big)),
    ?P([K || {K, _} <- maps:to_list(Big)] =:= maps:keys(Big)),
    ?P(maps:keys(Big) =:= maps:fold(fun(K, _, A) -> A ++ [K] end, [], Big)),
    ?P(half(maps:iterator(Big), 1000)),
    ?P(maps:next(element(3, maps:next(maps:iterator(#{a => 1}))))),
    ?P(lists:sort([maps:get(K, #{a => 1, b => 2}, none) || K <- [a, b, c]])),
    ?P(maps:map(fun(K, V) -> {V, K} end, #{a => 1, b => #{c => 2}})),
    ?P(lists:foldl(fun(K, M) -> maps:update_with(K, fun(V) -> V + 1 end, 1, M) end, #{}, [a, b, a, c, a, b])),
    ?P(io_lib:format("~p ~w ~s", [#{a => "x"}, #{"k" => 1.5}, io_lib:format("~kp", [#{z => 1, y => 2}])])),
    ?P(lists:flatten(io_lib:format("~p", [maps:from_list([{X, X} || X <- lists:seq(1, 32)])]))),
    ?P(erlang:map_size(maps:from_list([{X rem 100, X} || X <- lists:seq(1, 10000)]))),
    ?P(map_size(maps:filter(fun(K, _) -> K rem 3 =:= 0 end, Big))).

walk(I) -> case maps:next(I) of none -> []; {K, V, J} -> [{K, V} | walk(J)] end.
half(_, 0) -> stopped;
half(I, N) -> {_, x, J} = maps:next(I), half(J, N - 1).
