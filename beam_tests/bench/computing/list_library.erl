%% SPDX-License-Identifier: Apache-2.0
%% list_library.erl -- the functions of lists that every program uses: foldl, map, filter, ++, --, member,
%% keyfind, zip, partition, flatten, reverse.
-module(list_library).
-export([sizes/0, run/1]).

sizes() -> {5, 700}.

run(Times) -> repeat(Times, lists:seq(1, 5000), 0).

repeat(0, _, Sum) -> Sum;
repeat(Times, List, Sum) ->
    Squares = lists:map(fun(X) -> {X, X * X} end, List),
    {Even, Odd} = lists:partition(fun({X, _}) -> X rem 2 =:= 0 end, Squares),
    Joined = lists:reverse(Odd) ++ Even,
    Missing = lists:seq(1, 300) -- lists:seq(1, 300, 3),
    Found = [element(2, lists:keyfind(X, 1, Joined)) || X <- Missing, X < 30],
    Flat = lists:flatten([Missing, [[X, [Y]] || {X, Y} <- lists:sublist(Even, 1000)]]),
    Zipped = lists:zip(List, lists:reverse(List)),
    Filtered = lists:filter(fun({A, B}) -> A < B end, Zipped),
    Member = [X || X <- Missing, lists:member(X, List)],
    Total = lists:foldl(fun(X, A) -> X + A end, 0, Flat) + lists:sum(Found) + length(Filtered)
        + length(Member) + length(lists:nthtail(100, Joined)) + lists:max(Flat),
    repeat(Times - 1, List, (Sum + Total) band 16#ffffffff).
