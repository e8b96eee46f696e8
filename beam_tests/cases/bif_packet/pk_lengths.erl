%% SPDX-License-Identifier: Apache-2.0
%% erlang:decode_packet/3 with raw, 1, 2 and 4: whole, partial and excess packets, empty ones, size limits, unaligned binaries.
-module(pk_lengths).
-include("../bif.hrl").

main() ->
    [io:format("~0p ~0p: ~0p~n", [T, B, erlang:decode_packet(T, B, [])]) || {T, Bs} <- [{raw, [<<>>, <<"abc">>]}, {1, [<<>>, <<0>>, <<3,
        "abcd">>, <<3, "ab">>, <<255, "a">>]}, {2, [<<>>, <<0>>, <<0, 0, 1>>, <<0, 2, "abc">>, <<1, 0, "x">>]}, {4, [<<>>, <<0, 0>>,
        <<0:32>>, <<2:32, "abc">>, <<5:32, "abc">>, <<16#7FFFFFFF:32>>]}], B <- Bs],
    [io:format("~0p ~0p~n", [O, erlang:decode_packet(4, <<10:32, "0123456789rest">>, O)]) || O <- [[{packet_size, 9}], [{packet_size, 10}],
        [{packet_size, 14}], [{packet_size, 0}], [{packet_size, 13}]]],
    ?P(erlang:decode_packet(4, <<16#FFFFFFFF:32>>, [])), ?P(erlang:decode_packet(4, <<16#80000000:32, "x">>, [])),
    <<_:3, U:56/bits, _/bits>> = id(<<0:3, 0, 2, "abcde", 0:5>>),
    ?P(erlang:decode_packet(2, U, [])),
    bif(erlang, decode_packet, 3, [[bogus, <<>>, []], [3, <<>>, []], [1, a, []], [1, "abc", []], [1, <<>>, a], [1, <<>>, [bogus]], [1, <<>>,
        [{packet_size, a}]], [1, <<>>, [{packet_size, -1}]], [1, <<>>, [{bogus, 1}]], [a, b, c], [line, <<>>, [{line_delimiter, a}]]]).
