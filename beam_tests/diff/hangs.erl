%% SPDX-License-Identifier: Apache-2.0
%% Never ends on one side.
-module(hangs).
-export([main/0]).

main() ->
    case os:getenv("JOIST_SIDE") of
        "other" -> timer:sleep(infinity);
        false -> ended
    end.
