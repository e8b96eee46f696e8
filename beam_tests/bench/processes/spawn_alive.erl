%% SPDX-License-Identifier: Apache-2.0
%% spawn_alive.erl -- many processes that live at the same time, each answers once and is told to stop.
-module(spawn_alive).
-export([sizes/0, run/1]).

sizes() -> {1000, 180000}.

run(N) ->
    Self = self(),
    Pids = [spawn(fun() -> wait(Self, I) end) || I <- lists:seq(1, N)],
    [Pid ! go || Pid <- Pids],
    sum(N, 0).

wait(Parent, I) -> receive go -> Parent ! I end.

sum(0, Sum) -> Sum;
sum(N, Sum) -> receive I -> sum(N - 1, Sum + I) end.
