%% SPDX-License-Identifier: Apache-2.0
%% ets_shared.erl -- one public ETS table read and written by eight processes at the same time.
-module(ets_shared).
-export([sizes/0, run/1]).

sizes() -> {500, 90000}.

run(N) ->
    Table = ets:new(shared, [public, set, {read_concurrency, true}, {write_concurrency, true}]),
    true = ets:insert(Table, [{K, 0, <<"value">>} || K <- lists:seq(1, 5000)]),
    Self = self(),
    Workers = [spawn_link(fun() -> Self ! {self(), work(N, Table, I, 0)} end) || I <- lists:seq(1, 8)],
    Seen = [receive {W, Count} -> Count end || W <- Workers],
    Total = ets:foldl(fun({_, C, _}, Sum) -> Sum + C end, 0, Table),
    ets:delete(Table),
    {Total, lists:sum(Seen)}.

work(0, _, _, Count) -> Count;
work(N, Table, I, Count) ->
    Key = (N * 31 + I * 977) rem 5000 + 1,
    [{Key, _, Value}] = ets:lookup(Table, Key),
    case N rem 4 of
        0 -> ets:update_counter(Table, Key, {2, 1});
        1 -> ets:update_element(Table, Key, {3, Value});
        _ -> ets:member(Table, Key + 1)
    end,
    work(N - 1, Table, I, Count + byte_size(Value)).
