%% SPDX-License-Identifier: Apache-2.0
%% gen_statem: timeouts of every kind and their cancelling, postpone, next_event order, state enter calls, replies from actions, hibernate, push and pop of callback modules.
-module(otp_statem_more).
-behaviour(gen_statem).
-export([init/1, callback_mode/0, handle_event/4, terminate/3]).
-include("../case.hrl").

callback_mode() -> [handle_event_function, state_enter].
init(S) -> {ok, idle, S, [{next_event, internal, a}, {next_event, internal, b}, {state_timeout, 5, st}]}.
handle_event(enter, Old, New, D) -> say({enter, Old, New}), {keep_state, D};
handle_event(internal, X, S, _) -> say({internal, X, S}), keep_state_and_data;
handle_event(state_timeout, X, idle, D) -> say({state_timeout, X}), {next_state, busy, D, [{timeout, 2, ev}, {{timeout, name}, 4, gen}]};
handle_event(timeout, X, S, D) -> say({event_timeout, X, S}), {next_state, busy, D};
handle_event({timeout, N}, X, S, D) -> say({generic, N, X, S}), D ! timers_done, keep_state_and_data;
handle_event({call, F}, postpone, busy, _) -> {keep_state_and_data, [postpone, {next_event, internal, F =/= x}]};
handle_event({call, F}, postpone, S, _) -> {keep_state_and_data, {reply, F, {postponed_until, S}}};
handle_event({call, F}, {go, S}, Old, D) -> {next_state, S, D, [{reply, F, {from, Old}}]};
handle_event({call, F}, repeat, _, D) -> {repeat_state, D, {reply, F, repeated}};
handle_event({call, F}, many, _, _) -> {keep_state_and_data, [{next_event, cast, 3}, {next_event, cast, 4}, {reply, F, many}, {next_event, info, 5}]};
handle_event({call, F}, cancel, _, _) -> {keep_state_and_data, [{{timeout, c}, 1, never}, {{timeout, c}, cancel}, {{timeout, u}, 100000, old}, {{timeout, u}, update, new}, {{timeout, z}, 0, zero}, {reply, F, ok}]};
handle_event({call, F}, hib, _, _) -> {keep_state_and_data, [hibernate, {reply, F, hib}]};
handle_event({call, F}, bad, _, _) -> gen_statem:reply(F, early), {bad, return};
handle_event({call, F}, stop, _, D) -> {stop_and_reply, {shutdown, x}, [{reply, F, stopping}], D};
handle_event({call, F}, raise, _, _) -> gen_statem:reply([{reply, F, r}]), throw({next_state, thrown, self()});
handle_event({call, F}, badaction, _, _) -> gen_statem:reply(F, ba), {keep_state_and_data, [foo]};
handle_event(T, X, S, _) -> say({T, X, S}), keep_state_and_data.
terminate(W, S, _) -> say({terminate, case W of {R, [_ | _]} -> R; R -> R end, is_atom(S)}).
say(X) -> case whereis(otp_statem_main) of undefined -> ok; M -> M ! {said, X} end.
said() -> receive {said, X} -> [X | said()] after 0 -> [] end.
q(P, X) -> V = catch_(fun() -> gen_statem:call(P, X, 200) end), catch sys:get_state(P, 200), io:format("~0p: ~0p~n  ~0p~n", [X, V, said()]).

main() ->
    quiet(), process_flag(trap_exit, true), register(otp_statem_main, self()),
    {ok, P} = gen_statem:start_link(?MODULE, self(), []),
    receive timers_done -> ok end, ?P(said()),
    R = gen_statem:send_request(P, postpone), ?P(gen_statem:wait_response(R, 20)), q(P, {go, done}), ?P(gen_statem:wait_response(R, 1000)), q(P, repeat), q(P, many), gen_statem:cast(P, c1), P ! i1, q(P, cancel), q(P, hib), ?P(sys:get_state(P) =:= {done, self()}), q(P, {go, done}), q(P, stop), ?P(down(P)),
    [begin {ok, Q} = gen_statem:start_link(?MODULE, self(), []), q(Q, W), ?P(down(Q)) end || W <- [bad, badaction, raise]],
    receive timers_done -> ok after 0 -> ok end, ?P(catch_(fun() -> gen_statem:call(P, x) end)), ?P(gen_statem:start(?MODULE, x, [foo]) =/= x), ?P(element(1, gen_statem:start(nosuchmod, x, []))).
down(P) -> receive {'EXIT', P, W} -> case W of {R, [_ | _]} -> R; _ -> W end after 100 -> exit(P, kill), receive {'EXIT', P, killed} -> alive end end.
catch_(F) -> try F() catch exit:R -> case R of {X, {gen_statem, _, _}} -> case X of {Y, [_ | _]} -> Y; _ -> X end; X -> X end end.
