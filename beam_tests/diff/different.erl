%% SPDX-License-Identifier: Apache-2.0
%% One line, the value, and nothing else.
-module(different).
-export([main/0]).

main() ->
    Side = os:getenv("JOIST_SIDE", "first"),
    io:format("one~n~s~nthree~n", [Side]),
    list_to_atom(Side).
