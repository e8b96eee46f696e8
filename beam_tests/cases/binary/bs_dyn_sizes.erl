%% SPDX-License-Identifier: Apache-2.0
%% Sizes from variables in matching: negative, huge, no integers, expressions, with units, sizes read in the same pattern.
-module(bs_dyn_sizes).
-include("../case.hrl").

main() ->
    Sizes = [0, 1, 3, 8, 16, 24, 25, -1, -8, 1 bsl 58, 1 bsl 59, 1 bsl 63, 1 bsl 64, 1 bsl 100, -(1 bsl 70), a, 1.0, [], <<1>>],
    B = <<1, 2, 3>>,
    [io:format("~0p: ~0p~n", [S, [int(B, S), bin(B, S), bits(B, S), u3(B, S), u256(B, S), flo(B, S), skip(B, S), skipb(B, S), expr(B, S)]]) || S <- Sizes],
    ?P(nested(<<3, 1, 2, 3, 2, 9, 9, 0, 77>>)),
    ?P(nested(<<3, 1, 2>>)),
    ?P(tlv(<<1:4, 4:4, 15:4, 2:4, 12:4, 3:2, 0:0>>)),
    ?P(begin <<N, X:N, R/bits>> = id(<<12, 255, 240, 7>>), {N, X, R} end),
    ?P(begin <<N, _:N/binary, X, _/bits>> = id(<<2, 1, 2, 3, 4>>), X end),
    ?P(begin <<N:16/little, X:(N * 2 - 1)/binary, _/bits>> = id(<<2, 0, 1, 2, 3, 4>>), X end),
    ?P(begin <<N, X:(N div 0)/binary, _/bits>> = id(<<2, 0, 1, 2, 3, 4>>), X end),
    ?P(case id(<<2, 0, 1>>) of <<N, X:(hd(N))/binary, _/bits>> -> X; _ -> no_match end),
    ?P(case id(<<2, 0, 1>>) of <<N, X:(N bsl 70)/binary, _/bits>> -> X; _ -> no_match end),
    ?P((fun(<<A:8, B1:A/bits, _/bits>>) -> {A, B1} end)(id(<<4, 16#AB>>))).

int(B, S) -> case B of <<X:S, _/bits>> -> X; _ -> no end.
bin(B, S) -> case B of <<X:S/binary, _/bits>> -> X; _ -> no end.
bits(B, S) -> case B of <<X:S/bits, _/bits>> -> X; _ -> no end.
u3(B, S) -> case B of <<X:S/binary-unit:3, R/bits>> -> {X, R}; _ -> no end.
u256(B, S) -> case B of <<X:S/integer-unit:256, _/bits>> -> X; _ -> no end.
flo(B, S) -> case B of <<X:S/float, _/bits>> -> X; _ -> no end.
skip(B, S) -> case B of <<_:S, R/bits>> -> R; _ -> no end.
skipb(B, S) -> case B of <<_:S/binary, R/bits>> -> R; _ -> no end.
expr(B, S) -> case B of <<X:(S + 1), _/bits>> -> X; _ -> no end.

nested(<<N, X:N/binary, R/binary>>) -> [X | nested(R)];
nested(<<>>) -> [];
nested(R) -> {rest, R}.
tlv(<<T:4, L:4, R/bits>>) when L rem 2 =:= 0 -> <<V:L, R1/bits>> = R, [{T, V} | tlv(R1)];
tlv(R) -> R.
