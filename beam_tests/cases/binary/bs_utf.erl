%% SPDX-License-Identifier: Apache-2.0
%% utf8, utf16, utf32 segments: construction, matching, invalid code points and invalid bytes.
-module(bs_utf).
-include("../case.hrl").

main() ->
    Cs = [0, $a, 127, 128, 16#7FF, 16#800, 16#D7FF, 16#E000, 16#FFFD, 16#FFFF, 16#10000, 16#10FFFF],
    [?P({C, <<(id(C))/utf8>>, <<(id(C))/utf16>>, <<(id(C))/utf16-little>>, <<(id(C))/utf32>>, <<(id(C))/utf32-little>>}) || C <- Cs],
    [?P({C, <<(id(C))/utf8>>}) || C <- [16#D800, 16#DFFF, 16#110000, -1, a, 1.0, 1 bsl 70]],
    [?P({C, <<(id(C))/utf16>>}) || C <- [16#D800, 16#110000]],
    [?P({C, <<(id(C))/utf32>>}) || C <- [16#D800, 16#110000]],
    Bad = [<<128>>, <<16#C0, 16#80>>, <<16#C1, 16#BF>>, <<16#E0, 16#80, 16#80>>, <<16#ED, 16#A0, 16#80>>, <<16#F4, 16#90, 16#80, 16#80>>,
           <<16#F8, 16#88, 16#80, 16#80, 16#80>>, <<16#C3>>, <<16#E2, 16#82>>, <<16#E2, 16#82, $a>>, <<16#EF, 16#BF, 16#BE>>,
           <<16#F0, 16#80, 16#80, 16#80>>, <<"å"/utf8>>, <<>>, <<"a", 255>>],
    [?P({B, case id(B) of <<C/utf8, R/binary>> -> {C, R}; _ -> no end}) || B <- Bad],
    [?P({B, case id(B) of <<C/utf16, R/binary>> -> {C, R}; _ -> no end})
     || B <- [<<16#D800:16>>, <<16#D800:16, 16#DC00:16>>, <<16#DBFF:16, 16#DFFF:16, 1>>, <<16#DC00:16>>, <<0>>, <<16#D800:16, 0:16>>, <<$a:16>>]],
    [?P({B, case id(B) of <<C/utf32, R/binary>> -> {C, R}; _ -> no end}) || B <- [<<16#D800:32>>, <<16#10FFFF:32>>, <<16#110000:32>>, <<$a:32, 1>>]],
    [?P({B, case id(B) of <<C/utf32-little, R/binary>> -> {C, R}; _ -> no end}) || B <- [<<$a:32/little>>, <<$a:32>>]],
    ?P([C || <<C/utf8>> <= id(<<"aåß∂ƒ€😀z"/utf8>>)]),
    ?P([C || <<C/utf8>> <= id(<<"ab", 255, "cd">>)]),
    ?P(<< <<C/utf16>> || <<C/utf8>> <= id(<<"aå😀"/utf8>>) >>),
    ?P(<<"smörgås€"/utf8>>),
    ?P(<<"smörgås"/utf16>>),
    ?P(begin <<_:4, C/utf8, R/bits>> = id(<<0:4, 16#20AC/utf8, 7:4>>), {C, R} end),
    ?P(begin <<"å"/utf8, R/binary>> = id(<<"åäö"/utf8>>), R end),
    ?P(skip(id(<<"äö x"/utf8>>))).

skip(<<" ", R/binary>>) -> {found, R};
skip(<<_/utf8, R/binary>>) -> skip(R);
skip(<<>>) -> none.
