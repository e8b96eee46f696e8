%% SPDX-License-Identifier: Apache-2.0
%% statem.erl -- a gen_statem that goes through its states by calls, with postponed events and timeouts set.
-module(statem).
-behaviour(gen_statem).
-export([sizes/0, run/1, init/1, callback_mode/0, locked/3, open/3]).

sizes() -> {100, 150000}.

run(N) ->
    {ok, Pid} = gen_statem:start_link(?MODULE, [], []),
    Result = loop(N, Pid, 0),
    gen_statem:stop(Pid),
    Result.

loop(0, _, Sum) -> Sum;
loop(N, Pid, Sum) ->
    gen_statem:cast(Pid, walk),
    ok = gen_statem:call(Pid, unlock),
    loop(N - 1, Pid, Sum + gen_statem:call(Pid, lock)).

callback_mode() -> state_functions.

init([]) -> {ok, locked, 0}.

locked(cast, walk, _) -> {keep_state_and_data, [postpone]};
locked({call, From}, unlock, Data) -> {next_state, open, Data, [{reply, From, ok}, {state_timeout, 60000, late}]}.

open(cast, walk, Data) -> {keep_state, Data + 1};
open({call, From}, lock, Data) -> {next_state, locked, Data, [{reply, From, Data rem 10}]}.
