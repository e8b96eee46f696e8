%% SPDX-License-Identifier: Apache-2.0
%% Conversions longer than a time slice: equal to the small ones joined, with errors near the end found there.
-module(uni_large).
-include("../bif.hrl").

main() ->
    Part = "aé€" ++ [16#1F600],
    L = lists:append(lists:duplicate(4000, Part)),
    B = unicode:characters_to_binary(L),
    ?P({byte_size(B), erlang:md5(B)}),
    ?P(unicode:characters_to_list(B) =:= L),
    ?P(B =:= binary:copy(unicode:characters_to_binary(Part), 4000)),
    ?P([erlang:md5(unicode:characters_to_binary(B, utf8, E)) || E <- [utf16, {utf16, little}, utf32, {utf32, little}]]),
    ?P([unicode:characters_to_list(unicode:characters_to_binary(B, utf8, E), E) =:= L || E <- [utf16, {utf16, little}, utf32, {utf32,
        little}]]),
    {error, Ok, Rest} = unicode:characters_to_list([B, <<255>>, "tail"]),
    ?P({Ok =:= L, Rest}),
    {incomplete, Ok2, Rest2} = unicode:characters_to_binary(<<B/binary, 240, 159>>),
    ?P({Ok2 =:= B, Rest2}),
    {error, Ok3, Rest3} = unicode:characters_to_binary([B, 16#D800 | <<"x">>]),
    ?P({Ok3 =:= B, Rest3}),
    Nested = lists:foldl(fun(I, A) -> [A, I rem 1000 + 100] end, [], lists:seq(1, 20000)),
    ?P(erlang:md5(unicode:characters_to_binary(Nested))),
    ?P(length(unicode:characters_to_list(Nested))),
    Latin = binary:copy(<<200, 65>>, 20000),
    ?P(erlang:md5(unicode:characters_to_binary(Latin, latin1))).
