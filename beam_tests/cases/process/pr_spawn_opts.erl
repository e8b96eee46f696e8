%% SPDX-License-Identifier: Apache-2.0
%% spawn_opt, spawn_request, spawn_monitor: options and their effects, wrong options, replies and failures of requests.
-module(pr_spawn_opts).
-include("../case.hrl").

main() ->
    quiet(),
    process_flag(trap_exit, true),
    ?P(begin P = spawn_opt(fun() -> exit(linked) end, [link]), receive {'EXIT', P, R} -> R end end),
    ?P(begin {P, M} = spawn_opt(fun() -> exit(mon) end, [monitor]), receive {'DOWN', M, process, P, R} -> R end end),
    ?P(begin {P, M} = spawn_opt(fun() -> exit(tag) end, [{monitor, [{tag, mytag}]}]), receive {mytag, M, process, P, R} -> R end end),
    ?P(begin {P, M} = spawn_opt(erlang, exit, [both], [link, monitor]), [receive {'DOWN', M, _, P, R} -> R end, receive {'EXIT', P, R1} -> R1 end] end),
    [?P(info(O, I)) || {O, I} <- [{{priority, low}, priority}, {{priority, high}, priority}, {{min_heap_size, 1000}, min_heap_size}, {{fullsweep_after, 5}, fullsweep_after}, {{message_queue_data, off_heap}, message_queue_data},
        {{max_heap_size, 100000}, max_heap_size}, {{max_heap_size, #{size => 100000, kill => false}}, max_heap_size}, {{min_bin_vheap_size, 5000}, min_bin_vheap_size}]],
    [?P(bad(O)) || O <- [[bogus], [{priority, x}], [{min_heap_size, -1}], [{fullsweep_after, a}], [link | monitor], x, [{monitor, x}], [{scheduler, -1}], [{message_queue_data, q}], [{max_heap_size, 1}], [{reply, x}], [async_dist]]],
    ?P(begin Q = spawn_request(fun() -> exit(rq) end, [{reply_tag, rt}, monitor]), receive {rt, Q, ok, P} -> receive {'DOWN', Q, process, P, R} -> R end end end),
    ?P(begin Q = spawn_request(fun() -> ok end, [{reply, no}, monitor]), receive {'DOWN', Q, process, _, R} -> R end end),
    ?P(begin Q = spawn_request(erlang, abs, [1], [{reply, success_only}]), receive {spawn_reply, Q, ok, P} -> is_pid(P) end end),
    ?P(begin Q = spawn_request(fun() -> ok end, [bogus]), receive {spawn_reply, Q, error, W} -> W end end),
    ?P(is_reference(spawn_request(a, b, c, []))),
    ?P(spawn_request_abandon(make_ref())),
    ?P(spawn_request_abandon(x)),
    ?P(spawn(a)),
    ?P(spawn(fun(_) -> ok end)),
    ?P(spawn(a, b, c)),
    ?P(spawn(a, b, [1 | 2])),
    ?P(spawn(1, b, [])),
    ?P(spawn_link(fun(X) -> X end)),
    ?P(spawn_monitor(x)),
    ?P(spawn_opt(fun() -> ok end, x)),
    ?P(spawn(node(), fun() -> ok end) =/= self()),
    ?P(spawn('nonode@nowhere', erlang, abs, [1]) =/= self()),
    ?P(begin P = spawn_link(fun() -> ok end), receive {'EXIT', P, R} -> R end end).

info(O, I) ->
    P = spawn_opt(fun() -> receive stop -> ok end end, [{priority, normal}, O]),
    R = process_info(P, I),
    P ! stop,
    case R of {max_heap_size, M} -> {max_heap_size, maps:remove(include_shared_binaries, M)}; _ -> R end.
bad(O) -> spawn_opt(fun() -> ok end, O).
