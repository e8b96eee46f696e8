%% SPDX-License-Identifier: Apache-2.0
%% erlang:decode_packet/3 with asn1, cdr, sunrm, fcgi, tpkt and ssl_tls: headers, lengths, what is malformed.
-module(pk_binary_protocols).
-include("../bif.hrl").

main() ->
    Show = fun(T, Bs) -> [io:format("~p ~0p ~0p~n", [T, B, erlang:decode_packet(T, B, [])]) || B <- Bs] end,
    Show(asn1, [<<>>, <<16#30>>, <<16#30, 2, "abc">>, <<16#30, 16#81, 3, "abcd">>, <<16#30, 16#82, 0, 2, "abc">>, <<16#30, 16#80, "a">>,
        <<16#30, 16#85, 1, 2, 3, 4, 5>>, <<16#1F, 5, 1, "ab">>, <<16#1F, 16#85, 5, 1, "ab">>, <<16#30, 5, "a">>]),
    Show(cdr, [<<>>, <<"GIOP">>, <<"GIOP", 1, 0, 0, 0, 2:32, "abc">>, <<"GIOP", 1, 0, 1, 0, 2:32/little, "abc">>, <<"XXXX", 1, 0, 0, 0,
        2:32, "abc">>, <<"GIOP", 1, 0, 0, 0, 9:32, "abc">>]),
    Show(sunrm, [<<>>, <<0, 0>>, <<16#80000002:32, "abc">>, <<2:32, "abc">>, <<16#80000005:32, "abc">>, <<16#FFFFFFFF:32, "abc">>]),
    Show(fcgi, [<<>>, <<1, 1, 0, 1, 0, 2, 1, 0, "abpc">>, <<2, 1, 0, 1, 0, 2, 1, 0, "abpc">>, <<1, 1, 0, 1, 0, 2, 1>>, <<1, 1, 0, 1, 0, 0,
        0, 0, "x">>]),
    Show(tpkt, [<<>>, <<3, 0, 0, 6, "abc">>, <<3, 0, 0, 4, "x">>, <<3, 0, 0, 3, "x">>, <<4, 0, 0, 6, "abc">>, <<3, 0, 0>>, <<3, 1, 0, 5,
        "ab">>]),
    Show(ssl_tls, [<<>>, <<22, 3, 1, 0, 2, "abc">>, <<22, 3, 1, 0, 2, "a">>, <<22, 3, 1>>, <<16#80, 3, 1, 3, 1, "x">>, <<16#80, 5, 1, 0, 2,
        9, 9, "xyz">>, <<23, 3, 3, 0, 0, "x">>, <<99, 3, 1, 0, 1, "ab">>]),
    ?P(erlang:decode_packet(tpkt, <<3, 0, 0, 6, "abc">>, [{packet_size, 5}])).
