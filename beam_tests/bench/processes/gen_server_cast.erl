%% SPDX-License-Identifier: Apache-2.0
%% gen_server_cast.erl -- a pipeline of five gen_servers that pass on what they were cast, a batch at a time.
-module(gen_server_cast).
-behaviour(gen_server).
-export([sizes/0, run/1, init/1, handle_call/3, handle_cast/2]).

sizes() -> {2, 4500}.

run(Batches) ->
    Stages = lists:foldl(fun(_, [Next | _] = Acc) -> [start(Next) | Acc] end, [self()], lists:seq(1, 5)),
    Sum = batches(Batches, hd(Stages), 0),
    [gen_server:stop(S) || S <- Stages, S =/= self()],
    Sum.

start(Next) -> {ok, Pid} = gen_server:start_link(?MODULE, Next, []), Pid.

batches(0, _, Sum) -> Sum;
batches(Left, First, Sum) ->
    [gen_server:cast(First, {item, N}) || N <- lists:seq(1, 100)],
    batches(Left - 1, First, collect(100, Sum)).

collect(0, Sum) -> Sum;
collect(N, Sum) -> receive {'$gen_cast', {item, Value}} -> collect(N - 1, Sum + Value) end.

init(Next) -> {ok, Next}.

handle_call(_, _From, State) -> {reply, ok, State}.

handle_cast({item, N}, Next) -> gen_server:cast(Next, {item, N + 1}), {noreply, Next}.
