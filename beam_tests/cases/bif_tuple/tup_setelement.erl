%% SPDX-License-Identifier: Apache-2.0
%% erlang:setelement/3: every position, the old tuple is unchanged, which argument is bad.
-module(tup_setelement).
-include("../bif.hrl").

main() ->
    T = id({a, b, c}),
    bif(erlang, setelement, 3, [[1, T, x], [3, T, {}], [0, T, x], [4, T, x], [-1, T, x], [1, {}, x], [a, T, x], [1.0, T, x], [1 bsl 64, T,
        x], [1, a, x], [1, [], x], [0, a, x], [a, b, c]]),
    ?P({setelement(2, T, T), T}),
    ?P(setelement(1, setelement(2, setelement(3, T, 3), 2), 1)),
    Big = erlang:make_tuple(70000, 0),
    ?P([element(N, setelement(N, Big, y)) || N <- [1, 256, 70000]]),
    ?P(tuple_size(setelement(5, Big, x)) + erlang:phash2(setelement(70000, Big, x))),
    ?E(setelement(id(4), T, x)), ?E(setelement(1, id([]), x)), ?E(setelement(5, id({1, 2}), x)).
