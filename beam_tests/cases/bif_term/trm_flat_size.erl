%% SPDX-License-Identifier: Apache-2.0
%% erts_debug:flat_size/1, size/1 and same/2: words of each kind of term, shared parts, small and large maps and binaries.
-module(trm_flat_size).
-include("../bif.hrl").

main() ->
    [?P({T, erts_debug:flat_size(T)}) || T <- edge_terms() ++ [1 bsl 59, -(1 bsl 59), -(1 bsl 59) - 1, 1 bsl 63, 1 bsl 128, -0.0, "abc", {1,
        {2}}, [[]]]],
    ?P([erts_debug:flat_size(binary:copy(<<1>>, N)) || N <- [0, 1, 7, 8, 9, 63, 64, 65, 1000]]),
    ?P([erts_debug:flat_size(<<0:N>>) || N <- [1, 8, 9, 63, 64, 65]]),
    ?P([erts_debug:flat_size(maps:from_list([{I, I} || I <- lists:seq(1, N)])) || N <- [0, 1, 2, 31, 32]]),
    ?P([erts_debug:flat_size(fun lists:map/2), erts_debug:flat_size(erlang:make_tuple(1000, []))]),
    S = lists:seq(1, 10),
    ?P([{erts_debug:flat_size(T), erts_debug:size(T)} || T <- [S, {S, S}, [S, S | S], {id({1, 2}), S}]]),
    Deep = lists:foldl(fun(_, A) -> {A} end, [], lists:seq(1, 100000)),
    ?P(erts_debug:flat_size(Deep)),
    Shared = lists:foldl(fun(_, A) -> {A, A} end, [], lists:seq(1, 20)),
    ?P({erts_debug:flat_size(Shared), erts_debug:size(Shared)}),
    ?P([erts_debug:same(id(A), id(B)) || {A, B} <- [{1, 1}, {a, a}, {[], []}, {S, S}, {S, tl(S)}, {1, 2}]]).
