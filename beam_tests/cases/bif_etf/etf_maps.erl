%% SPDX-License-Identifier: Apache-2.0
%% External format of maps: tag 116, order of keys, duplicates, large maps, lying sizes; the compiler's and our own maps.
-module(etf_maps).
-include("../bif.hrl").

main() ->
    [?P({M, term_to_binary(M)}) || M <- [#{}, #{a => 1}, #{"b" => 1, a => 2}, #{1.0 => x, 1 => y}, #{#{} => #{}}]],
    bif(erlang, binary_to_term, 1, [[<<131, 116, B/binary>>] || B <- [<<0:32>>, <<1:32, 97, 1, 97, 2>>, <<2:32, 97, 2, 97, 0, 97, 1, 97,
        0>>, <<2:32, 97, 1, 97, 0, 97, 1, 97, 9>>, <<3:32, 97, 1, 97, 0, 97, 2, 97, 9, 97, 1, 97, 7>>,
        <<2:32, 97, 1, 97, 0>>, <<1:32, 97, 1>>, <<16#FFFFFFFF:32, 97, 1>>, <<1:16>>]]),
    M = fun(N) -> maps:from_list([{I, I * I} || I <- lists:seq(1, N)]) end,
    ?P([N || N <- [31, 32, 33, 34, 100, 5000], binary_to_term(term_to_binary(M(N))) =/= M(N)]),
    ?P([byte_size(term_to_binary(M(N))) || N <- [31, 32, 33, 100]]),
    Pairs = << <<97, K, 97, V>> || {K, V} <- [{I, 0} || I <- lists:seq(1, 40)] ++ [{5, 9}] >>,
    ?P(try binary_to_term(<<131, 116, 41:32, Pairs/binary>>) of V -> {map_size(V), maps:get(5, V)} catch C:R -> {C, R} end),
    Pairs32 = << <<97, K, 97, V>> || {K, V} <- [{I, 0} || I <- lists:seq(1, 32)] ++ [{5, 9}] >>,
    ?P(try binary_to_term(<<131, 116, 33:32, Pairs32/binary>>) of V -> map_size(V) catch C:R -> {C, R} end).
