%% SPDX-License-Identifier: Apache-2.0
%% process_info and process_flag: each item of a process at rest, lists of items, wrong items, the dead, flags and their old values.
-module(pr_info_errors).
-include("../case.hrl").

main() ->
    P = spawn(fun() -> put(k, v), process_flag(trap_exit, true), register(resting, self()), receive stop -> ok end end),
    P ! x, P ! {y, 1},
    wait(P),
    [?P(process_info(P, I)) || I <- [messages, message_queue_len, registered_name, trap_exit, status, dictionary, priority, current_function, links, monitors, monitored_by, error_handler,
        initial_call, sequential_trace_token, suspending, message_queue_data, catchlevel, last_calls, fullsweep_after, group_leader, bogus, "str"], I =/= group_leader],
    ?P(process_info(P, [message_queue_len, trap_exit, message_queue_len])),
    ?P(process_info(P, [])),
    ?P(process_info(P, [message_queue_len, bogus])),
    ?P(process_info(P, [message_queue_len | x])),
    ?P(process_info(self(), registered_name)),
    ?P(process_info(self(), [registered_name])),
    ?P([K || {K, _} <- process_info(P)]),
    ?P(process_info(id(a), status)),
    ?P(process_info(self(), status)),
    ?P(process_info(self(), current_function)),
    exit(P, kill),
    D = monitor(process, P),
    receive {'DOWN', D, _, _, R} -> io:format("~p~n", [R]) end,
    ?P(process_info(P, status)),
    ?P(process_info(P, [status])),
    ?P(process_info(P)),
    ?P(process_info(P, bogus)),
    ?P(is_process_alive(P)),
    ?P(whereis(resting)),
    [?P(process_flag(F, V)) || {F, V} <- [{trap_exit, true}, {trap_exit, false}, {trap_exit, x}, {priority, high}, {priority, normal}, {priority, x}, {min_heap_size, 500}, {min_heap_size, -1}, {fullsweep_after, 3},
        {message_queue_data, off_heap}, {message_queue_data, on_heap}, {message_queue_data, y}, {error_handler, my_handler}, {error_handler, error_handler}, {error_handler, 1}, {sensitive, true}, {sensitive, false},
        {sensitive, a}, {bogus, 1}, {max_heap_size, 0}, {max_heap_size, -1}, {monitor_nodes, x}]],
    ?P(group_leader() =:= group_leader()),
    ?P(group_leader(x, self())),
    ?P(erlang:hibernate(a, b, c)),
    ?P(erlang:garbage_collect()),
    ?P(erlang:garbage_collect(P)),
    ?P(erlang:garbage_collect(id(x))),
    ?P(erlang:suspend_process(self())),
    ?P(erlang:suspend_process(P)),
    ?P(erlang:resume_process(P)),
    ?P(erlang:bump_reductions(0)),
    ?P(erlang:bump_reductions(x)).

wait(P) -> case process_info(P, [status, registered_name, message_queue_len]) of [{status, waiting}, {registered_name, resting}, {_, 2}] -> ok; _ -> erlang:yield(), wait(P) end.
