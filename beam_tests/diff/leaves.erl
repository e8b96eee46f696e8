%% SPDX-License-Identifier: Apache-2.0
%% Leaves behind what the next module (leaves_seen) must not meet.
-module(leaves).
-export([main/0]).

main() ->
    register(left, spawn(fun Loop() -> Loop() end)),
    ets:new(left, [named_table, {heir, spawn(fun() -> timer:sleep(infinity) end), x}]),
    persistent_term:put(left, 1),
    file:set_cwd("/"),
    logger:set_primary_config(level, none),
    logger:remove_handler(default),
    application:start(sasl),
    left.
