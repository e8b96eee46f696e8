%% SPDX-License-Identifier: Apache-2.0
%% Integers beside floats around 2^53, 2^59, 2^63 and 2^64: compared by exact value, not after rounding.
-module(cmp_float_borders).
-include("../bif.hrl").

main() ->
    Ints = [B + D || B <- [1 bsl 53, 1 bsl 54, 1 bsl 59, 1 bsl 60, 1 bsl 63, 1 bsl 64], D <- [-1, 0, 1, 2, 3]],
    Floats = [float(1 bsl N) || N <- [53, 54, 59, 60, 63, 64]] ++ [9007199254740994.0, 9007199254740990.0],
    [io:format("~p: ~p~n~p: ~p~n", [I, [order(I, F) || F <- Floats], -I, [order(-I, -F) || F <- Floats]]) || I <- Ints],
    [io:format("~p: ~p~n", [F, [order(F, I) || I <- [trunc(F) - 1, trunc(F), trunc(F) + 1]]]) || F <- Floats],
    ?P([order(I, F) || I <- [0, 1, -1], F <- [5.0e-324, -5.0e-324, 0.9999999999999999, 1.0000000000000002]]).

order(A, B) when A < B, A =< B, B > A, B >= A, A /= B -> lt;
order(A, B) when A > B, A >= B, B < A, B =< A, A /= B -> gt;
order(A, B) when A == B, A =< B, A >= B -> eq.
