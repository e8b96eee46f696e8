%% SPDX-License-Identifier: Apache-2.0
%% float_mandelbrot.erl -- the Mandelbrot set: a tight loop over floats in registers.
-module(float_mandelbrot).
-export([sizes/0, run/1]).

sizes() -> {30, 460}.

run(N) -> rows(0, N, 0).

rows(N, N, Sum) -> Sum;
rows(Y, N, Sum) -> rows(Y + 1, N, Sum + columns(0, N, 2.0 * Y / N - 1.0, 0)).

columns(N, N, _, Sum) -> Sum;
columns(X, N, Ci, Sum) -> columns(X + 1, N, Ci, Sum + iterate(2.0 * X / N - 1.5, Ci, 0.0, 0.0, 0)).

iterate(_, _, _, _, 200) -> 200;
iterate(Cr, Ci, Zr, Zi, N) ->
    R = Zr * Zr,
    I = Zi * Zi,
    if
        R + I > 4.0 -> N;
        true -> iterate(Cr, Ci, R - I + Cr, 2.0 * Zr * Zi + Ci, N + 1)
    end.
