%% SPDX-License-Identifier: Apache-2.0
%% The machine ends: on one side as asked, on the other it is killed by a signal.
-module(falls).
-export([main/0]).

main() ->
    io:format("before~n"),
    case os:getenv("JOIST_SIDE") of
        "other" -> os:cmd("kill -KILL " ++ os:getpid()), timer:sleep(infinity);
        false -> halt(0)
    end.
