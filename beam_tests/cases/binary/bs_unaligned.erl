%% SPDX-License-Identifier: Apache-2.0
%% Segments at every bit offset: what is written at an offset is read back there, in both endians.
-module(bs_unaligned).
-include("../case.hrl").

main() ->
    [begin
         B = <<0:O, (id(16#A5C3)):16, (id(-2)):S/little, 16#F:4>>,
         <<_:O, X:16, Y:S/signed-little, Z:4>> = id(B),
         io:format("~w ~w ~w ~w ~w ~w~n", [O, S, B, X, Y, Z])
     end || O <- lists:seq(0, 9), S <- [2, 8, 11, 16, 23, 64, 67]],
    [begin
         <<_:O, X:32/little, Y:12, R/bits>> = id(<<16#123456789ABCDEF0FEDC:80>>),
         io:format("~w ~w ~w ~w~n", [O, X, Y, R])
     end || O <- lists:seq(0, 36, 3)],
    ?P([<<(id(<<1:1, 16#55:7>>))/bits, (id(<<5:3>>))/bits, O:O>> || O <- lists:seq(0, 10)]),
    ?P(begin <<_:3, B:2/binary, _:5>> = id(<<16#FFAA55:24>>), B end),
    ?P(begin <<_:3, B/bits>> = id(<<16#FFAA55:24>>), {B, bit_size(B), byte_size(B)} end),
    ?P(begin <<_:5, B/bits>> = id(<<16#FFAA55:24>>), <<_:5, C/bits>> = B, <<_:5, D/bits>> = C, {B, C, D} end),
    ?P(begin <<_:1, B/bits>> = id(<<"hello world">>), <<0:1, B/bits>> end),
    ?P(begin <<_:4, B:5/binary, _/bits>> = id(<<"hello world">>), B =:= <<134, 86, 198, 198, 242>> end),
    ?P(begin <<_:4, B:5/binary, _/bits>> = id(<<"hello world">>), {B, B < <<135>>, erlang:phash2(B), binary_to_list(B)} end),
    ?P(<< <<X:3>> || <<X:5>> <= id(<<"abcdefghij">>) >>),
    ?P([X || <<X:3/signed>> <= id(<<"abc">>)]),
    ?P(list_to_binary([id(<<1, 2>>), id(<<3>>)])),
    ?P(list_to_binary([id(<<1:4>>)])),
    ?P(list_to_bitstring([id(<<1:4>>), id(<<2:4>>), 7, id(<<1:1>>)])),
    ?P(bitstring_to_list(id(<<1, 2, 5:3>>))),
    ?P(binary_to_list(id(<<1, 2, 5:3>>))),
    ?P([<<1:N>> =:= <<1:N>> || N <- lists:seq(1, 9)]),
    ?P(lists:sort([<<1:1>>, <<1:2>>, <<0:9>>, <<>>, <<1>>, <<128>>, <<3:2>>, <<0:8>>])).
