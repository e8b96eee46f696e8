%% SPDX-License-Identifier: Apache-2.0
%% ets_bytes.erl -- bytes of real memory for one row of an ETS table.
-module(ets_bytes).
-export([sizes/0, unit/0, run/1]).
-include("rss.hrl").

unit() -> bytes.

sizes() -> {100, 400000}.

run(N) ->
    Table = ets:new(rows, [set, public]),
    Before = resident_bytes(),
    fill(N, Table),
    Bytes = (resident_bytes() - Before) div N,
    Size = ets:info(Table, size),
    ets:delete(Table),
    {Bytes, Size}.

fill(0, _) -> ok;
fill(N, Table) -> ets:insert(Table, {N, row, N * 2, [N]}), fill(N - 1, Table).
