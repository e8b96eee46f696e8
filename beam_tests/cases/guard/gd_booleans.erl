%% SPDX-License-Identifier: Apache-2.0
%% and, or, xor, not, andalso, orelse with booleans and others on either side, in guards and in bodies; which side is evaluated.
-module(gd_booleans).
-include("../case.hrl").

main() ->
    Vs = [true, false, 1, a, [], fail],
    [io:format("~p ~p: ~0p~n", [A, B, [g_and(A, B), g_or(A, B), g_xor(A, B), g_not(A), g_andalso(A, B), g_orelse(A, B), g_mix(A, B), g_semi(A, B), g_comma(A, B)]])
        || A <- Vs, B <- Vs],
    [io:format("~p ~p: ~0p~n", [A, B, [t(fun() -> v(A) and v(B) end), t(fun() -> v(A) or v(B) end), t(fun() -> v(A) xor v(B) end), t(fun() -> not v(A) end),
        t(fun() -> v(A) andalso v(B) end), t(fun() -> v(A) orelse v(B) end), t(fun() -> not (v(A) andalso not v(B)) end),
        t(fun() -> case v(A) orelse v(B) of true -> yes; false -> no end end), t(fun() -> if A =:= true; B =:= true -> one; true -> none end end)]])
        || A <- Vs, B <- Vs],
    ?P(id(false) andalso throw(evaluated)),
    ?P(id(true) orelse throw(evaluated)),
    ?P(id(false) and throw(evaluated)),
    ?P(id(true) andalso id(not_a_boolean)),
    ?P(id(x) andalso id(true)),
    ?P(id(true) andalso id(false) andalso id(x)),
    ?P(id(false) orelse id(false) orelse id(x)).

%% fail makes the guard expression raise
g(X) -> X.
g_and(A, B) when (A =/= fail orelse hd(A)) and (A and B) -> t; g_and(_, _) -> f.
g_or(A, B) when A or B -> t; g_or(_, _) -> f.
g_xor(A, B) when A xor B -> t; g_xor(_, _) -> f.
g_not(A) when not A -> t; g_not(_) -> f.
g_andalso(A, B) when A andalso B -> t; g_andalso(_, _) -> f.
g_orelse(A, B) when A orelse B -> t; g_orelse(_, _) -> f.
g_mix(A, B) when (A andalso not B) or (not A and B) -> t; g_mix(_, _) -> f.
g_semi(A, B) when A; hd(B); B =:= true -> t; g_semi(_, _) -> f.
g_comma(A, B) when A, not B -> t; g_comma(_, _) -> f.

v(fail) -> error(evaluated);
v(X) -> g(X).
t(F) -> try F() catch C:R -> {C, R} end.
