%% SPDX-License-Identifier: Apache-2.0
%% The report of a crashed process, as a logger event with pids and times left out, and printed by a formatter.
-module(el_crash).
-export([log/2]).
-include("../case.hrl").

main() ->
    ok = logger:remove_handler(default),
    ok = logger:add_handler(case_h, ?MODULE, #{config => self()}),
    Fs = [fun() -> error(boom) end, fun() -> 1 + id(a) end, fun() -> throw(ball) end, fun() -> exit(quiet_exit) end, fun() -> exit(normal) end,
          fun() -> {a, b} = id(c) end, fun() -> no_mod:f(1, 2) end, fun() -> fc(id({x})) end, fun() -> (id(fun(A) -> A end))() end,
          fun() -> error({deep, [1, {2, 3}]}, [arg1]) end],
    [begin
         {P, M} = spawn_monitor(F),
         receive {'DOWN', M, process, P, _} -> ok end,
         receive {event, E} -> show(E, P) after 60 -> io:format("no report~n") end
     end || F <- Fs],
    {P2, M2} = spawn_monitor(?MODULE, no_fun, [1]),
    receive {'DOWN', M2, process, P2, _} -> ok end,
    receive {event, E2} -> show(E2, P2) after 60 -> io:format("no report~n") end,
    logger:remove_handler(case_h).

log(E, #{config := To}) -> To ! {event, E}.

fc(1) -> 2.

show(#{level := L, msg := Msg, meta := Meta}, P) ->
    Text = case Msg of
               {report, R} -> io_lib:format("report ~0tp", [R]);
               {string, S} -> ["string ", S];
               {F, A} -> ["format ", io_lib:format(F, A)]
           end,
    Clean = string:replace(unicode:characters_to_list(Text), pid_to_list(P), "<PID>", all),
    io:format("~p error_logger=~0p pid=~p~n~ts~n", [L, maps:get(error_logger, Meta, none), maps:get(pid, Meta) =:= P, Clean]).
