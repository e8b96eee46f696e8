%% SPDX-License-Identifier: Apache-2.0
%% receive ... after with every kind of timeout: 0, bignums, negative, floats, atoms; with and without clauses; when it is evaluated.
-module(pr_after_values).
-include("../case.hrl"). -include("../trace.hrl").

main() ->
    [begin
         io:format("~0p: ~0p ~0p ~0p~n", [T, t(fun() -> receive after T -> fired end end), t(fun() -> receive never -> 1 after T -> fired end end), in_queue(T)])
     end || T <- [0, 1, -1, 1.0, a, [], 1 bsl 31 bsr 30, {}, -(1 bsl 70)]],
    [io:format("~0p: ~0p~n", [T, in_queue(T)]) || T <- [16#FFFFFFFF, 16#100000000, 1 bsl 64, infinity]],
    ?T(receive after id(16#100000000) -> x end),
    ?T(receive after id(1 bsl 64) -> x end),
    ?T(receive after id(-1) -> x end),
    ?T(receive a -> b after id(x) -> x end),
    ?P(order()),
    ?P(receive after hd(id([])) -> x end),
    ?P(begin self() ! m, receive m -> got after throw(evaluated) -> x end end),
    ?P(begin self() ! m, R = receive after 0 -> none end, receive m -> {R, m} end end),
    ?P(begin self() ! m, receive X when X =/= m -> X after 0 -> receive Y -> {second, Y} end end end).

in_queue(T) ->
    self() ! there,
    R = t(fun() -> receive there -> got after T -> late end end),
    receive there -> {R, left} after 0 -> {R, taken} end.
order() ->
    put(n, 0),
    self() ! {a, 1}, self() ! {b, 2}, self() ! {a, 3},
    A = receive {b, X} -> X after begin put(n, get(n) + 1), 1000 end -> no end,
    B = receive {a, Y} when Y > 1 -> Y after begin put(n, get(n) + 1), 0 end -> no end,
    C = receive {c, _} -> c after 0 -> none end,
    D = receive Z -> Z end,
    {A, B, C, D, get(n)}.
t(F) -> try F() catch C:R -> {C, R} end.
