%% SPDX-License-Identifier: Apache-2.0
%% unicode:bin_is_7bit/1, bom_to_encoding/1, encoding_to_bom/1: with their bad arguments.
-module(uni_7bit_bom).
-include("../bif.hrl").

main() ->
    bif(unicode, bin_is_7bit, 1, [[<<>>], [<<"abc">>], [<<0, 127>>], [<<128>>], [<<"abc", 255>>], [<<1:1>>], [<<1, 1:1>>], [a], ["abc"],
        [1]]),
    ?P([N || N <- lists:seq(0, 300), unicode:bin_is_7bit(<<(binary:copy(<<"a">>, N))/binary, 200, "a">>)]),
    ?P([N || N <- lists:seq(0, 300), not unicode:bin_is_7bit(binary:copy(<<127>>, N))]),
    <<_:1, U:88/bits, _/bits>> = id(<<1:1, "hello world", 127:7>>),
    ?P(unicode:bin_is_7bit(U)),
    bif(unicode, bom_to_encoding, 1, [[<<239, 187, 191>>], [<<254, 255>>], [<<255, 254>>], [<<255, 254, 0, 0>>], [<<0, 0, 254, 255>>],
        [<<>>], [<<"ab">>], [<<239, 187>>]]),
    bif(unicode, encoding_to_bom, 1, [[utf8], [unicode], [utf16], [{utf16, little}], [utf32], [{utf32, little}], [latin1], [bogus]]).
