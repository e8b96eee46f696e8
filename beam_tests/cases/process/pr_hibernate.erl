%% SPDX-License-Identifier: Apache-2.0
%% hibernate: the stack is dropped, catches are gone, messages already waiting wake it at once, data survives the shrink.
-module(pr_hibernate).
-export([loop/2, after_/1]).
-include("../case.hrl").

main() ->
    quiet(),
    Me = self(),
    P = spawn(fun() -> put(key, kept), erlang:hibernate(?MODULE, loop, [Me, []]) end),
    P ! {add, a}, P ! {add, {b, [1, 2, 3]}},
    P ! show,
    ?P(receive {state, S} -> S end),
    P ! {add, binary:copy(<<"x">>, 1000)},
    P ! show,
    ?P(receive {state, [B | _]} -> byte_size(B) end),
    receive after 20 -> ok end,
    ?P(process_info(P, [status, current_function, message_queue_len])),
    ?P(element(2, process_info(P, dictionary))),
    ?P(element(2, process_info(P, total_heap_size)) < 1000),
    {Q, M} = spawn_monitor(fun() -> try erlang:hibernate(?MODULE, after_, [x]) catch _:_ -> exit(caught) end end),
    Q ! wake,
    ?P(receive {'DOWN', M, process, Q, R} -> element(1, R) end),
    {Q2, M2} = spawn_monitor(fun() -> self() ! already, erlang:hibernate(?MODULE, after_, [ok]) end),
    ?P(receive {'DOWN', M2, process, Q2, R} -> R end),
    {Q3, M3} = spawn_monitor(fun() -> erlang:hibernate(?MODULE, no_such_function, []) end),
    Q3 ! wake,
    ?P(receive {'DOWN', M3, process, Q3, R} -> R end),
    ?P(erlang:hibernate(a, b, c)),
    L = spawn_link(fun() -> process_flag(trap_exit, true), Me ! ready, erlang:hibernate(?MODULE, after_, [trap]) end),
    receive ready -> ok end,
    M4 = monitor(process, L),
    unlink(L),
    exit(L, wake_up),
    ?P(receive {'DOWN', M4, process, L, R} -> R end).

loop(Me, S) ->
    receive
        {add, X} -> erlang:hibernate(?MODULE, loop, [Me, [X | S]]);
        show -> Me ! {state, S}, erlang:hibernate(?MODULE, loop, [Me, S])
    end.
after_(x) -> error(not_caught_any_more);
after_(ok) -> receive already -> exit(was_waiting) end;
after_(trap) -> receive {'EXIT', _, R} -> exit({trapped, R}) end.
