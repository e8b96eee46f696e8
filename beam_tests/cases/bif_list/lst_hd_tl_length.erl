%% SPDX-License-Identifier: Apache-2.0
%% erlang:hd/1, tl/1, length/1: empty, improper and long lists, bad arguments, and in guards.
-module(lst_hd_tl_length).
-include("../bif.hrl").

main() ->
    bif(erlang, hd, 1, [[[1]], [[1 | 2]], ["abc"], [[[]]] | [[X] || X <- edge_terms(), not is_list(X)]] ++ [[[]]]),
    bif(erlang, tl, 1, [[[1]], [[1 | 2]], ["abc"], [[[]]] | [[X] || X <- edge_terms(), not is_list(X)]] ++ [[[]]]),
    bif(erlang, length, 1, [[[]], [[1]], [[1 | 2]], [[1, 2 | 3]] | [[X] || X <- edge_terms(), not is_list(X)]]),
    ?P([length(lists:duplicate(N, x)) || N <- [0, 1, 999, 1000, 16000, 100000]]),
    ?P(try length(lists:duplicate(100000, x) ++ y) catch C:R -> {C, R} end),
    ?E(hd(id([]))), ?E(hd(id(a))), ?E(tl(id([]))), ?E(tl(id(<<1>>))), ?E(length(id([a | b]))), ?E(length(id({}))),
    ?P([if length(X) > 1 -> long; hd(X) =:= 1 -> one; true -> other end || X <- [id([1, 2]), id([1]), id([1 | 2]), id([]), id(a)]]).
