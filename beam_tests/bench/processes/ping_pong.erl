%% SPDX-License-Identifier: Apache-2.0
%% ping_pong.erl -- two processes that send each other a small tuple in turns.
-module(ping_pong).
-export([sizes/0, run/1]).

sizes() -> {2000, 700000}.

run(N) ->
    Pong = spawn_link(fun pong/0),
    Result = ping(N, Pong, 0),
    unlink(Pong),
    Pong ! stop,
    Result.

ping(0, _, Sum) -> Sum;
ping(N, Pong, Sum) ->
    Pong ! {ping, self(), N},
    receive {pong, Value} -> ping(N - 1, Pong, Sum + Value) end.

pong() ->
    receive
        {ping, From, N} -> From ! {pong, N band 7}, pong();
        stop -> ok
    end.
