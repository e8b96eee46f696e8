%% SPDX-License-Identifier: Apache-2.0
%% life.erl -- Conway's game of life on an endless board: a map of cells with tuples as keys.
-module(life).
-export([sizes/0, run/1]).

sizes() -> {5, 300}.

run(Generations) ->
    Cells = maps:from_list([{{X, Y}, 1} || X <- lists:seq(1, 70), Y <- lists:seq(1, 70), (X * X + Y * 3) rem 5 < 2]),
    maps:size(generations(Generations, Cells)).

generations(0, Cells) -> Cells;
generations(N, Cells) -> generations(N - 1, next(Cells)).

next(Cells) ->
    Counts = maps:fold(fun(Cell, _, Acc) -> lists:foldl(fun count/2, Acc, neighbours(Cell)) end, #{}, Cells),
    maps:filter(fun(_, 3) -> true; (Cell, 2) -> is_map_key(Cell, Cells); (_, _) -> false end, Counts).

count(Cell, Counts) ->
    case Counts of
        #{Cell := N} -> Counts#{Cell := N + 1};
        #{} -> Counts#{Cell => 1}
    end.

neighbours({X, Y}) -> [{X + Dx, Y + Dy} || Dx <- [-1, 0, 1], Dy <- [-1, 0, 1], {Dx, Dy} =/= {0, 0}].
