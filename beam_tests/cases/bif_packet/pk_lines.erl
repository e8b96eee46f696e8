%% SPDX-License-Identifier: Apache-2.0
%% erlang:decode_packet/3 with line: ends, delimiters, long lines cut, no end yet.
-module(pk_lines).
-include("../bif.hrl").

main() ->
    [io:format("~0p ~0p: ~0p~n", [O, B, erlang:decode_packet(line, B, O)]) || O <- [[], [{line_length, 3}], [{packet_size, 4}],
        [{line_delimiter, $;}], [{line_delimiter, 0}]], B <- [<<>>, <<"\n">>, <<"ab">>, <<"ab\ncd\n">>, <<"ab\r\ncd">>, <<"abcdefgh\n">>,
        <<"a;b;">>, <<"a\rb">>, <<"abc">>, <<"abcd">>, <<0, "x">>]],
    Long = binary:copy(<<"x">>, 100000),
    ?P(erlang:decode_packet(line, Long, [])),
    ?P(case erlang:decode_packet(line, <<Long/binary, "\nrest">>, []) of {ok, L, R} -> {byte_size(L), R} end).
