%% SPDX-License-Identifier: Apache-2.0
%% md5_erlang.erl -- MD5 written in Erlang: masks and shifts of 32-bit numbers, a tuple of constants, binaries.
-module(md5_erlang).
-export([sizes/0, run/1]).

sizes() -> {3, 4000}.

run(Times) -> repeat(Times, constants(), binary:copy(<<"0123456789abcdef">>, 256), <<>>).

repeat(0, _, _, Digest) -> binary:decode_unsigned(Digest);
repeat(Times, K, Text, Digest) -> repeat(Times - 1, K, Text, md5(<<Digest/binary, Text/binary>>, K)).

constants() -> list_to_tuple([trunc(abs(math:sin(I)) * 4294967296.0) || I <- lists:seq(1, 64)]).

md5(Bin, K) ->
    Padding = (119 - byte_size(Bin) rem 64) rem 64,
    blocks(<<Bin/binary, 16#80, 0:Padding/unit:8, (byte_size(Bin) * 8):64/little>>, K,
           16#67452301, 16#efcdab89, 16#98badcfe, 16#10325476).

blocks(<<Block:64/binary, Rest/binary>>, K, A, B, C, D) ->
    Words = list_to_tuple([W || <<W:32/little>> <= Block]),
    {A1, B1, C1, D1} = rounds(0, Words, K, A, B, C, D),
    blocks(Rest, K, add(A, A1), add(B, B1), add(C, C1), add(D, D1));
blocks(<<>>, _, A, B, C, D) -> <<A:32/little, B:32/little, C:32/little, D:32/little>>.

rounds(64, _, _, A, B, C, D) -> {A, B, C, D};
rounds(I, Words, K, A, B, C, D) ->
    {F, G} = if
                 I < 16 -> {(B band C) bor (bnot B band D), I};
                 I < 32 -> {(D band B) bor (bnot D band C), (5 * I + 1) band 15};
                 I < 48 -> {B bxor C bxor D, (3 * I + 5) band 15};
                 true -> {C bxor (B bor (bnot D band 16#ffffffff)), (7 * I) band 15}
             end,
    Sum = (A + F + element(I + 1, K) + element(G + 1, Words)) band 16#ffffffff,
    rounds(I + 1, Words, K, D, add(B, rotate(Sum, shift(I))), B, C).

shift(I) ->
    element((I bsr 4) * 4 + (I band 3) + 1, {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21}).

rotate(X, N) -> ((X bsl N) bor (X bsr (32 - N))) band 16#ffffffff.

add(A, B) -> (A + B) band 16#ffffffff.
