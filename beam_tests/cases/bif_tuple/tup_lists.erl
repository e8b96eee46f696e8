%% SPDX-License-Identifier: Apache-2.0
%% erlang:tuple_to_list/1, list_to_tuple/1, tuple_size/1: empty, improper and long ones, bad arguments.
-module(tup_lists).
-include("../bif.hrl").

main() ->
    bif(erlang, tuple_to_list, 1, [[{}], [{a}], [{a, {b}}] | [[X] || X <- edge_terms(), not is_tuple(X)]]),
    bif(erlang, list_to_tuple, 1, [[[]], [[a]], ["abc"], [[a | b]], [[a, b | {}]] | [[X] || X <- edge_terms(), not is_list(X)]]),
    bif(erlang, tuple_size, 1, [[{}], [{a}], [erlang:make_tuple(40, 1)] | [[X] || X <- edge_terms(), not is_tuple(X)]]),
    ?P([N || N <- [1, 2, 255, 256, 257, 65535, 65536, 100000], tuple_to_list(list_to_tuple(lists:seq(1, N))) =/= lists:seq(1, N)]),
    ?P([N || N <- [1, 255, 256, 100000], tuple_size(list_to_tuple(lists:seq(1, N))) =/= N]),
    ?E(tuple_size(id([]))), ?E(tuple_to_list(id(a))), ?E(list_to_tuple(id([a | b]))),
    ?P([if tuple_size(X) > 1 -> big; tuple_size(X) >= 0 -> tuple; true -> none end || X <- [id({1, 2}), id({}), id([])]]).
