%% SPDX-License-Identifier: Apache-2.0
%% tree_library.erl -- gb_trees, gb_sets, ordsets, sets and dict: data structures written in Erlang.
-module(tree_library).
-export([sizes/0, run/1]).

sizes() -> {500, 180000}.

run(N) ->
    Keys = keys(N, 1, []),
    Tree = lists:foldl(fun(K, T) -> gb_trees:enter(K, K rem 10, T) end, gb_trees:empty(), Keys),
    Found = lists:foldl(fun(K, S) -> S + gb_trees:get(K, Tree) end, 0, Keys),
    Set = gb_sets:from_list([K rem 5000 || K <- Keys]),
    Dict = lists:foldl(fun(K, D) -> dict:update_counter(K rem 3000, 1, D) end, dict:new(), Keys),
    Plain = lists:foldl(fun(K, S) -> sets:add_element(K rem 7000, S) end, sets:new(), Keys),
    Ordered = ordsets:union([ordsets:from_list([K rem 101, K rem 103]) || K <- lists:sublist(Keys, N div 20)]),
    {Found, gb_sets:size(Set), dict:size(Dict), sets:size(Plain), length(Ordered), element(1, gb_trees:smallest(Tree))}.

keys(0, _, Acc) -> Acc;
keys(N, Key, Acc) -> keys(N - 1, (Key * 48271) rem 2147483647, [Key | Acc]).
