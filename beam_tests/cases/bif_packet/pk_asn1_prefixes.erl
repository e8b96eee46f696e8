%% SPDX-License-Identifier: Apache-2.0
%% pk_asn1_prefixes.erl -- decode_packet(asn1, ...) of headers that are cut off, long tags, and lengths of too many bytes,
%% which are wrong only when all of their bytes are there.
-module(pk_asn1_prefixes).
-export([main/0]).

-include("../case.hrl").

main() ->
    Headers = [<<>>, <<16#30>>, <<16#30, 5>>, <<16#30, 2, 1, 2, 3>>, <<16#30, 0, 9>>,
               <<16#1F>>, <<16#1F, 1>>, <<16#1F, 16#81>>, <<16#1F, 16#81, 1>>, <<16#1F, 16#81, 16#82, 3, 2, 1, 0>>,
               <<16#30, 16#80>>, <<16#30, 16#80, 1>>, <<16#30, 16#81>>, <<16#30, 16#81, 1, 7, 8>>, <<16#30, 16#84, 1, 2>>,
               <<16#30, 16#84, 0, 0, 0, 1, 5>>, <<16#30, 16#85, 1, 2>>, <<16#30, 16#85, 1, 2, 3, 4, 5>>, <<16#30, 16#FF>>,
               <<33, 154, 206, 181>>, <<31, 200, 31, 200, 1, 0>>, <<255, 255, 255>>],
    [io:format("~w ~w: ~w~n", [Header, Options, catch erlang:decode_packet(asn1, id(Header), Options)])
     || Header <- Headers, Options <- [[], [{line_length, 4}], [{packet_size, 3}]]].
