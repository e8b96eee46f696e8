%% SPDX-License-Identifier: Apache-2.0
%% erlang:atom_to_list/1: empty, latin1 and other characters, 255 characters, bad arguments.
-module(at_atom_to_list).
-include("../bif.hrl").

main() ->
    bif(erlang, atom_to_list, 1, [[''], [a], ['A b'], ['å'], [list_to_atom([0, 255, 256, 16#FFFF, 16#10FFFF])]]),
    bif(erlang, atom_to_list, 1, [[X] || X <- edge_terms(), not is_atom(X)]),
    ?P(atom_to_list(list_to_atom(lists:duplicate(255, 16#1F600))) =:= lists:duplicate(255, 16#1F600)).
