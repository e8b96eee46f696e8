%% SPDX-License-Identifier: Apache-2.0
%% gen_statem: state functions, enter calls, postpone, timeouts of three kinds, internal events, replies, stop.
-module(otp_statem).
-export([init/1, callback_mode/0, off/3, on/3, locked/3, terminate/3]).
-include("../case.hrl").

main() ->
    quiet(),
    process_flag(trap_exit, true),
    {ok, P} = gen_statem:start_link(?MODULE, self(), []),
    ?P(log(1)),
    ?P(gen_statem:call(P, count)),
    ?P(gen_statem:call(P, toggle)),
    ?P(log(1)),
    ?P(gen_statem:call(P, count)),
    ?P(gen_statem:cast(P, flip)),
    ?P(log(1)),
    ?P([gen_statem:call(P, toggle) || _ <- [1, 2, 3]]),
    ?P(log(3)),
    ?P(gen_statem:call(P, lock)),
    ?P(log(1)),
    R = gen_statem:send_request(P, toggle),
    ?P(gen_statem:call(P, count)),
    P ! unlock,
    ?P(gen_statem:wait_response(R, 1000)),
    ?P(log(2)),
    ?P(gen_statem:call(P, {timeout, state, 10})),
    ?P(log(1)),
    ?P(gen_statem:call(P, {timeout, event, 10})),
    ?P(log(1)),
    ?P(gen_statem:call(P, {timeout, generic, 10})),
    ?P(log(1)),
    ?P(gen_statem:call(P, internal)),
    ?P(log(1)),
    ?P(element(1, sys:get_state(P))),
    ?P(try gen_statem:call(P, silent, 20) catch exit:{timeout, _} -> timeout end),
    ?P(gen_statem:call(P, stop)),
    ?P(log(1)),
    ?P(receive {'EXIT', P, W} -> W end),
    ?P(try gen_statem:call(P, count) catch exit:{X, _} -> X end).

log(0) -> [];
log(N) -> receive {log, X} -> [X | log(N - 1)] after 1000 -> [missing] end.
callback_mode() -> [state_functions, state_enter].
init(To) -> {ok, off, #{to => To, n => 0}}.
note(#{to := To}, X) -> To ! {log, X}.
off(enter, Old, D) -> note(D, {enter, off, Old}), keep_state_and_data;
off({call, F}, toggle, #{n := N} = D) -> {next_state, on, D#{n := N + 1}, [{reply, F, {on, N + 1}}]};
off(cast, flip, D) -> {next_state, on, D};
off(T, E, D) -> common(off, T, E, D).
on(enter, Old, D) -> note(D, {enter, on, Old}), keep_state_and_data;
on({call, F}, toggle, D) -> {next_state, off, D, [{reply, F, off}]};
on(cast, flip, D) -> {next_state, off, D};
on(T, E, D) -> common(on, T, E, D).
locked(enter, _, D) -> note(D, {enter, locked}), keep_state_and_data;
locked({call, _}, toggle, _) -> {keep_state_and_data, [postpone]};
locked(info, unlock, D) -> {next_state, off, D};
locked(T, E, D) -> common(locked, T, E, D).
common(S, {call, F}, count, #{n := N}) -> {keep_state_and_data, [{reply, F, {S, N}}]};
common(_, {call, F}, lock, D) -> {next_state, locked, D, [{reply, F, ok}]};
common(_, {call, F}, {timeout, state, T}, _) -> {keep_state_and_data, [{reply, F, ok}, {state_timeout, T, st}]};
common(_, {call, F}, {timeout, event, T}, _) -> {keep_state_and_data, [{reply, F, ok}, {timeout, T, ev}]};
common(_, {call, F}, {timeout, generic, T}, _) -> {keep_state_and_data, [{reply, F, ok}, {{timeout, name}, T, gen}]};
common(_, {call, F}, internal, _) -> {keep_state_and_data, [{reply, F, ok}, {next_event, internal, inner}]};
common(_, {call, _}, silent, _) -> keep_state_and_data;
common(_, {call, F}, stop, D) -> {stop_and_reply, normal, [{reply, F, bye}], D};
common(S, Type, E, D) -> note(D, {S, Type, E}), keep_state_and_data.
terminate(R, S, D) -> note(D, {terminate, R, S}).
