%% SPDX-License-Identifier: Apache-2.0
%% Aliases in patterns (P = Q), already bound variables, and patterns whose parts are used after a test.
-module(pm_alias).
-include("../case.hrl").

main() ->
    ?P(f(id({a, [1, 2, 3]}))),
    ?P(f(id({b, {1, 2}}))),
    ?P(f(id({b, {1, 3}}))),
    ?P(f(id(#{k => {x, y}}))),
    ?P(f(id(<<1, 2, 3>>))),
    ?P(f(id(5))),
    ?P(bound(id(1), id([1, 2, 1, 3]))),
    ?P(bound(id(x), id([y]))),
    ?P(bound(id(1.0), id([1, 1.0, 2]))),
    ?P(begin X = Y = Z = id(3), {X, Y, Z} end),
    ?P(begin {X, _} = {_, Y} = id({1, 2}), {X, Y} end),
    ?P(begin {X, 3} = {_, Y} = id({1, 2}), {X, Y} end),
    ?P(begin #{a := A} = #{b := B} = M = id(#{a => 1, b => 2}), {A, B, M} end),
    ?P(swap(id({{1, 2}, {3, 4}}))),
    ?P(swap(id({{1, 2}, {3, 5}}))),
    ?P(many(id({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}))),
    ?P(keep(id([{k, 1}, {l, 2}]), id(l))),
    ?P(keep(id([{k, 1}, {l, 2}]), id(m))).

f({a, [H | T] = L}) -> {H, T, L};
f({b, {_, 2} = T} = W) -> {T, W};
f({b, T}) -> {other_b, T};
f(#{k := {A, B} = T} = M) -> {A, B, T, M};
f(<<A, R/binary>> = W) -> {A, R, W};
f(X = Y) -> {X, Y}.

bound(K, L) ->
    case L of
        [K, Second, K | Rest] -> {both, Second, Rest};
        [K | Rest] -> {one, Rest};
        [_, K | Rest] -> {second, Rest};
        _ -> none
    end.

swap({{A, B} = P, {C, D} = Q}) when A + D =:= B + C -> {Q, P};
swap({{A, _}, {_, D}} = W) -> {A, D, W}.

many({A, B, C, D, E, F, G, H, I, J} = T) ->
    {J, I, H, G, F, E, D, C, B, A, tuple_size(T), A + J =:= B + I andalso C + H =:= D + G, E * F}.

keep([{K, V} = Pair | _], K) -> {found, V, Pair};
keep([_ | T], K) -> keep(T, K);
keep([], K) -> {missing, K}.
