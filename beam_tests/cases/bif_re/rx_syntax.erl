%% SPDX-License-Identifier: Apache-2.0
%% What patterns mean: classes, quantifiers, assertions, back references, conditions, recursion, escapes, Unicode properties.
-module(rx_syntax).
-include("../bif.hrl").

main() ->
    M = fun(S, P, O) -> case re:run(S, P, [{capture, all, list} | O]) of {match, L} -> L; X -> X end end,
    T = [{"aab", "a{2}b"}, {"aaa", "a{2,}?"}, {"aaa", "a++a"}, {"abc", "a(?=b)"}, {"abc", "(?<=b)c"}, {"abc", "(?<!b)c"}, {"abc", "a(?!c)"},
        {"abab", "(ab)\\1"}, {"abba", "(?<x>a)(b)\\2\\k<x>"}, {"((a))", "\\((?:[^()]|(?R))*\\)"}, {"xaxb", "(?i)XA"}, {"a b", "a\\sb"},
        {"a_1", "^\\w+$"},
         {"foo.bar", "\\."}, {"tab\there", "\\t"}, {"\x{e9}", "\\xe9"}, {"A", "[[:upper:]]"}, {"a-b", "[a\\-]+"}, {"]", "[]]"}, {"^",
             "[\\^]"}, {"ab", "(?:a|ab)$"}, {"ab", "(?>a|ab)$"}, {"aXb", "a(?#comment)Xb"}, {"foobar", "foo\\Kbar"}, {"ab12",
             "(?|a(b)|(c))"}, {"2010-01", "(\\d{4})-(\\d\\d)"}, {"\r\n", "^\\R$"}, {"a\nb", "a\\Nb"}, {"a\nb", "a$"}, {"a\n", "a$"}, {"a\n",
             "a\\z"}, {"a\n", "a\\Z"},
         {"xx", "(x)(?(1)x|y)"}, {"word boundary", "\\bb\\w+"}, {"aaa", "^(a)(?1)(?1)$"}, {"abc", "\\Aabc\\z"}, {"\e", "\\e"}, {"a|b",
             "a\\Q|\\Eb"}, {"AbC", "a(?i)b"}, {"ac", "ab?c"}, {"", "^$"}, {"abcd", "(.)(.)(.)(.)"}, {"aaab", "a*?b"}, {"zzz", "[^a-y]{3}"},
             {"a1", "\\D\\d"}],
    [io:format("~0p ~0p ~0p~n", [S, P, M(S, P, [])]) || {S, P} <- T],
    U = [{[16#391], "\\p{Lu}"}, {[16#3b1], "\\p{Greek}"}, {[16#3b1], "(?i)" ++ [16#391]}, {[16#e9], "\\w"}, {[16#e9], "\\w+"}, {[16#e9],
        "\\W+"}, {[16#e9, 16#e9], "\\w{1,2}$"}, {[$e, 16#301], "^\\X$"}, {[16#1F600], "^.$"}, {[16#20AC], "\\x{20AC}"}, {"1", "\\p{Nd}"},
        {[16#660], "\\d"}, {[16#a0], "\\s"}, {[16#2028], "^\\R$"}],
    [io:format("~0p ~0p ~0p ~0p~n", [S, P, M(S, P, [unicode]), M(S, P, [unicode, ucp])]) || {S, P} <- U].
