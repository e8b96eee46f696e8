%% SPDX-License-Identifier: Apache-2.0
%% regex.erl -- regular expressions over a log: captures, global matches, replace, split, alternatives, Unicode.
-module(regex).
-export([sizes/0, run/1]).

sizes() -> {10, 13000}.

run(Lines) ->
    Log = iolist_to_binary([line(I) || I <- lists:seq(1, Lines)]),
    {ok, Date} = re:compile("(\\d{4})-(\\d{2})-(\\d{2})T(\\d{2}):(\\d{2})", []),
    {match, Dates} = re:run(Log, Date, [global, {capture, all_but_first, binary}]),
    {match, Words} = re:run(Log, "\\b(error|warning|info)\\b[^\\n]*?user=(\\w+)", [global, {capture, [1, 2], list}]),
    Masked = re:replace(Log, "([0-9]{1,3}\\.){3}[0-9]{1,3}", "x.x.x.x", [global, {return, binary}]),
    Parts = re:split(Log, "\\s*[;\\n]\\s*", [{return, binary}, trim]),
    {match, Mails} = re:run(Log, "[\\w.+-]+@\\w+\\.(?:com|org|net)", [global, unicode, caseless]),
    Singles = [L || L <- binary:split(Log, <<"\n">>, [global]), re:run(L, Date, [{capture, none}]) =:= match],
    {length(Dates), length(Words), byte_size(Masked), length(Parts), length(Mails), length(Singles)}.

line(I) ->
    io_lib:format("2024-~2..0b-~2..0bT1~b:0~b; ~s: request ~b from 10.0.~b.~b user=user~b mail First.Last~b@Example.org ok~n",
                  [I rem 12 + 1, I rem 28 + 1, I rem 10, I rem 7, lists:nth(I rem 3 + 1, ["error", "warning", "info"]),
                   I * 37, I rem 256, I rem 13, I rem 50, I]).
