%% SPDX-License-Identifier: Apache-2.0
%% int_collatz.erl -- longest Collatz sequence: a loop over small integers, band, bsr, multiplication.
-module(int_collatz).
-export([sizes/0, run/1]).

sizes() -> {5000, 850000}.

run(N) -> longest(1, N, 0, 0).

longest(N, Limit, Best, Length) when N > Limit -> {Best, Length};
longest(N, Limit, Best, Length) ->
    case steps(N, 1) of
        Steps when Steps > Length -> longest(N + 1, Limit, N, Steps);
        _ -> longest(N + 1, Limit, Best, Length)
    end.

steps(1, Count) -> Count;
steps(N, Count) when N band 1 =:= 0 -> steps(N bsr 1, Count + 1);
steps(N, Count) -> steps(3 * N + 1, Count + 1).
