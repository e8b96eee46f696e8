%% SPDX-License-Identifier: Apache-2.0
%% Exceptions that cross every kind of boundary: guards, generators, funs called by BIFs, ets callbacks, terminate callbacks, code loading, spawn, timers; what is left behind afterwards.
-module(ex_guard_exits).
-include("../case.hrl").

main() ->
    quiet(), process_flag(trap_exit, true),
    ?P([try F() catch C:R -> {C, R} end || F <- [fun() -> [throw(X) || X <- [1, 2]] end, fun() -> << <<(throw(X))>> || X <- [1] >> end, fun() -> {1, throw(in_tuple), 2} end, fun() -> #{throw(key) => 1} end, fun() -> #{a => throw(value)} end, fun() -> [a | throw(tail)] end, fun() -> f(throw(arg), exit(never)) end, fun() -> (throw(the_fun))(1) end, fun() -> (id(m)):(throw(fname))() end, fun() -> throw(throw(inner)) end, fun() -> case throw(head) of x -> y end end, fun() -> receive x -> y after throw(tmo) -> z end end, fun() -> <<(throw(bit)):8>> end, fun() -> <<1:(throw(size))>> end, fun() -> catch throw(caught), throw(after_catch) end, fun() -> try ok after throw(in_after) end end, fun() -> try throw(a) catch a -> throw(b) after put(after_ran, yes) end end, fun() -> try throw(a) catch throw:b -> c end end, fun() -> try ok of nok -> x after put(of_failed, yes) end end, fun() -> if (hd([])) -> x; true -> guard_failed end end, fun() -> case 1 of X when X / 0 > 1 -> x; _ -> guard_div end end, fun() -> lists:foreach(fun(X) -> X = 1 end, [1, 2]) end, fun() -> maps:filter(fun(_, _) -> not_bool end, #{a => 1}) end, fun() -> lists:filter(fun(_) -> not_bool end, [1]) end, fun() -> lists:sort(fun(_, _) -> not_bool end, [1, 2, 3]) end]]),
    ?P(get(after_ran)), T = ets:new(t, []), ets:insert(T, [{I} || I <- lists:seq(1, 5)]), ?P(try ets:foldl(fun({3}, _) -> throw(three); (_, A) -> A end, 0, T) catch throw:X -> X end), ?P(ets:info(T, safe_fixed)), ?P(catch ets:safe_fixtable(T, false)), ?P(ets:delete(T)),
    ?P(try lists:foldl(fun(_, _) -> receive never -> x after 1 -> throw(timeout) end end, 0, [1]) catch throw:timeout -> timeout end), ?P(begin P = spawn_link(fun() -> catch exit(self(), kill), receive x -> x end end), receive {'EXIT', P, R} -> R end end), ?P(begin P = spawn_link(fun() -> try exit(normal_in_try) after erlang:exit(replaced) end end), receive {'EXIT', P, R} -> R end end), ?P(begin P = spawn_link(fun() -> try receive stop -> x end after self() ! cleaned end end), exit(P, kill), receive {'EXIT', P, R} -> R end end),
    ?P(nest(200)), ?P(try nest_throw(500) catch throw:L -> length(L) end), ?P([catch element(2, catch_pair(K)) || K <- [throw, error, exit, return]]), ?P(loop(1000, 0)), ?P(erlang:process_info(self(), catchlevel)), ?P(lists:flatten([catch throw([X]) || X <- [1, 2, 3]])), ?P(begin (catch throw(x)), (catch error(y)), process_info(self(), message_queue_len) end).
f(A, B) -> {A, B}.
nest(0) -> 0;
nest(N) -> try nest(N - 1) + 1 after ok end.
nest_throw(0) -> throw([]);
nest_throw(N) -> try nest_throw(N - 1) catch throw:L -> throw([N | L]) end.
catch_pair(K) -> {a, case K of return -> ok; throw -> throw({b, thrown}); error -> (catch error(e)); exit -> (catch exit(e)) end}.
loop(0, N) -> N;
loop(I, N) -> loop(I - 1, try case I rem 4 of 0 -> throw(1); 1 -> error(2); 2 -> exit(3); 3 -> 4 end of V -> N + V catch throw:V -> N + V; error:V -> N + V; exit:V -> N + V after ok end).
