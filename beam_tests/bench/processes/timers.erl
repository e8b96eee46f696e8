%% SPDX-License-Identifier: Apache-2.0
%% timers.erl -- timers set, read, cancelled, and a receive with a timeout that does not happen.
-module(timers).
-export([sizes/0, run/1]).

sizes() -> {1000, 250000}.

run(N) ->
    Echo = spawn_link(fun echo/0),
    Sum = loop(N, Echo, 0),
    unlink(Echo),
    Echo ! stop,
    Fired = [erlang:send_after(I rem 5, self(), fired) || I <- lists:seq(1, N div 10)],
    [receive fired -> ok end || _ <- Fired],
    Sum.

loop(0, _, Sum) -> Sum;
loop(N, Echo, Sum) ->
    Timer = erlang:start_timer(100000 + N, self(), late),
    Other = erlang:send_after(200000, self(), later),
    Echo ! {self(), N},
    Value = receive {echo, V} -> V after 50000 -> 0 end,
    true = is_integer(erlang:read_timer(Other)),
    true = is_integer(erlang:cancel_timer(Timer)),
    true = is_integer(erlang:cancel_timer(Other)),
    loop(N - 1, Echo, Sum + (Value band 1)).

echo() ->
    receive
        {From, N} -> From ! {echo, N}, echo();
        stop -> ok
    after 60000 -> ok
    end.
