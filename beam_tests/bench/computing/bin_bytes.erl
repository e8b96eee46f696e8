%% SPDX-License-Identifier: Apache-2.0
%% bin_bytes.erl -- a binary read byte by byte and written byte by byte.
-module(bin_bytes).
-export([sizes/0, run/1]).

sizes() -> {5, 200}.

run(Times) -> repeat(Times, << <<(I band 255)>> || I <- lists:seq(1, 100000) >>, 0).

repeat(0, _, Sum) -> Sum;
repeat(Times, Bin, Sum) -> repeat(Times - 1, add_one(Bin, <<>>), (Sum + checksum(Bin, 1)) rem 65521).

checksum(<<B, Rest/binary>>, Sum) -> checksum(Rest, (Sum * 31 + B) band 16#ffffff);
checksum(<<>>, Sum) -> Sum.

add_one(<<B, Rest/binary>>, Acc) -> add_one(Rest, <<Acc/binary, (B + 1)>>);
add_one(<<>>, Acc) -> Acc.
