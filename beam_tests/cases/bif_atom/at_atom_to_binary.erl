%% SPDX-License-Identifier: Apache-2.0
%% erlang:atom_to_binary/1,2: every encoding, what latin1 cannot hold, bad atoms and encodings.
-module(at_atom_to_binary).
-include("../bif.hrl").

main() ->
    A = list_to_atom([228, 16#20AC, 16#1F600]),
    bif(erlang, atom_to_binary, 1, [[''], [a], ['å'], [A], [1], ["a"], [<<"a">>]]),
    bif(erlang, atom_to_binary, 2, [['', latin1], ['å', latin1], ['å', utf8], ['å', unicode], [A, utf8], [A, latin1], [a, utf16], [a, 1],
                                    [1, utf8], [1, 1], ["a", latin1], [a, []]]),
    ?P(byte_size(atom_to_binary(list_to_atom(lists:duplicate(255, 16#1F600))))).
