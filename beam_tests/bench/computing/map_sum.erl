%% SPDX-License-Identifier: Apache-2.0
%% map_sum.erl -- a fun mapped over a list, and the list summed: calls of funs, garbage.
-module(map_sum).
-export([sizes/0, run/1]).

sizes() -> {20, 700}.

run(Times) -> repeat(Times, lists:seq(1, 50000), 0).

repeat(0, _, Sum) -> Sum;
repeat(Times, List, Sum) -> repeat(Times - 1, List, Sum + sum(map(fun(X) -> X * 2 + Times end, List), 0)).

map(_, []) -> [];
map(F, [H | T]) -> [F(H) | map(F, T)].

sum([], Sum) -> Sum;
sum([H | T], Sum) -> sum(T, Sum + H).
