%% SPDX-License-Identifier: Apache-2.0
%% Messages and replies across many processes: per-pair order kept through forwarding, barriers by call, queues under load, group fan-out and fan-in.
-module(or_requests).
-include("../case.hrl").

main() ->
    ?P(fifo(id(20), id(200))),
    ?P(barrier(id(30))),
    ?P(fan(id(50), id(20))),
    ?P(store(id(300))),
    ?P(two_paths(id(500))),
    ?P(bounded(id(2000), id(10))).

%% Each of K senders numbers its messages; the receiver checks the order per sender.
fifo(K, N) ->
    Me = self(),
    Ps = [spawn(fun() -> [Me ! {self(), I} || I <- lists:seq(1, N)] end) || _ <- lists:seq(1, K)],
    check(maps:from_list([{P, 1} || P <- Ps]), K * N).
check(_, 0) -> in_order;
check(M, C) -> receive {P, I} -> case M of #{P := I} -> check(M#{P := I + 1}, C - 1); _ -> out_of_order end end.

%% Nobody passes a barrier before all have reached it.
barrier(N) ->
    Me = self(), C = counters:new(1, [atomics]),
    Ps = [spawn(fun() -> counters:add(C, 1, 1), Me ! {here, self()}, receive go -> Me ! {seen, counters:get(C, 1)} end end) || _ <- lists:seq(1, N)],
    [receive {here, P} -> ok end || P <- Ps],
    [P ! go || P <- Ps],
    lists:usort([receive {seen, X} -> X end || _ <- Ps]).

fan(N, Rounds) ->
    Ps = [spawn(fun Loop() -> receive {From, R} -> From ! {R, N * R}, Loop(); stop -> ok end end) || _ <- lists:seq(1, N)],
    S = [begin [P ! {self(), R} || P <- Ps], lists:sum([receive {R, V} -> V end || _ <- Ps]) end || R <- lists:seq(1, Rounds)],
    [P ! stop || P <- Ps],
    lists:sum(S).

store(N) ->
    S = spawn(fun() -> store_loop(#{}) end),
    [S ! {put, I rem 7, I} || I <- lists:seq(1, N)],
    S ! {get, self()},
    receive {all, M} -> S ! stop, lists:sort(maps:to_list(M)) end.
store_loop(M) -> receive {put, K, V} -> store_loop(M#{K => V}); {get, F} -> F ! {all, M}, store_loop(M); stop -> ok end.

%% Two paths from A to B may overtake each other, but each path keeps its own order.
two_paths(N) ->
    Me = self(),
    Relay = spawn(fun Loop() -> receive stop -> ok; X -> Me ! {relay, X}, Loop() end end),
    spawn(fun() -> [begin Me ! {direct, I}, Relay ! I end || I <- lists:seq(1, N)] end),
    D = [receive {direct, I} -> I end || _ <- lists:seq(1, N)],
    R = [receive {relay, I} -> I end || _ <- lists:seq(1, N)],
    Relay ! stop,
    {D =:= lists:seq(1, N), R =:= lists:seq(1, N)}.

%% A window of unacknowledged messages never grows beyond its limit.
bounded(N, W) ->
    Me = self(),
    P = spawn(fun() -> consumer(Me, 0) end),
    Max = produce(P, 1, N, 0, W, 0),
    P ! stop,
    receive {sum, S} -> {Max, S} end.
produce(_, I, N, 0, _, Max) when I > N -> Max;
produce(P, I, N, Out, W, Max) when I =< N, Out < W -> P ! {item, I}, produce(P, I + 1, N, Out + 1, W, max(Max, Out + 1));
produce(P, I, N, Out, W, Max) -> receive ack -> produce(P, I, N, Out - 1, W, Max) end.
consumer(Me, S) -> receive {item, I} -> Me ! ack, consumer(Me, S + I); stop -> Me ! {sum, S} end.
