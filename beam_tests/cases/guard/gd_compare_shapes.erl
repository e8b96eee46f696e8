%% SPDX-License-Identifier: Apache-2.0
%% Each comparison with a constant left or right or none, in guards and bodies, over numbers at the borders of their types and other terms.
-module(gd_compare_shapes).
-include("../case.hrl").

main() ->
    Vs = [-(1 bsl 70), -(1 bsl 59) - 1, -(1 bsl 59), -1.0e30, -1, -0.0, 0, 0.0, 1, 1.0, 1.5, 2, (1 bsl 53), 9007199254740993, 9007199254740992.0, (1 bsl 59) - 1, 1 bsl 59,
          576460752303423488.0, 1 bsl 63, 1.0e20, 1 bsl 70, 1180591620717411303424.0, a, b, true, fun lists:map/2, {}, {1}, {1.0}, {1, 2}, #{}, #{a => 1}, #{a => 1.0}, [], [1], [1.0], [1 | 2], "ab", <<>>, <<1>>, <<1:1>>],
    [io:format("~0p: ~s ~s ~s~n", [A, consts(A), [sign(A, B) || B <- Vs], [body(A, B) || B <- Vs]]) || A <- Vs],
    ?P(lists:sort(Vs)),
    ?P(lists:usort(Vs)),
    ?P([X || X <- Vs, X == 1]),
    ?P([X || X <- Vs, X =:= 1]),
    ?P([X || X <- Vs, X /= 0, X =< 1]).

consts(X) ->
    [c(fun() -> if X < 1 -> true; true -> false end end), c(fun() -> if 1 < X -> true; true -> false end end), c(fun() -> if X =< 1.0 -> true; true -> false end end),
     c(fun() -> if X >= 576460752303423488 -> true; true -> false end end), c(fun() -> if X == 1 -> true; true -> false end end),
     c(fun() -> if 1.0 == X -> true; true -> false end end), c(fun() -> if X =:= 1.0 -> true; true -> false end end), c(fun() -> if X /= 0 -> true; true -> false end end),
     c(fun() -> if X =/= 0.0 -> true; true -> false end end), c(fun() -> if a < X -> true; true -> false end end), c(fun() -> if X > [] -> true; true -> false end end),
     c(fun() -> if X == {1} -> true; true -> false end end), c(fun() -> if X =:= {1.0} -> true; true -> false end end), c(fun() -> X > 1 end), c(fun() -> 0 >= X end),
     c(fun() -> X == 0.0 end), c(fun() -> X =:= 0.0 end), c(fun() -> X =:= "ab" end), c(fun() -> X == <<1>> end), c(fun() -> X < #{} end)].
c(F) -> case F() of true -> $1; false -> $0 end.
sign(A, B) when A =:= B -> $=;
sign(A, B) when A == B -> $~;
sign(A, B) when A < B, A =< B, not (A > B), A /= B, A =/= B -> $<;
sign(A, B) when A > B, A >= B, not (A < B), B < A -> $>;
sign(_, _) -> $?.
body(A, B) ->
    X = A =:= B, Y = A == B, L = A < B, G = A >= B, N = A /= B, E = A =/= B,
    case {X, Y, L, G, N, E} of
        {true, true, false, true, false, false} -> $=;
        {false, true, false, true, false, true} -> $~;
        {false, false, true, false, true, true} -> $<;
        {false, false, false, true, true, true} -> $>;
        _ -> $?
    end.
