%% SPDX-License-Identifier: Apache-2.0
%% Parts at each bit offset behave as aligned ones in every function that reads bytes.
-module(bits_unaligned_parts).
-include("../bif.hrl").

main() ->
    Text = <<"The quick brown fox jumps over the lazy dog 0123456789">>,
    Parts = [begin N = bit_size(Text), <<_:S, R:N/bits, _/bits>> = id(<<0:S, Text/binary, 0:(8 - S)>>), R end || S <- lists:seq(0, 7)],
    Same = fun(Name, F) -> io:format("~s ~p~n", [Name, lists:usort([F(P) =:= F(Text) || P <- Parts])]) end,
    Same("binary_to_list", fun binary_to_list/1), Same("md5", fun erlang:md5/1), Same("crc32", fun erlang:crc32/1), Same("adler32",
        fun erlang:adler32/1),
    Same("phash2", fun erlang:phash2/1), Same("phash", fun(B) -> erlang:phash(B, 1000000) end), Same("term_to_binary",
        fun term_to_binary/1),
    Same("atom", fun(B) -> binary_to_atom(B, latin1) end), Same("utf8", fun unicode:characters_to_list/1), Same("match",
        fun(B) -> binary:match(B, <<"fox">>) end),
    Same("matches", fun(B) -> binary:matches(B, [<<"o">>, <<"he">>]) end), Same("pattern", fun(B) -> binary:match(Text, [B]) end),
    Same("split", fun(B) -> binary:split(B, <<" ">>, [global]) end), Same("replace", fun(B) -> binary:replace(B, <<"o">>, <<"0">>,
        [global]) end),
    Same("decode", fun binary:decode_unsigned/1), Same("copy", fun(B) -> binary:copy(B, 3) end), Same("part", fun(B) -> binary:part(B, 4,
        5) end),
    Same("at", fun(B) -> [binary:at(B, I) || I <- lists:seq(0, 10)] end), Same("last", fun(B) -> {binary:first(B), binary:last(B)} end),
    Same("lcp", fun(B) -> binary:longest_common_prefix([B, <<"The quack">>]) end), Same("lcs", fun(B) -> binary:longest_common_suffix([B,
        <<"456789">>]) end),
    Same("iolist", fun(B) -> iolist_to_binary([B, "x" | B]) end), Same("re", fun(B) -> re:run(B, "qu(.*)fox", [{capture, all,
        binary}]) end),
    Same("map key", fun(B) -> maps:get(Text, #{B => x}) end), Same("append", fun(B) -> <<B/binary, "tail">> end), Same("bits",
        fun(B) -> <<1:3, B/bits>> end),
    Same("compare", fun(B) -> {B < <<"Thf">>, B > <<"The">>, B == Text} end), Same("first 20", fun(<<A:20/binary, _/binary>>) -> A end),
    Same("comprehension", fun(B) -> << <<(C bxor 1)>> || <<C>> <= B >> end), Same("compressed", fun(B) -> term_to_binary(B,
        [compressed]) end),
    Same("upper", fun string:uppercase/1), Same("send", fun(B) -> self() ! B, receive X -> X end end), Same("float",
        fun(B) -> <<_:43/binary, F/binary>> = B, binary_to_integer(string:trim(F)) end).
