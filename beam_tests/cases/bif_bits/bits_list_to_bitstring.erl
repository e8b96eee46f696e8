%% SPDX-License-Identifier: Apache-2.0
%% erlang:list_to_bitstring/1: bit strings anywhere in the list shift what follows; bad elements.
-module(bits_list_to_bitstring).
-include("../bif.hrl").

main() ->
    bif(erlang, list_to_bitstring, 1, [[[]], [[<<1:1>>]], [[<<1:1>>, 255]], [[255, <<1:3>>, 255, <<2:7>>]], [[<<1:1>>, <<1:7>>]],
        [[1 | <<2:3>>]], [[<<5:3>>, "ab" | <<1:2>>]],
                                       [<<1:1>>], [a], [[256]], [[-1]], [[a]], [[1 | 2]], [[1.0]], [{}], [[[[<<1:1>>, {}]]]]]),
    ?P(bit_size(list_to_bitstring(lists:duplicate(9, <<0:7>>)))),
    Big = binary:copy(<<16#A5>>, 1000),
    ?P(erlang:md5(term_to_binary(list_to_bitstring([<<1:S>> || S <- lists:seq(1, 20)] ++ [Big, <<1:1>>, Big])))),
    ?E(list_to_bitstring(id([<<1:1>> | a]))).
