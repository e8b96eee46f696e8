%% SPDX-License-Identifier: Apache-2.0
%% fan_in.erl -- fifty producers send to one consumer, which answers each batch of a hundred.
-module(fan_in).
-export([sizes/0, run/1]).

sizes() -> {2, 550}.

run(Batches) ->
    Self = self(),
    Producers = [spawn_link(fun() -> produce(Self, Batches, I) end) || I <- lists:seq(1, 50)],
    Sum = consume(length(Producers), 0),
    [receive {'EXIT', P, normal} -> ok after 0 -> ok end || P <- Producers],
    Sum.

produce(Consumer, 0, _) -> Consumer ! done;
produce(Consumer, Batches, I) ->
    [Consumer ! {item, I, N} || N <- lists:seq(1, 99)],
    Consumer ! {last, self()},
    receive more -> produce(Consumer, Batches - 1, I) end.

consume(0, Sum) -> Sum;
consume(Left, Sum) ->
    receive
        {item, I, N} -> consume(Left, Sum + (I bxor N));
        {last, From} -> From ! more, consume(Left, Sum);
        done -> consume(Left - 1, Sum)
    end.
