%% SPDX-License-Identifier: Apache-2.0
%% string_unicode.erl -- the string and unicode modules over text with letters of several scripts.
-module(string_unicode).
-export([sizes/0, run/1]).

sizes() -> {2, 550}.

run(Times) -> repeat(Times, lists:append(lists:duplicate(40, text())), 0).

text() -> "Grüße aus München, 日本語 のテキスト; Ελληνικά γράμματα and plain ASCII words  ".

repeat(0, _, Sum) -> Sum;
repeat(Times, Text, Sum) ->
    Upper = string:uppercase(Text),
    Tokens = string:lexemes(Text, " ,;"),
    Binary = unicode:characters_to_binary(Upper),
    Nfd = unicode:characters_to_nfd_list(lists:sublist(Text, 800)),
    Count = string:length(Binary) + length(Tokens) + byte_size(Binary) + length(Nfd)
        + length(string:split(Text, "and", all)) + length(string:trim(Text)) + length(string:pad(Text, 4000))
        + length(unicode:characters_to_list(Binary)) + length(string:to_graphemes(Text)),
    Joined = string:join([string:reverse(T) || T <- Tokens], "-"),
    repeat(Times - 1, Text, Sum + Count + length(Joined)).
