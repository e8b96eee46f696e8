%% SPDX-License-Identifier: Apache-2.0
%% mnesia_ram.erl -- a bank in mnesia, tables in memory: transactions, dirty operations, an index, a query.
-module(mnesia_ram).
-export([sizes/0, run/1]).
-record(account, {id, owner, balance}).

sizes() -> {50, 18000}.

run(N) ->
    application:load(mnesia),
    application:set_env(mnesia, schema_location, ram),
    application:set_env(mnesia, dir, "/nonexistent"),
    ok = mnesia:start(),
    {atomic, ok} = mnesia:create_table(account, [{attributes, record_info(fields, account)}, {index, [owner]},
                                                 {ram_copies, [node()]}]),
    [mnesia:dirty_write(#account{id = I, owner = I rem 20, balance = 100}) || I <- lists:seq(0, 199)],
    [{atomic, ok} = transfer(I rem 200, (I * 7 + 1) rem 200, I rem 13) || I <- lists:seq(1, N)],
    Indexed = [length(mnesia:dirty_index_read(account, O, #account.owner)) || O <- lists:seq(0, 19)],
    {atomic, Rich} = mnesia:transaction(fun() -> length(mnesia:select(account, [{#account{id = '$1', balance = '$2', _ = '_'},
                                                                               [{'>', '$2', 100}], ['$1']}])) end),
    Total = lists:sum([B || [#account{balance = B}] <- [mnesia:dirty_read(account, I) || I <- lists:seq(0, 199)]]),
    {atomic, ok} = mnesia:delete_table(account),
    stopped = mnesia:stop(),
    {Total, Rich, lists:sum(Indexed)}.

transfer(Same, Same, _) -> {atomic, ok};
transfer(From, To, Amount) ->
    mnesia:transaction(fun() ->
        [A] = mnesia:read(account, From, write),
        [B] = mnesia:read(account, To, write),
        ok = mnesia:write(A#account{balance = A#account.balance - Amount}),
        mnesia:write(B#account{balance = B#account.balance + Amount})
    end).
