%% SPDX-License-Identifier: Apache-2.0
%% Compressed external terms: when compression is kept, every level, damaged and lying data.
-module(etf_compressed).
-include("../bif.hrl").

main() ->
    Text = lists:duplicate(1000, $z),
    Shape = fun(<<131, 80, Size:32, _/binary>>) -> {compressed, Size}; (<<131, T, _/binary>>) -> {plain, T} end,
    ?P([Shape(term_to_binary(T, [compressed])) || T <- [a, 1, [], "abc", Text, {Text, Text}, <<0:800>>, lists:seq(1, 300)]]),
    ?P([{L, Shape(term_to_binary(Text, [{compressed, L}])), binary_to_term(term_to_binary(Text, [{compressed,
        L}])) =:= Text} || L <- lists:seq(0, 9)]),
    bif(erlang, term_to_binary, 2, [[a, [{compressed, L}]] || L <- [10, -1, a, 1.0, 1 bsl 64]]),
    B = <<131, 80, Size:32, Z/binary>> = term_to_binary(Text, [compressed]),
    Try = fun(X) -> try binary_to_term(X) of Text -> same; Y -> {other, Y} catch C:R -> {C, R} end end,
    ?P([Try(X) || X <- [B, <<131, 80, (Size + 1):32, Z/binary>>, <<131, 80, (Size - 1):32, Z/binary>>, <<131, 80, 0:32, Z/binary>>, <<131,
        80, Size:32>>, <<131, 80>>, <<131, 80, Size:32, "garbage">>,
                        binary:part(B, 0, byte_size(B) - 1), binary:part(B, 0, byte_size(B) - 5), <<B/binary, "tail">>, <<131, 80,
                            16#FFFFFFFF:32, Z/binary>>, <<131, 80, 16#7FFFFFFF:32, Z/binary>>]]),
    ?P(binary_to_term(<<131, 80, 2:32, (zlib:compress(<<97, 7>>))/binary>>)),
    ?P(try binary_to_term(<<131, 80, 4:32, (zlib:compress(<<97, 7, 97, 8>>))/binary>>) catch C:R -> {C, R} end),
    ?P(try binary_to_term(<<131, 80, 3:32, (zlib:compress(<<131, 97, 7>>))/binary>>) catch C:R -> {C, R} end),
    ?P(binary_to_term(<<B/binary, "tail">>, [used]) =:= {Text, byte_size(B)}).
