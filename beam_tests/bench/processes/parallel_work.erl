%% SPDX-License-Identifier: Apache-2.0
%% parallel_work.erl -- independent computations in eight processes: how the cores are used.
-module(parallel_work).
-export([sizes/0, run/1]).

sizes() -> {22, 33}.

run(N) ->
    Self = self(),
    Pids = [spawn_link(fun() -> Self ! {self(), work(I, N)} end) || I <- lists:seq(1, 8)],
    lists:sum([receive {Pid, Value} -> Value end || Pid <- Pids]).

work(I, N) -> fib(N) + length(lists:sort([(X * 48271 + I) rem 65537 || X <- lists:seq(1, 1 bsl (N div 2))])).

fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).
