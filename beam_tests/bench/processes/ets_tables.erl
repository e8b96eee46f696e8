%% SPDX-License-Identifier: Apache-2.0
%% ets_tables.erl -- set, bag and ordered_set by one process: insert, lookup, match, select, walk, delete.
-module(ets_tables).
-export([sizes/0, run/1]).

sizes() -> {500, 140000}.

run(N) ->
    Set = ets:new(set, [set]),
    Bag = ets:new(bag, [bag]),
    Tree = ets:new(tree, [ordered_set]),
    [begin
         ets:insert(Set, {K, K * 2, [K]}),
         ets:insert(Bag, {K rem 5000, K}),
         ets:insert(Tree, {(K * 7919) rem 100003, K})
     end || K <- lists:seq(1, N)],
    Found = lists:sum([length(ets:lookup(Bag, K)) || K <- lists:seq(1, 5000)]),
    Selected = ets:select_count(Set, [{{'$1', '$2', '_'}, [{'>', '$2', N}], [true]}]),
    Matched = length(ets:match(Tree, {'$1', '$2'})),
    Walked = walk(ets:first(Tree), Tree, 0),
    [ets:delete(Set, K) || K <- lists:seq(1, N, 3)],
    Result = {Found, Selected, Matched, Walked, ets:info(Set, size), length(ets:tab2list(Set))},
    [ets:delete(T) || T <- [Set, Bag, Tree]],
    Result.

walk('$end_of_table', _, Sum) -> Sum;
walk(Key, Table, Sum) -> walk(ets:next(Table, Key), Table, (Sum + Key) band 16#ffffff).
