%% SPDX-License-Identifier: Apache-2.0
%% erlang:'*'/2: products at the border of one and of two words, signs, zeros of floats, overflow, bad arguments.
-module(ar_times).
-include("../bif.hrl").

main() ->
    Ys = [0, 1, -1, 2, -2, (1 bsl 30) - 1, 1 bsl 30, (1 bsl 59) - 1, -(1 bsl 59), (1 bsl 64) - 1, -(1 bsl 64)],
    table('*', edge_ints(), Ys),
    table('*', edge_floats(), [0, -1, 0.0, -0.0, 0.5, 2.0, 1 bsl 64]),
    [?P({A, B, id(A) * id(B)}) || {A, B} <- [{1 bsl 29, 1 bsl 30}, {1 bsl 29, -(1 bsl 30)}, {3, 192153584101141162},
                                           {-3, 192153584101141163}, {759250125, 759250124}, {-759250125, 759250126}]],
    bif(erlang, '*', 2, [[a, 1], [0, a], [a, 0], [1.0, a], [1.0e200, 1.0e200], [1.0e-200, 1.0e-200], [-1.0e-200, 1.0e-200],
                         [1 bsl 1024, 1.0], [1 bsl 1024, 0.0], [[], 1 bsl 64]]),
    ?E(id(0) * id(-1.5)),
    ?E(id(x) * 2),
    ?P((fun(N) -> lists:foldl(fun(I, A) -> I * A end, 1, lists:seq(1, N)) end)(60)).
