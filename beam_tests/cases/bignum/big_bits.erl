%% SPDX-License-Identifier: Apache-2.0
%% band, bor, bxor, bnot on two's complement numbers of different widths and signs.
-module(big_bits).
-include("../case.hrl").

main() ->
    L = [0, 1, -1, 255, -256, 576460752303423487, -576460752303423488, 1 bsl 63, -(1 bsl 63), (1 bsl 64) - 1, -(1 bsl 64),
         16#FEDCBA98765432100123456789ABCDEF, -16#FEDCBA98765432100123456789ABCDEF, (1 bsl 192) - (1 bsl 64)],
    [io:format("~w ~w: ~.16B ~.16B ~.16B~n", [A, B, id(A) band id(B), id(A) bor id(B), id(A) bxor id(B)])
     || A <- L, B <- L, A =< B],
    [io:format("bnot ~w = ~w~n", [A, bnot id(A)]) || A <- L],
    ?P(lists:all(fun({A, B}) -> (A bxor B) =:= ((A bor B) - (A band B)) end, [{A, B} || A <- L, B <- L])),
    ?P(lists:all(fun({A, B}) -> bnot (A band B) =:= (bnot A) bor (bnot B) end, [{A, B} || A <- L, B <- L])),
    ?P(id(1.0) band id(1)),
    ?P(id(1 bsl 70) bor id(a)),
    ?P(id(1 bsl 70) bxor id(1.0)),
    ?P(bnot id(1.5)),
    ?P(id(1 bsl 70) bxor id(1 bsl 70)),
    ?P((id(1 bsl 70) + 5) band id(7)),
    ?P(id(-(1 bsl 70)) band id((1 bsl 59) - 1)),
    ?P(popcount(id((1 bsl 200) - 1))).

popcount(0) -> 0;
popcount(N) -> 1 + popcount(N band (N - 1)).
