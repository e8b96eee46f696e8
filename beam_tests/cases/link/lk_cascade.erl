%% SPDX-License-Identifier: Apache-2.0
%% Chains and meshes of linked processes: one exit takes all of them; trapping processes stop it.
-module(lk_cascade).
-include("../case.hrl").

main() ->
    quiet(),
    process_flag(trap_exit, true),
    ?P(chain(id(1000))),
    ?P(mesh(id(30))),
    ?P(star(id(500))),
    ?P(firewall()),
    ?P(both_ways()),
    ?P(normal_does_not_spread()),
    ?P(kill_spreads_as_killed()).

chain(N) ->
    P = spawn_link(fun() -> link_down(N) end),
    receive {'EXIT', P, R} -> R end.
link_down(0) -> exit({bottom, reached});
link_down(N) -> spawn_link(fun() -> link_down(N - 1) end), receive after infinity -> ok end.

mesh(N) ->
    Ps = [spawn(fun() -> member() end) || _ <- lists:seq(1, N)],
    Ms = [monitor(process, P) || P <- Ps],
    [P ! {link, Ps} || P <- Ps],
    [begin P ! {ping, self()}, receive {pong, P} -> ok end end || P <- Ps],
    exit(hd(Ps), boom),
    lists:usort([receive {'DOWN', M, _, _, R} -> R end || M <- Ms]).
member() -> receive {link, Ps} -> [link(P) || P <- Ps, P =/= self()], member(); {ping, F} -> F ! {pong, self()}, member() end.

star(N) ->
    Me = self(),
    Hub = spawn(fun() -> Ps = [spawn_link(fun() -> receive after infinity -> ok end end) || _ <- lists:seq(1, N)], Me ! {spokes, Ps}, receive stop -> exit(hub_down) end end),
    Ps = receive {spokes, L} -> L end,
    Ms = [monitor(process, P) || P <- Ps],
    Hub ! stop,
    lists:usort([receive {'DOWN', M, _, _, R} -> R end || M <- Ms]).

firewall() ->
    Me = self(),
    Wall = spawn(fun() -> process_flag(trap_exit, true), P = spawn_link(fun() -> exit(fire) end), receive {'EXIT', P, R} -> Me ! {wall, R} end, receive stop -> ok end end),
    link(Wall),
    R = receive {wall, X} -> X end,
    Alive = is_process_alive(Wall),
    Wall ! stop,
    receive {'EXIT', Wall, Last} -> {R, Alive, Last} end.

both_ways() ->
    {P, M} = spawn_monitor(fun() -> receive go -> ok end, receive after 1000 -> alive end end),
    Q = spawn(fun() -> link(P), P ! go, exit(q_died) end),
    receive {'DOWN', M, process, P, R} -> {R, is_process_alive(Q)} end.

normal_does_not_spread() ->
    {_, M} = spawn_monitor(fun() -> spawn_link(fun() -> ok end), spawn_link(fun() -> exit(normal) end), receive after 40 -> exit(survived) end end),
    receive {'DOWN', M, _, _, R} -> R end.

kill_spreads_as_killed() ->
    P = spawn_link(fun() -> spawn_link(fun() -> receive after infinity -> ok end end), receive after infinity -> ok end end),
    exit(P, kill),
    receive {'EXIT', P, R} -> R end.
