%% SPDX-License-Identifier: Apache-2.0
%% Tuple patterns: arity dispatch, tagged tuples, nested tuples, the empty tuple.
-module(pm_tuples).
-include("../case.hrl").

main() ->
    Samples = [{}, {a}, {ok, 1}, {error, x}, {error, {x, y}}, {ok, 1, 2}, {1, 2, 3}, {{}, {}}, {{a, b}, {c, d}},
               list_to_tuple(lists:seq(1, 20)), {point, 1, 1}, {point, 1, 2}, {ok, [1, 2]}, [], ok,
               {1, {2, {3, {4, {5}}}}}, {<<>>}, {a, b, c, d, e}],
    [?P({S, tag(id(S)), arity(id(S)), deep(id(S))}) || S <- Samples],
    ?P(begin {A, B} = id({1, 2}), A + B end),
    ?P(begin {A, B} = id({1, 2, 3}), A + B end),
    ?P(begin {ok, A} = id({error, 2}), A end),
    ?P(begin {A, A} = id({1, 1}), A end),
    ?P(begin {A, A} = id({1, 1.0}), A end),
    ?P(begin {{A, _}, {_, B}} = id({{1, 2}, {3, 4}}), {A, B} end),
    ?P(begin {} = id({}) end),
    ?P(begin {} = id({a}) end),
    ?P(element(3, id({a, b, c}))),
    ?P(element(4, id({a, b, c}))),
    ?P(element(0, id({a, b, c}))),
    ?P(element(1, id([]))),
    ?P(element(1.0, id({a}))),
    ?P(setelement(2, id({a, b, c}), x)),
    ?P(setelement(4, id({a, b, c}), x)),
    ?P(setelement(1, setelement(3, id({a, b, c}), x), y)),
    ?P(erlang:append_element(id({a}), b)),
    ?P(erlang:insert_element(2, id({a, b}), x)),
    ?P(erlang:insert_element(4, id({a, b}), x)),
    ?P(erlang:delete_element(1, id({a, b}))),
    ?P(erlang:delete_element(3, id({a, b}))),
    ?P(erlang:make_tuple(3, x)),
    ?P(erlang:make_tuple(5, x, [{2, b}, {5, e}, {2, c}])),
    ?P(erlang:make_tuple(id(-1), x)),
    ?P(erlang:make_tuple(2, x, [{3, b}])),
    ?P(tuple_to_list(id({1, {2}, [3]}))),
    ?P(list_to_tuple(id([1 | 2]))),
    ?P(tuple_size(id(list_to_tuple(lists:seq(1, 1000))))).

tag({ok, V}) -> {ok, V};
tag({error, {R, _}}) -> {nested, R};
tag({error, R}) -> {error, R};
tag({point, X, X}) -> diagonal;
tag({point, X, _}) -> {x, X};
tag({}) -> empty;
tag(T) when is_tuple(T), element(1, T) =:= 1 -> first_is_one;
tag(_) -> none.

arity({}) -> 0;
arity({_}) -> 1;
arity({_, _}) -> 2;
arity({_, _, _}) -> 3;
arity({_, _, _, _, _}) -> 5;
arity(_) -> other.

deep({A, {B, {C, {D, {E}}}}}) -> [A, B, C, D, E];
deep({{A, B}, {C, D}}) -> [A, B, C, D];
deep(_) -> [].
