%% SPDX-License-Identifier: Apache-2.0
%% Ordering and equality of big integers with each other, with smalls and with floats; as keys.
-module(big_cmp).
-include("../case.hrl").

main() ->
    L = lists:usort([S * ((1 bsl W) + D) || W <- [58, 59, 60, 63, 64, 65, 128], D <- [-1, 0, 1], S <- [1, -1]]),
    ?P(length(L)),
    ?P(L),
    ?P(lists:sort(fun(A, B) -> A >= B end, L) =:= lists:reverse(L)),
    ?P(L =:= lists:sort(lists:reverse(L))),
    ?P([{A, B} || A <- L, B <- L, (A < B) =/= (B > A)]),
    ?P(id(1 bsl 64) =:= id(1 bsl 64)),
    ?P(id(1 bsl 64) =:= id(-(1 bsl 64))),
    ?P(id(1 bsl 64) == id(18446744073709551616.0)),
    ?P(id((1 bsl 64) + 1) == id(18446744073709551616.0)),
    ?P(id((1 bsl 64) + 1) > id(18446744073709551616.0)),
    ?P(id(1 bsl 64) =:= id(18446744073709551616.0)),
    ?P(id(1 bsl 2000) > id(1.0e308)),
    ?P(id(-(1 bsl 2000)) < id(-1.0e308)),
    ?P(lists:max(L)),
    ?P(lists:min(L)),
    M = maps:from_list([{K, I} || {K, I} <- lists:zip(L, lists:seq(1, length(L)))]),
    ?P([maps:get(K + 0, M) || K <- L]),
    ?P(maps:is_key(id(18446744073709551616.0), M)),
    ?P(case id(18446744073709551616) of 18446744073709551615 -> a; 18446744073709551616 -> b; _ -> c end),
    ?P(lists:keyfind(id(1 bsl 64), 1, [{1, a}, {1 bsl 64, b}])),
    ?P(lists:keyfind(id(18446744073709551616.0), 1, [{1, a}, {1 bsl 64, b}])),
    ?P(lists:member(id(1 bsl 64), [(1 bsl 64) - 1, 1 bsl 64])),
    ?P([erlang:phash2(N) || N <- L]).
