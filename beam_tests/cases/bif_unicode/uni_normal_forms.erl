%% SPDX-License-Identifier: Apache-2.0
%% Composed and decomposed forms, grapheme clusters and case: what OTP's tables make of data from the machine.
-module(uni_normal_forms).
-include("../bif.hrl").

main() ->
    Ss = ["é", [101, 16#301], [16#212B], [16#AC01], [16#1100, 16#1161, 16#11A8], [16#FB01], "ß", [16#1F468, 16#200D, 16#1F469, 16#200D,
        16#1F467], [$a, 16#308, 16#323], <<"é€"/utf8>>, <<195>>],
    [io:format("~0p ~0p~n", [S, [catch_(fun() -> unicode:F(S) end) || F <- [characters_to_nfc_list, characters_to_nfd_list,
        characters_to_nfkc_list, characters_to_nfkd_list]]]) || S <- Ss],
    [io:format("~0p ~0p~n", [S, [catch_(fun() -> unicode:F(S) end) || F <- [characters_to_nfc_binary,
        characters_to_nfd_binary]]]) || S <- Ss],
    [io:format("~0p ~0p ~0p ~0p~n", [S, string:length(S), string:to_graphemes(S), [string:uppercase(S), string:titlecase(S),
        string:casefold(S)]]) || S <- Ss, S =/= <<195>>].

catch_(F) -> try F() catch C:R -> {C, R} end.
