%% SPDX-License-Identifier: Apache-2.0
%% fib.erl -- Fibonacci numbers by double recursion: calls, returns, small integers.
-module(fib).
-export([sizes/0, run/1]).

sizes() -> {25, 38}.

run(N) -> fib(N).

fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).
