%% SPDX-License-Identifier: Apache-2.0
%% Ownership: tables die with their owner, heirs, give_away, protection levels, safe_fixtable, concurrent readers.
-module(ets_owner).
-include("../case.hrl").

main() ->
    quiet(),
    process_flag(trap_exit, false),
    Me = self(),
    {P, M} = spawn_monitor(fun() -> T = ets:new(own, [public]), ets:insert(T, {x, 1}), Me ! {t, T}, receive stop -> ok end end),
    T = receive {t, X} -> X end,
    ?P(ets:lookup(T, x)),
    ?P(ets:info(T, owner) =:= P),
    P ! stop,
    receive {'DOWN', M, _, _, _} -> ok end,
    ?P(ets:info(T)),
    ?P(ets:lookup(T, x)),
    {P2, M2} = spawn_monitor(fun() -> T2 = ets:new(heir, [{heir, Me, gift}]), ets:insert(T2, {y, 2}), exit(done) end),
    receive {'DOWN', M2, _, _, W} -> ?P(W) end,
    ?P(receive {'ETS-TRANSFER', T2, P2, gift} -> {ets:lookup(T2, y), ets:info(T2, owner) =:= Me, ets:delete(T2)} end),
    T3 = ets:new(give, [protected]),
    ets:insert(T3, {z, 3}),
    {P3, M3} = spawn_monitor(fun() -> receive {'ETS-TRANSFER', Tab, From, Data} -> exit({From =:= Me, Data, ets:insert(Tab, {w, 4}), lists:sort(ets:tab2list(Tab))}) end end),
    ?P(ets:give_away(T3, P3, hello)),
    receive {'DOWN', M3, _, _, W3} -> ?P(W3) end,
    ?P(ets:info(T3, size)),
    ?P(ets:give_away(T3, Me, x)),
    [begin
         Tab = ets:new(prot, [Prot]), ets:insert(Tab, {k, v}),
         {_, Mx} = spawn_monitor(fun() -> exit({catch_(fun() -> ets:lookup(Tab, k) end), catch_(fun() -> ets:insert(Tab, {k, w}) end)}) end),
         receive {'DOWN', Mx, _, _, R} -> io:format("~p: ~p~n", [Prot, R]) end
     end || Prot <- [public, protected, private]],
    F = ets:new(fix, []),
    [ets:insert(F, {I}) || I <- lists:seq(1, 500)],
    ?P(ets:safe_fixtable(F, true)),
    ?P(walk(F, ets:first(F), 0)),
    ?P(ets:info(F, fixed)),
    ?P(ets:safe_fixtable(F, false)),
    ?P(ets:info(F, size)),
    Pub = ets:new(pub, [public, {write_concurrency, true}, {read_concurrency, true}]),
    Ps = [spawn_monitor(fun() -> [ets:insert(Pub, {{K, I}, I}) || I <- lists:seq(1, 300)], [ets:delete(Pub, {K, I}) || I <- lists:seq(1, 300, 3)] end) || K <- lists:seq(1, 10)],
    [receive {'DOWN', Mo, process, Po, _} -> ok end || {Po, Mo} <- Ps],
    ?P(ets:info(Pub, size)),
    ?P(lists:member(Pub, ets:all())),
    ?P(ets:setopts(Pub, {heir, none})),
    ?P(ets:setopts(Pub, bogus)),
    Copy = ets:new(copy, [ordered_set]),
    ?P(ets:insert(Copy, [{b, binary:copy(<<"x">>, 100)}, {f, fun lists:map/2}, {m, #{a => [1]}}])),
    ?P(ets:tab2list(Copy)),
    ?P(ets:foldr(fun(E, A) -> [element(1, E) | A] end, [], Copy)),
    ?P(ets:to_dets(Copy, none)).

catch_(F) -> try F() catch C:R -> {C, R} end.
%% Delete every element while walking a fixed table: each key is met once.
walk(_, '$end_of_table', N) -> N;
walk(T, K, N) -> ets:delete(T, K), walk(T, ets:next(T, K), N + 1).
