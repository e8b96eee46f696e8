%% SPDX-License-Identifier: Apache-2.0
%% Values on deep stacks survive collections: y registers of every type, growth of heap and stack together, catch frames.
-module(gc_stack).
-include("../case.hrl").

main() ->
    ?P(erlang:phash2(mixed(id(20000)))),
    ?P(with_bins(id(5000))),
    ?P(try_deep(id(20000))),
    ?P(alternate(id(300))),
    ?P(fold(id(30000))),
    ?P(parse(lists:flatten(lists:duplicate(3000, "(")) ++ "x" ++ lists:flatten(lists:duplicate(3000, ")")))),
    ?P(erlang:phash2(merge(lists:seq(1, 20000, 2), lists:seq(2, 20000, 2)))),
    ?P(receive_deep(id(2000))).

mixed(0) -> [];
mixed(N) ->
    A = {N}, B = [N], C = N * 1.5, D = <<N:32>>, E = #{N => A}, F = fun() -> {A, B} end,
    R = mixed(N - 1),
    [{A, B, C, D, E, F()} | if N rem 2 =:= 0 -> R; true -> tl_(R) end].
tl_([_ | T]) -> T;
tl_([]) -> [].
with_bins(0) -> 0;
with_bins(N) -> B = binary:copy(<<N>>, 100), <<H:50/binary, T/binary>> = B, S = with_bins(N - 1), S + byte_size(H) + binary:first(T).
try_deep(0) -> throw({bottom, lists:seq(1, 1000)});
try_deep(N) -> L = [N], try try_deep(N - 1) catch throw:{bottom, X} when N rem 1000 =:= 0 -> throw({bottom, L ++ tl(X)}) end.
alternate(0) -> [];
alternate(N) -> Big = lists:seq(1, N * 20), R = alternate(N - 1), _ = [x || _ <- Big], [lists:last(Big) | R].
fold(N) -> lists:foldr(fun(X, {S, L}) -> {S + X, [X | lists:sublist(L, 5)]} end, {0, []}, lists:seq(1, N)).
parse(S) -> {T, []} = expr(S), height(T).
expr([$( | R]) -> {E, [$) | R1]} = expr(R), {{paren, E}, R1};
expr([$x | R]) -> {x, R}.
height(x) -> 0;
height({paren, E}) -> 1 + height(E).
merge([], B) -> B;
merge(A, []) -> A;
merge([A | T], [B | _] = R) when A =< B -> [A | merge(T, R)];
merge(L, [B | T]) -> [B | merge(L, T)].
receive_deep(0) -> 0;
receive_deep(N) -> self() ! {n, N, lists:seq(1, 20)}, R = receive_deep(N - 1), receive {n, N, L} -> R + length(L) end.
