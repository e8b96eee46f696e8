%% SPDX-License-Identifier: Apache-2.0
%% Every exit reason over a link: with and without trap_exit, sent by exit/2 and by ending; kill and killed.
-module(lk_exit_reasons).
-include("../case.hrl").

main() ->
    quiet(),
    Reasons = [normal, shutdown, {shutdown, x}, kill, killed, some_atom, {a, tuple}, "string", [], 42, {error, {nested, [1]}}, noproc],
    [io:format("ends ~0p: trapping ~0p, not trapping ~0p~n", [R, ends(R, true), ends(R, false)]) || R <- Reasons],
    [io:format("exit/2 ~0p: trapping ~0p, not trapping ~0p~n", [R, sent(R, true), sent(R, false)]) || R <- Reasons],
    [io:format("linked receiver of ~0p: ~0p~n", [R, chain(R)]) || R <- Reasons].

%% A watcher links to a process that ends with Reason.
ends(Reason, Trap) ->
    result(fun() ->
        process_flag(trap_exit, Trap),
        P = spawn_link(fun() -> exit(Reason) end),
        receive {'EXIT', P, R} -> exit({got, R}) after 60 -> exit(survived) end
    end).

sent(Reason, Trap) ->
    Me = self(),
    {P, M} = spawn_monitor(fun() -> process_flag(trap_exit, Trap), Me ! ready, receive {'EXIT', Me, R} -> exit({got, R}); stop -> exit(survived) end end),
    receive ready -> ok end,
    exit(P, Reason),
    P ! stop,
    receive {'DOWN', M, _, _, W} -> W end.

%% A middle process without trap_exit passes the reason on.
chain(Reason) ->
    result(fun() ->
        process_flag(trap_exit, true),
        P = spawn_link(fun() -> spawn_link(fun() -> exit(Reason) end), receive after 60 -> exit(middle_survived) end end),
        receive {'EXIT', P, R} -> exit({got, R}) end
    end).

result(F) -> {_, M} = spawn_monitor(F), receive {'DOWN', M, _, _, W} -> W end.
