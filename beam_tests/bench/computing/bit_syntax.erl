%% SPDX-License-Identifier: Apache-2.0
%% bit_syntax.erl -- fields that do not end at bytes: run-length code and Huffman-like code, both ways.
-module(bit_syntax).
-export([sizes/0, run/1]).

sizes() -> {3, 850}.

run(Times) -> repeat(Times, [(X * X) rem 61 || X <- lists:seq(1, 6000)], 0).

repeat(0, _, Sum) -> Sum;
repeat(Times, Symbols, Sum) ->
    Bits = encode(Symbols, <<>>),
    Symbols = decode(Bits, []),
    Threes = << <<(A bxor B):3>> || <<A:3, B:3>> <= Bits >>,
    repeat(Times - 1, Symbols, Sum + bit_size(Bits) + bit_size(Threes)).

encode([], Acc) -> Acc;
encode([S | Rest], Acc) when S < 4 -> encode(Rest, <<Acc/bitstring, 0:1, S:2>>);
encode([S | Rest], Acc) when S < 20 -> encode(Rest, <<Acc/bitstring, 2:2, (S - 4):4>>);
encode([S | Rest], Acc) -> encode(Rest, <<Acc/bitstring, 3:2, S:7>>).

decode(<<0:1, S:2, Rest/bitstring>>, Acc) -> decode(Rest, [S | Acc]);
decode(<<2:2, S:4, Rest/bitstring>>, Acc) -> decode(Rest, [S + 4 | Acc]);
decode(<<3:2, S:7, Rest/bitstring>>, Acc) -> decode(Rest, [S | Acc]);
decode(<<>>, Acc) -> lists:reverse(Acc).
