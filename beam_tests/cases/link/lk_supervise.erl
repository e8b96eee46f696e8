%% SPDX-License-Identifier: Apache-2.0
%% Hand-written supervisors: restart on crash, give up after too many, orderly shutdown of children, exits during exits.
-module(lk_supervise).
-include("../case.hrl").

main() ->
    quiet(),
    process_flag(trap_exit, true),
    ?P(restarts(id(5))),
    ?P(give_up(id(3))),
    ?P(orderly(id(10))),
    ?P(exit_in_exit()),
    ?P(exit_while_linking(id(500))),
    ?P(exchange(id(200))).

restarts(N) ->
    P = start(0),
    lists:foldl(fun(I, Q) -> Q ! {crash, I}, receive {'EXIT', Q, {crash, I}} -> start(I) end end, P, lists:seq(1, N)) ! stop,
    receive {'EXIT', _, {stopped, Gen}} -> Gen end.
start(Gen) -> spawn_link(fun() -> receive {crash, R} -> exit({crash, R}); stop -> exit({stopped, Gen}) end end).

give_up(Max) -> {_, M} = spawn_monitor(fun() -> process_flag(trap_exit, true), sup(Max) end), receive {'DOWN', M, _, _, R} -> R end.
sup(0) -> exit(too_many);
sup(N) -> P = spawn_link(fun() -> exit({fail, N}) end), receive {'EXIT', P, {fail, N}} -> sup(N - 1) end.

orderly(N) ->
    Me = self(),
    Ps = [spawn_link(fun() -> process_flag(trap_exit, true), Me ! up, receive {'EXIT', Me, R} -> Me ! {down, I, R} end end) || I <- lists:seq(1, N)],
    [receive up -> ok end || _ <- Ps],
    [begin exit(P, shutdown), receive {'EXIT', P, normal} -> ok end end || P <- lists:reverse(Ps)],
    [receive {down, I, shutdown} -> I end || I <- lists:seq(N, 1, -1)].

exit_in_exit() ->
    P = spawn_link(fun() -> process_flag(trap_exit, true), Q = spawn_link(fun() -> exit(first) end), receive {'EXIT', Q, first} -> exit({second, first}) end end),
    receive {'EXIT', P, R} -> R end.

%% A process that dies while another links to it: always one EXIT message, with its reason or noproc.
exit_while_linking(N) ->
    lists:usort([begin P = spawn(fun() -> exit(gone) end), link(P), receive {'EXIT', P, R} -> lists:member(R, [gone, noproc]) after 2000 -> lost end end || _ <- lists:seq(1, N)]).

%% Two processes link to each other at the same time and unlink again; neither gets stray signals.
exchange(N) ->
    Me = self(),
    P = spawn(fun() -> process_flag(trap_exit, true), peer(Me, N) end),
    [begin link(P), P ! {step, I}, receive {done, I} -> ok end, unlink(P) end || I <- lists:seq(1, N)],
    R = receive {peer, X} -> X end,
    {R, receive {'EXIT', P, Y} -> Y after 20 -> no_exit end}.
peer(Me, 0) -> Me ! {peer, receive M -> M after 0 -> clean end};
peer(Me, N) -> receive {step, I} -> link(Me), unlink(Me), Me ! {done, I}, peer(Me, N - 1) end.
