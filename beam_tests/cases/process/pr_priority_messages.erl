%% SPDX-License-Identifier: Apache-2.0
%% releases: 29
%% Messages with priority (OTP 28): at aliases, from monitors and links, of exit/3; they overtake
%% ordinary ones but not each other, also in the middle of a receive; hibernate/0 wakes for them.
-module(pr_priority_messages).
-include("../case.hrl").

flush() -> receive M -> [M | flush()] after 0 -> [] end.

name(Ms, Names) -> [hd([N || {X, N} <- Names, is_same(X, M)] ++ [M]) || M <- Ms].
is_same({'DOWN', R}, {'DOWN', R, _, _, normal}) -> true;
is_same({'EXIT', P}, {'EXIT', P, _}) -> true;
is_same(_, _) -> false.

wait_dead(P) -> case is_process_alive(P) of true -> erlang:yield(), wait_dead(P); false -> ok end.

%% A process that acts when it is told to, and is known to have done so.
act(F) ->
    S = self(),
    {P, R} = spawn_monitor(fun() -> F(), S ! {done, self()} end),
    receive {done, P} -> ok end,
    demonitor(R, [flush]),
    wait_dead(P).

main() ->
    S = self(), A = alias([priority]), B = alias(),
    act(fun() ->
        S ! one, S ! two,
        erlang:send(A, p1, [priority]), erlang:send(A, n3), erlang:send(B, n4, [priority]),
        erlang:send(A, p2, [priority])
    end),
    ?P(flush()),
    {P, R} = spawn_opt(fun() -> receive go -> ok end end, [{monitor, [priority]}]),
    S ! a, P ! go, wait_dead(P),
    ?P(name(flush(), [{{'DOWN', R}, down}])),
    process_flag(trap_exit, true),
    Q = spawn(fun() -> receive go -> ok end end),
    link(Q, [priority]),
    S ! b, Q ! go, wait_dead(Q),
    ?P(name(flush(), [{{'EXIT', Q}, exit}])),
    L = spawn_opt(fun() -> receive go -> ok end end, [{link, [priority]}]),
    S ! c, L ! go, wait_dead(L),
    ?P(name(flush(), [{{'EXIT', L}, exit}])),
    S ! d, exit(A, why, [priority]),
    ?P(name(flush(), [{{'EXIT', S}, exit}])),
    S ! e, exit(A, why, []), exit(S, why, [priority]), exit(B, why, [priority]),
    ?P(name(flush(), [{{'EXIT', S}, exit}])),
    middle(A),
    ?P(erlang:exit_signal(S, normal)),
    ?P(name(flush(), [{{'EXIT', S}, exit}])),
    unalias(A),
    erlang:send(A, gone, [priority]), exit(A, gone, [priority]),
    ?P(flush()),
    ?P(link(S, [x])), ?P(exit(S, r, [x])), ?P(exit(S, r, priority)), ?P(alias([x])),
    ?P(monitor(process, S, [x])), ?P(erlang:send(S, m, [x])), ?P(exit(x, r, [])),
    hibernation().

%% The receive has seen x and y and goes back for prio, then on.
middle(A) ->
    S = self(),
    T = spawn(fun() -> S ! x, S ! y, erlang:send(A, prio, [priority]), S ! z, S ! last end),
    receive prio -> ok end,
    receive last -> ok end,
    wait_dead(T),
    ?P(flush()).

hibernation() ->
    S = self(),
    P = spawn(fun() -> L = lists:seq(1, 1000), ok = erlang:hibernate(), S ! {woken, length(L), flush()} end),
    Wait = fun W() -> case process_info(P, status) of {_, waiting} -> ok; _ -> erlang:yield(), W() end end,
    Wait(),
    P ! wake,
    receive {woken, N, M} -> ?P({N, M}) end,
    ?P(begin S ! x, erlang:hibernate() end),
    ?P(flush()).
