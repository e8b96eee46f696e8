%% SPDX-License-Identifier: Apache-2.0
%% div and rem: every combination of signs and widths; truncation towards zero; division by zero.
-module(big_div).
-include("../case.hrl").

main() ->
    As = [0, 1, -1, 7, -7, 576460752303423487, -576460752303423488, 1 bsl 60, 1 bsl 64, -(1 bsl 64), (1 bsl 64) + 1,
          -(1 bsl 128), (1 bsl 200) - 1, -123456789012345678901234567890123456789],
    Bs = [1, -1, 2, -3, 10, 1 bsl 59, -(1 bsl 60), (1 bsl 64) - 1, -(1 bsl 64), 1 bsl 127, -(1 bsl 199) + 5, 98765432109876543210],
    [check(id(A), id(B)) || A <- As, B <- Bs],
    ?P(id(1 bsl 70) div id(0)),
    ?P(id(1 bsl 70) rem id(0)),
    ?P(id(1) div id(0)),
    ?P(id(0) rem id(0)),
    ?P(id(1.0) div id(1)),
    ?P(id(1) rem id(1.0)),
    ?P(id(-576460752303423488) div id(-1)),
    ?P(id(-(1 bsl 63)) div id(-1)),
    ?P(id(-(1 bsl 63)) rem id(-1)),
    ?P(id(1 bsl 70) / id(1 bsl 69)),
    ?P(id(10) / id(4)),
    ?P(id(1) / id(0)),
    ?P(id(1) / id(0.0)),
    ?P(id(1 bsl 1100) / id(2)),
    ?P(id(1 bsl 1100) / id(1 bsl 1090)),
    ?P(id(7) / id(1 bsl 1000)),
    ?P(id(a) / id(2)).

check(A, B) ->
    Q = A div B, R = A rem B,
    io:format("~w div ~w = ~w rem ~w ~w~n", [A, B, Q, R, Q * B + R =:= A andalso abs(R) < abs(B)]).
