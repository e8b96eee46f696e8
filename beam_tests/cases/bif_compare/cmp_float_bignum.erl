%% SPDX-License-Identifier: Apache-2.0
%% Bignums beside floats: 1.0e22 and 1.0e23, 2^1023, the largest float, and integers beyond every float.
-module(cmp_float_bignum).
-include("../bif.hrl").

main() ->
    E22 = 10000000000000000000000,
    E23 = 100000000000000000000000,
    Max = trunc(1.7976931348623157e308),
    Ints = [E22 - 1, E22, E22 + 1, E23, trunc(1.0e23) - 1, trunc(1.0e23), trunc(1.0e23) + 1, Max - 1, Max, Max + 1, 1 bsl 1024, 1 bsl 4000],
    Floats = [1.0e22, 1.0e23, float(1 bsl 1023), 1.7976931348623157e308, -1.7976931348623157e308, 0.5],
    [io:format("~p: ~p~n~p: ~p~n", [N, [order(I, F) || F <- Floats], -N, [order(-I, F) || F <- Floats]])
     || {N, I} <- lists:zip(lists:seq(1, length(Ints)), Ints)],
    ?P(lists:sort([1.0e22, E22, E22 + 1, E22 - 1, 1.0e23, E23])),
    ?P(lists:usort([1.0e22, E22, 1.0, 1, 2, 2.0])),
    ?P(lists:sort([1 bsl 1024, 1.7976931348623157e308, -(1 bsl 1024), 0, -1.7976931348623157e308]) =:=
       [-(1 bsl 1024), -1.7976931348623157e308, 0, 1.7976931348623157e308, 1 bsl 1024]).

order(A, B) when A < B, B > A -> lt;
order(A, B) when A > B, B < A -> gt;
order(A, B) when A == B -> eq.
