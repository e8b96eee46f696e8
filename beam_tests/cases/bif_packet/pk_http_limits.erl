%% SPDX-License-Identifier: Apache-2.0
%% decode_packet/3 of HTTP: how long lines may be (packet_size, line_length) when their end is there, and when it is not.
-module(pk_http_limits).
-include("../case.hrl").

main() ->
    Texts = [<<>>, <<"1">>, <<"1.5">>, <<"1.5x">>, <<"1.5\r\n">>, <<"1.5\n">>, <<"ab\r">>, <<"a: b\r\n c\r\n">>, <<"a: b\r\n ">>,
             <<"a: b\r\nc">>, <<"\n">>, <<"\r\n">>, <<"\r\n x">>, <<"\n x">>, <<"a\n b\nc">>, <<"a\n ">>],
    Options = fun(N) -> [[{packet_size, N}], [{line_length, N}], [{packet_size, 5}, {line_length, N}]] end,
    [io:format("~p ~p: ~0p~n", [Type, Text, [decode(Type, Text, O) || N <- [0, 1, 2, 3, 4, 5, 7, 10], O <- Options(N)]])
     || Type <- [http, httph], Text <- Texts].

decode(Type, Text, Options) ->
    case erlang:decode_packet(Type, Text, Options) of
        {ok, _, Rest} -> byte_size(Rest);
        {Other, _} -> Other
    end.
