%% SPDX-License-Identifier: Apache-2.0
%% Tables of type bag and duplicate_bag: several objects per key, duplicates, deletion of one object.
-module(ets_bag).
-include("../case.hrl").

main() ->
    [run(Type) || Type <- [bag, duplicate_bag]].

run(Type) ->
    T = ets:new(t, [Type]),
    io:format("--- ~p~n", [Type]),
    ?P(ets:insert(T, [{a, 1}, {a, 2}, {a, 1}, {b, 1}, {a, 3, x}])),
    ?P(lists:sort(ets:lookup(T, a))),
    ?P(ets:info(T, size)),
    ?P(ets:insert_new(T, {a, 9})),
    ?P(ets:insert_new(T, {c, 9})),
    ?P(lists:sort(ets:lookup_element(T, a, 2))),
    ?P(ets:delete_object(T, {a, 1})),
    ?P(lists:sort(ets:lookup(T, a))),
    ?P(ets:member(T, a)),
    ?P(ets:update_counter(T, a, 1)),
    ?P(ets:update_element(T, a, {2, 1})),
    ?P(lists:sort(ets:match(T, {a, '$1'}))),
    ?P(lists:sort(ets:match_object(T, {'_', '_'}))),
    ?P(ets:select_count(T, [{{a, '_'}, [], [true]}])),
    ?P(lists:sort(ets:take(T, a))),
    ?P(lists:sort(ets:tab2list(T))),
    [ets:insert(T, {k, I rem 10}) || I <- lists:seq(1, 1000)],
    ?P(length(ets:lookup(T, k))),
    ?P(ets:select_delete(T, [{{k, '$1'}, [{'<', '$1', 5}], [true]}])),
    ?P(length(ets:lookup(T, k))),
    ?P(ets:delete(T, k)),
    ?P(ets:lookup(T, k)),
    ?P(ets:insert(T, [{1, a}, {1.0, b}])),
    ?P({ets:lookup(T, 1), ets:lookup(T, 1.0)}),
    ets:delete(T).
