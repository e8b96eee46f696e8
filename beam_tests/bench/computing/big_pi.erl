%% SPDX-License-Identifier: Apache-2.0
%% big_pi.erl -- digits of pi by Gibbons' spigot: big integers added, multiplied, divided, compared.
-module(big_pi).
-export([sizes/0, run/1]).

sizes() -> {50, 2300}.

run(N) -> erlang:phash2(digits(N, 1, 0, 1, 1, 3, 3)).

digits(0, _, _, _, _, _, _) -> [];
digits(Left, Q, R, T, K, N, L) when 4 * Q + R - T < N * T ->
    [N | digits(Left - 1, 10 * Q, 10 * (R - N * T), T, K, (10 * (3 * Q + R)) div T - 10 * N, L)];
digits(Left, Q, R, T, K, _, L) ->
    digits(Left, Q * K, (2 * Q + R) * L, T * L, K + 1,
           (Q * (7 * K + 2) + R * L) div (T * L), L + 2).
