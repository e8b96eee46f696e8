%% SPDX-License-Identifier: Apache-2.0
%% maps:put/3 and update/3, and the map syntax: badmap, badkey, keys that are == but not =:=, the step from 32 to 33 keys.
-module(mp_put_update).
-include("../bif.hrl").

main() ->
    bif(maps, put, 3, [[a, 1, #{}], [a, 1, #{a => 0}], [1.0, x, #{1 => y}], [#{}, [], #{}] | [[a, 1, X] || X <- edge_terms(),
        not is_map(X)]]),
    bif(maps, update, 3, [[a, 1, #{a => 0}], [b, 1, #{a => 0}], [1.0, x, #{1 => y}], [a, 1, #{}] | [[a, 1, X] || X <- edge_terms(),
        not is_map(X)]]),
    M32 = maps:from_list([{I, I} || I <- lists:seq(1, 32)]),
    M33 = maps:put(33, 33, M32),
    ?P([map_size(M32), map_size(M33), map_size(maps:put(5, x, M33)), maps:get(5, maps:put(5, x, M33)), maps:get(5, M33)]),
    ?P([maps:update(33, x, M33) =:= M33#{33 := x}, maps:remove(33, M33) =:= M32, M33 =:= maps:from_list([{I, I} || I <- lists:seq(33, 1,
        -1)])]),
    ?P(erts_debug:same(M33, maps:put(5, 5, M33))),
    ?P(erts_debug:same(M32, maps:put(5, 5, M32))),
    ?E((id(#{a => 1}))#{b := 1}), ?E((id(a))#{b => 1}), ?E((id([]))#{b := 1}), ?E(M33#{34 := x}), ?E(M33#{1.0 := x}),
    ?P(M32#{1 => a, 40 => b, 2 := c, 41 => d} =:= maps:merge(M32, #{1 => a, 40 => b, 2 => c, 41 => d})).
