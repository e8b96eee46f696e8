%% SPDX-License-Identifier: Apache-2.0
%% Variants of spawn: funs, MFA, spawn_link, spawn_monitor, spawn_opt with options; what they return.
-module(pr_spawn).
-export([send/2, zero/0]).
-include("../case.hrl").

main() ->
    quiet(),
    process_flag(trap_exit, false),
    Me = self(),
    wait(1, spawn(fun() -> Me ! {1, self()} end)),
    wait(2, spawn(?MODULE, send, [Me, 2])),
    wait(3, spawn_link(fun() -> Me ! {3, self()} end)),
    wait(4, spawn_link(?MODULE, send, [Me, 4])),
    {P5, R5} = spawn_monitor(fun() -> Me ! {5, self()}, exit(five) end),
    wait(5, P5),
    ?P(receive {'DOWN', R5, process, P5, X} -> X end),
    {P6, R6} = spawn_monitor(?MODULE, send, [Me, 6]),
    wait(6, P6),
    ?P(receive {'DOWN', R6, process, P6, X} -> X end),
    wait(7, spawn_opt(fun() -> Me ! {7, self()} end, [])),
    wait(8, spawn_opt(?MODULE, send, [Me, 8], [link, {priority, high}, {min_heap_size, 5000}, {fullsweep_after, 2}])),
    {P9, R9} = spawn_opt(?MODULE, send, [Me, 9], [monitor, {message_queue_data, off_heap}]),
    wait(9, P9),
    ?P(receive {'DOWN', R9, process, P9, X} -> X end),
    {P10, R10} = spawn_opt(fun() -> exit(tagged) end, [{monitor, [{tag, my_down}]}]),
    ?P(receive {my_down, R10, process, P10, X} -> X end),
    ?P(spawn_opt(fun() -> ok end, [bogus])),
    ?P(spawn_opt(fun() -> ok end, [link | bad])),
    ?P(spawn_opt(fun() -> ok end, [{priority, urgent}])),
    ?P(spawn_opt(fun() -> ok end, [{min_heap_size, -1}])),
    ?P(begin spawn(id(fun(_) -> ok end)), no_error_here end),
    ?P(spawn(m, f, not_list)),
    ?P(spawn(m, 1, [])),
    ?P(spawn(node(), fun() -> ok end) =/= self()),
    wait(11, spawn(node(), ?MODULE, send, [Me, 11])),
    ?P(is_pid(spawn(fun ?MODULE:zero/0))),
    ?P(info(spawn_opt(fun() -> receive stop -> ok end end, [{priority, low}]), priority)),
    ?P(info(spawn_opt(fun() -> receive stop -> ok end end, [{message_queue_data, off_heap}]), message_queue_data)),
    ?P(info(spawn_opt(fun() -> receive stop -> ok end end, []), message_queue_data)),
    ?P(info(spawn_opt(fun() -> receive stop -> ok end end, [link]), links) =:= [self()]),
    R13 = spawn_request(fun() -> Me ! {13, self()} end, [{reply_tag, made}]),
    P13 = receive {made, R13, ok, P} -> P end,
    wait(13, P13),
    R14 = spawn_request(?MODULE, send, [Me, 14], [{reply, no}]),
    ?P(is_reference(R14)),
    ?P(receive {14, P14} -> is_pid(P14) end),
    ?P(receive Any -> {unexpected, Any} after 50 -> nothing_else end).

info(Pid, Item) -> {Item, V} = process_info(Pid, Item), unlink(Pid), exit(Pid, kill), V.

send(To, Tag) -> To ! {Tag, self()}.
zero() -> ok.

wait(N, Pid) when is_pid(Pid) -> receive {N, Pid} -> io:format("~p answered~n", [N]) after 5000 -> io:format("~p lost~n", [N]) end.
