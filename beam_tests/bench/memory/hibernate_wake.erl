%% SPDX-License-Identifier: Apache-2.0
%% hibernate_wake.erl -- processes that collect, hibernate and wake: full collections of small heaps.
-module(hibernate_wake).
-export([sizes/0, run/1, sleep/2]).

sizes() -> {5, 900}.

run(Rounds) ->
    Self = self(),
    Pids = [spawn_link(fun() -> sleep(Self, lists:seq(1, 100)) end) || _ <- lists:seq(1, 200)],
    Sum = rounds(Rounds, Pids, 0),
    [begin unlink(P), exit(P, kill) end || P <- Pids],
    Sum.

rounds(0, _, Sum) -> Sum;
rounds(N, Pids, Sum) ->
    [P ! {wake, N} || P <- Pids],
    rounds(N - 1, Pids, lists:foldl(fun(_, S) -> receive {awake, V} -> S + V end end, Sum, Pids)).

sleep(Parent, State) ->
    receive
        {wake, N} ->
            Next = [X + N band 1 || X <- State],
            Parent ! {awake, hd(Next)},
            erlang:hibernate(?MODULE, sleep, [Parent, Next])
    end.
