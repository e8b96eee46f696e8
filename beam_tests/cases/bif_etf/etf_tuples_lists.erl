%% SPDX-License-Identifier: Apache-2.0
%% External format of tuples and lists: tags 104, 105, 106, 107, 108, borders of sizes, improper tails, lying lengths.
-module(etf_tuples_lists).
-include("../bif.hrl").

main() ->
    T = fun(N) -> erlang:make_tuple(N, 1) end,
    ?P([{N, binary:part(term_to_binary(T(N)), 0, 4), byte_size(term_to_binary(T(N)))} || N <- [1, 2, 254, 255, 256, 257]]),
    [?P({L, term_to_binary(L)}) || L <- [[], [0], [255], [256], [1, a], [a | b], [1 | 2], [[]], "ab", [1.0], {}, {{}}, [1, 2 | <<3>>]]],
    ?P([{N, binary:part(term_to_binary(lists:duplicate(N, 9)), 0, 5), byte_size(term_to_binary(lists:duplicate(N, 9)))} || N <- [65534,
        65535, 65536]]),
    ?P([N || N <- [0, 1, 255, 256, 65535, 65536, 100000], binary_to_term(term_to_binary(T(N))) =/= T(N)]),
    bif(erlang, binary_to_term, 1, [[<<131, B/binary>>] || B <- [<<104, 0>>, <<105, 0:32>>, <<105, 2:32, 97, 1, 97, 2>>, <<106>>, <<107,
        0:16>>, <<107, 2:16, "ab">>, <<108, 0:32, 106>>, <<108, 0:32, 97, 5>>, <<108, 1:32, 97, 1, 106>>,
        <<108, 1:32, 97, 1, 97, 2>>, <<108, 1:32, 97, 1, 107, 1:16, "x">>, <<104, 1>>, <<104, 2, 97, 1>>, <<104>>, <<105, 16#FFFFFFFF:32>>,
            <<105, 16#7FFFFFFF:32, 97, 1>>, <<108, 16#FFFFFFFF:32, 97, 1, 106>>, <<108, 2:32, 97, 1, 106>>, <<108, 1:32, 97, 1>>,
        <<107, 3:16, "ab">>, <<107>>, <<108, 0:16>>]]).
