%% SPDX-License-Identifier: Apache-2.0
%% process_flag: previous values, priorities, heap sizes, trap_exit, bad values; hibernate; group leader; yield.
-module(pr_flags).
-export([woken/2]).
-include("../case.hrl").

main() ->
    quiet(),
    ?P(process_flag(trap_exit, true)),
    ?P(process_flag(trap_exit, false)),
    ?P(process_flag(priority, high)),
    ?P(process_flag(priority, max)),
    ?P(process_flag(priority, normal)),
    ?P(process_flag(priority, bogus)),
    ?P(process_flag(min_heap_size, 1000)),
    ?P(process_flag(min_heap_size, 233) >= 1000),
    ?P(process_flag(min_heap_size, -1)),
    ?P(process_flag(fullsweep_after, 10) =:= element(2, erlang:system_info(fullsweep_after))),
    ?P(process_flag(fullsweep_after, 20)),
    ?P(process_flag(message_queue_data, off_heap)),
    ?P(process_flag(message_queue_data, on_heap)),
    ?P(process_flag(message_queue_data, elsewhere)),
    ?P(process_flag(save_calls, 0)),
    ?P(process_flag(max_heap_size, 0)),
    ?P(process_flag(max_heap_size, #{size => 0, kill => true, error_logger => false})),
    ?P(process_flag(error_handler, error_handler)),
    ?P(process_flag(sensitive, false)),
    ?P(process_flag(nonsense, 1)),
    Me = self(),
    P = spawn(fun() -> erlang:hibernate(?MODULE, woken, [Me, 5]) end),
    receive after 20 -> ok end,
    ?P(process_info(P, [status, current_function])),
    P ! {hello, [1, 2]},
    ?P(receive {P, M} -> M end),
    {Q, R} = spawn_opt(fun() -> grow([]) end, [monitor, {max_heap_size, #{size => 20000, kill => true, error_logger => false}}]),
    ?P(receive {'DOWN', R, process, Q, Why} -> Why end),
    ?P(erlang:yield()),
    ?P(group_leader() =:= element(2, process_info(self(), group_leader))),
    G = spawn(fun() -> receive stop -> ok end end),
    Old = group_leader(),
    group_leader(G, self()),
    Inherit = spawn(fun() -> Me ! {gl, group_leader()} end),
    Now = group_leader(),
    group_leader(Old, self()),
    ?P(Now =:= G),
    ?P(receive {gl, X} -> X =:= G end),
    ?P(is_pid(Inherit)),
    ?P(erlang:bump_reductions(10)),
    P1 = spawn(fun() -> loop(Me, 0) end),
    ?P(erlang:suspend_process(P1)),
    ?P(process_info(P1, status)),
    ?P(erlang:resume_process(P1)),
    ?P(erlang:resume_process(P1)),
    exit(P1, kill).

woken(Me, N) -> receive {hello, L} -> Me ! {self(), {N, L, process_info(self(), catchlevel)}} end.
grow(L) -> grow([lists:duplicate(100, x) | L]).
loop(Me, N) -> receive stop -> Me ! N after 0 -> erlang:yield(), loop(Me, N + 1) end.
