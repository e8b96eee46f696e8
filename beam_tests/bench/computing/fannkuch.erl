%% SPDX-License-Identifier: Apache-2.0
%% fannkuch.erl -- all permutations of a list, each flipped until its head is one: list surgery.
-module(fannkuch).
-export([sizes/0, run/1]).

sizes() -> {{1, 6}, {2, 9}}.

run({Times, N}) -> [permute(lists:seq(1, N), [], 0) || _ <- lists:seq(1, Times)].

permute([], Done, Max) -> max(Max, flips(Done, 0));
permute(Left, Done, Max) -> choose(Left, [], Done, Max).

choose([], _, _, Max) -> Max;
choose([H | T], Before, Done, Max) ->
    choose(T, [H | Before], Done, permute(join(Before, T), [H | Done], Max)).

join([], Tail) -> Tail;
join([H | T], Tail) -> join(T, [H | Tail]).

flips([1 | _], Count) -> Count;
flips([N | _] = List, Count) -> flips(flip(N, List, []), Count + 1).

flip(0, Rest, Acc) -> put_back(Acc, [], Rest);
flip(N, [H | T], Acc) -> flip(N - 1, T, [H | Acc]).

put_back([], Acc, Rest) -> join(Acc, Rest);
put_back([H | T], Acc, Rest) -> put_back(T, [H | Acc], Rest).
