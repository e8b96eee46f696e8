%% SPDX-License-Identifier: Apache-2.0
%% process_flag/2,3, system_flag, spawn_opt, group_leader, register, link, monitor, exit, send with wrong and odd arguments, explained.
-module(sys_flags_errors).
-include("../bif.hrl").

main() ->
    quiet(),
    bif(erlang, process_flag, 2, [[F, V] || F <- [trap_exit, priority, min_heap_size, min_bin_vheap_size, max_heap_size, error_handler, message_queue_data, save_calls, sensitive, fullsweep_after, monitor_nodes, foo, 1], V <- [true, -1, a, [], #{size => -1}, 1 bsl 70, "x"],
        not (F =:= error_handler andalso is_atom(V)), not (F =:= save_calls), not (F =:= sensitive andalso V =:= true), not (F =:= trap_exit andalso V =:= true)]),
    bif(erlang, process_flag, 2, [[save_calls, -1], [save_calls, a], [save_calls, 10001], [max_heap_size, #{size => 1}], [max_heap_size, #{size => 0, kill => 'maybe'}], [max_heap_size, #{foo => 1}], [max_heap_size, 100], [async_dist, true], [async_dist, a]]),
    bif(erlang, process_flag, 3, [[a, save_calls, 0], [{}, save_calls, 0]]),
    bif(erlang, system_flag, 2, [[backtrace_depth, -1], [backtrace_depth, a], [foo, 1], [min_heap_size, -1], [fullsweep_after, -5], [max_heap_size, a], [schedulers_online, 0], [schedulers_online, 100000], [scheduler_bind_type, foo], [time_offset, foo], [multi_scheduling, foo], [trace_control_word, -1], [scheduler_wall_time, a], [dirty_cpu_schedulers_online, 0], [microstate_accounting, x], [system_logger, foo], [erts_alloc, a], ["x", 1]]),
    bif(erlang, spawn_opt, 2, [[fun() -> ok end, [foo]], [fun() -> ok end, link], [fun(_) -> ok end, []], [x, []], [fun() -> ok end, [{priority, foo}]], [fun() -> ok end, [{max_heap_size, -1}]], [fun() -> ok end, [{min_heap_size, -1}]], [fun() -> ok end, [monitor | x]], [fun() -> ok end, [{monitor, [{alias, x}]}]]], []),
    bif(erlang, spawn, 1, [[x]]), bif(erlang, spawn, 3, [[1, f, []], [m, 1, []], [m, f, x], [m, f, [a | b]]]), bif(erlang, spawn_link, 3, [[m, f, a]]), bif(erlang, spawn_monitor, 3, [[m, f, a]]), bif(erlang, spawn_request, 2, [[x, []]]), bif(erlang, spawn_request_abandon, 1, [[x]]),
    bif(erlang, spawn, 2, [[node(), x]]),
    bif(erlang, register, 2, [[a, x], [1, self()], [undefined, self()], [init, self()], [dead_name, dead()]], hide), bif(erlang, unregister, 1, [[x], [1]]), bif(erlang, whereis, 1, [["x"], [1]]),
    bif(erlang, link, 1, [[a], [1]]), bif(erlang, unlink, 1, [[a]]), bif(erlang, monitor, 2, [[process, 1], [foo, self()], [port, x], [process, {a, 1}], [time_offset, foo], [process, "x"]], hide), bif(erlang, monitor, 3, [[process, init, [foo]], [process, init, x], [process, init, [{tag}]]]), bif(erlang, demonitor, 1, [[a]]), bif(erlang, demonitor, 2, [[make_ref(), [foo]], [make_ref(), x], [make_ref(), [info, flush]]], hide),
    bif(erlang, exit, 2, [[a, b], [1, normal]]), bif(erlang, send, 2, [[nosuch, 1], [1, 2], [{a, b, c}, 1], [{nosuch, node()}, 1]]), bif(erlang, send, 3, [[init, x, [foo]], [init, x, a], [nosuch, x, []]]), bif(erlang, send_nosuspend, 2, [[nosuch, x]]), bif(erlang, group_leader, 2, [[a, self()], [self(), a]], hide),
    bif(erlang, garbage_collect, 1, [[a]]), bif(erlang, garbage_collect, 2, [[self(), [foo]], [a, []]], hide), bif(erlang, hibernate, 3, [[1, f, []], [m, f, a]]), bif(erlang, suspend_process, 1, [[a], [self()]], hide), bif(erlang, resume_process, 1, [[a], [init_pid()]], hide), bif(erlang, is_process_alive, 1, [[a]]), bif(erlang, processes, 0, []), bif(erlang, check_process_code, 2, [[a, b], [self(), 1]], hide),
    bif(erlang, process_display, 2, [[a, b], [self(), foo]], hide), bif(erlang, put, 2, [[k, v]]), bif(erlang, get_keys, 1, [[nosuch]]), bif(erlang, halt, 1, [[-1], [a], [foo], [1.5]]), bif(erlang, halt, 2, [[0, [foo]], [0, x], [a, []]]), bif(erlang, nif_error, 1, [[x]]), bif(erlang, raise, 3, [[foo, a, []], [error, a, x], [error, a, [x]], [error, a, [{m, f, a, []} | t]]]),
    bif(erlang, yield, 0, [[]]), bif(erlang, bump_reductions, 1, [[0], [a], [-1]]), bif(erlang, make_fun, 3, [[m, f, 256], [1, f, 1], [m, f, -1], [m, f, 255]]), bif(erlang, fun_info, 2, [[x, arity], [fun lists:map/2, foo]]), bif(erlang, fun_to_list, 1, [[x], [fun lists:map/2]]), bif(erlang, function_exported, 3, [[1, f, 1], [m, f, a], [lists, map, 2], [erlang, '+', 2]]), bif(erlang, system_info, 1, [[foo], ["x"], [{cpu_topology, x}], [{foo, 1}]]), bif(erlang, statistics, 1, [[foo], [1]]), bif(erlang, memory, 1, [[foo], [[foo]]]), bif(erlang, alias, 1, [[x]]).

dead() -> {P, M} = spawn_monitor(fun() -> ok end), receive {'DOWN', M, _, _, _} -> P end.
init_pid() -> whereis(init).

%% As bif/4, where identifiers would be printed.
bif(M, F, Arity, ArgLists, _) ->
    [begin
         Arity = length(Args),
         Text = try apply(M, F, Args) of V -> io_lib:format(" = ~0tp", [V]) catch C:R:S -> io_lib:format("~n  ~ts", [erl_error:format_exception(C, R, lists:sublist(S, 1))]) end,
         io:format("~p:~p/~p ~ts~n", [M, F, Arity, re:replace(Text, "<\\d+\\.\\d+\\.\\d+>|#Ref<[\\d.]+>|#Fun<sys_flags_errors[\\d.]+>", "<ID>", [global])])
     end || Args <- ArgLists].
