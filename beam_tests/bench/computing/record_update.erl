%% SPDX-License-Identifier: Apache-2.0
%% record_update.erl -- a state machine whose state is a record: matching, updating, atoms.
-module(record_update).
-export([sizes/0, run/1]).
-record(state, {count = 0, phase = idle, last = 0, sum = 0, limit = 7}).

sizes() -> {100000, 20000000}.

run(N) ->
    State = step(N, #state{}),
    {State#state.count, State#state.phase, State#state.sum}.

step(0, State) -> State;
step(N, State = #state{phase = idle}) -> step(N - 1, State#state{phase = busy, last = N});
step(N, State = #state{phase = busy, count = C, limit = Limit}) when C rem Limit =:= 0 ->
    step(N - 1, State#state{phase = done, count = C + 1});
step(N, State = #state{phase = busy, count = C, sum = S}) ->
    step(N - 1, State#state{count = C + 1, sum = (S + N) band 16#fffffff});
step(N, State = #state{phase = done}) -> step(N - 1, State#state{phase = idle}).
