%% SPDX-License-Identifier: Apache-2.0
%% Comparison operators over every pair of types: term order, exact and numeric equality.
-module(gd_compare).
-include("../case.hrl").

main() ->
    L = [0, 1, 1.0, -1, 1.5, 1 bsl 70, float(1 bsl 70), -(1 bsl 70), a, b, '', [], [1], [1.0], [1 | 2], {}, {1}, {1.0}, {a, b},
         <<>>, <<1>>, <<1, 2>>, <<1:1>>, #{}, #{a => 1}, #{b => 1}, #{1 => a}, #{1.0 => a}],
    [io:format("~0p ~0p ~s~n", [A, B, [sym(id(A), id(B))]]) || A <- L, B <- L, A =/= B],
    ?P(lists:sort(L)),
    ?P(max(id(1), id(1.0))),
    ?P(max(id(1.0), id(1))),
    ?P(min(id(1), id(1.0))),
    ?P(min(id(1.0), id(1))),
    ?P(max(id(a), id({}))),
    ?P([cmp(id(A), id(B)) || {A, B} <- [{1 bsl 53, float(1 bsl 53)}, {1 bsl 53 + 1, float(1 bsl 53)},
        {1 bsl 62 + 1, float(1 bsl 62)}, {1 bsl 62 - 1, float(1 bsl 62)}, {-(1 bsl 62) - 1, -float(1 bsl 62)},
        {1 bsl 1000, 1.0e300}, {1 bsl 1030, 1.0e308}, {-(1 bsl 1030), -1.0e308}, {0, 0.0}, {0, -0.0}, {0.0, -0.0},
        {576460752303423487, 576460752303423488.0}, {9007199254740993, 9007199254740992.0},
        {9007199254740993, 9007199254740994.0}]]).

sym(A, B) ->
    [if A < B -> "<"; A > B -> ">"; A == B -> "=="; true -> "?" end,
     if A =< B -> " =<"; true -> "" end,
     if A >= B -> " >="; true -> "" end,
     if A /= B -> " /="; true -> "" end,
     if A =:= B -> " =:="; true -> "" end,
     if A =/= B -> " =/="; true -> "" end].

cmp(A, B) ->
    {A < B, A == B, A > B, A =:= B, [A] == [B], {A} < {B}, #{A => 1} == #{B => 1}}.
