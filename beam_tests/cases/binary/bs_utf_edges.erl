%% SPDX-License-Identifier: Apache-2.0
%% utf8, utf16 and utf32 segments: borders of every length, surrogates, overlong and truncated input, offsets inside a byte.
-module(bs_utf_edges).
-include("../case.hrl").

main() ->
    Cs = [0, 16#7F, 16#80, 16#7FF, 16#800, 16#D7FF, 16#D800, 16#DFFF, 16#E000, 16#FFFD, 16#FFFE, 16#FFFF, 16#10000, 16#10FFFF, 16#110000, -1, a, 1.0],
    [io:format("~p: ~0p~n", [C, [t(fun() -> <<(id(C))/utf8>> end), t(fun() -> <<(id(C))/utf16>> end), t(fun() -> <<(id(C))/utf16-little>> end),
                                t(fun() -> <<(id(C))/utf32>> end), t(fun() -> <<(id(C))/utf32-little>> end), t(fun() -> <<1:3, (id(C))/utf8, 1:2>> end)]]) || C <- Cs],
    Bad = [<<>>, <<16#80>>, <<16#C0, 16#80>>, <<16#C1, 16#BF>>, <<16#C2>>, <<16#C2, 16#41>>, <<16#E0, 16#80, 16#80>>, <<16#E0, 16#9F, 16#BF>>, <<16#ED, 16#A0, 16#80>>,
           <<16#ED, 16#9F, 16#BF>>, <<16#EF, 16#BF>>, <<16#F0, 16#80, 16#80, 16#80>>, <<16#F0, 16#90, 16#80, 16#80>>, <<16#F4, 16#8F, 16#BF, 16#BF>>, <<16#F4, 16#90, 16#80, 16#80>>,
           <<16#F8, 16#88, 16#80, 16#80, 16#80>>, <<16#FE>>, <<16#D8, 0>>, <<16#D8, 0, 16#DC, 0>>, <<16#DC, 0>>, <<16#D8, 0, 0, 16#41>>, <<0, 16#D8, 0, 16#DC>>, <<0, 16#11, 0, 0>>,
           <<0, 0, 16#D8, 0>>, <<0, 16#10, 16#FF, 16#FF>>, <<16#FF, 16#FF, 16#10, 0>>, <<1, 2, 3>>, <<65:7>>],
    [io:format("~0p: ~0p~n", [B, [case B of <<X/utf8, R/bits>> -> {X, R}; _ -> no end, case B of <<X/utf16, R/bits>> -> {X, R}; _ -> no end,
        case B of <<X/utf16-little, R/bits>> -> {X, R}; _ -> no end, case B of <<X/utf32, R/bits>> -> {X, R}; _ -> no end,
        case B of <<X/utf32-little, R/bits>> -> {X, R}; _ -> no end, case B of <<_/utf8, R/bits>> -> {skip, R}; _ -> no end,
        case B of <<_/utf16, R/bits>> -> {skip, R}; _ -> no end, case B of <<_/utf32, R/bits>> -> {skip, R}; _ -> no end,
        off8(<<5:3, B/bits>>), off16(<<5:3, B/bits>>)]]) || B <- Bad],
    ?P(<<"aé€😀"/utf8>>),
    ?P(<<"aé€😀"/utf16>>),
    ?P(<<"aé€😀"/utf32-little>>),
    ?P(case id(<<"é"/utf8>>) of <<"é"/utf8>> -> same; _ -> other end),
    ?P(case id(<<"é€"/utf16>>) of <<"é"/utf16, X/utf16>> -> X; _ -> other end),
    ?P([X || <<X/utf8>> <= <<"aé€😀"/utf8>>]),
    ?P(<< <<X/utf16>> || <<X/utf8>> <= <<"aé€😀"/utf8>> >>),
    ?P(<< <<X/utf8>> || X <- [16#41, 16#E9, 16#D801] >>).

t(F) -> try F() catch error:R -> R end.
off8(<<_:3, X/utf8, R/bits>>) -> {X, R};
off8(_) -> no.
off16(<<_:3, X/utf16-little, R/bits>>) -> {X, R};
off16(_) -> no.
