%% SPDX-License-Identifier: Apache-2.0
%% List patterns: fixed length, head/tail, improper lists, prefixes, repeated variables.
-module(pm_lists).
-include("../case.hrl").

main() ->
    Samples = [[], [1], [1, 2], [1, 1], [1, 2, 3], [1 | 2], [[], []], [a, b, c, d], "ab", "abc", [[1], 2 | 3],
               {1}, 1, <<>>, #{}, [x | []], [1.0], [0.0, -0.0]],
    lists:foreach(fun(S) -> ?P({S, shape(id(S))}) end, Samples),
    lists:foreach(fun(S) -> ?P({S, same(id(S))}) end, Samples),
    lists:foreach(fun(S) -> ?P({S, prefix(id(S))}) end, Samples ++ ["hello", "help", "hel", [$h, $e | $l]]),
    ?P(begin [A, B | C] = id([1, 2, 3, 4]), {A, B, C} end),
    ?P(begin [A, B | C] = id([1]), {A, B, C} end),
    ?P(begin [] = id([1]) end),
    ?P(begin [_ | _] = id([]) end),
    ?P(begin [H | T] = [_, X | _] = id([1, 2, 3]), {H, T, X} end),
    ?P(begin [[A | B], [C | D]] = id([[1, 2], [3 | 4]]), {A, B, C, D} end),
    ?P(last(id([1, 2, 3]))),
    ?P(last(id([]))),
    ?P(last(id([1 | 2]))),
    ?P(pairs(id([1, 2, 3, 4, 5]))).

shape([]) -> empty;
shape([_]) -> one;
shape([_, _]) -> two;
shape([_, _ | T]) when is_list(T) -> {many, T};
shape([H | T]) -> {improper, H, T};
shape(_) -> other.

same([X, X]) -> twins;
same([X, Y | X]) -> {odd, Y};
same([X | X]) -> self_tail;
same([_, X, Y, _]) when X < Y -> rising;
same(_) -> no.

prefix("hel" ++ Rest) -> {hel, Rest};
prefix("h" ++ Rest) -> {h, Rest};
prefix([$a, B | "c"]) -> {abc, B};
prefix([1 | _]) -> one;
prefix(_) -> no.

last([X]) -> X;
last([_ | T]) -> last(T).

pairs([A, B | T]) -> [{A, B} | pairs(T)];
pairs([A]) -> [{A}];
pairs([]) -> [].
