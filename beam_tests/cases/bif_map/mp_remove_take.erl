%% SPDX-License-Identifier: Apache-2.0
%% maps:remove/2 and take/2: missing keys, the last key, from 33 keys to 32 and below, badmap.
-module(mp_remove_take).
-include("../bif.hrl").

main() ->
    bif(maps, remove, 2, [[a, #{a => 1}], [a, #{a => 1, b => 2}], [x, #{a => 1}], [x, #{}], [1.0, #{1 => a}] | [[a, X] || X <- edge_terms(),
        not is_map(X)]]),
    bif(maps, take, 2, [[a, #{a => 1}], [a, #{a => 1, b => 2}], [x, #{a => 1}], [x, #{}], [1.0, #{1 => a}] | [[a, X] || X <- edge_terms(),
        not is_map(X)]]),
    M = maps:from_list([{I, {I}} || I <- lists:seq(1, 100)]),
    Down = lists:foldl(fun(I, A) -> R = maps:remove(I, A), {true, true} = {map_size(R) =:= 100 - I, maps:to_list(R) =/= []} , R end, M,
        lists:seq(1, 99)),
    ?P(Down),
    ?P(maps:remove(100, Down)),
    ?P([N || N <- lists:seq(1, 99), R <- [maps:without(lists:seq(1, N), M)], R =/= maps:from_list([{I, {I}} || I <- lists:seq(N + 1,
        100)])]),
    {V, Rest} = maps:take(50, M),
    ?P({V, map_size(Rest), maps:take(50, Rest), erts_debug:same(Rest, maps:remove(50, Rest))}).
