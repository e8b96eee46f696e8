%% SPDX-License-Identifier: Apache-2.0
%% unicode:characters_to_list/1,2: every input encoding, nested data, bad arguments.
-module(uni_to_list).
-include("../bif.hrl").

main() ->
    bif(unicode, characters_to_list, 1, [[""], [<<>>], ["abc"], [<<"aé€"/utf8>>], [[<<"é"/utf8>>, [16#20AC | <<"x">>]]], [[16#D7FF, 16#E000,
        16#10FFFF]], [<<240, 159, 152, 128>>]]),
    In = [[228, 255], <<228, 255>>, <<"é"/utf8>>, <<233:16>>, <<233:16/little>>, <<233:32>>, <<16#D83D:16, 16#DE00:16>>, <<16#1F600:32>>,
        [<<228>>, [<<229>>]]],
    Encodings = [latin1, utf8, unicode, utf16, {utf16, big}, {utf16, little}, utf32, {utf32, big}, {utf32, little}],
    [io:format("~0p ~0p: ~0p~n", [I, E, unicode:characters_to_list(I, E)]) || I <- In, E <- Encodings],
    bif(unicode, characters_to_list, 2, [["a", bogus], [a, utf8], ["a", {utf16, middle}], [<<1:1>>, latin1], [[a], utf8], [[1.0], latin1],
        [[{}], utf8], [a, bogus], ["a", 1]]).
