%% SPDX-License-Identifier: Apache-2.0
%% Identifiers, times of reports and the order of large maps may differ: the same.
-module(same).
-export([main/1]).

main(Arguments) ->
    Pid = spawn(fun() -> exit(boom) end),
    monitor(process, Pid),
    receive {'DOWN', _, _, _, boom} -> ok end,
    case os:getenv("JOIST_SIDE") of
        "other" -> [spawn(fun() -> ok end) || _ <- lists:seq(1, 10)];
        false -> ok
    end,
    io:format("~p ~p ~p~n", [Arguments, self(), make_ref()]),
    io:put_chars(standard_error, "a line feed\n"),
    spawn(fun() -> error(reported) end),
    {self(), Pid, maps:from_list([{N, N} || N <- lists:seq(1, 40)])}.
