%% SPDX-License-Identifier: Apache-2.0
%% gen_event: several handlers, swap, supervised handlers that crash or leave, delete, call, which, odd returns, remove_handler, order of handlers.
-module(otp_event_more).
-behaviour(gen_event).
-export([init/1, handle_event/2, handle_call/2, handle_info/2, terminate/2]).
-include("../case.hrl").

init({swap, Old}) -> {ok, {swapped, Old}};
init({S, Term}) -> {ok, {S, Term}};
init(fail) -> {error, no};
init(crash) -> error(init);
init(S) -> {ok, S}.
handle_event({add, X}, S) -> say({event, S, X}), {ok, S};
handle_event(remove, _) -> remove_handler;
handle_event({swap, H, A}, S) -> {swap_handler, swapping, S, H, A};
handle_event(crash, S) -> error({crash, S});
handle_event(bad, _) -> bad_return;
handle_event(hib, S) -> {ok, S, hibernate};
handle_event(_, S) -> {ok, S}.
handle_call(state, S) -> {ok, {state, S}, S};
handle_call(remove, S) -> {remove_handler, {removed, S}};
handle_call(crash, _) -> throw(thrown_reply);
handle_call(bad, _) -> bad.
handle_info(X, S) -> say({info, S, X}), {ok, S}.
terminate(Why, S) -> say({terminate, Why, S}), {terminated, S}.
say(X) -> io:format("  ~0p~n", [tame(X)]).
tame({crash, {'EXIT', {R, _}}}) -> R;
tame({terminate, {error, {'EXIT', {R, _}}}, S}) -> {terminate, R, S};
tame(X) -> X.

main() ->
    quiet(), process_flag(trap_exit, true),
    {ok, E} = gen_event:start_link(),
    ?P(gen_event:add_handler(E, ?MODULE, one)), ?P(gen_event:add_handler(E, {?MODULE, two}, two)), ?P(gen_event:add_sup_handler(E, {?MODULE, three}, three)), ?P(gen_event:add_handler(E, ?MODULE, again)), ?P(gen_event:add_handler(E, {?MODULE, f}, fail)), ?P(element(1, gen_event:add_handler(E, {?MODULE, c}, crash))), ?P(element(1, gen_event:add_handler(E, nosuchmod, x))),
    ?P(gen_event:which_handlers(E)), ?P(gen_event:sync_notify(E, {add, 1})), E ! raw, ?P(gen_event:call(E, ?MODULE, state)), ?P(gen_event:call(E, {?MODULE, two}, state)), ?P(gen_event:call(E, nosuch, state)),
    ?P(gen_event:sync_notify(E, hib)), ?P(gen_event:swap_handler(E, {?MODULE, swapargs}, {{?MODULE, five}, newargs})), ?P(gen_event:swap_handler(E, {{?MODULE, two}, bye}, {{?MODULE, six}, hi})), ?P(gen_event:which_handlers(E)),
    ?P(gen_event:call(E, {?MODULE, six}, remove)), ?P(gen_event:call(E, {?MODULE, five}, crash) =/= x), ?P(gen_event:which_handlers(E)), ?P(gen_event:delete_handler(E, {?MODULE, three}, deleted)), ?P(got()), ?P(gen_event:delete_handler(E, nosuch, x)),
    gen_event:add_sup_handler(E, {?MODULE, s1}, s1), gen_event:add_sup_handler(E, {?MODULE, s2}, s2), ?P(gen_event:sync_notify(E, crash)), ?P([got(), got(), got()]), gen_event:add_sup_handler(E, {?MODULE, s3}, s3), gen_event:sync_notify(E, remove), ?P(got()), gen_event:add_sup_handler(E, {?MODULE, s4}, s4), gen_event:sync_notify(E, bad), ?P(got()),
    P = spawn(fun() -> gen_event:add_sup_handler(E, {?MODULE, owned}, owned), receive die -> exit(owner_died) end end), until(fun() -> lists:member({?MODULE, owned}, gen_event:which_handlers(E)) end), P ! die, until(fun() -> gen_event:which_handlers(E) =:= [] end), ?P(gen_event:which_handlers(E)),
    ?P(sys:get_state(E)), gen_event:add_handler(E, ?MODULE, st), ?P(sys:get_state(E)), ?P(sys:replace_state(E, fun({M, I, _}) -> {M, I, replaced} end)), ?P(gen_event:send_request(E, ?MODULE, state) =/= x), ?P(gen_event:receive_response(gen_event:send_request(E, ?MODULE, state))), ?P(gen_event:wait_response(gen_event:send_request(E, ?MODULE, nosuch), 1000) =/= timeout), ?P(gen_event:stop(E)), ?P(got()), ?P(catch_noproc(fun() -> gen_event:sync_notify(E, x) end)).
got() -> receive {gen_event_EXIT, H, {'EXIT', {R, _}}} -> {gone, H, R}; {gen_event_EXIT, H, R} -> {gone, H, R}; {'EXIT', _, R} -> {exit, R} after 100 -> none end.
until(F) -> case F() of true -> ok; _ -> erlang:yield(), until(F) end.
catch_noproc(F) -> try F() catch exit:R -> case R of {X, _} -> X; X -> X end end.
