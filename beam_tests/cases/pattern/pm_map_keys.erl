%% SPDX-License-Identifier: Apache-2.0
%% Map patterns with keys from variables and guards, keys of every type, several clauses, nested maps, large maps, unusual values.
-module(pm_map_keys).
-include("../case.hrl").

main() ->
    Keys = [a, 1, 1.0, 1 bsl 70, <<"k">>, <<1:3>>, "str", [], {}, {a, [1]}, #{}, #{x => 1}, self, true, -0.0, 0],
    M = maps:from_list([{K, {v, I}} || {I, K} <- lists:zip(lists:seq(1, length(Keys)), Keys)]),
    Big = maps:merge(M, maps:from_list([{N, N} || N <- lists:seq(100, 200)])),
    [io:format("~0p: ~0p ~0p ~0p ~0p~n", [K, get1(K, M), get1(K, Big), lit(#{K => found}), has(K, #{K => 1})]) || K <- Keys],
    ?P(get1(none, M)),
    ?P(get1(none, Big)),
    ?P(get1(a, not_a_map)),
    ?P(two(b, a, #{a => 1, b => 2})),
    ?P(two(b, b, #{a => 1, b => 2})),
    ?P(two(c, a, #{a => 1, b => 2})),
    ?P(nested(#{a => #{b => #{c => 1}}})),
    ?P(nested(#{a => #{b => []}})),
    ?P(nested(#{a => 7})),
    ?P(nested(#{})),
    ?P(same(#{a => 1, b => 1})),
    ?P(same(#{a => 1, b => 1.0})),
    ?P(chain(#{start => b, b => c, c => d, d => done}, start)),
    ?P(expr(#{3 => three, {x, 1} => tuple}, 1)),
    ?P(guarded(#{n => 5, l => [1, 2]})),
    ?P(guarded(#{n => a, l => [1, 2]})),
    ?P(guarded(#{n => 5, l => x})),
    ?P((fun(#{a := X} = W) -> {X, maps:size(W)} end)(#{a => 1, b => 2})),
    ?P((fun(#{a := X} = W) -> {X, W} end)(#{b => 2})),
    ?P([V || #{k := V} <- [#{k => 1}, #{j => 2}, x, #{k => 3, l => 4}]]),
    ?P(begin #{a := A} = O = id(#{a => z, b => #{z => got}}), #{b := #{A := C}} = O, C end),
    ?P(case id(Big) of #{150 := X, 151 := Y, a := Z} -> {X, Y, Z} end),
    ?P(case id(Big) of #{150 := X, 999 := Y} -> {X, Y}; #{} -> some_map end).

get1(K, M) -> case M of #{K := V} -> {ok, V}; #{} -> no_key; _ -> no_map end.
lit(#{a := V}) -> {a, V};
lit(#{1 := V}) -> {1, V};
lit(#{1.0 := V}) -> {1.0, V};
lit(#{"str" := V}) -> {str, V};
lit(#{{a, [1]} := V}) -> {tuple, V};
lit(#{<<"k">> := V}) -> {bin, V};
lit(#{1180591620717411303424 := V}) -> {big, V};
lit(#{#{x => 1} := V}) -> {map, V};
lit(#{[] := V}) -> {nil, V};
lit(#{0 := V}) -> {zero, V};
lit(_) -> other.
has(K, M) when is_map_key(K, M), map_get(K, M) =:= 1 -> yes;
has(_, _) -> no.
two(K1, K2, M) -> case M of #{K1 := A, K2 := B} -> {A, B}; _ -> none end.
nested(#{a := #{b := #{c := X}}}) -> {abc, X};
nested(#{a := #{b := X}}) -> {ab, X};
nested(#{a := X}) -> {a, X};
nested(#{}) -> empty.
same(#{a := X, b := X}) -> {same, X};
same(#{a := X, b := Y}) -> {X, Y}.
chain(M, K) -> case M of #{K := N} when N =/= done -> [K | chain(M, N)]; #{K := done} -> [K, done] end.
expr(M, N) -> #{N + 2 := A, {x, N} := B} = M, {A, B}.
guarded(#{n := N, l := L}) when N > 1, length(L) =:= 2 -> both;
guarded(#{n := N}) when is_atom(N) -> atom;
guarded(#{}) -> neither.
