%% SPDX-License-Identifier: Apache-2.0
%% big_factorial.erl -- factorials: big integers times small ones and printing them.
-module(big_factorial).
-export([sizes/0, run/1]).

sizes() -> {300, 13000}.

run(N) ->
    F = factorial(N, 1),
    {length(integer_to_list(F)), F rem 1000003, quotients(F, N, 0)}.

factorial(0, Acc) -> Acc;
factorial(N, Acc) -> factorial(N - 1, N * Acc).

quotients(1, _, Count) -> Count;
quotients(F, N, Count) -> quotients(F div N, N - 1, Count + 1).
