%% SPDX-License-Identifier: Apache-2.0
%% Receives that wait for a new reference with many older messages in the queue: calls, nested calls, monitors, timeouts, a
%% reference that escapes, loops that make a new one each time; the other messages stay in order.
-module(pr_ref_receive).
-include("../case.hrl").

main() ->
    Echo = spawn_link(fun echo/0),
    [self() ! {old, I} || I <- lists:seq(1, 2000)],
    ?P(call(Echo, 1)),
    ?P([call(Echo, X) || X <- lists:seq(1, 50)]),
    ?P(lists:sum([call(Echo, X) || X <- lists:seq(1, 3000)])),
    ?P(call_mon(Echo, 7)),
    ?P(call_mon(spawn(fun() -> receive {_, _, 7} -> exit(gone) end end), 7)),
    ?P(late(Echo, 8)),
    ?P(two(Echo, 1, 2)),
    ?P(branch(Echo, a)), ?P(branch(Echo, b)), ?P(branch(Echo, c)),
    ?P(nested(Echo)),
    ?P(alias_call(Echo, 9)),
    ?P(spawn_req()),
    ?P(escape(Echo)),
    ?P(again(Echo, 3)),
    ?P(timer_ref()),
    ?P(passes_fun(Echo, fun(R) -> receive {R, V} -> {through_fun, V} end end)),
    ?P(in_try(Echo)),
    ?P(process_info(self(), message_queue_len)),
    ?P(begin L = drain([]), {length(L), L =:= lists:seq(1, 2000)} end),
    ?P(receive X -> X after 0 -> empty end).

echo() -> receive {alias, A, X} -> A ! {A, X}, echo(); {From, Ref, X} -> From ! {Ref, X}, echo(); {From, Ref, X, wait} -> From ! noise, From ! {Ref, X}, echo() end.
call(P, X) -> R = make_ref(), P ! {self(), R, X}, receive {R, Y} -> Y end.
call_mon(P, X) -> R = monitor(process, P), P ! {self(), R, X}, receive {R, Y} -> demonitor(R, [flush]), {ok, Y}; {'DOWN', R, _, _, W} -> {down, W} end.
late(P, X) -> R = make_ref(), T = receive {R, _} -> early after 5 -> timeout end, P ! {self(), R, X}, receive {R, Y} -> {T, Y} end.
two(P, X, Y) -> R1 = make_ref(), R2 = make_ref(), P ! {self(), R1, X}, P ! {self(), R2, Y}, receive {R2, B} -> receive {R1, A} -> {A, B} end end.
branch(P, K) ->
    R = make_ref(),
    case K of a -> P ! {self(), R, in_a}; b -> P ! {self(), R, in_b, wait}; c -> self() ! {R, in_c} end,
    V = receive {R, X} when K =/= c -> X; {R, in_c} -> c_matched end,
    receive noise -> {noise, V} after 0 -> V end.
nested(P) -> R = make_ref(), P ! {self(), R, outer}, In = call(P, inner), In2 = call_mon(P, inner2), receive {R, X} -> {X, In, In2} end.
alias_call(P, X) -> A = monitor(process, P, [{alias, reply_demonitor}]), P ! {alias, A, X}, receive {A, Y} -> Y; {'DOWN', A, _, _, W} -> W end.
spawn_req() -> R = spawn_request(fun() -> exit(done) end, [monitor]), receive {spawn_reply, R, ok, P} -> receive {'DOWN', R, process, P, W} -> W end; {spawn_reply, R, error, W} -> {error, W} end.
escape(P) -> R = make_ref(), put(ref, R), P ! {self(), R, e1}, P ! {self(), get(ref), e2}, A = receive {R, X} -> X end, B = wait(get(ref)), {A, B}.
wait(R) -> receive {R, X} -> X end.
again(_, 0) -> [];
again(P, N) -> R = make_ref(), P ! {self(), R, N}, self() ! {R, own}, A = receive {R, own} -> own; {R, X} -> X end, B = receive {R, Z} -> Z end, [lists:sort([A, B]) | again(P, N - 1)].
timer_ref() -> R = erlang:start_timer(1, self(), t), receive {timeout, R, t} -> fired after 1000 -> never end.
passes_fun(P, F) -> R = make_ref(), P ! {self(), R, pf}, F(R).
in_try(P) -> R = make_ref(), P ! {self(), R, x}, try receive {R, _} -> throw(got) end catch throw:got -> caught end.
drain(L) -> receive {old, I} -> drain([I | L]) after 0 -> lists:reverse(L) end.
