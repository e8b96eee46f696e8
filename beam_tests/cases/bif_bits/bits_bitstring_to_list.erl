%% SPDX-License-Identifier: Apache-2.0
%% erlang:bitstring_to_list/1: the last element holds the bits that remain; unaligned parts, bad arguments.
-module(bits_bitstring_to_list).
-include("../bif.hrl").

main() ->
    bif(erlang, bitstring_to_list, 1, [[<<>>], [<<1:1>>], [<<255:7>>], [<<1, 2>>], [<<1, 2:3>>], [<<1:9>>]]),
    bif(erlang, bitstring_to_list, 1, [[X] || X <- edge_terms(), not is_bitstring(X)]),
    [begin <<_:S, B:N/bits, _/bits>> = id(<<16#F0A5C33C:32>>), ?P({S, N, bitstring_to_list(B)}) end || {S, N} <- [{0, 31}, {1, 8}, {1, 9},
        {3, 15}, {7, 17}, {8, 3}, {31, 1}]],
    ?P([N || N <- lists:seq(0, 80), B <- [<<16#123456789ABCDEF01234:N>>], list_to_bitstring(bitstring_to_list(B)) =/= B]).
