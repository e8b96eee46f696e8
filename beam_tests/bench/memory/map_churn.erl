%% SPDX-License-Identifier: Apache-2.0
%% map_churn.erl -- a large map updated again and again: every version shares most of its nodes with the last.
-module(map_churn).
-export([sizes/0, run/1]).

sizes() -> {1000, 800000}.

run(N) ->
    Map = maps:from_list([{I, I} || I <- lists:seq(1, 20000)]),
    maps:fold(fun(_, V, S) -> (S + V) band 16#ffffff end, 0, update(N, 1, Map)).

update(0, _, Map) -> Map;
update(N, Key, Map) ->
    Next = (Key * 48271) rem 2147483647,
    Index = Next rem 20000 + 1,
    update(N - 1, Next, Map#{Index := map_get(Index, Map) + N}).
