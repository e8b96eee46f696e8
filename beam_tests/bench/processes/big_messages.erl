%% SPDX-License-Identifier: Apache-2.0
%% big_messages.erl -- messages of many thousand words: lists, maps and tuples are copied to the receiver.
-module(big_messages).
-export([sizes/0, run/1]).

sizes() -> {5, 1600}.

run(N) ->
    Term = [{I, [I, {I}], #{id => I, name => <<"item">>}} || I <- lists:seq(1, 2000)],
    Echo = spawn_link(fun echo/0),
    Sum = send(N, Echo, Term, 0),
    unlink(Echo),
    Echo ! stop,
    Sum.

send(0, _, _, Sum) -> Sum;
send(N, Echo, Term, Sum) ->
    Echo ! {self(), Term},
    receive Back -> send(N - 1, Echo, Term, Sum + length(Back)) end.

echo() ->
    receive
        {From, Term} -> From ! Term, echo();
        stop -> ok
    end.
