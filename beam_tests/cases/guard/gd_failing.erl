%% SPDX-License-Identifier: Apache-2.0
%% An expression that fails inside a guard makes the guard false and raises nothing; `;` tries the next.
-module(gd_failing).
-include("../case.hrl").

main() ->
    Samples = [0, 1, -1, 1.5, a, [], [1, 2], [1 | 2], {}, {5}, {a, b}, <<>>, <<1, 2>>, <<1:1>>, #{}, #{a => 5}, 1 bsl 70],
    [?P({S, a(id(S)), b(id(S)), c(id(S)), d(id(S)), e(id(S)), f(id(S))}) || S <- Samples],
    ?P(and_or(id(true), id(false))),
    ?P(and_or(id(1), id(false))),
    ?P(and_or(id(false), id(1))),
    ?P(and_or(id(true), id(1))),
    ?P(div_guard(id(10), id(0))),
    ?P(div_guard(id(10), id(5))),
    ?P(div_guard(id(10), id(0.5))),
    ?P([X || X <- [1, a, 3, {}, 0], 10 / X > 3]),
    ?P([X || X <- [1, a, 3, {}, 0], is_integer(X) andalso 10 div X > 3]),
    ?P(case id({1, 2}) of T when element(3, T) =:= x -> bad; T when element(2, T) =:= 2 -> good end),
    ?P(case id(foo) of X when X + 1 > 0; is_atom(X) -> semicolon; _ -> none end),
    ?P(case id(foo) of X when X + 1 > 0 orelse is_atom(X) -> orelse_; _ -> none end),
    ?P(case id(foo) of X when is_atom(X) orelse X + 1 > 0 -> orelse_; _ -> none end),
    ?P(case id(foo) of X when not (X + 1 > 0) -> bad; _ -> none end),
    ?P(case id(foo) of X when not is_atom(X) -> bad; _ -> none end),
    ?P(if hd([]) -> 1; true -> 2 end),
    ?P(if tl([1]) =:= [] -> 1; true -> 2 end).

a(X) when 1 / X > 0 -> pos;
a(_) -> no.
b(X) when hd(X) =:= 1; element(1, X) =:= a; byte_size(X) =:= 2 -> yes;
b(_) -> no.
c(X) when length(X) > 1 -> long;
c(X) when map_size(X) > 0 -> map;
c(X) when tuple_size(X) > 0 -> tuple;
c(_) -> no.
d(X) when map_get(a, X) =:= 5 -> five;
d(X) when bit_size(X) rem 8 =/= 0 -> bits;
d(_) -> no.
e(X) when X bsl 2 > 0 -> shifts;
e(X) when abs(X) > 0 -> abs;
e(X) when is_list(X), length(X) >= 0 -> list;
e(_) -> no.
f(X) when round(X) =:= 2, trunc(X) =:= 1 -> rounds;
f(X) when float(X) =:= 1.0 -> one;
f(X) when ceil(X) =:= floor(X) -> whole;
f(_) -> no.

and_or(A, B) when A and B -> both;
and_or(A, B) when A or B -> either;
and_or(A, _) when A orelse true -> orelse_true;
and_or(_, _) -> none.

div_guard(A, B) when A div B =:= 2 -> two;
div_guard(A, B) when A / B =:= 20.0 -> twenty;
div_guard(_, _) -> none.
