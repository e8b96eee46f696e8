#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%% hello.escript -- a script as people write them: interpreted, one library call, output.
main(Args) -> io:format("hello ~p~n", [lists:reverse(Args)]).
