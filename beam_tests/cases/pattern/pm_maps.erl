%% SPDX-License-Identifier: Apache-2.0
%% Map patterns: several keys, bound keys, literal keys of every type, absent keys, large maps.
-module(pm_maps).
-include("../case.hrl").

main() ->
    M = id(#{a => 1, "s" => 2, <<"b">> => 3, 1 => 4, 1.0 => 5, {t, u} => 6, [] => 7, #{x => y} => 8, -0.5 => 9,
             (1 bsl 80) => 10}),
    ?P(begin #{a := A, "s" := B} = M, {A, B} end),
    ?P(begin #{<<"b">> := A, 1 := B, 1.0 := C} = M, {A, B, C} end),
    ?P(begin #{{t, u} := A, [] := B} = M, {A, B} end),
    ?P(begin #{#{x => y} := A} = M, A end),
    ?P(begin #{1208925819614629174706176 := A, -0.5 := B} = M, {A, B} end),
    ?P(begin K = id({t, u}), #{K := A} = M, A end),
    ?P(begin K = id(nope), #{K := A} = M, A end),
    ?P(begin #{a := 1} = M, yes end),
    ?P(begin #{a := 2} = M, yes end),
    ?P(begin #{a := 1.0} = M, yes end),
    ?P(begin #{2 := _} = M, yes end),
    [?P({K, look(id(K), M)}) || K <- [a, "s", 1, 1.0, {t, u}, {t, v}, [], #{x => y}, #{}, 2]],
    Big = maps:from_list([{N, N * N} || N <- lists:seq(1, 500)] ++ [{{k, N}, N} || N <- lists:seq(1, 500)]),
    ?P(begin #{1 := A, 250 := B, 500 := C, {k, 77} := D} = id(Big), {A, B, C, D} end),
    ?P(begin #{501 := A} = maps:with([], id(Big)), A end),
    [?P({K, look(id(K), Big)}) || K <- [1, 500, 501, {k, 1}, {k, 500}, {k, 501}, 1.0]],
    ?P([kind(id(X)) || X <- [#{}, #{type => cat}, #{type => dog, name => "rex"}, #{name => 1}, [], #{type => {c, 1}}]]),
    ?P(sum(id(#{l => #{v => 1}, v => 2, r => #{v => 3, r => #{v => 4}}}))).

look(K, M) ->
    case M of
        #{K := V} -> {ok, V};
        #{} -> missing
    end.

kind(#{type := dog, name := N}) -> {dog, N};
kind(#{type := {T, _}}) -> {tuple, T};
kind(#{type := T}) -> T;
kind(#{name := _} = M) -> {named, maps:size(M)};
kind(#{}) -> map;
kind(_) -> no_map.

sum(#{v := V, l := L, r := R}) -> V + sum(L) + sum(R);
sum(#{v := V, l := L}) -> V + sum(L);
sum(#{v := V, r := R}) -> V + sum(R);
sum(#{v := V}) -> V.
