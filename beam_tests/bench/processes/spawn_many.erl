%% SPDX-License-Identifier: Apache-2.0
%% spawn_many.erl -- short processes, a hundred at a time: spawn, one message, exit.
-module(spawn_many).
-export([sizes/0, run/1]).

sizes() -> {20, 2500}.

run(Times) -> repeat(Times, 0).

repeat(0, Sum) -> Sum;
repeat(Times, Sum) ->
    Self = self(),
    Pids = [spawn(fun() -> Self ! {self(), N * N} end) || N <- lists:seq(1, 100)],
    repeat(Times - 1, Sum + lists:sum([receive {Pid, Square} -> Square end || Pid <- Pids])).
