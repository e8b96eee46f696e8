%% SPDX-License-Identifier: Apache-2.0
%% What is wrong with ill-formed UTF-8 and where: overlong, surrogates, beyond the last, lone and missing continuation bytes.
-module(uni_bad_utf8).
-include("../bif.hrl").

main() ->
    Bad = [<<128>>, <<191>>, <<192, 128>>, <<193, 191>>, <<194>>, <<194, 65>>, <<194, 194>>, <<224, 128, 128>>, <<224, 159, 191>>, <<224,
        160>>, <<224>>, <<224, 160, 65>>, <<237, 159, 191>>, <<237, 160, 128>>, <<237, 191, 191>>,
           <<239, 191, 190>>, <<239, 191, 191>>, <<240, 128, 128, 128>>, <<240, 143, 191, 191>>, <<240, 144, 128, 128>>, <<240, 144, 128>>,
               <<240, 144>>, <<240>>, <<244, 143, 191, 191>>, <<244, 144, 128, 128>>, <<245, 128, 128, 128>>, <<248, 136, 128, 128, 128>>,
           <<254>>, <<255>>],
    [io:format("~0p ~0p ~0p~n", [B, unicode:characters_to_list(B), unicode:characters_to_binary(B)]) || B <- Bad],
    [io:format("~0p ~0p ~0p~n", [B, unicode:characters_to_list(<<"ab", B/binary, "cd">>), unicode:characters_to_binary([$a, <<"b",
        B/binary>>, "cd" | <<"e">>])]) || B <- Bad],
    [io:format("~0p ~0p~n", [B, unicode:characters_to_binary(<<"é"/utf8, B/binary, "z">>, utf8, {utf16, little})]) || B <- Bad].
