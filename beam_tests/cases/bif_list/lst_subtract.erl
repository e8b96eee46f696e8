%% SPDX-License-Identifier: Apache-2.0
%% erlang:'--'/2: first occurrences in order, =:= and not ==, small and large lists on each side, bad arguments.
-module(lst_subtract).
-include("../bif.hrl").

main() ->
    bif(erlang, '--', 2, [[[], []], [[1, 2, 3], []], [[], [1]], [[1, 2, 1, 3, 1], [1, 1]], [[1, 2, 3], [3, 2, 1]], [[1, 1.0], [1.0]], [[0.0,
        -0.0], [-0.0]], [[{a}, "b"], ["b"]], [[1 bsl 64], [1 bsl 64]],
                          [[a | b], []], [[], [a | b]], [[a], [a | b]], [[a | b], [a]], [a, []], [[], a], [{}, {}], [[1], <<>>], [a, b]]),
    L = lists:seq(1, 20000),
    ?P(L -- lists:reverse(L)),
    ?P(length(L -- lists:seq(1, 40000, 2))),
    ?P((L -- [5, 5, 20001]) =:= lists:delete(5, L)),
    ?P([length([float(I) || I <- L] -- L), length([{I} || I <- L] -- [{I} || I <- lists:seq(2, 20000, 2)])]),
    ?P([erts_debug:same(L -- R, L) || R <- [[x], [20001], lists:seq(30000, 31000)]]),
    ?P(erts_debug:same(L -- [1], tl(L))),
    Many = lists:append([[I rem 10 || I <- lists:seq(1, 1000)], [x]]),
    ?P([length(Many -- lists:duplicate(N, 3)) || N <- [1, 10, 99, 100, 101, 1000]]),
    ?P(try L -- (L ++ x) catch error:badarg -> badarg end),
    ?P(try (L ++ x) -- L catch error:badarg -> badarg end),
    ?E(id([1 | 2]) -- [1]),
    ?E([1] -- id(x)).
