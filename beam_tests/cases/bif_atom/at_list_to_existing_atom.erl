%% SPDX-License-Identifier: Apache-2.0
%% erlang:list_to_existing_atom/1: known and unknown names, too long ones, bad arguments.
-module(at_list_to_existing_atom).
-include("../bif.hrl").

main() ->
    bif(erlang, list_to_existing_atom, 1, [[""], ["true"], ["list_to_existing_atom"], ["no such atom in this system"], [[16#20AC, 16#20AD,
        16#20AE]],
                                           [[16#D800]], [[-1]], [[a]], [[$a | $b]], [a], [<<"true">>], [[16#110000]]]),
    ?E(list_to_existing_atom(lists:duplicate(255, $q))),
    ?E(list_to_existing_atom(lists:duplicate(256, $q))),
    A = list_to_atom("now it exists " ++ [16#1F600]),
    ?P(list_to_existing_atom("now it exists " ++ [16#1F600]) =:= A).
