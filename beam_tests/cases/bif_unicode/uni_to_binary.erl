%% SPDX-License-Identifier: Apache-2.0
%% unicode:characters_to_binary/1,2,3: every input and output encoding, lists in binaries in lists, what the output cannot hold.
-module(uni_to_binary).
-include("../bif.hrl").

main() ->
    bif(unicode, characters_to_binary, 1, [[""], [<<>>], ["abc"], [[228, 16#20AC, 16#1F600]], [[<<"é"/utf8>>, [16#20AC | <<"x">>]]],
        [[16#D7FF, 16#E000, 16#FFFF, 16#10FFFF]]]),
    In = [[228, 255], [16#20AC], [16#1F600], <<228, 255>>, <<"é"/utf8>>, <<233:16>>, <<233:16/little>>, <<233:32>>, <<16#D83D:16,
        16#DE00:16>>],
    Encodings = [latin1, utf8, unicode, utf16, {utf16, big}, {utf16, little}, utf32, {utf32, big}, {utf32, little}],
    [io:format("~0p ~0p: ~0p~n", [I, E, unicode:characters_to_binary(I, E)]) || I <- In, E <- Encodings],
    [io:format("~0p ~0p to ~0p: ~0p~n", [I, E, O, unicode:characters_to_binary(I, E, O)]) || {I, E} <- [{[233], utf8}, {[16#20AC], latin1},
        {[16#1F600, $a], utf8}, {<<233>>, latin1}, {[<<"é"/utf8>>, 16#20AC], utf8}], O <- Encodings],
    bif(unicode, characters_to_binary, 2, [["a", bogus], [a, utf8], ["a", {utf16, middle}], [<<1:1>>, latin1], [[a], utf8]]),
    bif(unicode, characters_to_binary, 3, [["a", utf8, bogus], ["a", bogus, utf8], [a, utf8, utf8], [a, bogus, bogus], [[a], latin1,
        latin1]]).
