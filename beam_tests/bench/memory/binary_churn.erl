%% SPDX-License-Identifier: Apache-2.0
%% binary_churn.erl -- reference-counted binaries made, cut up, kept in a queue for a while and dropped.
-module(binary_churn).
-export([sizes/0, run/1]).

sizes() -> {1000, 550000}.

run(N) -> loop(N, queue:new(), 0).

loop(0, Queue, Sum) -> Sum + queue:len(Queue);
loop(N, Queue, Sum) ->
    Binary = binary:copy(<<N:32>>, 100 + N rem 50),
    <<_:64, Middle:100/binary, _/binary>> = Binary,
    Longer = queue:in({Middle, Binary}, Queue),
    case queue:len(Longer) > 200 of
        true ->
            {{value, {Old, Whole}}, Shorter} = queue:out(Longer),
            loop(N - 1, Shorter, (Sum + binary:first(Old) + byte_size(Whole)) band 16#ffffff);
        false -> loop(N - 1, Longer, Sum)
    end.
