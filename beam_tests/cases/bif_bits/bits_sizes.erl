%% SPDX-License-Identifier: Apache-2.0
%% erlang:byte_size/1, bit_size/1, size/1: rounding up of bits, parts, tuples, bad arguments, and in guards.
-module(bits_sizes).
-include("../bif.hrl").

main() ->
    Bits = [<<>>, <<1:1>>, <<1:7>>, <<1>>, <<1:9>>, <<1:63>>, <<1:64>>, <<1:65>>],
    bif(erlang, byte_size, 1, [[X] || X <- Bits ++ edge_terms()]),
    bif(erlang, bit_size, 1, [[X] || X <- Bits ++ edge_terms()]),
    bif(erlang, size, 1, [[X] || X <- Bits ++ edge_terms()]),
    Large = binary:copy(<<0>>, 1000000),
    <<_:5, Part:4001/bits, _/bits>> = id(Large),
    ?P({byte_size(Large), bit_size(Large), size(Large), byte_size(Part), bit_size(Part), size(Part)}),
    ?E(byte_size(id(a))),
    ?E(bit_size(id([]))),
    ?E(size(id(#{}))),
    ?P([if byte_size(X) > 0 -> big; bit_size(X) =:= 0 -> empty; true -> other end || X <- [id(a), id(<<>>), id(<<1:1>>)]]).
