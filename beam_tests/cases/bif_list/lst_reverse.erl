%% SPDX-License-Identifier: Apache-2.0
%% lists:reverse/1,2: any tail, improper and long lists, bad lists.
-module(lst_reverse).
-include("../bif.hrl").

main() ->
    bif(lists, reverse, 2, [[[], []], [[], a], [[1], []], [[1, 2, 3], []], [[1, 2], [3]], [[1, 2], x], [[1 | 2], []], [[1, 2 | 3], [4]], [a,
        []], [{}, []], [<<1>>, []], [a, b]]),
    bif(lists, reverse, 1, [[[]], [[1]], [[1, 2]], [[1, 2, 3]], [[1, 2, 3 | 4]], [a]]),
    L = lists:seq(1, 100000),
    ?P(erts_debug:same(lists:reverse([], L), L)),
    ?P(lists:reverse(lists:reverse(L)) =:= L),
    ?P(hd(lists:reverse(L, tail))),
    ?P(try lists:reverse(L ++ x, []) catch C:R -> {C, R} end).
