%% SPDX-License-Identifier: Apache-2.0
%% erlang:list_to_atom/1: lengths 0, 255 and 256, every kind of bad character, surrogates, improper lists.
-module(at_list_to_atom).
-include("../bif.hrl").

main() ->
    bif(erlang, list_to_atom, 1, [[""], ["a"], [[0]], [[255]], [[256]], [[16#D7FF, 16#E000, 16#FFFE, 16#FFFF, 16#10FFFF]],
                                  [[16#D800]], [[16#DFFF]], [[16#110000]], [[-1]], [[1 bsl 64]], [[a]], [[1.0]], ["a" | [["b"]]] -- [["b"]],
                                  [[$a | $b]], [[$a, "b"]], [a], [<<"a">>], [{}], [1]]),
    L = fun(N, C) -> try {ok, length(atom_to_list(list_to_atom(lists:duplicate(N, C))))} catch Class:R -> {Class, R} end end,
    ?P([L(N, C) || N <- [254, 255, 256, 1000], C <- [$x, 228, 16#1F600]]),
    ?P([try list_to_atom(lists:duplicate(256, C) ++ T) catch E:R -> {E, R} end || C <- [$x], T <- ["", [a], [-1], x, [16#D800]]]),
    ?P(list_to_atom("true") =:= true),
    ?E(list_to_atom(lists:duplicate(256, $x))).
