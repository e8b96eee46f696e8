%% SPDX-License-Identifier: Apache-2.0
%% selective_receive.erl -- requests answered while a thousand other messages wait in the mailbox, and messages taken
%% by their number out of order.
-module(selective_receive).
-export([sizes/0, run/1]).

sizes() -> {100, 55000}.

run(N) ->
    Server = spawn_link(fun server/0),
    [self() ! {waiting, I} || I <- lists:seq(1, 1000)],
    Sum = calls(N, Server, 0),
    [receive {waiting, I} -> I end || I <- lists:seq(1000, 1, -1)],
    unlink(Server),
    Server ! stop,
    Sum.

calls(0, _, Sum) -> Sum;
calls(N, Server, Sum) ->
    Ref = make_ref(),
    Server ! {Ref, self(), N},
    Reply = receive {Ref, Value} -> Value end,
    self() ! {number, N, 1},
    self() ! {number, N, 2},
    Two = receive {number, N, 2} -> 2 end,
    One = receive {number, N, 1} -> 1 end,
    calls(N - 1, Server, Sum + Reply + Two + One).

server() ->
    receive
        {Ref, From, N} -> From ! {Ref, N band 3}, server();
        stop -> ok
    end.
