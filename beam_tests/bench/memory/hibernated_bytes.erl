%% SPDX-License-Identifier: Apache-2.0
%% hibernated_bytes.erl -- bytes of real memory for one hibernating gen_server.
-module(hibernated_bytes).
-behaviour(gen_server).
-export([sizes/0, unit/0, run/1, init/1, handle_call/3, handle_cast/2]).
-include("rss.hrl").

unit() -> bytes.

sizes() -> {100, 50000}.

run(N) ->
    Before = resident_bytes(),
    Pids = [element(2, gen_server:start(?MODULE, [], [])) || _ <- lists:seq(1, N)],
    [ok = gen_server:call(P, rest) || P <- Pids],
    Bytes = (resident_bytes() - Before) div N,
    [exit(P, kill) || P <- Pids],
    {Bytes, length(Pids)}.

init([]) -> {ok, #{}}.

handle_call(rest, _From, State) -> {reply, ok, State, hibernate}.

handle_cast(_, State) -> {noreply, State}.
