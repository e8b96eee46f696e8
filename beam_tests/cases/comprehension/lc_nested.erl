%% SPDX-License-Identifier: Apache-2.0
%% Comprehensions over large inputs, nested deeply, with side effects in order, generators that depend on each other, exceptions inside.
-module(lc_nested).
-include("../case.hrl").

main() ->
    put(order, []),
    Note = fun(X) -> put(order, [X | get(order)]), X end,
    ?P([{Note({x, X}), Note({y, Y})} || X <- begin Note(gen_x), [1, 2] end, Y <- begin Note({gen_y, X}), [X, X * 10] end, Note(filter) =:= filter]),
    ?P(lists:reverse(get(order))),
    ?P(length([{X, Y} || X <- lists:seq(1, 300), Y <- lists:seq(1, 300), (X * Y) rem 7 =:= 0])),
    ?P(bit_size(<< <<(X bxor Y):5>> || X <- lists:seq(1, 100), Y <- lists:seq(1, 100) >>)),
    ?P(erlang:phash2(<< <<(X * Y):11>> || X <- lists:seq(1, 100), Y <- lists:seq(1, 50), X > Y >>)),
    ?P(erlang:phash2([[[{A, B, C} || C <- lists:seq(B, 8)] || B <- lists:seq(A, 8)] || A <- lists:seq(1, 8)])),
    ?P(transpose(id([[1, 2, 3], [4, 5, 6]]))),
    ?P(matmul(id([[1, 2], [3, 4]]), id([[5, 6], [7, 8]]))),
    ?P(powerset(id([a, b, c]))),
    ?P(length(powerset(lists:seq(1, 12)))),
    ?P(try [if X > 3 -> throw({at, X}); true -> X end || X <- lists:seq(1, 10)] catch T -> T end),
    ?P([try 10 div X catch error:E -> E end || X <- [5, 0, 2]]),
    ?P([Y || X <- [[1, 2], [3], []], Y <- X]),
    ?P([X || [X, _ | _] <- [[1, 2], [3], [4, 5, 6], x]]),
    ?P([X || {X, X} <- [{1, 1}, {1, 2}, {a, a}]]),
    ?P(begin K = id(2), [V || {K1, V} <- [{1, a}, {2, b}, {2, c}], K1 =:= K] end),
    ?P([{N, X} || N <- [4, 8, 12], <<X:N>> <= <<16#123456:24>>]),
    ?P([byte_size(B) || <<L, B:L/binary>> <= <<1, 9, 0, 2, 8, 8, 5, 1>>]),
    ?P(<< <<(byte_size(W)), W/binary>> || W <- binary:split(<<"a bb ccc">>, <<" ">>, [global]) >>),
    ?P([F(3) || F <- [fun(X) -> X + 1 end, fun(X) -> [X || _ <- [1, 2]] end, fun(X) -> <<X, X>> end]]),
    ?P(lists:sum([1 || _ <- lists:seq(1, 200000)])),
    ?P(length([X || X <- lists:seq(1, 100000), Y <- [X rem 3], Y =:= 0])),
    ?P([M || #{a := M} <- [#{a => 1}, #{b => 2}, #{a => 3, b => 4}, nomap]]),
    ?P(life([{1, 0}, {1, 1}, {1, 2}], 4)).

transpose([[] | _]) -> [];
transpose(M) -> [[hd(R) || R <- M] | transpose([tl(R) || R <- M])].
matmul(A, B) -> BT = transpose(B), [[lists:sum([X * Y || {X, Y} <- lists:zip(R, C)]) || C <- BT] || R <- A].
powerset([]) -> [[]];
powerset([H | T]) -> P = powerset(T), [[H | S] || S <- P] ++ P.
life(Cells, 0) -> lists:sort(Cells);
life(Cells, N) ->
    Near = fun({X, Y}) -> [{X + DX, Y + DY} || DX <- [-1, 0, 1], DY <- [-1, 0, 1], {DX, DY} =/= {0, 0}] end,
    All = lists:usort(Cells ++ [Q || C <- Cells, Q <- Near(C)]),
    life([C || C <- All, begin K = length([x || Q <- Near(C), lists:member(Q, Cells)]), K =:= 3 orelse (K =:= 2 andalso lists:member(C, Cells)) end], N - 1).
