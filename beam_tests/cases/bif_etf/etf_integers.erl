%% SPDX-License-Identifier: Apache-2.0
%% External format of integers both ways: tags 97, 98, 110, 111; redundant forms, leading zeros, negative zero, sizes 0, truncation.
-module(etf_integers).
-include("../bif.hrl").

main() ->
    [?P({N, term_to_binary(N)}) || N <- edge_ints()],
    ?P([N || N <- edge_ints(), binary_to_term(term_to_binary(N)) =/= N]),
    bif(erlang, binary_to_term, 1, [[<<131, B/binary>>] || B <- [<<97, 0>>, <<97, 255>>, <<98, 0, 0, 0, 5>>, <<98, 255, 255, 255, 255>>,
        <<98, 128, 0, 0, 0>>, <<110, 1, 0, 7>>, <<110, 4, 0, 1, 0, 0, 0>>,
        <<110, 0, 0>>, <<110, 0, 1>>, <<110, 1, 1, 0>>, <<110, 8, 0, 255, 255, 255, 255, 255, 255, 255, 7>>, <<110, 8, 0, 0, 0, 0, 0, 0, 0,
            0, 8>>, <<110, 8, 1, 0, 0, 0, 0, 0, 0, 0, 8>>,
        <<110, 8, 1, 1, 0, 0, 0, 0, 0, 0, 8>>, <<110, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1>>, <<110, 9, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0>>, <<110, 9,
            2, 1, 0, 0, 0, 0, 0, 0, 0, 1>>, <<111, 1:32, 0, 9>>,
        <<111, 0:32, 0>>, <<111, 9:32, 255, 0:64, 1>>, <<97>>, <<98, 0, 0, 0>>, <<110, 5, 0, 1, 2, 3, 4>>, <<110>>, <<110, 1>>, <<111,
            16#FFFFFFFF:32, 0, 1>>, <<111, 2:32, 0, 1>>, <<111, 0>>]]),
    Big = id(7) bsl 2100,
    ?P(binary:part(term_to_binary(Big), 0, 10)),
    ?P(binary_to_term(term_to_binary(-Big)) =:= -Big).
