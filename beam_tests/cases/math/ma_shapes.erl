%% SPDX-License-Identifier: Apache-2.0
%% Each arithmetic operator with constants left or right, in guards and bodies, over operands at the borders of small integers.
-module(ma_shapes).
-include("../case.hrl").

main() ->
    M = (1 bsl 59) - 1,
    Vs = [0, 1, -1, 2, 7, -7, 31, 32, 59, 60, 63, 64, 255, M, -M, -M - 1, M + 1, 1 bsl 62, (1 bsl 63) - 1, 1 bsl 63, -(1 bsl 63), 1 bsl 64, -(1 bsl 64), 1 bsl 100, 1.5, -0.0, a],
    [io:format("~p: ~0p~n", [X, [t(F, X) || F <- consts()]]) || X <- Vs],
    [io:format("~p: ~0p~n", [X, [erlang:phash2([t2(F, X, Y) || Y <- Vs]) || F <- two()]]) || X <- Vs],
    [io:format("~p ~p: ~0p~n", [X, Y, [t2(F, X, Y) || F <- two()]]) || X <- [7, -7, M, -M - 1], Y <- [2, -2, 3, M, -M - 1]].

consts() ->
    [fun(X) -> X + 1 end, fun(X) -> 1 + X end, fun(X) -> X - 1 end, fun(X) -> 1 - X end, fun(X) -> X * 3 end, fun(X) -> -1 * X end, fun(X) -> X * 0 end, fun(X) -> X div 2 end,
     fun(X) -> X div -1 end, fun(X) -> X rem 10 end, fun(X) -> X rem -3 end, fun(X) -> 100 div X end, fun(X) -> 100 rem X end, fun(X) -> X band 255 end, fun(X) -> X band -2 end,
     fun(X) -> X bor 1 end, fun(X) -> X bxor -1 end, fun(X) -> bnot X end, fun(X) -> -X end, fun(X) -> X bsl 1 end, fun(X) -> X bsr 1 end, fun(X) -> X bsl -2 end, fun(X) -> X bsr -3 end,
     fun(X) -> X bsr 64 end, fun(X) -> X / 2 end, fun(X) -> 1 / X end, fun(X) -> X + 0.5 end, fun(X) -> X * 1.0 end, fun(X) -> X + 576460752303423487 end, fun(X) -> X * 576460752303423488 end,
     fun(X) -> abs(X) end, fun(X) when X + 1 > 0, X band 1 =:= 1 -> odd; (X) when X * 2 =:= X + X -> same; (_) -> none end].
two() ->
    [fun(X, Y) -> X + Y end, fun(X, Y) -> X - Y end, fun(X, Y) -> X * Y end, fun(X, Y) -> X div Y end, fun(X, Y) -> X rem Y end, fun(X, Y) -> X / Y end,
     fun(X, Y) -> X band Y end, fun(X, Y) -> X bor Y end, fun(X, Y) -> X bxor Y end, fun(X, Y) when Y < 200 -> X bsl Y; (_, _) -> skip end, fun(X, Y) -> X bsr abs(Y) end,
     fun(X, Y) -> {X div Y, X rem Y} end, fun(X, Y) when X div Y > 0; X rem Y < 0 -> g; (_, _) -> n end].
t(F, X) -> try F(id(X)) catch error:R -> R end.
t2(F, X, Y) -> try F(id(X), id(Y)) catch error:R -> R end.
