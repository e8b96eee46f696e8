%% SPDX-License-Identifier: Apache-2.0
%% meeting.erl -- creatures meet at a broker that pairs them (the game "chameneos"): a hub with many senders.
-module(meeting).
-export([sizes/0, run/1]).

sizes() -> {100, 450000}.

run(N) ->
    Broker = self(),
    Creatures = [spawn_link(fun() -> creature(Broker, C, 0) end) || C <- [blue, red, yellow, blue, red, yellow, red]],
    broker(N),
    [receive {meet, Pid, _} -> Pid ! stop end || Pid <- Creatures],
    lists:sum([receive {met, Pid, Count} -> Count end || Pid <- Creatures]).

broker(0) -> ok;
broker(N) ->
    receive
        {meet, Pid1, C1} ->
            receive
                {meet, Pid2, C2} -> Pid1 ! {partner, C2}, Pid2 ! {partner, C1}, broker(N - 1)
            end
    end.

creature(Broker, Colour, Count) ->
    Broker ! {meet, self(), Colour},
    receive
        {partner, Other} -> creature(Broker, complement(Colour, Other), Count + 1);
        stop -> Broker ! {met, self(), Count}
    end.

complement(C, C) -> C;
complement(blue, red) -> yellow;
complement(red, blue) -> yellow;
complement(blue, yellow) -> red;
complement(yellow, blue) -> red;
complement(red, yellow) -> blue;
complement(yellow, red) -> blue.
