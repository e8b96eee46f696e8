%% SPDX-License-Identifier: Apache-2.0
%% erlang:halt/1 with a number: output written before it is flushed; nothing after it runs; status is 7.
-module(ex_halt_status).
-include("../case.hrl").

main() ->
    io:format("before halt~n"),
    [io:format("line ~p~n", [I]) || I <- lists:seq(1, 40)],
    erlang:halt(id(7)),
    io:format("never~n").
