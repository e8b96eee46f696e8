%% SPDX-License-Identifier: Apache-2.0
%% The order of all terms; == and =:= inside structures; sort and usort of mixed lists.
-module(te_order).
-include("../case.hrl").

main() ->
    L = [3, 2.5, -1, 1 bsl 80, -(1 bsl 80), 1.0e30, a, aa, b, 'B', '', true, [], [1], [1, 2], [1 | 2], [a], "z", {}, {1}, {2}, {1, 1}, {a, b, c},
         <<>>, <<1>>, <<1, 0>>, <<2>>, <<1:1>>, <<255:7>>, #{}, #{a => 1}, #{a => 2}, #{b => 0}, #{a => 1, b => 1}, fun lists:map/2, fun lists:nth/2],
    ?P(lists:sort(L)),
    ?P(lists:sort(lists:reverse(L)) =:= lists:sort(L)),
    ?P(lists:all(fun({A, B}) -> (A =< B) orelse (B =< A) end, [{A, B} || A <- L, B <- L])),
    S = lists:sort(L),
    ?P([{A, B} || {A, B} <- lists:zip(lists:droplast(S), tl(S)), not (A =< B)]),
    ?P(lists:sort([1, 1.0, 2, 2.0, 1, 1.0])),
    ?P(lists:usort([1, 1.0, 2, 2.0, 1, 1.0])),
    ?P(lists:sort([{1, b}, {1.0, a}, {1, a}])),
    ?P(lists:keysort(1, [{1.0, x}, {1, y}, {0.5, z}])),
    ?P([{A == B, A =:= B} || {A, B} <- [{1, 1.0}, {[1], [1.0]}, {{1, [2]}, {1.0, [2.0]}}, {#{1 => 2}, #{1 => 2.0}}, {#{1 => 2}, #{1.0 => 2}},
        {<<1>>, <<1>>}, {0.0, -0.0}, {"", []}, {'', []}, {fun lists:map/2, fun lists:map/2}]]),
    ?P(self() < make_ref()),
    ?P(make_ref() < fun() -> ok end),
    ?P((fun() -> ok end) < self()),
    ?P(begin A = make_ref(), B = make_ref(), (A < B) =/= (B < A) end),
    ?P(self() < {}),
    ?P(a < make_ref()),
    ?P([1, 2, 3] < [1, 2, 4]),
    ?P([1, 2, 3] < [1, 3]),
    ?P({3} < {1, 1}),
    ?P(<<1, 2>> < <<1, 2, 0>>),
    ?P(<<1:7>> < <<1>>),
    ?P(abc < abcd),
    ?P('Z' < a),
    ?P('åäö' < 'öäå'),
    ?P(list_to_atom([16#10000]) < list_to_atom([16#FFFF])),
    Deep1 = lists:foldl(fun(_, A) -> [A] end, 1, lists:seq(1, 100000)),
    Deep2 = lists:foldl(fun(_, A) -> [A] end, 2, lists:seq(1, 100000)),
    ?P({Deep1 < Deep2, Deep1 =:= Deep2, Deep1 == Deep1}),
    ?P(lists:seq(1, 100000) < lists:seq(1, 100001)).
