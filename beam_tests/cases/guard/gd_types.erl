%% SPDX-License-Identifier: Apache-2.0
%% Every type test BIF against a sample of every type.
-module(gd_types).
-include("../case.hrl").

-record(r, {a}).

main() ->
    Ref = make_ref(),
    Samples = [{int, 1}, {big, 1 bsl 90}, {float, 1.0}, {atom, a}, {true, true}, {nil, []}, {list, [1]},
               {improper, [1 | 2]}, {tuple, {a, b}}, {empty_tuple, {}}, {bin, <<"ab">>}, {bits, <<1:3>>},
               {map, #{a => 1}}, {bigmap, maps:from_list([{N, N} || N <- lists:seq(1, 50)])}, {pid, self()},
               {ref, Ref}, {lfun, fun(X) -> {X, Ref} end}, {efun, fun lists:map/2}, {rec, {r, 1}}],
    [io:format("~p: ~p~n", [Name, tests(id(V))]) || {Name, V} <- Samples],
    [io:format("~p guard: ~p~n", [Name, guard(id(V))]) || {Name, V} <- Samples],
    ?P([is_function(id(fun lists:map/2), N) || N <- [0, 1, 2, 3]]),
    ?P(is_function(id(fun lists:map/2), id(-1))),
    ?P(is_function(id(fun lists:map/2), id(a))),
    ?P([is_record(id({r, 1}), r), is_record(id({r, 1}), r, 2), is_record(id({r, 1}), r, 3), is_record(id(r), r)]),
    ?P(is_record(id({r, 1}), id("r"))),
    ?P(is_map_key(a, id(#{a => 1}))),
    ?P(is_map_key(a, id([]))),
    ?P([is_list(id([])), is_list(id([a | b])), is_list(id({}))]).

tests(V) ->
    [T || {T, true} <-
        [{integer, is_integer(V)}, {float, is_float(V)}, {number, is_number(V)}, {atom, is_atom(V)},
         {boolean, is_boolean(V)}, {list, is_list(V)}, {tuple, is_tuple(V)}, {binary, is_binary(V)},
         {bitstring, is_bitstring(V)}, {map, is_map(V)}, {pid, is_pid(V)}, {reference, is_reference(V)},
         {port, is_port(V)}, {function, is_function(V)}, {fun1, is_function(V, 1)}, {fun2, is_function(V, 2)},
         {record, is_record(V, r)}, {record2, is_record(V, r, 2)}]].

guard(V) when is_boolean(V) -> boolean;
guard(V) when is_atom(V) -> atom;
guard(V) when is_integer(V), V < 10 -> small;
guard(V) when is_integer(V) -> big;
guard(V) when is_float(V) -> float;
guard(V) when is_map(V), map_size(V) > 32 -> large_map;
guard(V) when is_map(V) -> map;
guard(V) when is_binary(V) -> binary;
guard(V) when is_bitstring(V) -> bitstring;
guard(V) when is_record(V, r, 2) -> record;
guard(V) when tuple_size(V) =:= 0 -> empty_tuple;
guard(V) when is_tuple(V) -> tuple;
guard(V) when is_pid(V) -> pid;
guard(V) when is_reference(V) -> reference;
guard(V) when is_function(V, 2) -> fun2;
guard(V) when is_function(V) -> function;
guard(V) when length(V) =:= 0 -> nil;
guard(V) when length(V) > 0 -> list;
guard(V) when is_list(V) -> improper;
guard(_) -> none.
