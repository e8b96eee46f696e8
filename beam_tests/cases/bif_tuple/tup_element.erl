%% SPDX-License-Identifier: Apache-2.0
%% erlang:element/2: every position, and which argument is bad when one or both are.
-module(tup_element).
-include("../bif.hrl").

main() ->
    T = {a, b, c},
    bif(erlang, element, 2, [[1, T], [3, T], [0, T], [4, T], [-1, T], [1, {}], [a, T], [1.0, T], [1 bsl 64, T], [-(1 bsl 64), T], [1, a],
        [1, []], [1, #{}], [0, a], [a, b], [1, <<1>>]]),
    Big = list_to_tuple(lists:seq(1, 100000)),
    ?P([element(id(N), Big) || N <- [1, 255, 256, 65536, 100000]]),
    ?E(element(id(0), T)), ?E(element(id(4), id(T))), ?E(element(1, id(x))), ?E(element(id(100001), Big)), ?E(element(2000, id(T))),
    ?P([if element(2, X) =:= b -> yes; true -> no end || X <- [id(T), id({x}), id(a)]]),
    ?P([if element(N, T) =:= b -> yes; true -> no end || N <- [id(2), id(0), id(9), id(a)]]).
