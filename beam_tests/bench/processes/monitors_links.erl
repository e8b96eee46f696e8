%% SPDX-License-Identifier: Apache-2.0
%% monitors_links.erl -- processes watched by monitors and links while they end for several reasons.
-module(monitors_links).
-export([sizes/0, run/1]).

sizes() -> {20, 2000}.

run(Times) ->
    process_flag(trap_exit, true),
    repeat(Times, 0).

repeat(0, Sum) -> Sum;
repeat(Times, Sum) ->
    Watched = [spawn_monitor(fun() -> exit({value, I}) end) || I <- lists:seq(1, 40)],
    Linked = [spawn_link(fun() -> wait(I) end) || I <- lists:seq(1, 40)],
    A = lists:sum([receive {'DOWN', Ref, process, Pid, {value, V}} -> V end || {Pid, Ref} <- Watched]),
    [exit(Pid, shutdown) || Pid <- Linked],
    B = length([receive {'EXIT', Pid, Reason} -> Reason end || Pid <- Linked]),
    Refs = [monitor(process, self()) || _ <- lists:seq(1, 20)] ++ [monitor(process, P) || P <- Linked],
    C = length([demonitor(Ref, [flush]) || Ref <- Refs]),
    repeat(Times - 1, Sum + A + B + C).

wait(I) -> receive {go, I} -> ok end.
