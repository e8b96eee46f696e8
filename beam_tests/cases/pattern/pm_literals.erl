%% SPDX-License-Identifier: Apache-2.0
%% Matching against literals of every kind; 1 and 1.0 differ, 0.0 and -0.0 are the same on OTP 25.
-module(pm_literals).
-include("../case.hrl").

main() ->
    Samples = [0, 1, -1, 1.0, 0.0, -0.0, 1.5, 16#FFFFFFFFFFFFFFFF, 1 bsl 70, -(1 bsl 70), 134217727, 134217728,
               576460752303423487, 576460752303423488, -576460752303423488, -576460752303423489,
               a, b, 'hello world', true, false, undefined, [], "", "str", <<"bin">>, <<>>, <<1:3>>, {a, 1},
               [1, 2.0], #{}, #{a => 1}, $a, 97, {lit, [1, {2, <<"x">>}]}],
    [?P({S, kind(id(S))}) || S <- Samples],
    [?P({S, word(id(S))}) || S <- Samples],
    ?P(1 = id(1)),
    ?P(1 = id(1.0)),
    ?P(1.0 = id(1)),
    ?P(0.0 = id(0.0)),
    ?P(<<"bin">> = id(<<"bin">>)),
    ?P(<<"bin">> = id("bin")),
    ?P("bin" = id(<<"bin">>)),
    ?P({a, [1, {b}]} = id({a, [1, {b}]})),
    ?P({a, [1, {b}]} = id({a, [1, {c}]})),
    ?P(#{} = id(#{a => b})),
    ?P(#{} = id([])),
    ?P(36893488147419103232 = id(1 bsl 65)),
    ?P(36893488147419103232 = id(1 bsl 65 + 1)).

kind(0) -> zero;
kind(1) -> one;
kind(-1) -> minus_one;
kind(1.0) -> float_one;
kind(1.5) -> float;
kind(1180591620717411303424) -> big;
kind(-1180591620717411303424) -> neg_big;
kind(18446744073709551615) -> u64;
kind(134217727) -> small28;
kind(576460752303423487) -> small60;
kind(576460752303423488) -> above60;
kind(-576460752303423488) -> low60;
kind(-576460752303423489) -> below60;
kind(a) -> atom_a;
kind('hello world') -> quoted;
kind([]) -> nil;
kind("str") -> str;
kind(<<"bin">>) -> bin;
kind(<<>>) -> empty_bin;
kind(<<1:3>>) -> bits;
kind({a, 1}) -> tuple;
kind([1, 2.0]) -> list;
kind($a) -> char;
kind({lit, [1, {2, <<"x">>}]}) -> deep;
kind(#{a := 1}) -> map_a;
kind(#{}) -> map;
kind(X) when X == 0 -> equal_zero;
kind(_) -> other.

word(true) -> yes;
word(false) -> no;
word(undefined) -> undef;
word(X) when is_atom(X) -> {atom, X};
word(X) when X =:= 1; X =:= 1.0 -> oneish;
word(_) -> other.
