%% SPDX-License-Identifier: Apache-2.0
%% Thousands of monitors on one process and from one process; monitored_by; the watcher dies first; races that must not lose.
-module(mo_many).
-include("../case.hrl").

main() ->
    quiet(),
    P = spawn(fun() -> receive stop -> exit(enough) end end),
    Ms = [monitor(process, P) || _ <- lists:seq(1, 3000)],
    ?P(length(element(2, process_info(P, monitored_by)))),
    [demonitor(M) || {I, M} <- lists:zip(lists:seq(1, 3000), Ms), I rem 3 =:= 0],
    ?P(length(element(2, process_info(P, monitored_by)))),
    P ! stop,
    ?P(lists:usort([receive {'DOWN', M, process, P, R} -> R end || {I, M} <- lists:zip(lists:seq(1, 3000), Ms), I rem 3 =/= 0])),
    ?P(receive {'DOWN', _, _, _, _} -> extra after 20 -> no_extra end),
    Ps = [spawn_monitor(fun() -> exit(I) end) || I <- lists:seq(1, 2000)],
    ?P(lists:sum([receive {'DOWN', M, process, Q, R} -> R end || {Q, M} <- Ps])),
    Target = spawn(fun() -> receive stop -> ok end end),
    {W, MW} = spawn_monitor(fun() -> monitor(process, Target), exit(watcher_first) end),
    ?P(receive {'DOWN', MW, process, W, R} -> R end),
    ?P(process_info(Target, monitored_by)),
    Rounds = [begin Q = spawn(fun() -> ok end), M = monitor(process, Q), receive {'DOWN', M, process, Q, R} -> lists:member(R, [normal, noproc]) end end
              || _ <- lists:seq(1, 2000)],
    ?P(lists:usort(Rounds)),
    Rounds2 = [begin Q = spawn(fun() -> ok end), M = monitor(process, Q), demonitor(M, [flush]), receive {'DOWN', M, _, _, _} -> late after 0 -> ok end end
               || _ <- lists:seq(1, 2000)],
    ?P(lists:usort(Rounds2)),
    Target ! stop,
    ?P(chain(id(300))).

%% Each process monitors the next one and ends when it does.
chain(N) -> {P, M} = spawn_monitor(fun() -> down(N) end), receive {'DOWN', M, process, P, R} -> R end.
down(0) -> exit(0);
down(N) -> {P, M} = spawn_monitor(fun() -> down(N - 1) end), receive {'DOWN', M, process, P, R} -> exit(R + 1) end.
