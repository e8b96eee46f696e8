%% SPDX-License-Identifier: Apache-2.0
%% binary_messages.erl -- large binaries and parts of them sent through a chain of processes: nothing is copied.
-module(binary_messages).
-export([sizes/0, run/1]).

sizes() -> {100, 110000}.

run(N) ->
    Binary = binary:copy(<<"payload!">>, 4000),
    Chain = lists:foldl(fun(_, Next) -> spawn_link(fun() -> pass(Next) end) end, self(), lists:seq(1, 10)),
    Sum = send(N, Chain, Binary, 0),
    Chain ! stop,
    receive stop -> Sum end.

send(0, _, _, Sum) -> Sum;
send(N, Chain, Binary, Sum) ->
    Chain ! {part, binary:part(Binary, N rem 1000, 20000)},
    receive {part, <<First, _/binary>> = Part} -> send(N - 1, Chain, Binary, Sum + First + byte_size(Part)) end.

pass(Next) ->
    receive
        {part, <<_, Rest/binary>>} -> Next ! {part, Rest}, pass(Next);
        stop -> Next ! stop
    end.
