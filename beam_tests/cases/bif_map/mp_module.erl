%% SPDX-License-Identifier: Apache-2.0
%% The rest of maps: with, without, groups, intersections; the reasons for bad maps, funs and lists.
-module(mp_module).
-include("../bif.hrl").

main() ->
    M = #{a => 1, b => 2, c => 3},
    ?E(maps:with([a, c, x], M)), ?E(maps:without([a, x], M)), ?E(maps:with(a, M)), ?E(maps:with([a], id(x))), ?E(maps:without([a | b], M)),
    ?E(maps:intersect(M, #{a => x, z => y})), ?E(maps:intersect_with(fun(K, A, B) -> {K, A, B} end, M, #{b => y})), ?E(maps:intersect(id(a),
        M)),
    ?E(maps:merge_with(fun(K, A, B) -> {K, A, B} end, M, #{b => y, d => z})), ?E(maps:merge_with(x, M, M)),
        ?E(maps:groups_from_list(fun(X) -> X rem 2 end, [1, 2, 3])),
    ?E(maps:groups_from_list(fun(X) -> X rem 2 end, fun(X) -> -X end, [1, 2, 3])), ?E(maps:groups_from_list(x, [1])), ?E(maps:update_with(a,
        fun(V) -> V + 1 end, M)), ?E(maps:update_with(z, fun(V) -> V end, M)),
    ?E(maps:update_with(z, fun(V) -> V end, 0, M)), ?E(maps:update_with(a, x, M)), ?E(maps:filtermap(fun(a, _) -> true; (b, V) -> {true,
        -V}; (_, _) -> false end, M)), ?E(maps:fold(fun(_, V, A) -> A + V end, 0, id(y))),
    ?E(maps:size(M)), ?E(maps:size(id([]))), ?E(maps:new()), ?E(maps:from_list(maps:to_list(M))), ?E(maps:map(x, M)), ?E(maps:filter(fun(_,
        V) -> V end, #{a => 1})).
