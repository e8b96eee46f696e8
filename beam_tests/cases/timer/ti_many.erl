%% SPDX-License-Identifier: Apache-2.0
%% Ten thousand timers, half of them cancelled; timers with equal times; timers of a process that ends; the timer module.
-module(ti_many).
-include("../case.hrl").

main() ->
    Rs = [{I, erlang:send_after(20 + I rem 30, self(), {tick, I})} || I <- lists:seq(1, 10000)],
    Cancelled = [I || {I, R} <- Rs, I rem 2 =:= 0, is_integer(erlang:cancel_timer(R))],
    Got = collect(10000 - length(Cancelled), []),
    ?P(length(Cancelled) + length(Got)),
    ?P(lists:usort(Cancelled ++ Got) =:= lists:seq(1, 10000)),
    ?P(receive {tick, _} -> extra after 60 -> none end),
    Me = self(),
    {P, M} = spawn_monitor(fun() -> erlang:send_after(30, Me, from_dead), erlang:start_timer(30, self(), x) end),
    receive {'DOWN', M, process, P, _} -> ok end,
    ?P(receive from_dead -> still_delivered after 2000 -> lost end),
    {ok, T1} = timer:send_after(5, one),
    ?P(receive one -> got after 2000 -> lost end),
    ?P(element(1, timer:cancel(T1))),
    {ok, T2} = timer:send_interval(3, beat),
    ?P([receive beat -> beat after 2000 -> lost end || _ <- lists:seq(1, 5)]),
    ?P(timer:cancel(T2)),
    {ok, _} = timer:apply_after(1, erlang, send, [self(), applied]),
    ?P(receive applied -> got after 2000 -> lost end),
    ?P(timer:sleep(5)),
    ?P(element(2, timer:tc(fun() -> lists:sum([1, 2, 3]) end))),
    ?P([timer:seconds(2), timer:minutes(2), timer:hours(1), timer:hms(1, 1, 1)]),
    ?P(flush_beats()),
    {ok, T3} = timer:send_after(100000, never),
    ?P(timer:cancel(T3)),
    ?P(element(1, timer:send_after(-5, x))),
    ?P(nested(id(20))).

collect(0, L) -> L;
collect(N, L) -> receive {tick, I} -> collect(N - 1, [I | L]) after 3000 -> L end.
flush_beats() -> receive beat -> flush_beats() after 20 -> quiet_now end.
nested(0) -> done;
nested(N) -> R = erlang:start_timer(1, self(), N), receive {timeout, R, N} -> nested(N - 1) end.
