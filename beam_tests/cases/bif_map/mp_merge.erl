%% SPDX-License-Identifier: Apache-2.0
%% maps:merge/2: the second wins, each combination of small and large, badmap for either.
-module(mp_merge).
-include("../bif.hrl").

main() ->
    bif(maps, merge, 2, [[#{}, #{}], [#{a => 1}, #{}], [#{}, #{a => 1}], [#{a => 1}, #{a => 2}], [#{a => 1, b => 2}, #{b => 3, c => 4}],
        [#{1 => a}, #{1.0 => b}], [a, #{}], [#{}, a], [a, b], [[], #{}], [#{}, []], [#{a => 1}, [{a, 1}]]]),
    M = fun(A, B, V) -> maps:from_list([{I, {V, I}} || I <- lists:seq(A, B)]) end,
    Slow = fun(X, Y) -> lists:foldl(fun({K, V}, Acc) -> Acc#{K => V} end, X, maps:to_list(Y)) end,
    Ms = [M(1, 0, a), M(1, 16, b), M(10, 41, c), M(1, 32, d), M(1, 33, e), M(17, 60, f), M(1, 500, g), M(400, 900, h), M(-5, 5, i)],
    ?P([x || X <- Ms, Y <- Ms, maps:merge(X, Y) =/= Slow(X, Y)]),
    ?P([{erts_debug:same(maps:merge(X, #{}), X), erts_debug:same(maps:merge(#{}, X), X), erts_debug:same(maps:merge(X, X), X)} || X <- Ms]),
    ?P([map_size(maps:merge(X, Y)) || X <- Ms, Y <- Ms]).
