%% SPDX-License-Identifier: Apache-2.0
%% re:run/2,3: offsets, notempty, anchors, newlines, limits, report_errors; options that need or forbid a compiled pattern; bad arguments.
-module(rx_run_options).
-include("../bif.hrl").

main() ->
    ?P([re:run("abcabc", "abc", [{offset, N}]) || N <- [0, 1, 3, 4, 6]]),
    ?P([re:run("abcabc", O, "c") || O <- []]),
    [io:format("~0p ~0p~n", [O, catch_(fun() -> re:run("a\nb\r\nc", "^.$", O) end)]) || O <- [[], [multiline], [multiline, global],
        [dotall], [{newline, cr}, multiline], [{newline, crlf}, multiline, global], [{newline, any}, multiline, global], [anchored],
        [firstline], [notbol], [noteol], [dollar_endonly]]],
    [io:format("~0p ~0p~n", [O, re:run("aab", "a*?", O)]) || O <- [[], [notempty], [notempty_atstart], [ungreedy], [{offset, 2}], [notempty,
        {offset, 2}]]],
    [io:format("~0p ~0p~n", [O, catch_(fun() -> re:run("aaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$", O) end)]) || O <- [[{match_limit, 100}],
        [{match_limit, 100}, report_errors], [{match_limit_recursion, 5}, report_errors], [{match_limit, 0}], [{match_limit, -1}],
        [{match_limit_recursion, a}]]],
    {ok, C} = re:compile("b(.)", [caseless]),
    ?P([re:run("aBc", C), re:run("aBc", C, [{capture, [1], list}]), re:run("xx", C)]),
    [?P({O, re:run("abc", C, [O])}) || O <- [caseless, unicode, multiline, {newline, cr}, {offset, 1}, notbol, anchored]],
    bif(re, run, 3, [["abc", "b", [{offset, -1}]],  ["abc", "b", [{offset, a}]], ["abc", "b", [{offset, 1 bsl 64}]], ["abc", "b", [bogus]],
        ["abc", "b", bogus], ["abc", "b", [{capture, bogus}]], ["abc", "b", [{capture, all, bogus}]], ["abc", "b", [{capture, [a | b]}]],
                     ["abc", "b", [{capture, [-1]}]], ["abc", "b", [{capture, [1.0]}]], [a, "b", []], ["abc", a, []], ["abc", "(", []], [a,
                         "(", []], ["abc", {re_pattern, 1}, []], ["abc", {re_pattern, 0, 0, 0, <<>>}, []], [[256], "b", []], [<<255>>, "b",
                         [unicode]], [[-1], "b", [unicode]], ["abc", "b", [{capture, all} | x]],
                     [<<1:1>>, "b", []], ["a", [a], []]]),
    bif(re, run, 2, [["abc", "b"], ["abc", "x"], [a, "b"], ["abc", a], ["abc", "["], [<<"abc">>, <<"b">>], [["a", [<<"b">>]], ["b"]]]).

catch_(F) -> try F() catch Class:E -> {Class, E} end.
