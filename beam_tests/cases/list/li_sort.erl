%% SPDX-License-Identifier: Apache-2.0
%% Sorting large lists of several shapes; stability; sort functions that lie; subtraction and membership on large lists.
-module(li_sort).
-include("../case.hrl").

main() ->
    R = rand(id(20000), 42, []),
    ?P(erlang:phash2(lists:sort(R))),
    ?P(is_sorted(lists:sort(R))),
    ?P(length(lists:usort(R))),
    ?P(lists:sort(R) =:= lists:sort(fun(A, B) -> A =< B end, R)),
    ?P(lists:sort(fun(A, B) -> A >= B end, R) =:= lists:reverse(lists:sort(R))),
    Tagged = lists:zip([X rem 10 || X <- R], lists:seq(1, length(R))),
    ?P(stable(lists:keysort(1, Tagged))),
    ?P(stable(lists:sort(fun({A, _}, {B, _}) -> A =< B end, Tagged))),
    ?P(lists:sort(lists:seq(1, 5000)) =:= lists:seq(1, 5000)),
    ?P(lists:sort(lists:seq(5000, 1, -1)) =:= lists:seq(1, 5000)),
    ?P(lists:sort(fun(_, _) -> true end, [3, 1, 2])),
    ?P(lists:sort(fun(_, _) -> false end, [3, 1, 2])),
    ?P(lists:sort([[b], [a, b], [a], []])),
    ?P(lists:sort([{I rem 3, I} || I <- lists:seq(1, 12)])),
    ?P(erlang:phash2(R -- lists:seq(1, 1000))),
    ?P(length(lists:seq(1, 20000) -- lists:seq(2, 20000, 2))),
    ?P(lists:merge(lists:seq(1, 1000, 2), lists:seq(2, 1000, 2)) =:= lists:seq(1, 1000)),
    ?P(length(lists:append(lists:duplicate(1000, lists:seq(1, 50))))),
    ?P(lists:reverse(lists:reverse(R)) =:= R),
    ?P(lists:nth(20000, R) =:= lists:last(R)),
    ?P(lists:member(-1, R)),
    ?P(lists:keyfind(20000, 2, Tagged) =:= lists:last(Tagged)),
    ?P(orddict:to_list(orddict:from_list([{c, 1}, {a, 2}, {b, 3}]))),
    ?P(ordsets:union([1, 3, 5], [2, 3, 4])),
    ?P(ordsets:subtract([1, 2, 3], [2])),
    ?P(gb_trees:to_list(lists:foldl(fun(X, T) -> gb_trees:enter(X rem 20, X, T) end, gb_trees:empty(), lists:sublist(R, 200))) =/= []),
    ?P(gb_sets:to_list(gb_sets:from_list([c, a, b, a]))),
    ?P(sets:size(sets:from_list(R))),
    ?P(sets:size(sets:from_list(R, [{version, 2}]))),
    ?P(lists:sort(dict:to_list(dict:from_list([{I rem 5, I} || I <- lists:seq(1, 20)])))),
    ?P(queue:to_list(queue:in(3, queue:in(2, queue:in(1, queue:new()))))),
    ?P(queue:out(queue:from_list([1, 2]))),
    ?P(array:to_list(array:set(5, x, array:new([{default, 0}])))),
    ?P(proplists:get_value(b, [a, {b, 2}, {b, 3}])),
    ?P(proplists:get_bool(a, [a, {b, 2}])).

rand(0, _, L) -> L;
rand(N, S, L) -> S1 = (S * 1103515245 + 12345) band 16#7FFFFFFF, rand(N - 1, S1, [S1 rem 10000 | L]).
is_sorted([A, B | T]) when A =< B -> is_sorted([B | T]);
is_sorted([_]) -> true;
is_sorted(_) -> false.
stable([{K, I}, {K, J} | T]) when I < J -> stable([{K, J} | T]);
stable([{K, _}, {L, J} | T]) when K < L -> stable([{L, J} | T]);
stable([_]) -> true;
stable(_) -> false.
