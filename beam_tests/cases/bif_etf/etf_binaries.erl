%% SPDX-License-Identifier: Apache-2.0
%% External format of binaries and bit strings: tags 109 and 77, bits of the last byte, lying sizes, sub-binaries.
-module(etf_binaries).
-include("../bif.hrl").

main() ->
    [?P({B, term_to_binary(B)}) || B <- [<<>>, <<1>>, <<1:1>>, <<255:7>>, <<1, 2:3>>, <<1:9>>]],
    <<_:3, U:20/bits, _/bits>> = id(<<16#ABCDEF:24>>),
    ?P({U, term_to_binary(U)}),
    ?P([N || N <- [63, 64, 65, 255, 256, 70000], binary_to_term(term_to_binary(binary:copy(<<3>>, N))) =/= binary:copy(<<3>>, N)]),
    bif(erlang, binary_to_term, 1, [[<<131, B/binary>>] || B <- [<<109, 0:32>>, <<109, 2:32, "ab">>, <<77, 1:32, 8, "a">>, <<77, 1:32, 1,
        128>>, <<77, 1:32, 7, 255>>, <<77, 2:32, 3, 1, 255>>, <<77, 0:32, 0>>, <<77, 0:32, 3>>, <<77, 1:32, 0, 255>>,
        <<77, 1:32, 9, 255>>, <<77, 2:32, 255, 1, 2>>, <<109, 3:32, "ab">>, <<109, 16#FFFFFFFF:32, "ab">>, <<109, 0>>, <<77, 2:32, 1, 1>>,
            <<77, 1:32>>]]).
