%% SPDX-License-Identifier: Apache-2.0
%% Ill-formed UTF-16 and UTF-32: lone surrogates, odd bytes, out of range; incomplete ends.
-module(uni_bad_utf16_32).
-include("../bif.hrl").

main() ->
    B16 = [<<16#D83D:16>>, <<16#D83D:16, 65:16>>, <<16#DE00:16>>, <<16#DE00:16, 65:16>>, <<65>>, <<65:16, 66>>, <<16#D83D:16, 16#DE>>,
        <<16#D83D:16, 16#D83D:16>>, <<16#FFFF:16>>, <<16#DBFF:16, 16#DFFF:16>>],
    [io:format("~0p ~0p ~0p~n", [B, unicode:characters_to_list(B, utf16), unicode:characters_to_binary([<<"ok":16>>, B],
        utf16)]) || B <- B16],
    [io:format("~0p ~0p~n", [B, unicode:characters_to_list(<< <<X:16/little>> || <<X:16>> <= B >>, {utf16, little})]) || B <- B16],
    B32 = [<<16#D800:32>>, <<16#DFFF:32>>, <<16#110000:32>>, <<-1:32>>, <<16#10FFFF:32>>, <<65:24>>, <<65:32, 66>>, <<16#FFFE:32>>],
    [io:format("~0p ~0p ~0p~n", [B, unicode:characters_to_list(B, utf32), unicode:characters_to_binary(<<65:32, B/binary>>, {utf32,
        big})]) || B <- B32].
