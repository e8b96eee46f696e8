%% SPDX-License-Identifier: Apache-2.0
%% releases: 25 27
%% (In the PCRE2 of OTP 29, newer than the one that is linked here, errors lie one character further, and \w* differs.)
%% re:compile/1,2: good and bad options, errors with their positions, patterns in every form.
-module(rx_compile).
-include("../bif.hrl").

main() ->
    Patterns = ["", "a", "(", ")", "[", "[z-a]", "a{2,1}", "*", "a**", "(?", "(?<n>a)(?<n>b)", "\\", "(?P<1a>x)", "[[:foo:]]", "(?R", "\\1",
        "(a)\\2", "(?<=a+)b", "a{99999}", "\\p{Foo}", "\\x{110000}", "(?(2)a)", "(*BOGUS)a", "[a", "a(b", "(?i", "(?-", "(?i-m", "(?:",
        "(?<", "(?<n", "(?P", "(?P<n", "(?P=", "(?=", "(?<=", "(?<!", "(?(", "(?(1", "(?>", "(?&", "(?1", "(?|", "(?'n", "(?C", "(?#",
        "x(?y)", "(*", "a{1", "[[:alpha:", "\\x{41", "\\k<n", "(?<)x", "(?P<)x", "(?')", "\\p", "\\Q", "\\c"],
    [io:format("~s ~0p~n", [P, case re:compile(P) of {ok, T} -> {ok, element(1, T), element(2, T)}; E -> E end]) || P <- Patterns],
    [io:format("~s ~0p~n", [P, case re:compile(P, [unicode]) of {ok, T} -> {ok, element(3, T)}; E -> E end]) || P <- ["\\x{110000}",
        "\\x{D800}", "é", "\\p{Lu}"]],
    bif(re, compile, 2, [["a", [bogus]], ["a", bogus], ["a", [caseless | x]], [a, []], [[a], []], ["a", [{newline, bogus}]], ["a",
        [{capture, all}]], [[256], []], [[16#D800], [unicode]], [<<255>>, [unicode]], [<<1:1>>, []], [a, bogus], ["(", [unicode]],
        [[1 bsl 64], []]]),
    bif(re, compile, 1, [[a], [[256]], [["a" | b]], [<<1:3>>], [1]]),
    Opts = [anchored, caseless, dollar_endonly, dotall, extended, firstline, multiline, no_auto_capture, dupnames, ungreedy,
        no_start_optimize, ucp, never_utf, bsr_anycrlf, bsr_unicode, unicode] ++ [{newline, N} || N <- [cr, lf, crlf, anycrlf, any]],
    ?P([{O, element(1, re:compile("a.b$", [O]))} || O <- Opts]),
    ?P(re:compile("*a")),
    ?P([element(2, E) || {error, E} <- [re:compile(P) || P <- ["(", "[", "\\", "[z-a]", "a)", "(?z)", "(?<n>a)(?<n>b)"]]]),
    ?P(re:run([$a, 233, 8364], "\\w*", [unicode])),
    ?P(element(1, re:compile(["a", [<<"b">> | <<"c">>]]))).
