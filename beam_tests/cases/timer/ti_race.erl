%% SPDX-License-Identifier: Apache-2.0
%% receive ... after against messages that arrive just then, cancel races, many sleepers woken in order, zero and huge timeouts.
-module(ti_race).
-include("../case.hrl").

main() ->
    ?P(lists:usort([race(I rem 4) || I <- lists:seq(1, 60)]) -- [message, timeout]),
    ?P(lists:usort([cancel_race(I rem 3) || I <- lists:seq(1, 60)]) -- [cancelled, delivered]),
    ?P(sleepers(id([50, 10, 30, 70]))),
    ?P(receive after 0 -> now end),
    ?P(begin self() ! x, receive x -> got after 0 -> not_got end end),
    ?P(begin self() ! x, receive x -> got after 16#FFFFFFFF -> late end end),
    ?P(begin self() ! x, receive x -> got after infinity -> late end end),
    ?P(receive y -> 1 after 16#100000000 -> 2 end),
    ?P(begin T0 = erlang:monotonic_time(millisecond), receive nothing -> x after 25 -> erlang:monotonic_time(millisecond) - T0 >= 25 end end),
    ?P(restart(id(30))),
    ?P(begin P = spawn(fun() -> receive after infinity -> ok end end), receive after 5 -> process_info(P, status) end end),
    ?P(ping_timeouts(id(1000))),
    ?P(begin [erlang:send_after(I rem 7, self(), {t, I}) || I <- lists:seq(1, 1000)], lists:sort([receive {t, I} -> I after 2000 -> lost end || _ <- lists:seq(1, 1000)]) =:= lists:seq(1, 1000) end).

race(T) -> Me = self(), R = make_ref(), spawn(fun() -> receive after T -> Me ! {R, hi} end end), receive {R, hi} -> message after T -> receive {R, hi} -> ok end, timeout end.
cancel_race(T) ->
    R = erlang:start_timer(T, self(), x),
    receive after 1 -> ok end,
    case erlang:cancel_timer(R) of
        false -> receive {timeout, R, x} -> delivered after 1000 -> lost end;
        N when is_integer(N) -> receive {timeout, R, x} -> both after 5 -> cancelled end
    end.
sleepers(Ts) -> Me = self(), [spawn(fun() -> receive after T -> Me ! {woke, T} end end) || T <- Ts], [receive {woke, T} -> T end || _ <- Ts].
%% A message that does not match must not start the time again.
restart(T) ->
    Me = self(),
    P = spawn_link(fun() -> noise(Me, 200) end),
    T0 = erlang:monotonic_time(millisecond),
    receive never -> x after T -> ok end,
    D = erlang:monotonic_time(millisecond) - T0,
    unlink(P), exit(P, kill),
    D >= T andalso D < 1000.
noise(_, 0) -> ok;
noise(Me, N) -> Me ! noise, receive after 2 -> noise(Me, N - 1) end.
ping_timeouts(N) -> P = spawn(fun Loop() -> receive {F, I} -> F ! {self(), I}, Loop(); stop -> ok end end), R = [begin P ! {self(), I}, receive {P, I} -> I after 5000 -> lost end end || I <- lists:seq(1, N)], P ! stop, lists:sum(R).
