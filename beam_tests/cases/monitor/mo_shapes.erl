%% SPDX-License-Identifier: Apache-2.0
%% Monitors: reasons for each way to end, several monitors of one process, demonitor with flush and info, order with messages and links.
-module(mo_shapes).
-include("../case.hrl").

main() ->
    quiet(),
    [io:format("~p: ~0p~n", [N, down(F)]) || {N, F} <- [{normal, fun() -> ok end}, {exit, fun() -> exit(r) end}, {error, fun() -> error(r) end}, {throw, fun() -> throw(r) end}, {killed, fun() -> exit(self(), kill), receive x -> x end end},
        {kill_reason, fun() -> exit(kill) end}, {linked, fun() -> spawn_link(fun() -> exit(from_link) end), receive x -> x end end}, {linked_normal, fun() -> spawn_link(fun() -> ok end), receive x -> x after 20 -> exit(survived) end end},
        {undef, fun() -> m:f() end}, {heap, fun() -> process_flag(max_heap_size, #{size => 500, kill => true, error_logger => false}), lists:seq(1, 100000), receive x -> x end end}]],
    ?P(many(5)),
    ?P(begin {P, M} = spawn_monitor(fun() -> ok end), gone(P), [demonitor(M, [info]), demonitor(M, [flush, info]), empty()] end),
    ?P(begin {P, M} = spawn_monitor(fun() -> ok end), gone(P), [demonitor(M, [flush]), empty()] end),
    ?P(begin {P, M} = spawn_monitor(fun() -> receive go -> ok end end), [demonitor(M, [info]), demonitor(M, [info]), P ! go, empty()] end),
    ?P(begin {P, M} = spawn_monitor(fun() -> receive go -> ok end end), [demonitor(M), P ! go, gone(P), empty()] end),
    ?P(begin {P, _} = spawn_monitor(fun() -> receive go -> ok end end), {monitors, [{process, P}]} = process_info(self(), monitors), {monitored_by, B} = process_info(P, monitored_by), exit(P, kill), receive {'DOWN', _, _, P, R} -> {B =:= [self()], R, process_info(self(), monitors)} end end),
    ?P(begin S = self(), {P, M} = spawn_monitor(fun() -> S ! last_words, exit(bye) end), receive X -> [X, receive {'DOWN', M, _, P, R} -> R end] end end),
    ?P(begin M = monitor(process, self()), demonitor(M, [info]) end),
    ?P(begin M = monitor(time_offset, clock_service), demonitor(M, [info]) end),
    ?P(begin P = open_port({spawn, "cat"}, []), M = monitor(port, P), port_close(P), receive {'DOWN', M, port, P, R} -> R end end),
    ?P(begin P = open_port({spawn, "cat"}, []), M = monitor(process, id(P)), M end).

down(F) -> {P, M} = spawn_monitor(F), receive {'DOWN', M, process, P, R} -> case R of {E, [{A, B, _, _} | _]} -> {E, A, B}; {{nocatch, _} = E, _} -> E; _ -> R end end.
gone(P) -> case is_process_alive(P) of true -> erlang:yield(), gone(P); false -> ok end.
many(N) ->
    P = spawn(fun() -> receive go -> exit(done) end end),
    Ms = [monitor(process, P) || _ <- lists:seq(1, N)],
    P ! go,
    [receive {'DOWN', M, process, P, R} -> R end || M <- lists:reverse(Ms)].
empty() -> receive X -> X after 5 -> none end.
