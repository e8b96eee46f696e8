%% SPDX-License-Identifier: Apache-2.0
%% gen_event: handlers added, called, swapped, crashing, removed, supervised; order of notification.
-module(otp_event).
-export([init/1, handle_event/2, handle_call/2, handle_info/2, terminate/2]).
-include("../case.hrl").

main() ->
    quiet(),
    process_flag(trap_exit, true),
    {ok, E} = gen_event:start_link({local, otp_ev}),
    Me = self(),
    ?P(gen_event:add_handler(E, ?MODULE, {a, Me})),
    ?P(gen_event:add_handler(E, {?MODULE, 2}, {b, Me})),
    ?P(gen_event:which_handlers(E)),
    ?P(gen_event:notify(E, hello)),
    ?P(lists:sort(log(2))),
    ?P(gen_event:sync_notify(E, again)),
    ?P(lists:sort(log(2))),
    E ! raw,
    ?P(lists:sort(log(2))),
    ?P(gen_event:call(E, ?MODULE, name)),
    ?P(gen_event:call(E, {?MODULE, 2}, name)),
    ?P(gen_event:call(E, nope, name)),
    ?P(gen_event:swap_handler(E, {?MODULE, to_swap}, {{?MODULE, 3}, {c, Me}})),
    ?P(log(1)),
    ?P(gen_event:which_handlers(E)),
    ?P(gen_event:delete_handler(E, ?MODULE, bye)),
    ?P(log(1)),
    ?P(gen_event:delete_handler(E, ?MODULE, bye)),
    ?P(gen_event:notify(otp_ev, crash)),
    ?P(gen_event:which_handlers(E)),
    log_all(),
    ?P(gen_event:add_sup_handler(E, {?MODULE, sup}, {s, Me})),
    ?P(gen_event:notify(E, remove)),
    ?P(receive {gen_event_EXIT, H, R} -> {H, R} after 1000 -> none end),
    ?P(gen_event:add_handler(E, ?MODULE, bad)),
    ?P(gen_event:stop(E)),
    ?P(receive {'EXIT', E, R} -> R end).

log(0) -> [];
log(N) -> receive {log, X} -> [X | log(N - 1)] after 500 -> [missing] end.
log_all() -> receive {log, _} -> log_all() after 20 -> ok end.
init({{c, To}, Old}) -> To ! {log, {swapped, Old}}, {ok, {c, To}};
init({_, _} = S) -> {ok, S};
init(bad) -> {error, bad_init}.
handle_event(crash, _) -> error(handler_crash);
handle_event(remove, {s, _}) -> remove_handler;
handle_event(X, {N, To} = S) -> To ! {log, {N, X}}, {ok, S}.
handle_call(name, {N, _} = S) -> {ok, N, S}.
handle_info(X, {N, To} = S) -> To ! {log, {N, info, X}}, {ok, S}.
terminate(R, {N, To}) -> To ! {log, {terminate, N, R}}, R.
