%% SPDX-License-Identifier: Apache-2.0
%% The timer module and the BIFs under it: order of equal and zero times, cancel and read in every state, intervals, absolute times, timers of dead processes.
-module(ti_module_orders).
-include("../case.hrl").

main() ->
    Me = self(),
    [erlang:send_after(0, Me, {zero, I}) || I <- lists:seq(1, 20)], ?P([receive {zero, I} -> I end || _ <- lists:seq(1, 20)] =/= []),
    [erlang:send_after(T, Me, {t, T}) || T <- [45, 5, 25, 15, 35]], ?P([receive {t, T} -> T end || _ <- lists:seq(1, 5)]),
    Base = erlang:monotonic_time(millisecond), [erlang:start_timer(Base + D, Me, D, [{abs, true}]) || D <- [30, 10, 20, -5]], ?P([receive {timeout, _, D} -> D end || _ <- [1, 2, 3, 4]]),
    R = erlang:send_after(100000, Me, never), ?P(begin L = erlang:read_timer(R), L > 90000 andalso L =< 100000 end), ?P(erlang:cancel_timer(R) > 90000), ?P(erlang:cancel_timer(R)), ?P(erlang:read_timer(R)), ?P(erlang:cancel_timer(make_ref())),
    A = erlang:start_timer(100000, Me, x), ?P(erlang:cancel_timer(A, [{async, true}])), ?P(receive {cancel_timer, A, Left} -> is_integer(Left) after 1000 -> none end), ?P(erlang:cancel_timer(A, [{async, true}, {info, false}])), ?P(receive {cancel_timer, A, _} -> got after 20 -> none end), ?P(erlang:cancel_timer(A, [{info, false}])), ?P(erlang:read_timer(A, [{async, true}])), ?P(receive {read_timer, A, V} -> V after 1000 -> none end),
    F = erlang:send_after(1, Me, fired), receive fired -> ok end, ?P([erlang:cancel_timer(F), erlang:read_timer(F)]),
    register(ti_name, Me), erlang:send_after(1, ti_name, by_name), ?P(receive by_name -> ok after 1000 -> none end), erlang:send_after(1, nosuch_name, x), erlang:start_timer(1, dead(), x), unregister(ti_name), S = erlang:send_after(5, ti_name, lost), ?P(receive lost -> got after 20 -> none end), ?P(erlang:read_timer(S)),
    {P, M} = spawn_monitor(fun() -> Ts = [erlang:send_after(200000, self(), I) || I <- lists:seq(1, 100)], Me ! {ts, Ts} end), receive {ts, Ts} -> receive {'DOWN', M, _, P, _} -> ok end, ?P(lists:usort([erlang:read_timer(T) || T <- Ts])) end,
    ?P([erlang:send_after(T, Me, x) =/= x || T <- [1 bsl 30]]), [?P(erlang:send_after(T, Me, x)) || T <- [-1, a, 1.5, 1 bsl 64, 1 bsl 70]], ?P(erlang:send_after(1, Me, x, [foo])), ?P(erlang:send_after(1, "x", x)), ?P(erlang:start_timer(1, Me, x, [{abs, 'maybe'}])), ?P(erlang:cancel_timer(a)), ?P(erlang:cancel_timer(R, [foo])), ?P(erlang:read_timer(x)),
    ?P(timer:tc(fun() -> value end) =/= x), ?P(element(2, timer:tc(erlang, abs, [-1]))), ?P([timer:seconds(2), timer:minutes(1), timer:hours(1), timer:hms(1, 1, 1)]), ?P(timer:now_diff({1, 2, 3}, {1, 1, 4})), ?P(timer:sleep(1)),
    {ok, T1} = timer:send_after(1, hello), ?P(receive hello -> ok after 1000 -> none end), ?P(timer:cancel(T1)), {ok, T2} = timer:send_interval(3, tick), ?P([receive tick -> tick after 1000 -> none end || _ <- [1, 2, 3]]), ?P(timer:cancel(T2)), ?P(timer:cancel(T2)), ?P(timer:cancel(foo)),
    {ok, _} = timer:apply_after(1, erlang, send, [Me, applied]), ?P(receive applied -> ok after 1000 -> none end), {ok, T3} = timer:apply_interval(2, erlang, send, [Me, again]), ?P([receive again -> a after 1000 -> none end || _ <- [1, 2]]), timer:cancel(T3),
    {ok, _} = timer:send_after(1, Me, to_pid), ?P(receive to_pid -> ok after 1000 -> none end), K = spawn_link(fun() -> receive x -> ok end end), process_flag(trap_exit, true), timer:kill_after(1, K), ?P(receive {'EXIT', K, W} -> W after 1000 -> none end), K2 = spawn_link(fun() -> receive x -> ok end end), timer:exit_after(1, K2, why), ?P(receive {'EXIT', K2, W2} -> W2 after 1000 -> none end),
    [?P(X) || X <- [catch timer:send_after(-1, x), catch timer:send_after(a, x), catch timer:apply_after(1, 1, f, []), catch timer:exit_after(1, foo, x) =/= y]],
    ?P(flush()), ?P(receive after 0 -> zero end), ?P(receive _ -> x after 1 -> one end), ?P(begin self() ! now, receive now -> got after 0 -> none end end), ?P(receive x -> x after id(-1) -> y end), ?P(receive x -> x after id(a) -> y end), ?P(receive x -> x after id(1.5) -> y end), ?P(receive x -> x after id(1 bsl 32) -> y end),
    ?P(race(200)).

flush() -> receive tick -> flush(); again -> flush(); X -> [X | flush()] after 10 -> [] end.
race(0) -> consistent;
race(N) ->
    R = erlang:start_timer(N rem 3, self(), r),
    if N rem 2 =:= 0 -> erlang:yield(); true -> receive nothing -> ok after 1 -> ok end end,
    case erlang:cancel_timer(R) of
        false -> receive {timeout, R, r} -> race(N - 1) after 100 -> {lost, N} end;
        L when is_integer(L) -> receive {timeout, R, r} -> {both, N} after 0 -> race(N - 1) end
    end.
dead() -> {P, M} = spawn_monitor(fun() -> ok end), receive {'DOWN', M, _, _, _} -> P end.
