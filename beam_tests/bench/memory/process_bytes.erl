%% SPDX-License-Identifier: Apache-2.0
%% process_bytes.erl -- bytes of real memory for one process that was just spawned and waits.
-module(process_bytes).
-export([sizes/0, unit/0, run/1]).
-include("rss.hrl").

unit() -> bytes.

sizes() -> {100, 100000}.

run(N) ->
    Before = resident_bytes(),
    Pids = [spawn(fun() -> receive stop -> ok end end) || _ <- lists:seq(1, N)],
    Bytes = (resident_bytes() - Before) div N,
    [P ! stop || P <- Pids],
    {Bytes, length(Pids)}.
