%% SPDX-License-Identifier: Apache-2.0
%% ring.erl -- a token travels round a ring of a thousand processes.
-module(ring).
-export([sizes/0, run/1]).

sizes() -> {5, 1000}.

run(Rounds) ->
    Self = self(),
    First = lists:foldl(fun(_, Next) -> spawn_link(fun() -> member(Next) end) end, Self, lists:seq(1, 1000)),
    Hops = turn(Rounds, First, 0),
    First ! stop,
    receive stop -> Hops end.

turn(0, _, Hops) -> Hops;
turn(Rounds, First, Hops) ->
    First ! {token, Hops},
    receive {token, Count} -> turn(Rounds - 1, First, Count) end.

member(Next) ->
    receive
        {token, Hops} -> Next ! {token, Hops + 1}, member(Next);
        stop -> Next ! stop
    end.
