%% SPDX-License-Identifier: Apache-2.0
%% erlang:'++'/2: any right side, improper and long left sides, bad left sides.
-module(lst_append).
-include("../bif.hrl").

main() ->
    bif(erlang, '++', 2, [[[], []], [[], a], [[1], 2], [[1], [2]], ["ab", "cd"], [[1, 2], {}], [[], 1.0], [[1 | 2], []], [[1 | 2], [3]], [a,
        []], [a, b], [{}, [1]], [<<>>, []], [#{}, x], [1, []]]),
    L = lists:seq(1, 50000),
    ?P(length(L ++ L)),
    ?P(lists:sum(L ++ [1])),
    ?P(try (L ++ x) ++ [] catch C:R -> {C, element(1, {R})} end),
    ?P(erts_debug:same(L ++ [], L)),
    ?P(erts_debug:same([] ++ L, L)),
    ?P(erts_debug:same(tl(L ++ [1]), tl(L))),
    ?E(id(a) ++ []),
    ?E(id([1 | 2]) ++ [3]),
    ?P(id([]) ++ id(improper)).
