%% SPDX-License-Identifier: Apache-2.0
%% levenshtein.erl -- edit distance of strings, row by row: lists, min/2, comparisons.
-module(levenshtein).
-export([sizes/0, run/1]).

sizes() -> {1, 40}.

run(Times) -> repeat(Times, text(1, 1000), text(7, 900), 0).

text(Seed, N) -> [$a + (Seed * I * I + I div 3) rem 23 || I <- lists:seq(1, N)].

repeat(0, _, _, Sum) -> Sum;
repeat(Times, A, B, Sum) -> repeat(Times - 1, A, B, Sum + distance([Times + $a | A], B)).

distance(A, B) -> lists:last(lists:foldl(fun(C, Row) -> row(C, B, Row) end, lists:seq(0, length(B)), A)).

row(C, B, [Diagonal | _] = Row) -> [Diagonal + 1 | cells(C, B, Row, Diagonal + 1)].

cells(_, [], _, _) -> [];
cells(C, [H | T], [Diagonal | [Above | _] = Row], Left) ->
    Cost = case C of H -> Diagonal; _ -> Diagonal + 1 end,
    Best = min(min(Left, Above) + 1, Cost),
    [Best | cells(C, T, Row, Best)].
