%% SPDX-License-Identifier: Apache-2.0
%% Every function of lists that takes a fun or keys, over empty, short, long, improper and wrong lists.
-module(li_every).
-include("../case.hrl").

main() ->
    Ls = [[], [1], [3, 1, 2, 1.0], [{b, 2}, {a, 1}, {b, 1}, {c}, x], lists:seq(40, 1, -3), [1 | 2], notlist, "abc"],
    Calls = [{all, [fun is_integer/1]}, {any, [fun is_atom/1]}, {filter, [fun is_integer/1]}, {map, [fun(X) -> {X} end]}, {flatmap, [fun(X) -> [X, X] end]}, {foldl, [fun(X, A) -> [X | A] end, []]}, {foldr, [fun(X, A) -> [X | A] end, []]}, {mapfoldl, [fun(X, A) -> {{X, A}, A + 1} end, 0]}, {mapfoldr, [fun(X, A) -> {{X, A}, A + 1} end, 0]}, {partition, [fun is_integer/1]}, {takewhile, [fun is_integer/1]}, {dropwhile, [fun is_integer/1]}, {splitwith, [fun is_integer/1]}, {foreach, [fun(_) -> ok end]}, {filtermap, [fun(X) when is_integer(X) -> {true, -X}; (X) -> is_atom(X) end]}, {search, [fun is_tuple/1]}, {sort, [fun(A, B) -> A >= B end]}, {usort, [fun(A, B) -> A =< B end]}, {uniq, [fun(X) -> is_integer(X) end]}, {keyfind, [b, 1]}, {keymember, [1, 2]}, {keysearch, [b, 1]}, {keydelete, [b, 1]}, {keyreplace, [b, 1, {b, new}]}, {keystore, [z, 1, {z, new}]}, {keytake, [b, 1]}, {delete, [1]}, {member, [1.0]}, {nth, [2]}, {nthtail, [2]}, {prefix, [[3, 1, 2, 1.0, 5]]}, {suffix, [[9, 1]]}, {sublist_, []}, {duplicate, [2]}],
    [io:format("~p ~0p = ~0p~n", [F, L, outcome(fun() -> apply(lists, F, args(F, A, L)) end)]) || {F, A} <- Calls, F =/= sublist_, L <- Ls],
    [io:format("~p ~0p = ~0p~n", [F, L, outcome(fun() -> lists:F(L) end)]) || F <- [append, flatten, flatlength, last, droplast, max, min, sum, reverse, sort, usort, concat, unzip, unzip3, uniq, merge, umerge, enumerate], L <- Ls ++ [[[1], [2, [3]]], [{1, 2}, {3, 4}], [{1, 2, 3}], [a, "b", 1.5]]],
    [io:format("~p ~0p = ~0p~n", [F, A, outcome(fun() -> apply(lists, F, A) end)]) || {F, A} <- [{zip, [[1, 2], [a]]}, {zip, [[1], [a]]}, {zip3, [[1], [2], [3]]}, {zipwith, [fun(A, B) -> A + B end, [1], [2]]}, {zipwith3, [fun(A, B, C) -> [A, B, C] end, [1], [2], []]}, {seq, [1, 5, 2]}, {seq, [5, 1]}, {seq, [1, 0]}, {seq, [1, 5, 0]}, {seq, [1, 1, 0]}, {seq, [a, 1]}, {sublist, [[1, 2, 3], 2]}, {sublist, [[1, 2, 3], 5, 1]}, {sublist, [[1], -1]}, {sublist, [[1, 2, 3], 2, 1]}, {split, [2, [1, 2, 3]]}, {split, [4, [1]]}, {split, [-1, []]}, {join, [x, [1, 2]]}, {keymap, [fun(X) -> -X end, 2, [{a, 1}]]}, {keymerge, [1, [{1, a}], [{1.0, b}]]}, {rmerge_, []}, {merge3, [[1], [2], [0, 3]]}, {merge, [fun(A, B) -> A >= B end, [3, 1], [2]]}, {subtract, [[1, 2, 1], [1, 1.0]]}, {nth, [0, [1]]}, {nthtail, [0, x]}, {enumerate, [5, [a, b]]}, {delete, [x, [1 | x]]}, {foldl, [x, 0, []]}, {foldl, [x, 0, [1]]}, {map, [fun(_, _) -> x end, []]}], F =/= rmerge_].
args(F, A, L) when F =:= mapfoldl; F =:= mapfoldr; F =:= foldl; F =:= foldr -> A ++ [L];
args(F, [K, N, T], L) when F =:= keyreplace; F =:= keystore -> [K, N, L, T];
args(_, A, L) -> A ++ [L].
outcome(F) -> try F() catch C:R -> {C, R} end.
