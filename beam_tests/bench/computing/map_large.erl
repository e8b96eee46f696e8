%% SPDX-License-Identifier: Apache-2.0
%% map_large.erl -- a map of 100 000 integer keys: insert, look up, update, remove, fold.
-module(map_large).
-export([sizes/0, run/1]).

sizes() -> {1000, 150000}.

run(N) ->
    Map = fill(N, 1, #{}),
    Updated = update(N, Map),
    Smaller = remove(N div 2, Updated),
    {map_size(Smaller), find(N, Map, 0), maps:fold(fun(K, V, S) -> (K bxor V) + S end, 0, Smaller)}.

fill(0, _, Map) -> Map;
fill(N, Key, Map) -> fill(N - 1, (Key * 48271) rem 2147483647, Map#{Key => N}).

find(0, _, Sum) -> Sum;
find(N, Map, Sum) -> find(N - 1, Map, Sum + maps:get(N, Map, 1)).

update(N, Map) -> update(N, 1, Map).

update(0, _, Map) -> Map;
update(N, Key, Map) ->
    #{Key := Value} = Map,
    update(N - 1, (Key * 48271) rem 2147483647, Map#{Key := Value + 1}).

remove(N, Map) -> remove(N, 1, Map).

remove(0, _, Map) -> Map;
remove(N, Key, Map) -> remove(N - 1, (Key * 48271) rem 2147483647, maps:remove(Key, Map)).
