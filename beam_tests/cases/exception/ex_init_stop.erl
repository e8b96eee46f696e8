%% SPDX-License-Identifier: Apache-2.0
%% init:stop/1 with a status: applications are stopped, then the machine ends with that status.
-module(ex_init_stop).
-include("../case.hrl").

main() ->
    io:format("~p~n", [init:get_status()]),
    io:format("~p~n", [init:get_argument(no_such_flag)]),
    io:format("~p~n", [init:stop(5)]),
    receive after infinity -> ok end.
