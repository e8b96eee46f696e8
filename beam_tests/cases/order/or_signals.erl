%% SPDX-License-Identifier: Apache-2.0
%% Between one pair of processes every kind of signal keeps its order: messages, exits, links, monitors, unlinks.
-module(or_signals).
-include("../case.hrl").

main() ->
    quiet(),
    ?P(lists:usort([msg_then_exit() || _ <- lists:seq(1, 200)])),
    ?P(lists:usort([exit_then_msg() || _ <- lists:seq(1, 200)])),
    ?P(lists:usort([msgs_then_down() || _ <- lists:seq(1, 200)])),
    ?P(lists:usort([link_msg_exit() || _ <- lists:seq(1, 200)])),
    ?P(lists:usort([link_unlink() || _ <- lists:seq(1, 200)])),
    ?P(lists:usort([info_after_msgs() || _ <- lists:seq(1, 200)])),
    ?P(lists:usort([monitor_info() || _ <- lists:seq(1, 100)])),
    ?P(relay(id(5000))),
    ?P(interleave(id(2000))).

%% All messages sent before the exit signal are seen by a trapping receiver before it.
msg_then_exit() ->
    Me = self(),
    P = spawn(fun() -> process_flag(trap_exit, true), Me ! ready, Me ! {log, lists:reverse(until_exit([]))} end),
    receive ready -> ok end,
    P ! 1, P ! 2, exit(P, reason), P ! 3,
    receive {log, L} -> L end.
until_exit(L) -> receive {'EXIT', _, R} -> [{exit, R} | L]; M -> until_exit([M | L]) end.

exit_then_msg() ->
    Me = self(),
    {P, M} = spawn_monitor(fun() -> receive after infinity -> Me end end),
    exit(P, first), exit(P, second),
    receive {'DOWN', M, process, P, R} -> R end.

msgs_then_down() ->
    Me = self(),
    {P, M} = spawn_monitor(fun() -> [Me ! {m, I} || I <- lists:seq(1, 20)], exit(done) end),
    collect(P, M, []).
collect(P, M, L) -> receive {m, I} -> collect(P, M, [I | L]); {'DOWN', M, process, P, R} -> {R, length(L)} end.

link_msg_exit() ->
    process_flag(trap_exit, true),
    Me = self(),
    P = spawn(fun() -> link(Me), Me ! linked, exit(bye) end),
    receive X -> receive Y -> process_flag(trap_exit, false), {X, setelement(2, Y, P =:= element(2, Y))} end end.

link_unlink() ->
    Me = self(),
    P = spawn(fun() -> link(Me), unlink(Me), Me ! unlinked, exit(bad) end),
    receive unlinked -> M = monitor(process, P), receive {'DOWN', M, _, _, R} -> lists:member(R, [bad, noproc]) end end.

info_after_msgs() ->
    P = spawn(fun() -> receive never -> ok end end),
    [P ! I || I <- [a, b, c]],
    R = process_info(P, messages),
    exit(P, kill),
    {R, process_info(P, messages)}.

monitor_info() ->
    P = spawn(fun() -> receive stop -> ok end end),
    M = monitor(process, P),
    P ! stop,
    receive {'DOWN', M, _, _, R} -> {R, is_process_alive(P), process_info(P, status)} end.

relay(N) ->
    Me = self(),
    B = spawn(fun() -> fwd(Me) end),
    A = spawn(fun() -> fwd(B) end),
    [A ! I || I <- lists:seq(1, N)],
    A ! stop,
    [receive I -> I end || I <- lists:seq(1, N)] =:= lists:seq(1, N).
fwd(To) -> receive stop -> To ! stop; M -> To ! M, fwd(To) end.

interleave(N) ->
    Me = self(),
    [spawn(fun() -> [Me ! {K, I} || I <- lists:seq(1, N)] end) || K <- [a, b, c]],
    L = [receive {K, I} when is_integer(I) -> {K, I} end || _ <- lists:seq(1, 3 * N)],
    [[I || {K1, I} <- L, K1 =:= K] =:= lists:seq(1, N) || K <- [a, b, c]].
