%% SPDX-License-Identifier: Apache-2.0
%% process_info/1,2: names and order of all items, of a running, waiting, suspended, hibernating process; lists of items; what
%% stands in links, monitors, dictionary, current_stacktrace, initial_call, with messages on and off the heap.
-module(pr_info_all).
-export([wait/1, waiting/2, deep/1]).
-include("../case.hrl").

main() ->
    quiet(),
    ?P([K || {K, _} <- process_info(self())]),
    P = spawn(?MODULE, waiting, [self(), 3]),
    receive {P, ready} -> ok end,
    ?P([tame({K, V}) || {K, V} <- process_info(P), not lists:member(K, [total_heap_size, heap_size, stack_size, reductions, garbage_collection, suspending])]),
    ?P([tame({K, V}) || {K, V} <- process_info(P, [status, initial_call, current_function, current_location, current_stacktrace, dictionary, links, monitors, monitored_by, message_queue_len, messages, priority, trap_exit, error_handler, registered_name, catchlevel, suspending, backtrace, sequential_trace_token, last_calls, message_queue_data, group_leader, min_heap_size, min_bin_vheap_size, max_heap_size, fullsweep_after, parent, binary]), K =/= backtrace, K =/= binary]),
    [?P(tame(process_info(P, I))) || I <- [[], [status, status], registered_name, [registered_name], links, monitors, monitored_by, dictionary, messages, message_queue_len, current_function, initial_call, trap_exit, priority, [], catchlevel, last_calls, sequential_trace_token, error_handler, min_heap_size, fullsweep_after, message_queue_data, max_heap_size]],
    ?P([K || {K, _} <- element(2, process_info(P, garbage_collection))]),
    ?P([K || {K, _} <- element(2, process_info(P, garbage_collection_info))]),
    erlang:suspend_process(P),
    ?P(process_info(P, [status, suspending])),
    ?P([{is_pid(X), A, S} || {X, A, S} <- element(2, process_info(self(), suspending))]),
    erlang:resume_process(P),
    ?P(process_info(P, status)),
    register(pr_info_name, P),
    ?P(process_info(P, registered_name)),
    ?P(hd(process_info(P))),
    P ! {self(), [off | heap]}, P ! {tuple, <<1:100>>}, P ! binary:copy(<<"b">>, 100),
    ?P(tame(process_info(P, messages))),
    ?P(process_info(P, [message_queue_len, messages, message_queue_len]) =/= []),
    H = spawn(fun() -> put(k, v), erlang:hibernate(?MODULE, wait, [x]) end),
    until(H, {current_function, {erlang, hibernate, 3}}),
    ?P(process_info(H, [status, current_function, current_stacktrace, initial_call, message_queue_len])),
    D = spawn(?MODULE, deep, [30]),
    until(D, {status, waiting}),
    ?P(begin {_, S} = process_info(D, current_stacktrace), {length(S), [F || {_, F, _, _} <- S]} end),
    erlang:system_flag(backtrace_depth, 40),
    ?P(begin {_, S} = process_info(D, current_stacktrace), length(S) end),
    erlang:system_flag(backtrace_depth, 8),
    F = spawn(fun() -> (fun() -> receive stop -> ok end end)() end),
    until(F, {status, waiting}),
    ?P([process_info(F, I) || I <- [current_function, initial_call, current_stacktrace]]),
    A = spawn(lists, foreach, [fun(_) -> receive stop -> ok end end, [1]]),
    until(A, {status, waiting}),
    ?P([process_info(A, I) || I <- [current_function, initial_call, current_stacktrace]]),
    L = proc_lib:spawn(fun() -> receive stop -> ok end end),
    until(L, {status, waiting}),
    ?P([tame(process_info(L, I)) || I <- [dictionary, initial_call, current_stacktrace]]),
    ?P(proc_lib:translate_initial_call(L)),
    ?P(proc_lib:initial_call(L)),
    [exit(X, kill) || X <- [P, H, D, F, A, L]],
    [begin M = monitor(process, X), receive {'DOWN', M, _, _, _} -> ok end end || X <- [P, H, D, F, A, L]],
    ?P([process_info(X) || X <- [P, H]]),
    ?P(process_info(P, [links, messages])),
    ?P(process_info(self(), nothing)), ?P(process_info(self(), [links, nothing])), ?P(process_info(self(), [links | x])), ?P(process_info(x, links)), ?P(process_info(self(), "x")), ?P(process_info(self(), {dictionary, k})).

wait(X) -> receive stop -> X end.
deep(0) -> receive stop -> 0 end;
deep(N) -> 1 + deep(N - 1).
waiting(Main, N) ->
    put({my, key}, "value"), put(a, N), put(pid, self()),
    process_flag(trap_exit, true), process_flag(priority, high), process_flag(min_heap_size, 1000), process_flag(message_queue_data, off_heap), process_flag(fullsweep_after, 7),
    link(Main), monitor(process, Main), monitor(process, init), monitor(process, nosuchname),
    Main ! {self(), ready},
    wait({x, N}), ok.
until(P, {K, V} = Want) -> case process_info(P, K) of Want -> ok; _ -> erlang:yield(), until(P, {K, V}) end.
tame(X) when is_pid(X) -> if X =:= self() -> main; true -> pid end;
tame(X) when is_reference(X) -> ref;
tame({dictionary, D}) -> {dictionary, [{tame(K), tame(V)} || {K, V} <- lists:sort(D)]};
tame([H | T]) -> [tame(H) | tame(T)];
tame(X) when is_tuple(X) -> list_to_tuple(tame(tuple_to_list(X)));
tame(X) when is_map(X) -> maps:map(fun(_, V) -> tame(V) end, X);
tame(X) -> X.
