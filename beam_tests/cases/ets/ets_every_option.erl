%% SPDX-License-Identifier: Apache-2.0
%% ets:new with every option and wrong ones, info of each, rename, give_away, heirs, protection from other processes, safe_fixtable, traversal while
%% deleting, update_element and counters with defaults, lookup_element, insert_new of lists, tab2file, whereis, errors explained.
-module(ets_every_option).
-include("../bif.hrl").

main() ->
    quiet(), process_flag(trap_exit, true),
    [io:format("~0p: ~0p~n", [O, try ets:new(t_opt, O) of T -> I = ets:info(T), R = [{K, V} || {K, V} <- I, not lists:member(K, [id, memory, owner, heir, write_concurrency, decentralized_counters])], ets:delete(T), R catch C:W -> {C, W} end])
        || O <- [[], [set], [bag, public], [ordered_set, private], [duplicate_bag, {keypos, 3}], [named_table], [compressed], [{read_concurrency, true}, {write_concurrency, true}], [{write_concurrency, auto}], [{decentralized_counters, true}, public, {write_concurrency, true}], [{keypos, 0}], [{keypos, a}], [foo], [{heir, self(), x}], [{heir, none}], [{heir, x, y}], [set | bag], x, [set, bag], [{read_concurrency, 'maybe'}], [ordered_set, {write_concurrency, auto}, public], [{keypos, 1 bsl 70}], [{decentralized_counters, foo}]]],
    S = ets:new(s, [named_table, public]), O = ets:new(o, [named_table, ordered_set]), B = ets:new(b, [named_table, bag]), D = ets:new(d, [named_table, duplicate_bag]),
    [begin
         io:format("~p~n", [ets:info(T, type)]),
         bife(T, insert, [[{a, 1}], [{1, x}], [{1.0, y}], [[{b, 1}, {b, 2}, {a, 3}]], [x], [{}], [[{c}, x]], [[]], [[{c} | x]]]), bife(T, insert_new, [[{a, 9}], [[{z, 1}, {a, 1}]], [[{z, 1}, {z, 2}]], [[]], [x]]), bife(T, lookup, [[a], [b], [z], [1], [1.0], [nokey]]), bife(T, lookup_element, [[a, 2], [b, 2], [nokey, 2], [a, 3], [a, 0], [a, x]]), bife(T, member, [[1], [2]]),
         bife(T, update_element, [[a, {2, new}], [a, [{2, p}, {2, q}]], [nokey, {2, x}], [a, {1, x}], [a, {9, x}], [a, []], [a, x], [a, {2}]]), bife(T, update_counter, [[1, 1], [a, 1], [z, {2, 5}], [z, {2, -100, 0, 7}], [nokey, 1], [z, [{2, 1}, {2, 10}]], [z, {1, 1}], [z, {2, a}], [z, {2, 1, 10, 3}], [z, 1 bsl 70]]),
         ?P(catch_type(fun() -> ets:update_counter(T, fresh, {3, 4}, {fresh, 0, 6}) end)), ?P(catch_type(fun() -> ets:update_counter(T, fresh2, {2, 4}, {x, 1}) end)), ?P(catch_type(fun() -> ets:update_counter(T, fresh3, {5, 4}, {x, 1}) end)), bife(T, take, [[b], [nokey]]), bife(T, delete_object, [[{a, 3}], [{1, x}], [x]]), bife(T, delete, [[a], [nokey]]), ?P(lists:sort(ets:tab2list(T))), bife(T, slot, [[-1], [a], [100000000]]), bife(T, next, [[nokeyatall]]), bife(T, prev, [[nokeyatall]])
     end || T <- [S, O, B, D]],
    ets:insert(O, [{I, I} || I <- lists:seq(1, 20)]), ?P([ets:first(O), ets:last(O), ets:next(O, 5), ets:prev(O, 5), ets:next(O, 5.5), ets:prev(O, 1), ets:next(O, 20)]), ?P(lists:foldl(fun(_, K) -> ets:delete(O, K), ets:next(O, K) end, 3, lists:seq(1, 5))),
    ets:delete_all_objects(S), ets:insert(S, [{I, I} || I <- lists:seq(1, 500)]), ets:safe_fixtable(S, true), ?P(walk(S, ets:first(S), 0)), ?P(ets:info(S, size)), ?P(element(1, hd([X || {safe_fixed_monotonic_time, X} <- [{safe_fixed_monotonic_time, ets:info(S, safe_fixed_monotonic_time)}]])) =/= x), ?P(ets:info(S, fixed)), ets:safe_fixtable(S, false), ?P(ets:info(S, fixed)), ?P(ets:safe_fixtable(S, 'maybe')), ?P(ets:safe_fixtable(S, false)),
    N = ets:new(named, [named_table]), ?P(N), ?P(ets:new(named, [named_table])), ?P(ets:rename(named, other)), ?P(ets:whereis(named)), ?P(is_reference(ets:whereis(other))), ?P(ets:info(nosuch)), ?P(ets:info(nosuch, size)), ?P(ets:info(other, foo)), ?P(ets:info(other, name)), ?P(ets:rename(S, s2)), ?P(ets:info(s2, name)), ?P(ets:setopts(other, {heir, self(), data})), ?P(ets:setopts(other, [foo])), ?P(ets:give_away(other, self(), x)), ?P(ets:give_away(other, dead(), x)), ?P(ets:delete(other)), ?P(ets:delete(other)), ?P(ets:insert(other, {1})), ?P(ets:lookup(make_ref(), 1)),
    Me = self(), [begin T = ets:new(prot, [A]), ets:insert(T, {k, v}), spawn_link(fun() -> Me ! {A, [catch_type(F) || F <- [fun() -> ets:lookup(T, k) end, fun() -> ets:insert(T, {z, 1}) end, fun() -> ets:delete(T) end, fun() -> ets:info(T, size) end, fun() -> ets:match(T, '$1') end, fun() -> ets:setopts(T, {heir, none}) end]]} end), ?P(receive {A, R} -> R end) end || A <- [public, protected, private]],
    Owner = spawn_link(fun() -> T = ets:new(given, [{heir, Me, inherited}]), ets:insert(T, {who, owner}), receive die -> ok end end), Owner ! die, ?P(receive {'ETS-TRANSFER', T1, Owner, G} -> {G, ets:tab2list(T1), ets:info(T1, owner) =:= Me} after 1000 -> none end),
    G2 = ets:new(gift, []), Taker = spawn_link(fun() -> receive {'ETS-TRANSFER', T, From, Data} -> Me ! {got, From =:= Me, Data, ets:info(T, owner) =:= self()} end end), ?P(ets:give_away(G2, Taker, gift_data)), ?P(receive {got, X, Y, Z} -> {X, Y, Z} end), receive {'EXIT', Taker, _} -> ok end, ?P(ets:info(G2)),
    File = "/tmp/ets_eo_" ++ os:getpid(), F2 = ets:new(filed, [ordered_set]), ets:insert(F2, [{I, I} || I <- lists:seq(1, 9)]), ?P(ets:tab2file(F2, File, [{extended_info, [object_count, md5sum]}, {sync, true}])), ?P(element(1, ets:tabfile_info(File))), {ok, Back} = ets:file2tab(File, [{verify, true}]), ?P(ets:tab2list(Back) =:= ets:tab2list(F2)), file:write_file(File, "rubbish"), ?P(element(1, ets:file2tab(File))), file:delete(File), ?P(element(1, ets:file2tab(File))),
    ?P(ets:foldl(fun({K, _}, A) when is_integer(K) -> K + A; (_, A) -> A end, 0, O)), ?P(ets:foldr(fun({K, _}, A) -> [K | A] end, [], O)), ?P(ets:to_dets(O, nosuch)), ?P(ets:from_dets(O, nosuch)), ?P(ets:init_table(B, fun(read) -> end_of_input; (close) -> ok end)), ?P(ets:tab2list(B)), ?P(ets:init_table(B, fun(_) -> {[{i, 1}], fun(_) -> end_of_input end} end)), ?P(ets:tab2list(B)), ?P(ets:all() =/= []).

bife(T, F, Argss) ->
    [begin
         io:format("  ~p ~0p", [F, Args]),
         try apply(ets, F, [T | Args]) of V -> io:format(" = ~0p~n", [if is_list(V) -> lists:sort(V); true -> V end])
         catch C:R:Stack -> io:format("~n    ~ts~n", [re:replace(erl_error:format_exception(C, R, lists:sublist(Stack, 1)), "(#Ref<[0-9.]+>|<[0-9]+[.][0-9.]+>)", "T", [global])]) end
     end || Args <- Argss].
catch_type(F) -> try F() catch C:R -> {C, R} end.
walk(_, '$end_of_table', N) -> N;
walk(T, K, N) -> Next = ets:next(T, K), ets:delete(T, K), walk(T, Next, N + 1).
dead() -> {P, M} = spawn_monitor(fun() -> ok end), receive {'DOWN', M, _, _, _} -> P end.
