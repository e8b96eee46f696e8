%% SPDX-License-Identifier: Apache-2.0
%% list_queens.erl -- all solutions of the queens problem: list comprehensions, backtracking.
-module(list_queens).
-export([sizes/0, run/1]).

sizes() -> {6, 12}.

run(N) -> length(queens(N, N)).

queens(0, _) -> [[]];
queens(K, N) -> [[Q | B] || B <- queens(K - 1, N), Q <- lists:seq(1, N), safe(Q, 1, B)].

safe(_, _, []) -> true;
safe(Q, D, [C | B]) -> Q =/= C andalso abs(Q - C) =/= D andalso safe(Q, D + 1, B).
