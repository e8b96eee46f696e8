%% SPDX-License-Identifier: Apache-2.0
%% nrev.erl -- naive reverse: building and taking apart lists, a body-recursive append.
-module(nrev).
-export([sizes/0, run/1]).

sizes() -> {50, 550}.

run(Times) -> repeat(Times, lists:seq(1, 600), 0).

repeat(0, _, Sum) -> Sum;
repeat(Times, List, Sum) -> repeat(Times - 1, List, Sum + hd(reverse(List))).

reverse([]) -> [];
reverse([H | T]) -> append(reverse(T), [H]).

append([], Tail) -> Tail;
append([H | T], Tail) -> [H | append(T, Tail)].
