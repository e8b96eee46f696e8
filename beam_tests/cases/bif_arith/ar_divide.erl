%% SPDX-License-Identifier: Apache-2.0
%% erlang:'/'/2: always a float, correctly rounded for big quotients; division by zero of every kind.
-module(ar_divide).
-include("../bif.hrl").

main() ->
    Ys = [1, -1, 2, 3, (1 bsl 59) - 1, 1 bsl 64, -(1 bsl 64), 0.5],
    table('/', edge_ints(), Ys),
    table('/', edge_floats(), [1, 3, -2.0, 0.1, 1.0e300, 1 bsl 64]),
    bif(erlang, '/', 2, [[1, 0], [1, 0.0], [1.0, -0.0], [0, 0], [0.0, 0], [a, 1], [1, a], [a, 0], [1 bsl 1024, 1],
                         [1 bsl 1024, 1 bsl 1023], [1 bsl 1023, 1 bsl 1022], [1, 1 bsl 1024], [1.0e308, 1.0e-308], [5.0e-324, 2], [[],
                             1 bsl 64]]),
    ?P(id(9007199254740993) / 1),
    ?P(id(9007199254740993) / id(3)),
    ?P(id(-0.0) / 5),
    ?P(id(0) / id(-5)),
    ?E(id(6) / id(0)).
