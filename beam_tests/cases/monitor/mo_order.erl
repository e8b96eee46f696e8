%% SPDX-License-Identifier: Apache-2.0
%% Several watchers and links of one process: each is told once, after all earlier messages; monitors of chains; spawn_monitor races.
-module(mo_order).
-include("../case.hrl").

main() ->
    quiet(),
    process_flag(trap_exit, true),
    Me = self(),
    P = spawn_link(fun() -> receive go -> [Me ! {m, I} || I <- [1, 2, 3]], exit(end_) end end),
    M = monitor(process, P),
    P ! go,
    L = [receive X -> tag(X, P, M) after 1000 -> none end || _ <- lists:seq(1, 5)],
    ?P(lists:sublist(L, 3)),
    ?P(lists:sort(lists:nthtail(3, L))),
    ?P(lists:usort([both(I) || I <- lists:seq(1, 300)])),
    Ws = [spawn(fun() -> watch(Me) end) || _ <- lists:seq(1, 100)],
    T = spawn(fun() -> receive stop -> exit(stopped) end end),
    [W ! {watch, T} || W <- Ws],
    [receive {watching, W} -> ok end || W <- Ws],
    T ! stop,
    ?P(lists:usort([receive {saw, W, R} -> R after 2000 -> lost end || W <- Ws])),
    ?P(cycle(id(50))),
    ?P(lists:usort([begin {Q, N} = spawn_monitor(fun() -> ok end), demonitor(N), receive {'DOWN', N, _, Q, _} -> queued after 0 -> gone end end || _ <- lists:seq(1, 500)]) -- [queued, gone]),
    flush(),
    ?P(receive X -> X after 10 -> empty end).

tag({m, I}, _, _) -> {m, I};
tag({'EXIT', P, R}, P, _) -> {exit, R};
tag({'DOWN', M, process, P, R}, P, M) -> {down, R}.
both(I) -> {P, M} = spawn_monitor(fun() -> exit(I) end), receive {'DOWN', M, process, P, I} -> receive {'DOWN', M, _, _, _} -> twice after 0 -> once end end.
watch(Me) -> receive {watch, T} -> M = monitor(process, T), Me ! {watching, self()}, receive {'DOWN', M, process, T, R} -> Me ! {saw, self(), R} end end.
flush() -> receive _ -> flush() after 10 -> ok end.
%% Processes that monitor each other in a ring; the first dies and the news goes round.
cycle(N) ->
    Me = self(),
    Ps = [spawn(fun() -> receive {next, Q} -> M = monitor(process, Q), Me ! ready, receive {'DOWN', M, _, _, R} -> exit(R + 1); die -> exit(0) end end end) || _ <- lists:seq(1, N)],
    [P ! {next, Q} || {P, Q} <- lists:zip(Ps, tl(Ps) ++ [hd(Ps)])],
    [receive ready -> ok end || _ <- Ps],
    Last = lists:nth(2, Ps),
    M = monitor(process, Last),
    hd(Ps) ! die,
    receive {'DOWN', M, _, _, R} -> R end.
