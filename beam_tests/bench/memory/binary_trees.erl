%% SPDX-License-Identifier: Apache-2.0
%% binary_trees.erl -- many short-lived trees beside one that stays: the classic test of allocation and collection.
-module(binary_trees).
-export([sizes/0, run/1]).

sizes() -> {8, 18}.

run(Max) ->
    Long = build(Max),
    Counts = [{Depth, trees(1 bsl (Max - Depth + 4), Depth, 0)} || Depth <- lists:seq(4, Max, 4)],
    {Counts, check(Long)}.

trees(0, _, Sum) -> Sum;
trees(N, Depth, Sum) -> trees(N - 1, Depth, Sum + check(build(Depth))).

build(0) -> {nil, nil};
build(Depth) -> {build(Depth - 1), build(Depth - 1)}.

check({nil, nil}) -> 1;
check({Left, Right}) -> 1 + check(Left) + check(Right).
