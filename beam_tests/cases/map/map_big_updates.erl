%% SPDX-License-Identifier: Apache-2.0
%% Maps that grow through 32 keys and shrink again: syntax of update and match, float and integer keys, keys of every type, equality with
%% other histories, iteration with and without order, errors; maps of literals; deep merges.
-module(map_big_updates).
-include("../case.hrl").

main() ->
    [begin
         M = maps:from_list([{K, K} || K <- lists:seq(1, N)]),
         U = M#{N + 1 => x, 1 => one, 1.0 => float, [N] => list},
         io:format("~p: ~0p~n", [N, {map_size(M), map_size(U), maps:get(1, U), maps:get(1.0, U), erlang:phash2(U), maps:is_key(N + 1.0, U), M =:= maps:remove(x, M#{x => 1}), maps:remove(1, M) =:= M}]),
         io:format("   ~0p~n", [[try F(M) catch C:R -> {C, case R of {badmap, _} -> badmap; _ -> R end} end || F <- [fun(X) -> map_size(X#{N := 1, 1 := 2}) end, fun(X) -> X#{0 := 1} end, fun(X) -> #{N := V} = X, V end, fun(#{0 := V}) -> V; (#{1 := V, N := W}) -> {V, W} end, fun(X) -> maps:get(0, X) end, fun(X) -> maps:update(0, 1, X) end]]])
     end || N <- [1, 2, 30, 31, 32, 33, 34, 64, 100, 1000]],
    Keys = [1, 1.0, -1, 0, -0.0, 0.0, 1 bsl 70, a, '', [], [a], [a | b], "str", {}, {1}, {1.0}, #{}, #{a => 1}, #{1 => 1.0}, #{1.0 => 1}, <<>>, <<"b">>, <<1:3>>, true, nil, fun lists:map/2] ++ [{k, I} || I <- lists:seq(1, 30)],
    Big = maps:from_list([{K, {v, K}} || K <- Keys]),
    ?P(map_size(Big)), ?P(length(Keys)),
    [io:format("~0p -> ~0p~n", [K, {case Big of #{K := V} -> V end, map_size(maps:remove(K, Big)), map_size(Big#{K => new}), erlang:phash2(Big#{K := 1})}]) || K <- Keys],
    ?P(lists:usort([term_to_binary(K) || K <- maps:keys(Big)]) =:= lists:usort([term_to_binary(K) || K <- Keys])),
    Down = lists:foldl(fun maps:remove/2, Big, Keys), ?P(Down), ?P(Down =:= #{}),
    Up = lists:foldl(fun(K, A) -> A#{K => {v, K}} end, #{}, lists:reverse(Keys)), ?P(Up =:= Big), ?P(Up == Big), ?P(erlang:phash2(Up) =:= erlang:phash2(Big)), ?P(term_to_binary(Up, [deterministic]) =:= term_to_binary(Big, [deterministic])),
    ?P(Big#{1 => 1} < Big#{1 => 1.0}), ?P(Big#{1 => 1} == Big#{1 => 1.0}), ?P(Big#{1 => 1} =:= Big#{1 => 1.0}), ?P(maps:remove(1, Big) < maps:remove(1.0, Big)),
    ?P([A < B || A <- shapes(), B <- shapes()]), ?P([A == B || A <- shapes(), B <- shapes()]),
    ?P(maps:fold(fun(_, V, A) -> V + A end, 0, maps:from_list([{{I}, I} || I <- lists:seq(1, 5000)]))),
    ?P(lists:sort(maps:to_list(maps:filter(fun(K, _) -> K rem 97 =:= 0 end, maps:from_list([{I, I} || I <- lists:seq(1, 1000)]))))),
    ?P(maps:merge_with(fun(_, A, B) -> A + B end, maps:from_list([{I, I} || I <- lists:seq(1, 40)]), maps:from_list([{I, 100} || I <- lists:seq(39, 42)])) =:= maps:from_list([{I, I} || I <- lists:seq(1, 38)] ++ [{39, 139}, {40, 140}, {41, 100}, {42, 100}])),
    ?P(map_size(maps:merge(maps:from_list([{I, a} || I <- lists:seq(1, 500)]), maps:from_list([{I, b} || I <- lists:seq(250, 900)])))),
    ?P(lists:foldl(fun(I, {It, A}) -> {K, V, Next} = maps:next(It), I = I, {Next, A + K + V} end, {maps:iterator(maps:from_list([{I, I} || I <- lists:seq(1, 50)])), 0}, lists:seq(1, 50))),
    ?P(maps:groups_from_list(fun(X) -> X rem 40 end, lists:seq(1, 100)) =:= maps:from_list([{R, [X || X <- lists:seq(1, 100), X rem 40 =:= R]} || R <- lists:seq(0, 39)])),
    ?P((id(notmap))#{a => 1}), ?P((id(notmap))#{a := 1}), ?P((id([]))#{}), ?P(begin #{a := X} = id(#{b => 1}), X end), ?P(maps:from_list([{a, 1}, {a, 2} | {b, 3}])), ?P(maps:from_keys([a, b, a], 0)), ?P(maps:with([a, z], #{a => 1, b => 2})), ?P(maps:from_list([{a, 1, 2}])),
    ?P(nested(id(#{a => #{b => #{c => [#{d => 1}]}}}))), ?P(guarded(id(#{n => 3}))), ?P(guarded(id(#{n => a}))), ?P(guarded(id(x))),
    ?P(lists:usort([erlang:phash2(maps:from_list(shuffle(L, S))) || L <- [[{I, I} || I <- lists:seq(1, 60)]], S <- lists:seq(1, 20)])).

shapes() -> [#{}, #{1 => a}, #{1.0 => a}, #{a => 1}, #{a => 1.0}, #{a => 2}, #{b => 0}, #{1 => a, 2 => b}, #{1 => a, 2.0 => b}, maps:from_list([{I, 0} || I <- lists:seq(1, 33)]), maps:from_list([{I, 0.0} || I <- lists:seq(1, 33)]), maps:from_list([{float(I), 0} || I <- lists:seq(1, 33)]), maps:from_list([{I, 0} || I <- lists:seq(2, 34)])].
nested(#{a := #{b := #{c := [#{d := X} = M]} = B} = A}) -> {X, A#{b := B#{c => M#{e => X + 1}}}}.
guarded(M) when map_size(M) > 0, map_get(n, M) > 2, is_map_key(n, M) -> {yes, map_get(n, M)};
guarded(_) -> no.
shuffle(L, S) -> [X || {_, X} <- lists:sort([{erlang:phash2({S, X}), X} || X <- L])].
