%% SPDX-License-Identifier: Apache-2.0
%% erlang:'rem'/2: the sign of the dividend, results that shrink to smalls, bad arguments.
-module(ar_rem).
-include("../bif.hrl").

main() ->
    Ys = [1, -1, 2, -2, 7, -10, (1 bsl 59) - 1, -(1 bsl 59), 1 bsl 60, (1 bsl 64) - 1, -(1 bsl 64)],
    table('rem', edge_ints(), Ys),
    bif(erlang, 'rem', 2, [[7, 2], [-7, 2], [7, -2], [-7, -2], [-(1 bsl 59), -1], [1, 0], [0, 0], [1 bsl 64, 0], [a, 0], [0, a],
                           [a, 1], [1.0, 1], [1, 1.0], [1 bsl 64, 1.0], [[], {}]]),
    ?P(((id(1) bsl 200) + 5) rem (1 bsl 200)),
    ?P(-((id(1) bsl 200) + 5) rem (1 bsl 200)),
    ?P(lists:all(fun({A, B}) -> (A div B) * B + A rem B =:= A end, [{A, B} || A <- edge_ints(), B <- edge_ints(), B =/= 0])),
    ?E(id(1) rem id(0)),
    ?E(id(a) rem 3).
