%% SPDX-License-Identifier: Apache-2.0
%% float_nbody.erl -- planets attract each other: float arithmetic, tuples, math:sqrt/1.
-module(float_nbody).
-export([sizes/0, run/1]).

sizes() -> {2000, 280000}.

run(N) -> trunc(energy(advance(N, bodies()), 0.0) * 1.0e12).

%% {X, Y, Z, Vx, Vy, Vz, Mass}
bodies() ->
    [{0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47},
     {4.84, -1.16, -0.10, 0.606, 2.81, -0.02, 0.037},
     {8.34, 4.12, -0.40, -1.01, 1.81, 0.008, 0.011},
     {12.89, -15.11, -0.22, 1.08, 0.868, -0.01, 0.0017},
     {15.37, -25.9, 0.179, 0.979, 0.594, -0.034, 0.002}].

advance(0, Bodies) -> Bodies;
advance(N, Bodies) -> advance(N - 1, [move(pull(B, Bodies)) || B <- Bodies]).

move({X, Y, Z, Vx, Vy, Vz, M}) -> {X + 0.01 * Vx, Y + 0.01 * Vy, Z + 0.01 * Vz, Vx, Vy, Vz, M}.

pull(Body, []) -> Body;
pull({X, Y, Z, _, _, _, _} = Body, [{X, Y, Z, _, _, _, _} | Rest]) -> pull(Body, Rest);
pull({X, Y, Z, Vx, Vy, Vz, M}, [{X2, Y2, Z2, _, _, _, M2} | Rest]) ->
    Dx = X - X2,
    Dy = Y - Y2,
    Dz = Z - Z2,
    Square = Dx * Dx + Dy * Dy + Dz * Dz,
    Force = 0.01 * M2 / (Square * math:sqrt(Square)),
    pull({X, Y, Z, Vx - Dx * Force, Vy - Dy * Force, Vz - Dz * Force, M}, Rest).

energy([], Sum) -> Sum;
energy([{_, _, _, Vx, Vy, Vz, M} | Rest], Sum) ->
    energy(Rest, Sum + 0.5 * M * (Vx * Vx + Vy * Vy + Vz * Vz)).
