%% SPDX-License-Identifier: Apache-2.0
%% re:run, split and replace with every option alone and in pairs over a few subjects, captures of every type, newline conventions, limits.
-module(re_every_option).
-include("../case.hrl").

main() ->
    Subjects = ["abc ABC\nline2 abc\r\nend", <<"é日 abc"/utf8>>, "é", ["a", [<<"bc">>], $x], "aaa\0aaa", "foobar" ++ lists:duplicate(50, $z)],
    Regexes = ["abc", "^l.*$", "(a)(b)?(x)?", "(?<n>[a-c]+)|(?<m>\\d)", ".", "", "a+?", "\\bend\\b", "(?i)ABC$", "[^a]*", "é", "(a|b)*c", "a.c", "\\R", "z{3,}$"],
    Opts = [[], [caseless], [multiline], [dotall], [anchored], [ungreedy], [unicode], [extended], [firstline], [dollar_endonly], [no_auto_capture], [dupnames], [{newline, cr}], [{newline, crlf}], [{newline, any}], [{newline, anycrlf}], [bsr_anycrlf], [bsr_unicode], [notbol], [noteol], [notempty], [notempty_atstart], [{offset, 1}], [no_start_optimize], [ucp, unicode], [never_utf], [report_errors], [global, multiline, caseless], [unicode, caseless, global], [anchored, {offset, 1}]],
    [io:format("~0tp ~0tp: ~0tp~n", [Re, O, [outcome(fun() -> re:run(S, Re, O) end) || S <- Subjects]]) || Re <- Regexes, O <- Opts, (erlang:phash2({Re, O}) rem 3 =:= 0) or (O =:= [])],
    Caps = [all, all_but_first, first, none, all_names, [0], [1, 2], [5], [n], ["m", n], [-1], [], foo, [1.5]], Types = [index, list, binary, foo],
    [io:format("capture ~0p ~p: ~0tp~n", [C, T, [outcome(fun() -> re:run(S, "(?<n>b)(c)|(?<m>日)", [{capture, C, T} | O]) end) || {S, O} <- [{"abc", []}, {<<"日"/utf8>>, [unicode]}, {"abcbc", [global]}, {"zz", []}]]]) || C <- Caps, T <- Types],
    [io:format("split ~0tp ~0p: ~0tp~n", [Re, O, outcome(fun() -> re:split("a,b;;c,,d e", Re, O) end)]) || Re <- [",", "[,;]", "(,)|(;)", "", "x", "(", ".", "(?<s>;)"], O <- [[], [{return, list}], [trim], [group], [{parts, 2}], [group, trim, {return, list}], [{parts, 0}], [{parts, infinity}, {return, iodata}], [{return, foo}], [unicode, {return, list}], [global]]],
    [io:format("replace ~0tp ~0p: ~0tp~n", [With, O, outcome(fun() -> re:replace("one two one", "(o)(n)?(e)?", With, O) end)]) || With <- ["x", "&", "\\\\&", "\\1", "\\g1-\\g{2}", "\\9", "\\", <<"b">>, fun(W, Ps) -> ["<", W, [[$|, P] || P <- Ps], ">"] end, fun(_, _) -> bad end, a, ["a", <<"&">>]], O <- [[], [global], [global, {return, list}], [{return, binary}, {offset, 3}], [unicode, global, {return, list}], [foo], [{capture, all}]]],
    [io:format("bad ~0tp: ~0tp~n", [Re, {case outcome(fun() -> re:compile(Re) end) of {ok, P} -> {element(2, P), element(3, P), element(4, P)}; No -> place(No) end, outcome(fun() -> re:run("a", Re) end)}]) || Re <- ["(", ")", "[", "a**", "\\", "(?<1>)", "(?<a>x)(?<a>y)", "\\1", "(?P=x)", "[[:foo:]]", "\\x{110000}", "a{3,1}", "(?(1)a|b|c)", "\\c", "(?=", "(?#", "\\Q", "[a-\\d]", "[z-a]", "(?&x)", "(*FOO)", "x{65536}", [256], <<255>>, a, [a], "\\p{Greek}", "\\N{U+41}", "(?|(a)|(b))\\1", "\\K"]],
    ?P(re:inspect(element(2, re:compile("(?<a>x)(?<b>y)")), namelist)), ?P(re:run("abc", element(2, re:compile("B", [caseless])), [{capture, all, list}])), ?P(re:run("abc", element(2, re:compile("b")), [caseless])), ?P(re:run(<<1:9>>, "a")), ?P(re:run([1000], "a")), ?P(re:run([1000], "\x{3e8}", [unicode])), ?P(re:run(<<255>>, "a", [unicode])), ?P(re:run("a", {re_pattern, 0, 0, 0, <<>>})), ?P(re:run("x", "x", notlist)), ?P(re:run("x", "x", [global, {capture, none}])).

outcome(F) -> try F() catch C:R -> {C, R} end.

%% Where a bad pattern is bad: the PCRE2 of OTP 28 and later is newer than the one that is linked here, and counts otherwise.
-if(?OTP_RELEASE >= 28).
place({error, {Text, _}}) -> {error, Text};
place(Other) -> Other.
-else.
place(Error) -> Error.
-endif.
