%% SPDX-License-Identifier: Apache-2.0
%% Links, monitors and exit/2 with every reason between processes that trap exits or not, alive, dead, themselves; what arrives, in which order, and who dies.
-module(lk_reason_matrix).
-include("../case.hrl").

main() ->
    quiet(), process_flag(trap_exit, true),
    Reasons = [normal, kill, killed, shutdown, {shutdown, x}, crash, {nested, [1]}, noproc],
    [io:format("exit ~p trap ~p from ~p: ~0p~n", [R, T, From, signal(R, T, From)]) || R <- Reasons, T <- [true, false], From <- [other, self]],
    [io:format("linked ends ~p trap ~p how ~p: ~0p~n", [R, T, How, linked(R, T, How)]) || R <- Reasons, T <- [true, false], How <- [exit, error, throw, return, killed]],
    ?P(begin P = dead(), link(P), receive {'EXIT', P, W} -> W after 100 -> none end end), ?P(begin P = dead(), M = monitor(process, P), receive {'DOWN', M, process, P, W} -> W end end), ?P(link(self())), ?P(unlink(self())), ?P(begin M = monitor(process, self()), demonitor(M) end), ?P(exit(self(), kill_not)), ?P(receive {'EXIT', S, W} -> {S =:= self(), W} after 100 -> none end), ?P(exit(self(), normal)), ?P(receive {'EXIT', _, W} -> W after 100 -> none end), ?P(exit(dead(), x)), ?P(exit(whereis(init), normal)),
    ?P(order(both)), ?P(order(three)), ?P(chain(50)), ?P(star(50)), ?P(unlinked()), ?P(flushed()).
dead() -> {P, M} = spawn_monitor(fun() -> ok end), receive {'DOWN', M, _, _, _} -> P end.
signal(R, T, From) ->
    Me = self(),
    {P, M} = spawn_monitor(fun() -> process_flag(trap_exit, T), case From of self -> exit(self(), R); other -> ok end, Me ! ready, receive {'EXIT', F, W} -> exit({got, F =:= Me orelse F =:= self(), W}); done -> exit(survived) end end),
    receive
        ready -> case From of other -> exit(P, R); self -> ok end, P ! done, receive {'DOWN', M, _, _, W} -> W end;
        {'DOWN', M, _, _, W} -> W
    end.
linked(R, T, How) ->
    {P, M} = spawn_monitor(fun() -> process_flag(trap_exit, T), C = spawn_link(fun() -> receive go -> ok end, case How of exit -> exit(R); error -> error(R); throw -> throw(R); return -> R; killed -> exit(self(), kill), receive x -> x end end end), C ! go, receive {'EXIT', C, {W, [_ | _]}} -> exit({trapped, W}); {'EXIT', C, W} -> exit({trapped, W}) after 20 -> exit(survived) end end),
    receive {'DOWN', M, _, _, {W, [_ | _]}} -> {stack, W}; {'DOWN', M, _, _, W} -> W end.
order(both) -> P = spawn_link(fun() -> receive go -> exit(bye) end end), M1 = monitor(process, P), M2 = monitor(process, P), P ! go, L = [receive {'EXIT', P, W} -> {link, W}; {'DOWN', M1, _, _, W} -> {m1, W}; {'DOWN', M2, _, _, W} -> {m2, W} end || _ <- [1, 2, 3]], lists:sort(L);
order(three) -> Me = self(), P = spawn_link(fun() -> Me ! one, Me ! two, exit(three) end), [receive X when X =:= one; X =:= two -> X; {'EXIT', P, W} -> W end || _ <- [1, 2, 3]].
chain(N) -> P = spawn_link(fun() -> link_chain(N) end), receive {'EXIT', P, W} -> W end.
link_chain(0) -> exit(end_of_chain);
link_chain(N) -> spawn_link(fun() -> link_chain(N - 1) end), receive x -> x end.
star(N) -> Me = self(), Hub = spawn(fun() -> [spawn_link(fun() -> process_flag(trap_exit, true), Me ! up, receive {'EXIT', _, W} -> Me ! {leaf, I, W} end end) || I <- lists:seq(1, N)], receive go -> exit(hub_gone) end end), [receive up -> ok end || _ <- lists:seq(1, N)], Hub ! go, lists:usort([receive {leaf, I, W} when is_integer(I) -> W end || _ <- lists:seq(1, N)]).
unlinked() -> P = spawn_link(fun() -> receive go -> exit(x) end end), unlink(P), M = monitor(process, P), P ! go, receive {'DOWN', M, _, _, _} -> ok end, receive {'EXIT', P, _} -> got after 0 -> nothing end.
flushed() -> {P, M} = spawn_monitor(fun() -> ok end), receive {'EXIT', x, x} -> x after 20 -> ok end, {demonitor(M, [flush, info]), demonitor(M, [info]), receive {'DOWN', M, _, P, _} -> got after 0 -> nothing end}.
