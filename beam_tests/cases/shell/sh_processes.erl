%% SPDX-License-Identifier: Apache-2.0
%% The shell evaluates in a process: what it says when that process, or one linked to it, dies; results that survive.
-module(sh_processes).
-include("../case.hrl").

main() ->
    Out = os:cmd("printf '%s\n' " ++ [[$', L, $', $\s] || L <- lines()] ++ "| erl -kernel logger_level none 2>&1 | tail -n +2"),
    io:put_chars(re:replace(Out, "<[0-9.]+>", "<P>", [global, {return, list}])).

lines() ->
    ["X = 1.", "exit(self(), kill).", "X.", "exit(self(), other).", "exit(normal).", "exit({shutdown, x}).", "exit(shutdown).", "throw(ball).",
     "spawn_link(fun() -> exit(linked) end), receive after 1000 -> ok end.", "X.", "spawn_link(fun() -> error(crash) end), receive after 1000 -> ok end.",
     "spawn_link(fun() -> throw(crash) end), receive after 1000 -> ok end.", "spawn_link(fun() -> ok end), receive after 20 -> fine end.",
     "process_flag(trap_exit, true).", "P = spawn_link(fun() -> exit(trapped) end), receive {_, P, R} -> R end.", "R.",
     "{_, M} = spawn_monitor(fun() -> exit(mon) end), receive {_, M, _, _, W} -> W end.", "put(a, 1).", "get(a).", "1 / 0.", "get(a).", "f().", "R."].
