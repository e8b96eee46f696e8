%% SPDX-License-Identifier: Apache-2.0
%% Deep terms: built, copied, compared, hashed, printed, encoded and collected without overflowing any stack.
-module(gc_deep).
-include("../case.hrl").

main() ->
    N = id(200000),
    Left = lists:foldl(fun(_, A) -> [A | x] end, [], lists:seq(1, N)),
    Tup = lists:foldl(fun(I, A) -> {I, A} end, {}, lists:seq(1, N)),
    Map = lists:foldl(fun(I, A) -> #{I => A} end, #{}, lists:seq(1, 50000)),
    Fun = lists:foldl(fun(_, A) -> fun() -> A end end, fun() -> bottom end, lists:seq(1, 50000)),
    garbage_collect(),
    ?P([depth(Left, 0), depth(Tup, 0), depth(Map, 0)]),
    Me = self(),
    P = spawn(fun() -> receive {L, T, M, F} -> garbage_collect(), Me ! {L, T, M, F, depth(L, 0)} end end),
    P ! {Left, Tup, Map, Fun},
    receive {L2, T2, M2, F2, D} -> ?P({D, L2 =:= Left, T2 =:= Tup, M2 =:= Map, is_function(F2)}), ?P(calls(F2, 0)) end,
    ?P(erlang:phash2(Tup)),
    ?P(erlang:phash2(Left)),
    ?P(binary_to_term(term_to_binary(Left)) =:= Left),
    ?P(binary_to_term(term_to_binary(Map)) =:= Map),
    ?P(Tup < setelement(1, Tup, N + 1)),
    ?P(Left =:= [x | Left]),
    T = ets:new(t, []),
    ets:insert(T, {k, Tup}),
    ?P(ets:lookup(T, k) =:= [{k, Tup}]),
    ?P(length(lists:flatten(lists:foldl(fun(I, A) -> [A, I] end, [], lists:seq(1, 50000))))),
    ?P(iolist_size(lists:foldl(fun(_, A) -> ["x", A] end, [], lists:seq(1, 100000)))),
    ?P(lists:flatlength(io_lib:format("~W", [Tup, 20]))),
    ?P(erts_debug:flat_size(Left) > N),
    {_, Mo} = spawn_monitor(fun() -> exit(Left) end),
    ?P(receive {'DOWN', Mo, _, _, R} -> R =:= Left end).

depth([A | x], N) -> depth(A, N + 1);
depth({_, A}, N) -> depth(A, N + 1);
depth(M, N) when is_map(M), map_size(M) =:= 1 -> depth(hd(maps:values(M)), N + 1);
depth(_, N) -> N.
calls(F, N) -> case F() of bottom -> N; G -> calls(G, N + 1) end.
