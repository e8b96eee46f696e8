%% SPDX-License-Identifier: Apache-2.0
%% erlang:binary_to_list/1: sizes around 64, parts and unaligned parts of binaries, bit strings, bad arguments.
-module(bits_to_list).
-include("../bif.hrl").

main() ->
    bif(erlang, binary_to_list, 1, [[<<>>], [<<0>>], [<<1, 2, 255>>], [<<1:1>>], [<<1, 2:3>>]]),
    bif(erlang, binary_to_list, 1, [[X] || X <- edge_terms(), not is_bitstring(X)]),
    ?P([N || N <- [1, 7, 8, 63, 64, 65, 255, 256, 4000, 70000], L <- [[I rem 256 || I <- lists:seq(1, N)]],
        binary_to_list(list_to_binary(L)) =/= L]),
    ?P([S || S <- lists:seq(0, 7), <<_:S, B:800/bits, _/bits>> <- [<<0:S, (binary:copy(<<1, 2, 3, 250>>, 25))/binary, 0:8>>],
             binary_to_list(B) =/= lists:append(lists:duplicate(25, [1, 2, 3, 250]))]),
    <<_:2/binary, Part:3/binary, _/binary>> = id(<<1, 2, 3, 4, 5, 6>>),
    ?P(binary_to_list(Part)).
