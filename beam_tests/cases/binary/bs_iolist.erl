%% SPDX-License-Identifier: Apache-2.0
%% iolists: list_to_binary, iolist_to_binary, iolist_size, iolist_to_iovec; deep, improper and bad lists.
-module(bs_iolist).
-include("../case.hrl").

main() ->
    L = [[], [1, 2, 3], [[[1], 2], [3 | <<4>>]], [<<"ab">>, $c, "de", [<<>>, []]], <<"bin">>, [1 | <<2, 3>>], [256], [-1], [a], [1.0],
         a, 1, [1 | 2], [<<1:4>>], [[<<1:4>>] | <<2>>], [{}], lists:duplicate(10, [<<"x">> | "y"]), [[[[[[]]]]]]],
    [?P({X, list_to_binary(id(X))}) || X <- L],
    [?P({X, iolist_to_binary(id(X))}) || X <- L],
    [?P({X, iolist_size(id(X))}) || X <- L],
    ?P(iolist_size(id([<<1:16>>, "abc"]))),
    ?P(erlang:iolist_to_iovec(id(["ab", <<"cd">>]))),
    ?P(erlang:iolist_to_iovec(id(<<"cd">>))),
    ?P(erlang:iolist_to_iovec(id([]))),
    ?P(iolist_to_binary(erlang:iolist_to_iovec([binary:copy(<<"a">>, 3), [$b, [binary:copy(<<"c">>, 100)]]]))),
    Deep = lists:foldl(fun(I, A) -> [A, I band 255] end, [], lists:seq(1, 100000)),
    ?P(byte_size(iolist_to_binary(Deep))),
    Right = lists:foldl(fun(I, A) -> [I band 255 | [A]] end, [], lists:seq(1, 100000)),
    ?P(iolist_size(Right)),
    ?P(erlang:phash2(iolist_to_binary(Right))),
    ?P(erlang:crc32(id("abc"))),
    ?P(erlang:crc32([<<"a">>, "bc"])),
    ?P(erlang:crc32(erlang:crc32("a"), "bc")),
    ?P(erlang:adler32("abc")),
    ?P(erlang:adler32_combine(erlang:adler32("ab"), erlang:adler32("c"), 1)),
    ?P(erlang:crc32_combine(erlang:crc32("ab"), erlang:crc32("c"), 1)),
    ?P(erlang:md5("abc")),
    ?P(erlang:md5_final(erlang:md5_update(erlang:md5_update(erlang:md5_init(), "a"), <<"bc">>))),
    ?P(erlang:md5(a)).
