%% SPDX-License-Identifier: Apache-2.0
%% re:inspect/2 and re:version/0: the names of groups; bad items and patterns.
-module(rx_inspect_version).
-include("../bif.hrl").

main() ->
    {ok, C} = re:compile("(?<b>x)(?<a>y)(z)"),
    {ok, D} = re:compile("xyz"),
    {ok, E} = re:compile("(?<a>x)|(?<a>y)", [dupnames]),
    ?P([re:inspect(P, namelist) || P <- [C, D, E]]),
    ?P(re:inspect(C, id(bogus))),
    ?E(re:inspect(id(a), namelist)),
    ?E(re:inspect(id("abc"), namelist)),
    ?E(re:inspect(id({re_pattern, 0, 0, 0, <<>>}), namelist)),
    ?P(is_binary(re:version())),
    bif(re, inspect, 2, [[a, b], [a, namelist], [{re_pattern, 1, 2, 3}, namelist]]).
