%% SPDX-License-Identifier: Apache-2.0
%% maps:from_list/1 and from_keys/2: duplicates, the step to large maps, bad elements, improper lists.
-module(mp_from_list).
-include("../bif.hrl").

main() ->
    bif(maps, from_list, 1, [[[]], [[{a, 1}]], [[{a, 1}, {a, 2}]], [[{1, a}, {1.0, b}]], [[{b, 1}, {a, 2}, {b, 3}]], [[a]], [[{a}]], [[{a,
        1, 2}]], [[{a, 1} | b]], [[{a, 1}, [b]]], [a], [{}], [#{}], [<<>>]]),
    bif(maps, from_keys, 2, [[[], x], [[a, b], x], [[b, a, b], x], [[1, 1.0], x], [[a | b], x], [a, x], [{}, x], [#{}, x]]),
    L = fun(N) -> [{{I rem 7, I}, I} || I <- lists:seq(1, N)] end,
    ?P([map_size(maps:from_list(L(N))) || N <- [31, 32, 33, 34, 1000]]),
    ?P([map_size(maps:from_list(L(N) ++ L(N))) || N <- [16, 17, 31, 32, 33, 1000]]),
    ?P([map_size(maps:from_keys([I rem N || I <- lists:seq(1, 3 * N)], v)) || N <- [1, 31, 32, 33, 34, 1000]]),
    ?P([maps:from_keys([K || {K, _} <- L(N)], v) =:= maps:from_list([{K, v} || {K, _} <- L(N)]) || N <- [32, 33, 500]]),
    ?P(try maps:from_list(L(100) ++ [x]) catch C:R -> {C, R} end),
    ?P(try maps:from_list(L(100) ++ x) catch C:R -> {C, R} end),
    ?P(maps:get(5, maps:from_list([{I rem 40, I} || I <- lists:seq(1, 400)]))).
