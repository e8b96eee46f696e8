%% SPDX-License-Identifier: Apache-2.0
%% Tables of type ordered_set: order, 1 and 1.0 are one key, first/last/next/prev, ranges with select, deletion while walking.
-module(ets_ordered).
-include("../case.hrl").

main() ->
    T = ets:new(t, [ordered_set]),
    Keys = [5, 1, 1.5, a, "l", {t}, <<"b">>, #{}, 3, -7, 1 bsl 70, b, [], {}, -0.5, [x | y]],
    [ets:insert(T, {K, pos(K, Keys)}) || K <- Keys],
    ?P(ets:tab2list(T)),
    ?P(ets:insert(T, {1.0, replaced})),
    ?P(ets:lookup(T, 1)),
    ?P(ets:lookup(T, 1.0)),
    ?P({ets:first(T), ets:last(T)}),
    ?P(ets:next(T, 2)),
    ?P(ets:next(T, 2.5)),
    ?P(ets:prev(T, 2)),
    ?P(ets:prev(T, -7)),
    ?P(ets:next(T, <<"b">>)),
    ?P(ets:next(T, <<"zzz">>)),
    ?P(forward(T, ets:first(T))),
    ?P(backward(T, ets:last(T))),
    ?P(ets:select(T, [{{'$1', '_'}, [{is_integer, '$1'}, {'>', '$1', 0}], ['$1']}])),
    ?P(ets:select_reverse(T, [{{'$1', '_'}, [{is_atom, '$1'}], ['$1']}])),
    ?P(ets:delete(T, a)),
    ?P(forward(T, ets:first(T))),
    N = ets:new(n, [ordered_set]),
    [ets:insert(N, {(I * 7919) rem 10007, I}) || I <- lists:seq(1, 10006)],
    ?P(ets:info(N, size)),
    ?P([K || {K, _} <- ets:tab2list(N)] =:= lists:seq(1, 10006)),
    ?P(ets:select(N, [{{'$1', '$2'}, [{'>=', '$1', 100}, {'<', '$1', 110}], [{{'$2', '$1'}}]}])),
    ?P(ets:select_delete(N, [{{'$1', '_'}, [{'=:=', {'rem', '$1', 2}, 0}], [true]}])),
    ?P({ets:info(N, size), ets:first(N), ets:last(N), ets:next(N, 4000), ets:prev(N, 4000)}),
    ?P(walk_delete(N, ets:first(N), 0)),
    ?P(ets:info(N, size)),
    ?P({ets:first(N), ets:last(N)}),
    ?P(pages(ets:select(N, [{{'$1', '_'}, [], ['$1']}], 7))),
    Tup = ets:new(tup, [ordered_set]),
    [ets:insert(Tup, {{A, B}, {B, A}}) || A <- [3, 1, 2], B <- [c, a, b]],
    ?P(ets:tab2list(Tup)),
    ?P(ets:select(Tup, [{{{2, '$1'}, '_'}, [], ['$1']}])),
    ?P(ets:match_delete(Tup, {{2, '_'}, '_'})),
    ?P(ets:next(Tup, {2, 0})).

pos(K, L) -> length(lists:takewhile(fun(X) -> X =/= K end, L)).
forward(_, '$end_of_table') -> [];
forward(T, K) -> [K | forward(T, ets:next(T, K))].
backward(_, '$end_of_table') -> [];
backward(T, K) -> [K | backward(T, ets:prev(T, K))].
walk_delete(_, '$end_of_table', C) -> C;
walk_delete(T, K, C) -> Next = ets:next(T, K), case K rem 100 of 1 -> walk_delete(T, Next, C); _ -> ets:delete(T, K), walk_delete(T, Next, C + 1) end.
pages('$end_of_table') -> [];
pages({L, C}) -> [L | pages(ets:select(C))].
