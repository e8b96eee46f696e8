%% SPDX-License-Identifier: Apache-2.0
%% erlang:decode_packet/3 with http, httph and their _bin forms: requests, responses, headers, errors, continued lines.
-module(pk_http).
-include("../bif.hrl").

main() ->
    Lines = [<<"GET / HTTP/1.1\r\nrest">>, <<"GET / HTTP/1.0\n">>, <<"POST /a/b?c=d#e HTTP/1.1\r\n">>, <<"OPTIONS * HTTP/1.1\r\n">>,
        <<"CONNECT host:80 HTTP/1.1\r\n">>, <<"GET http://host/p HTTP/1.1\r\n">>, <<"GET http://host:8080/p HTTP/1.1\r\n">>,
        <<"GET https://h HTTP/1.1\r\n">>, <<"GET ftp://h/x HTTP/1.1\r\n">>, <<"FOO /x HTTP/1.1\r\n">>, <<"get / HTTP/1.1\r\n">>,
        <<"GET /\r\n">>, <<"GET\r\n">>, <<"\r\nGET / HTTP/1.1\r\n">>,
             <<"HTTP/1.1 200 OK\r\n">>, <<"HTTP/1.0 404 Not Found\r\nx">>, <<"HTTP/1.1 200\r\n">>, <<"HTTP/1.1 2x0 OK\r\n">>,
                 <<"HTTP/1.1\r\n">>, <<"HTTP/2 200 OK\r\n">>, <<"GET / HTTP/1.1">>, <<>>, <<"garbage\r\n">>, <<"GET / HTTP/12.34\r\n">>,
                 <<"GET  /two  HTTP/1.1\r\n">>, <<"DELETE /a%20b HTTP/1.1\r\n">>, <<"GET / HTTP/a.b\r\n">>, <<" GET / HTTP/1.1\r\n">>,
                 <<"HTTP/1.1 200 OK and more \r\n">>],
    [io:format("~0p~n  ~0p~n  ~0p~n", [L, erlang:decode_packet(http, L, []), erlang:decode_packet(http_bin, L, [])]) || L <- Lines],
    Headers = [<<"Host: example\r\nx">>, <<"host: example\r\nx">>, <<"Content-Length:5\r\nx">>, <<"X-Own: a b\r\nx">>,
        <<"x-oWN-thing: \t v \r\nx">>, <<"\r\nbody">>, <<"\nbody">>, <<"A: b\r\n c\r\nD">>, <<"A: b\r\n">>, <<"A: b\r\n\r\n">>,
        <<"NoColon\r\nx">>, <<": v\r\nx">>, <<"A:\r\nx">>, <<"a b: c\r\nx">>, <<"A: b">>, <<"TE: t\r\nx">>, <<"Set-Cookie2: q\r\nx">>,
        <<"averyveryverylongheadername: v\r\nx">>, <<"A: å\r\nx"/utf8>>, <<"COOKIE: c\r\nx">>,
               <<"Proxy-Connection: z\r\nx">>, <<"x-forwarded-for: y\r\nx">>],
    [io:format("~0p~n  ~0p~n  ~0p~n", [L, erlang:decode_packet(httph, L, []), erlang:decode_packet(httph_bin, L, [])]) || L <- Headers],
    [io:format("~0p ~0p~n", [O, erlang:decode_packet(http, <<"GET /0123456789 HTTP/1.1\r\nHost: x\r\n\r\n">>, O)]) || O <- [[{packet_size,
        10}], [{packet_size, 26}], [{line_length, 10}], [{line_length, 100}]]].
