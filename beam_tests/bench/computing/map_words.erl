%% SPDX-License-Identifier: Apache-2.0
%% map_words.erl -- counting words: binaries as keys of a large map, maps:update_with/4, sorting.
-module(map_words).
-export([sizes/0, run/1]).

sizes() -> {2000, 500000}.

run(N) ->
    Words = words(N, 7, []),
    Counts = lists:foldl(fun(W, M) -> maps:update_with(W, fun(C) -> C + 1 end, 1, M) end, #{}, Words),
    lists:sublist(lists:sort(fun({W1, C1}, {W2, C2}) -> {C2, W1} =< {C1, W2} end, maps:to_list(Counts)), 3).

words(0, _, Acc) -> Acc;
words(N, Seed, Acc) ->
    Next = (Seed * 1103515245 + 12345) band 16#7fffffff,
    words(N - 1, Next, [<<"word", (integer_to_binary((Next bsr 10) rem 20011))/binary>> | Acc]).
