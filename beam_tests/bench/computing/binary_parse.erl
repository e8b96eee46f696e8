%% SPDX-License-Identifier: Apache-2.0
%% binary_parse.erl -- a packet format taken apart: integers of several sizes and orders, lengths, UTF-8.
-module(binary_parse).
-export([sizes/0, run/1]).

sizes() -> {20, 8000}.

run(Times) -> repeat(Times, << <<(packet(I))/binary>> || I <- lists:seq(1, 500) >>, 0).

repeat(0, _, Sum) -> Sum;
repeat(Times, Bin, Sum) -> repeat(Times - 1, Bin, (Sum + parse(Bin, 0)) band 16#ffffffff).

packet(I) ->
    Body = << <<B:16/little>> || B <- lists:seq(1, I rem 9) >>,
    Name = unicode:characters_to_binary([$a, 16#e4, 16#20ac, $0 + I rem 10]),
    <<16#cafe:16, (I rem 3):4, 5:4, I:32, (byte_size(Name)), Name/binary, (byte_size(Body)):16/little,
      Body/binary, (I / 3):64/float>>.

parse(<<16#cafe:16, Kind:4, _:4, Id:32, Length, Name:Length/binary, Size:16/little, Body:Size/binary,
        F:64/float, Rest/binary>>, Sum) ->
    parse(Rest, Sum + Kind + Id + name(Name, 0) + body(Body, 0) + trunc(F));
parse(<<>>, Sum) -> Sum.

name(<<C/utf8, Rest/binary>>, Sum) -> name(Rest, Sum + C);
name(<<>>, Sum) -> Sum.

body(<<N:16/little, Rest/binary>>, Sum) -> body(Rest, Sum + N);
body(<<>>, Sum) -> Sum.
