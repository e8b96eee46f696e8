%% SPDX-License-Identifier: Apache-2.0
%% Tuples by size first, then by elements; lists by elements, then by what follows; improper tails.
-module(cmp_tuples_lists).
-include("../bif.hrl").

main() ->
    T = [{}, {1}, {2}, {1, 1}, {0, 9}, {1, 1.0}, {1.0, 1}, {a, {b}}, {a, {b, c}}, {1, 2, 3}],
    table('<', T, T),
    L = [[], [1], [1, 2], [2], [1 | 2], [1 | a], [1 | {}], [1, 2 | 3], [1.0], [[]], [[], []], [[[]]], "abc", "ab", "abd"],
    table('<', L, L),
    table('=<', [[1], [1.0], [1 | 2.0]], [[1], [1.0], [1 | 2]]),
    Deep = fun(End) -> lists:foldl(fun(I, A) -> {I, [A]} end, End, lists:seq(1, 100000)) end,
    ?P({Deep(1) < Deep(2), Deep(1) == Deep(1.0), Deep(1) =:= Deep(1.0), Deep(a) > Deep(1)}),
    Long = lists:seq(1, 100000),
    ?P({Long < Long ++ [x], Long ++ [1] == Long ++ [1.0], Long ++ [1] =:= Long ++ [1.0], Long > tl(Long)}).
