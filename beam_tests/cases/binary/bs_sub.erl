%% SPDX-License-Identifier: Apache-2.0
%% Sub-binaries: split_binary, part, tails of matches, copies, referenced size, equality with real binaries.
-module(bs_sub).
-include("../case.hrl").

main() ->
    Big = list_to_binary(lists:seq(0, 255)),
    ?P(split_binary(id(<<"hello">>), 2)),
    ?P(split_binary(id(<<"hello">>), 0)),
    ?P(split_binary(id(<<"hello">>), 5)),
    ?P(split_binary(id(<<"hello">>), 6)),
    ?P(split_binary(id(<<"hello">>), -1)),
    ?P(split_binary(id(<<1, 2, 3:3>>), 1)),
    ?P(binary_part(id(<<"hello">>), 1, 3)),
    ?P(binary_part(id(<<"hello">>), {5, -3})),
    ?P(binary_part(id(<<"hello">>), 0, 0)),
    ?P(binary_part(id(<<"hello">>), 2, 4)),
    ?P(binary_part(id(<<"hello">>), -1, 1)),
    ?P(binary_part(id(<<"hello">>), 2, -3)),
    ?P(binary:part(id(Big), 100, 5)),
    ?P(binary:referenced_byte_size(binary:part(Big, 100, 5))),
    ?P(binary:referenced_byte_size(binary:copy(binary:part(Big, 100, 5)))),
    ?P(binary:referenced_byte_size(<<"abc">>)),
    ?P(binary:copy(id(<<"ab">>), 3)),
    ?P(binary:copy(id(<<"ab">>), 0)),
    ?P(binary:copy(id(<<"ab">>), -1)),
    ?P(chop(id(Big), 50)),
    ?P(words(id(<<"the quick  brown fox">>), <<>>, [])),
    ?P(begin <<_:10/binary, B:20/binary, _/binary>> = Big, {B, B =:= list_to_binary(lists:seq(10, 29)), erlang:phash2(B) =:= erlang:phash2(list_to_binary(lists:seq(10, 29)))} end),
    ?P(begin <<_:77, B:64/bits, _/bits>> = Big, {B, <<B/bits, 1:1>>} end),
    ?P(term_to_binary(binary:part(Big, 65, 3)) =:= term_to_binary(<<"ABC">>)),
    ?P(#{binary:part(Big, 65, 3) => 1} =:= #{<<"ABC">> => 1}),
    ?P(maps:get(<<"ABC">>, #{binary:part(Big, 65, 3) => found})),
    ?P(byte_size(element(2, split_binary(list_to_binary(lists:duplicate(100000, 7)), 99990)))),
    ?P([binary:at(Big, I) || I <- [0, 128, 255]]),
    ?P(binary:at(Big, 256)),
    ?P({binary:first(Big), binary:last(Big)}),
    ?P(binary:first(<<>>)),
    ?P(binary:bin_to_list(Big, 250, 3)),
    ?P(binary:bin_to_list(Big, {256, -2})),
    ?P(byte_size(id(<<1:9>>))),
    ?P(bit_size(id(<<1:9>>))),
    ?P(byte_size(id("ab"))).

chop(<<>>, _) -> [];
chop(B, N) when byte_size(B) =< N -> [{last, byte_size(B)}];
chop(B, N) -> <<H:N/binary, T/binary>> = B, [binary:first(H) | chop(T, N)].

words(<<" ", R/binary>>, <<>>, L) -> words(R, <<>>, L);
words(<<" ", R/binary>>, W, L) -> words(R, <<>>, [W | L]);
words(<<C, R/binary>>, W, L) -> words(R, <<W/binary, C>>, L);
words(<<>>, W, L) -> lists:reverse([W | L]).
