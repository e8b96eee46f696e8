%% SPDX-License-Identifier: Apache-2.0
%% The same exception from another place.
-module(raises).
-export([start/0]).

start() ->
    case os:getenv("JOIST_SIDE") of
        "other" -> other();
        false -> first()
    end.

first() ->
    binary_to_atom(apply(erlang, hd, [[1]])),
    ok.

other() ->
    binary_to_atom(apply(erlang, hd, [[1]])),
    ok.
