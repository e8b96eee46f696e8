%% SPDX-License-Identifier: Apache-2.0
%% spectral_norm.erl -- a matrix given by a formula times vectors: floats, integers that become floats, lists.
-module(spectral_norm).
-export([sizes/0, run/1]).

sizes() -> {30, 650}.

run(N) -> trunc(power(10, N, lists:duplicate(N, 1.0), []) * 1.0e9).

power(0, _, U, V) -> math:sqrt(dot(U, V, 0.0) / dot(V, V, 0.0));
power(Times, N, U, _) ->
    V = transposed(N, times(N, U)),
    power(Times - 1, N, transposed(N, times(N, V)), V).

dot([], [], Sum) -> Sum;
dot([A | As], [B | Bs], Sum) -> dot(As, Bs, Sum + A * B).

times(N, V) -> [row(I, 0, V, 0.0) || I <- lists:seq(0, N - 1)].

transposed(N, V) -> [column(I, 0, V, 0.0) || I <- lists:seq(0, N - 1)].

row(_, _, [], Sum) -> Sum;
row(I, J, [V | Vs], Sum) -> row(I, J + 1, Vs, Sum + V / cell(I, J)).

column(_, _, [], Sum) -> Sum;
column(I, J, [V | Vs], Sum) -> column(I, J + 1, Vs, Sum + V / cell(J, I)).

cell(I, J) -> (I + J) * (I + J + 1) div 2 + I + 1.
