%% SPDX-License-Identifier: Apache-2.0
%% External format of atoms: tags 100, 115, 118, 119 read; 100 and 119 written; ill-formed names, too long ones, truncation.
-module(etf_atoms).
-include("../bif.hrl").

main() ->
    Chars = fun(N, C) -> list_to_atom(lists:duplicate(N, C)) end,
    [io:format("~0tp ~0p~n", [A, term_to_binary(A)]) || A <- ['', a, 'é', list_to_atom([16#20AC]), list_to_atom([16#1F600, 0])]],
    [io:format("~0tp ~0p~n", [A, [term_to_binary(A, [{minor_version, V}]) || V <- [0, 1, 2]]]) || A <- ['', a, 'é',
        list_to_atom([16#20AC])]],
    ?P([begin B = term_to_binary(Chars(N, C), O), {N, C, binary:part(B, 0, 5), byte_size(B), binary_to_term(B) =:= Chars(N, C)} end
        || N <- [127, 128, 255], C <- [$x, 228, 16#20AC, 16#1F600], O <- [[], [{minor_version, 2}]]]),
    X = fun(N, C) -> list_to_binary(lists:duplicate(N, C)) end,
    bif(erlang, binary_to_term, 1, [[<<131, B/binary>>] || B <- [<<100, 3:16, "abc">>, <<100, 0:16>>, <<100, 1:16, 233>>, <<115, 2, "ab">>,
        <<115, 0>>, <<115, 1, 233>>, <<118, 2:16, 195, 169>>, <<119, 2, 195, 169>>, <<119, 0>>,
        <<118, 1:16, 233>>, <<119, 1, 233>>, <<119, 3, 237, 160, 128>>, <<119, 2, 192, 128>>, <<119, 2, 195, 195>>, <<119, 4, 240, 159, 152,
            128>>, <<119, 4, 244, 144, 128, 128>>, <<100, 4:16, "abc">>, <<100, 0>>, <<115, 3, "ab">>,
        <<119, 3, "ab">>, <<118, 300:16, "ab">>, <<118>>, <<119>>]]),
    ?P([try {ok, length(atom_to_list(binary_to_term(<<131, B/binary>>)))} catch error:R -> R end
        || B <- [<<100, 255:16, (X(255, $a))/binary>>, <<100, 256:16, (X(256, $a))/binary>>, <<115, 255, (X(255, $b))/binary>>, <<118,
            510:16, (binary:copy(<<"é"/utf8>>, 255))/binary>>,
                 <<118, 512:16, (binary:copy(<<"é"/utf8>>, 256))/binary>>, <<118, 1020:16, (binary:copy(<<240, 159, 152, 128>>,
                     255))/binary>>]]).
