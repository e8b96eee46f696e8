%% SPDX-License-Identifier: Apache-2.0
%% re:replace/3,4: & and \\N, \\g forms, global, empty matches, return types, functions are not taken in 25, bad arguments.
-module(rx_replace).
-include("../bif.hrl").

main() ->
    [io:format("~s: ~0p~n", [R, catch_(fun() -> re:replace("abcd abcd", "(b)(c)", R, [{return, list}]) end)]) || R <- ["X", "<&>", "[\\1]",
        "\\2\\1", "\\g{2}-\\g1", "\\0", "\\\\1", "\\&", "\\9", "", "\\g{9}", "\\", "a\\"]],
    ?P(re:replace("abcd abcd", "b", "&&", [global, {return, binary}])), ?P(re:replace("abc", "", "-", [global, {return, list}])),
        ?P(re:replace("abc", "x", "y")), ?P(re:replace("abc", "b", "y")), ?P(iolist_to_binary(re:replace("abc", "b", ["x", [<<"y">>]]))),
    ?P(re:replace("aé€", "€", "E", [unicode, {return, list}])), ?P(re:replace(<<"aé€"/utf8>>, "é", [16#20AC], [unicode, {return, list}])),
        ?P(re:replace(<<"aé"/utf8>>, ".", "x&", [unicode, global, {return, binary}])), ?P(re:replace("aBc", "b", "x", [caseless, {return,
        list}])),
    ?P(re:replace("aaa", "a", "b", [{offset, 1}, {return, list}])), ?P(re:replace("abc", "(x)?b", "[\\1]", [{return, list}])),
        ?P(re:replace("", "^", "x", [{return, list}])),
    ?E(re:replace(a, "b", "c")), ?E(re:replace("a", id(b), "c")), ?E(re:replace("a", "b", id(c))), ?E(re:replace("a", "(", "c")),
        ?E(re:replace("a", "b", "c", [bogus])), ?E(re:replace("a", "b", "c", x)), ?E(re:replace("a", "b", "c", [{return, x}])),
        ?E(re:replace("a", "a", [1.0], [])).

catch_(F) -> try F() catch Class:E -> {Class, E} end.
