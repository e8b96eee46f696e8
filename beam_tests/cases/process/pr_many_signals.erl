%% SPDX-License-Identifier: Apache-2.0
%% Many processes that send, link, monitor and ask for information at once: every message arrives once and in order, counts at the end, under one scheduler and under all.
-module(pr_many_signals).
-include("../case.hrl").

main() ->
    quiet(), process_flag(trap_exit, true),
    Me = self(),
    Senders = [spawn_link(fun() -> [Me ! {msg, N, I} || I <- lists:seq(1, 500)] end) || N <- lists:seq(1, 20)],
    Got = [receive {msg, N, I} -> {N, I} end || _ <- lists:seq(1, 20 * 500)],
    ?P(lists:all(fun(N) -> [I || {M, I} <- Got, M =:= N] =:= lists:seq(1, 500) end, lists:seq(1, 20))), ?P(length([receive {'EXIT', P, normal} -> ok end || P <- Senders])),
    Ring = ring(100, Me), Ring ! {token, 5000}, ?P(receive {done, N} -> N after 5000 -> lost end),
    ?P(lists:sum(pmap(fun(X) -> lists:sum(lists:seq(1, X)) end, lists:seq(1, 200)))),
    Counter = spawn_link(fun() -> count(0) end), Ws = [spawn_monitor(fun() -> [begin Counter ! {inc, self()}, receive ok -> ok end end || _ <- lists:seq(1, 100)] end) || _ <- lists:seq(1, 30)], [receive {'DOWN', M, _, P, normal} -> ok end || {P, M} <- Ws], Counter ! {get, self()}, ?P(receive {count, C} -> C end),
    ?P(begin Ps = [spawn(fun() -> receive stop -> ok end end) || _ <- lists:seq(1, 1000)], Ms = [monitor(process, P) || P <- Ps], [P ! stop || P <- Ps], length([receive {'DOWN', M, _, _, normal} -> ok end || M <- Ms]) end),
    ?P(begin Ps = [spawn_link(fun() -> receive stop -> exit(I) end end) || I <- lists:seq(1, 200)], [P ! stop || P <- lists:reverse(Ps)], [receive {'EXIT', P, I} -> I end || P <- Ps] =:= lists:seq(1, 200) end),
    ?P(begin P = spawn(fun() -> spin(0) end), L = [element(2, process_info(P, message_queue_len)) || _ <- lists:seq(1, 200)], exit(P, kill), lists:usort(L) end),
    ?P(begin P = spawn(fun() -> receive go -> ok end, drain(0) end), [P ! I || I <- lists:seq(1, 1000)], ?MODULE =:= x orelse ok, {_, N0} = process_info(P, message_queue_len), P ! go, P ! {finish, self()}, {N0, receive {drained, D} -> D end} end),
    ?P(lists:usort([begin R = make_ref(), spawn(fun() -> Me ! {R, self()} end), receive {R, P} -> is_pid(P) end end || _ <- lists:seq(1, 500)])), ?P(begin T = ets:new(t, [public]), Ps = [spawn_monitor(fun() -> [ets:update_counter(T, k, 1, {k, 0}) || _ <- lists:seq(1, 200)] end) || _ <- lists:seq(1, 20)], [receive {'DOWN', M, _, _, _} -> ok end || {_, M} <- Ps], ets:lookup(T, k) end),
    ?P(begin A = atomics:new(1, []), Ps = [spawn_monitor(fun() -> [atomics:add(A, 1, 1) || _ <- lists:seq(1, 500)] end) || _ <- lists:seq(1, 20)], [receive {'DOWN', M, _, _, _} -> ok end || {_, M} <- Ps], atomics:get(A, 1) end), ?P(receive X -> X after 0 -> empty end).
ring(N, Main) -> First = spawn_link(fun() -> receive {next, P} -> ring_loop(P, Main) end end), Last = lists:foldl(fun(_, P) -> spawn_link(fun() -> ring_loop(P, Main) end) end, First, lists:seq(2, N)), First ! {next, Last}, First.
ring_loop(Next, Main) -> receive {token, 0} -> Main ! {done, 0}, ring_loop(Next, Main); {token, N} -> Next ! {token, N - 1}, ring_loop(Next, Main) end.
pmap(F, L) -> Me = self(), Ps = [spawn(fun() -> Me ! {self(), F(X)} end) || X <- L], [receive {P, V} -> V end || P <- Ps].
count(N) -> receive {inc, P} -> P ! ok, count(N + 1); {get, P} -> P ! {count, N}, count(N) end.
spin(N) -> spin(N + 1).
drain(N) -> receive {finish, P} -> P ! {drained, N}; I when is_integer(I) -> drain(N + 1) end.
