%% SPDX-License-Identifier: Apache-2.0
%% Linking to dead processes, to oneself, to ports and bad terms; unlink; what unlink guarantees.
-module(lk_dead).
-include("../case.hrl").

main() ->
    quiet(),
    Dead = dead(),
    ?P(begin process_flag(trap_exit, true), link(Dead), receive {'EXIT', Dead, R} -> R after 1000 -> none end end),
    process_flag(trap_exit, false),
    ?P(try link(Dead) catch C:R -> {C, R} end),
    ?P(link(self())),
    ?P(unlink(self())),
    ?P(unlink(Dead)),
    ?P(link(a)),
    ?P(unlink(a)),
    ?P(link(id(1))),
    {_, M1} = spawn_monitor(fun() -> D = dead(), process_flag(trap_exit, true), link(D), receive {'EXIT', D, R} -> exit({saw, R}) end end),
    ?P(receive {'DOWN', M1, _, _, W} -> W end),
    process_flag(trap_exit, true),
    P1 = spawn_link(fun() -> receive stop -> exit(stopped) end end),
    unlink(P1),
    P1 ! stop,
    ?P(receive {'EXIT', P1, R} -> R after 30 -> nothing end),
    P2 = spawn_link(fun() -> exit(quick) end),
    receive after 20 -> ok end,
    unlink(P2),
    ?P(receive {'EXIT', P2, R} -> {already_in_queue, R} after 0 -> nothing end),
    P3 = spawn(fun() -> receive stop -> exit(three) end end),
    [link(P3) || _ <- lists:seq(1, 5)],
    ?P(process_info(P3, links) =:= {links, [self()]}),
    P3 ! stop,
    ?P(receive {'EXIT', P3, R} -> R end),
    ?P(receive {'EXIT', P3, R} -> R after 20 -> only_once end),
    P4 = spawn(fun() -> receive stop -> ok end end),
    [begin link(P4), unlink(P4) end || _ <- lists:seq(1, 100)],
    ?P(process_info(P4, links)),
    link(P4),
    P4 ! stop,
    ?P(receive {'EXIT', P4, R} -> R end),
    ?P(receive X -> X after 0 -> empty end).

dead() -> {P, M} = spawn_monitor(fun() -> ok end), receive {'DOWN', M, _, _, _} -> P end.
