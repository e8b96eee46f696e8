%% SPDX-License-Identifier: Apache-2.0
%% erlang:'bxor'/2: two's complement of any length, x bxor x, bad arguments.
-module(ar_bxor).
-include("../bif.hrl").

main() ->
    table('bxor', edge_ints(), [0, -1, 255, (1 bsl 59) - 1, -(1 bsl 59), (1 bsl 64) - 1, -(1 bsl 64), -(1 bsl 64) - 1, (1 bsl 128) - 1]),
    bif(erlang, 'bxor', 2, [[a, 1], [1, a], [1.0, 1], [1, 1.0], [1 bsl 64, a], [0, 0.0], [[], []]]),
    ?P([X || X <- edge_ints(), (X bxor X) =/= 0]),
    ?P([{X, Y} || X <- edge_ints(), Y <- edge_ints(), (X bxor Y) =/= ((X bor Y) - (X band Y))]),
    ?E(id(x) bxor 1).
