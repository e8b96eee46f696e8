%% SPDX-License-Identifier: Apache-2.0
%% re:run/3: every form of capture, unset groups, names, indexes, lists and binaries, global.
-module(rx_run_capture).
-include("../bif.hrl").

main() ->
    S = "abc-xyz-123",
    R = "(?<l>[a-z]+)-(?<m>[a-z]+)?-(?<d>\\d+)|(?<e>q)",
    Caps = [all, first, all_but_first, none, all_names, [0], [1, 3], [l, d], ["l", <<"d">>], [9], [nope], [], [2, 0, 2], [e, 4]],
    [io:format("~0p ~0p~n", [C, catch_(fun() -> re:run(S, R, [{capture, C, T}]) end)]) || C <- Caps, T <- [index, list, binary]],
    [io:format("~0p ~0p~n", [C, re:run("abc--123", R, [{capture, C, list}])]) || C <- [all, [m], [e, d], all_names, all_but_first]],
    [io:format("~0p~n", [re:run("a1b22c333", "[a-z](\\d+)", [global, {capture, C, T}])]) || C <- [all, first, all_but_first, none],
        T <- [index, list, binary]],
    ?P(re:run("aXbXc", "x", [caseless, global])), ?P(re:run("", "", [global])), ?P(re:run("abc", "", [global])), ?P(re:run("abc", "x*",
        [global, {capture, all, list}])), ?P(re:run("abc", "$", [])),
    ?P(re:run(<<"aé€"/utf8>>, "(.)$", [unicode, {capture, all, list}])), ?P(re:run(<<"aé€"/utf8>>, "(.)$", [unicode])), ?P(re:run([$a,
        16#20AC], ".", [unicode, global])), ?P(re:run("abc", "(x)?(b)", [{capture, all, index}])),
    ?P(re:run("abc", "b", [{capture, first}])), ?P(re:run("abc", "(b)(c)", [{capture, all_but_first}])).

catch_(F) -> try F() catch C:E -> {C, E} end.
