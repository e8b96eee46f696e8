%% SPDX-License-Identifier: Apache-2.0
%% growing_list.erl -- one list that only grows, up to millions of cells: heap growth and copying of live data.
-module(growing_list).
-export([sizes/0, run/1]).

sizes() -> {10000, 4000000}.

run(N) ->
    List = grow(N, []),
    Tuples = [{X, X} || X <- List, X rem 2 =:= 0],
    length(List) + length(lists:reverse(Tuples)).

grow(0, Acc) -> Acc;
grow(N, Acc) -> grow(N - 1, [N | Acc]).
