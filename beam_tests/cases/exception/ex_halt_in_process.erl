%% SPDX-License-Identifier: Apache-2.0
%% A process other than the first one stops the machine; status 300 is cut to 8 bits by the system.
-module(ex_halt_in_process).
-include("../case.hrl").

main() ->
    io:format("start~n"),
    spawn(fun() -> io:format("in process~n"), halt(300) end),
    receive after infinity -> ok end.
