%% SPDX-License-Identifier: Apache-2.0
%% exit/2 with each reason to processes that trap or not, link or not, to themselves, to the dead; what links and monitors report.
-module(pr_exit_signals).
-include("../case.hrl").

main() ->
    quiet(),
    Reasons = [normal, kill, killed, shutdown, {shutdown, x}, other, {a, b}],
    [io:format("~0p: trap ~0p plain ~0p self ~0p self-trap ~0p linked ~0p linked-trap ~0p~n",
        [R, target(true, R), target(false, R), self_exit(false, R), self_exit(true, R), chain(false, R), chain(true, R)]) || R <- Reasons],
    ?P(exit(dead(), whatever)),
    ?P(exit(id(not_a_pid), x)),
    ?P(exit(self(), normal)),
    ?P(receive {'EXIT', P, R} when P =:= self() -> R after 0 -> none end),
    ?P(begin P = dead(), link(P), receive {'EXIT', P, W} -> W after 1000 -> late end end),
    ?P(begin P = dead(), M = monitor(process, P), receive {'DOWN', M, process, P, W} -> W end end),
    ?P(begin P = spawn_link(fun() -> receive go -> exit(bye) end end), unlink(P), M = monitor(process, P), P ! go,
        receive {'DOWN', M, _, _, W} -> {W, receive {'EXIT', P, _} -> signal after 0 -> none end} end end),
    ?P(self_kill_trap()),
    ?P(twice()).

dead() -> {P, M} = spawn_monitor(fun() -> ok end), receive {'DOWN', M, _, _, _} -> P end.
target(Trap, R) ->
    Me = self(),
    {P, M} = spawn_monitor(fun() -> process_flag(trap_exit, Trap), Me ! ready, receive {'EXIT', Me, X} -> exit({trapped, X}); stop -> exit(stopped) end end),
    receive ready -> ok end,
    exit(P, R),
    P ! stop,
    receive {'DOWN', M, _, _, W} -> W end.
self_exit(Trap, R) ->
    {_, M} = spawn_monitor(fun() -> process_flag(trap_exit, Trap), exit(self(), R), receive {'EXIT', _, X} -> exit({trapped, X}) after 0 -> exit(alive) end end),
    receive {'DOWN', M, _, _, W} -> W end.
chain(Trap, R) ->
    Me = self(),
    {P, M} = spawn_monitor(fun() ->
        process_flag(trap_exit, Trap),
        C = spawn_link(fun() -> receive go -> exit(R) end end),
        CM = monitor(process, C),
        C ! go,
        receive {'DOWN', CM, _, _, _} -> ok end,
        receive {'EXIT', C, X} -> exit({trapped, X}) after 0 -> Me ! {self(), survived} end
    end),
    receive {'DOWN', M, _, _, W} -> receive {P, survived} -> {survived, W} after 0 -> W end end.
self_kill_trap() ->
    {_, M} = spawn_monitor(fun() -> process_flag(trap_exit, true), (catch exit(kill)), exit(self(), kill), receive never -> ok end end),
    receive {'DOWN', M, _, _, W} -> W end.
twice() ->
    Me = self(),
    {P, M} = spawn_monitor(fun() -> process_flag(trap_exit, true), Me ! ready, receive go -> ok end, exit({got, l()}) end),
    receive ready -> ok end,
    exit(P, a), exit(P, b), P ! go,
    receive {'DOWN', M, _, _, W} -> W end.
l() -> receive {'EXIT', _, R} -> [R | l()] after 0 -> [] end.
