%% SPDX-License-Identifier: Apache-2.0
%% erlang:binary_to_existing_atom/1,2: known and unknown names in every encoding, too long ones, bad arguments.
-module(at_binary_to_existing_atom).
-include("../bif.hrl").

main() ->
    bif(erlang, binary_to_existing_atom, 1, [[<<>>], [<<"true">>], [<<"no such atom in this system either">>], [<<228>>], [a], ["true"],
        [<<1:1>>]]),
    bif(erlang, binary_to_existing_atom, 2, [[<<"true">>, latin1], [<<"true">>, utf8], [<<"true">>, unicode], [<<228, 229, 230, 1>>,
        latin1],
                                             [<<228, 229>>, utf8], [<<"true">>, x], [true, utf8], [<<"x">>, 7], [<<1:9>>, latin1]]),
    ?E(binary_to_existing_atom(binary:copy(<<"q">>, 256), utf8)),
    ?E(binary_to_existing_atom(binary:copy(<<"q">>, 255), latin1)),
    A = list_to_atom([228, 229, 230]),
    ?P(binary_to_existing_atom(<<228, 229, 230>>, latin1) =:= A),
    ?P(binary_to_existing_atom(<<228/utf8, 229/utf8, 230/utf8>>, utf8) =:= A).
