%% SPDX-License-Identifier: Apache-2.0
%% How an uncaught exception of each class becomes an exit reason; what monitors and links see.
-module(ex_process_exit).
-include("../case.hrl").

main() ->
    quiet(),
    Fs = [{normal_end, fun() -> ok end}, {exit_normal, fun() -> exit(normal) end}, {exit_term, fun() -> exit({my, reason}) end},
          {throw, fun() -> throw(ball) end}, {error, fun() -> error(oops) end}, {badmatch, fun() -> {a} = id(b) end},
          {badarith, fun() -> id(1) + id(a) end}, {undef, fun() -> no_mod:no_fun(1) end}, {fclause, fun() -> fc(id(x)) end},
          {shutdown, fun() -> exit(shutdown) end}, {shutdown2, fun() -> exit({shutdown, x}) end}, {kill, fun() -> exit(kill) end},
          {exit_self, fun() -> exit(self(), self_exit), receive after 5000 -> late end end},
          {exit_self_normal, fun() -> exit(self(), normal), receive after 5000 -> late end end},
          {exit_self_kill, fun() -> exit(self(), kill), receive after 5000 -> late end end},
          {badarity, fun() -> (id(fun(X) -> X end))() end}, {badfun, fun() -> (id(nofun))() end},
          {raise, fun() -> erlang:raise(exit, raised, []) end}, {error_args, fun() -> error(r, [a, b]) end},
          {nocatch_deep, fun() -> lists:foreach(fun(X) -> throw({t, X}) end, [1]) end}],
    [begin {_, R} = spawn_monitor(F), receive {'DOWN', R, process, _, Reason} -> io:format("~p: ~0p~n", [N, Reason]) end end || {N, F} <- Fs],
    process_flag(trap_exit, true),
    [begin P = spawn_link(F), receive {'EXIT', P, Reason} -> io:format("link ~p: ~0p~n", [N, Reason]) end end || {N, F} <- Fs],
    {_, R1} = spawn_monitor(?MODULE, no_such, [1, 2]),
    receive {'DOWN', R1, _, _, Reason1} -> io:format("~0p~n", [Reason1]) end,
    {_, R2} = spawn_monitor(no_module, no_such, []),
    receive {'DOWN', R2, _, _, Reason2} -> io:format("~0p~n", [Reason2]) end,
    {_, R3} = spawn_monitor(erlang, abs, [x]),
    receive {'DOWN', R3, _, _, Reason3} -> io:format("~0p~n", [Reason3]) end,
    {_, R4} = spawn_monitor(erlang, exit, [direct]),
    receive {'DOWN', R4, _, _, Reason4} -> io:format("~0p~n", [Reason4]) end.

fc(1) -> 2.
