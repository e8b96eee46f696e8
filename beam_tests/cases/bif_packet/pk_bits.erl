%% SPDX-License-Identifier: Apache-2.0
%% decode_packet/3 of bitstrings: the last bits belong to the rest.
-module(pk_bits).
-include("../case.hrl").

main() ->
    [io:format("~p ~0p: ~0p~n", [Type, Bits, catch erlang:decode_packet(Type, Bits, [])])
     || Type <- [1, 2, raw, line, http],
        Bits <- [<<161, 13:4>>, <<2, 1, 2, 3:4>>, <<0, 2, 1, 2, 3, 4, 5:3>>, <<"ab\ncd", 1:1>>, <<1:1>>]].
