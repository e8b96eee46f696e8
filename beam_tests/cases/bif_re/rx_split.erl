%% SPDX-License-Identifier: Apache-2.0
%% re:split/2,3: empty parts, groups in the result, limits on parts, trim, return types, bad arguments.
-module(rx_split).
-include("../bif.hrl").

main() ->
    ?P(re:split("a,b,,c,", ",")), ?P(re:split("a,b,,c,", ",", [{return, list}])), ?P(re:split("", ",")), ?P(re:split("", ",", [trim])),
        ?P(re:split("abc", "", [{return, list}])), ?P(re:split("abc", "x")),
    [io:format("~0p ~0p~n", [O, catch_(fun() -> re:split("a1b22c,,", "(\\d)(\\d)?|,", [{return, list} | O]) end)]) || O <- [[], [trim],
        [group], [group, trim], [{parts, 2}], [{parts, 1}], [{parts, infinity}], [{parts, 0}], [{parts, -1}], [{parts, 2}, group], [{offset,
        3}], [bogus], [global], [{capture, all}]]],
    ?P(re:split([$a, 16#20AC, $b], [16#20AC], [unicode, {return, list}])), ?P(re:split(<<"a€b"/utf8>>, "€", [unicode])),
        ?P(re:split("aXbxc", "x", [caseless, {return, binary}])), ?P(re:split(<<"ab">>, "b", [{return, iodata}])),
    ?E(re:split(a, "b")), ?E(re:split("a", id(b))), ?E(re:split("a", "(")), ?E(re:split("a", "b", x)), ?E(re:split("a", "b", [{return,
        x}])), ?E(re:split([256], "b")).

catch_(F) -> try F() catch Class:E -> {Class, E} end.
