%% SPDX-License-Identifier: Apache-2.0
%% gen_server_call.erl -- a gen_server with calls from four clients, its state a map.
-module(gen_server_call).
-behaviour(gen_server).
-export([sizes/0, run/1, init/1, handle_call/3, handle_cast/2]).

sizes() -> {100, 60000}.

run(N) ->
    {ok, Server} = gen_server:start_link(?MODULE, [], []),
    Self = self(),
    Clients = [spawn_link(fun() -> Self ! {self(), client(N, Server, 0)} end) || _ <- lists:seq(1, 4)],
    Sums = [receive {C, Sum} -> Sum end || C <- Clients],
    Total = gen_server:call(Server, total),
    gen_server:stop(Server),
    {Total, length(Sums)}.

client(0, _, Sum) -> Sum;
client(N, Server, Sum) -> client(N - 1, Server, Sum + gen_server:call(Server, {add, N rem 10, 1})).

init([]) -> {ok, #{}}.

handle_call({add, Key, By}, _From, State) ->
    Value = maps:get(Key, State, 0) + By,
    {reply, Value, State#{Key => Value}};
handle_call(total, _From, State) -> {reply, lists:sum(maps:values(State)), State}.

handle_cast(_, State) -> {noreply, State}.
