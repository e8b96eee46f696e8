%% SPDX-License-Identifier: Apache-2.0
%% fun_closures.erl -- funs that make funs: Church numerals, composition, continuation passing.
-module(fun_closures).
-export([sizes/0, run/1]).

sizes() -> {3, 800}.

run(Times) -> repeat(Times, 0).

repeat(0, Sum) -> Sum;
repeat(Times, Sum) ->
    Two = fun(F) -> fun(X) -> F(F(X)) end end,
    Twelve = add(multiply(Two, fun(F) -> fun(X) -> F(F(F(X))) end end), multiply(Two, multiply(Two, fun succ/1))),
    Church = (Twelve(fun(X) -> X + Times end))(0),
    Composed = lists:foldl(fun(N, F) -> fun(X) -> F(X + N) end end, fun(X) -> X end, lists:seq(1, 1000)),
    Cps = sum_cps(lists:seq(1, 5000), fun(X) -> X end),
    repeat(Times - 1, Sum + Church + Composed(1) + Cps + tree(14, fun(L, R) -> L + R end)).

succ(F) -> fun(X) -> F(X) end.

add(A, B) -> fun(F) -> fun(X) -> (A(F))((B(F))(X)) end end.

multiply(A, B) -> fun(F) -> A(B(F)) end.

sum_cps([], K) -> K(0);
sum_cps([H | T], K) -> sum_cps(T, fun(Sum) -> K(Sum + H) end).

tree(0, _) -> 1;
tree(N, Join) -> Join(tree(N - 1, Join), tree(N - 1, Join)).
