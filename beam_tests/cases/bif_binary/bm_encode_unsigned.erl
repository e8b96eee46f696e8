%% SPDX-License-Identifier: Apache-2.0
%% binary:encode_unsigned/1,2: both byte orders, borders, negative numbers, bad arguments.
-module(bm_encode_unsigned).
-include("../bif.hrl").

main() ->
    bif(binary, encode_unsigned, 1, [[N] || N <- [0, 1, 255, 256, 65535, 65536, (1 bsl 59) - 1, 1 bsl 59, (1 bsl 64) - 1, 1 bsl 64,
        1 bsl 127, (1 bsl 128) - 1, -1, -(1 bsl 64), a, 1.0, <<1>>]]),
    bif(binary, encode_unsigned, 2, [[258, big], [258, little], [0, little], [1 bsl 59, little], [1 bsl 64, little], [(1 bsl 72) + 5,
        little], [1, native], [1, 2], [-1, big], [-1, little], [a, big], [a, b]]),
    ?P([{N, E} || N <- edge_ints(), N >= 0, E <- [big, little], binary:decode_unsigned(binary:encode_unsigned(N, E), E) =/= N]).
