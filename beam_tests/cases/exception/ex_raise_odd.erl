%% SPDX-License-Identifier: Apache-2.0
%% erlang:raise/3 with odd traces (long, partial, arities and arguments, locations that are wrong), error/2,3 with options, what catch
%% makes of them, exceptions through apply, spawn, timers, comprehensions, sort funs and callbacks of BIFs.
-module(ex_raise_odd).
-include("../case.hrl"). -include("../trace.hrl").

main() ->
    quiet(),
    [begin
         io:format("raise ~0p: ~0p~n", [S, try erlang:raise(C, r, S) of V -> {value, V} catch K:W:St -> {K, W, St} end]),
         io:format("  catch: ~0p~n", [case catch erlang:raise(C, r, S) of {'EXIT', {W2, St2}} -> {exit, W2, if is_list(St2) -> lists:sublist(St2, 3); true -> St2 end}; Z -> Z end])
     end || C <- [error, exit, throw, foo], S <- stacks()],
    ?T(error(r, none)), ?T(error(r, [a, b])), ?T(error(r, [a | b])), ?T(error(r, {a})), ?T(erlang:error(r, [1], [{error_info, #{cause => c}}])), ?T(erlang:error(r, none, [])), ?T(erlang:error(r, [1], [foo])), ?T(erlang:error(r, [1], [{error_info, x}])), ?T(erlang:error(r, [1], x)), ?T(erlang:error(r, [1], [{error_info, #{}}, {error_info, #{module => m}}])),
    ?T(apply(?MODULE, nofun, [1])), ?T(apply(fun(X) -> X end, [])), ?T(apply(a, b)), ?T(apply(lists, map, [1, 2])), ?T(apply(erlang, '+', [1, a])), ?T(apply(erlang, apply, [erlang, apply, [erlang, hd, [[]]]])), ?T((id(erlang)):(id(hd))([])), ?T(apply(id(erlang), id(abs), [id(a)])), ?T(apply(1, f, [])), ?T(apply(m, "f", [])), ?T(apply(m, f, [1 | 2])), ?T(apply(m, f, lists:seq(1, 300))),
    ?T(lists:sort(fun(_, _) -> error(in_sort) end, [2, 1])), ?T(lists:foldl(fun(X, A) -> X / A end, 0, [1])), ?T(lists:map(fun(X) when X > 1 -> X end, [2, 1])), ?T(maps:map(fun(_, _) -> throw(x) end, #{a => 1})), ?T(maps:fold(fun(_, V, A) -> V + A end, a, #{a => 1})), ?T([1 / X || X <- [1, 0]]), ?T(<< <<(1 div X)>> || X <- [1, 0] >>), ?T([X || X <- [1 | id(2)]]), ?T([X || <<X>> <= id(a)]),
    ?T(ets:foldl(fun(_, _) -> error(in_fold) end, 0, begin T = ets:new(t, []), ets:insert(T, {1}), T end)), ?T(re:replace("a", "a", fun(_, _) -> error(in_re) end)), ?T(string:map(x)), ?T(filelib:fold_files("/", "x", a, fun(_) -> ok end, [])), ?T(binary_to_term(<<131, 200>>)), ?T(erl_eval:expr({call, 1, {atom, 1, hd}, [{nil, 1}]}, [])), ?T(erl_eval:expr({op, 7, '/', {integer, 7, 1}, {integer, 7, 0}}, [])),
    [begin {P, M} = spawn_monitor(F), receive {'DOWN', M, process, P, R} -> io:format("~0p~n", [R]) end end || F <- [fun() -> erlang:raise(throw, t, [{a, b, 1, []}]) end, fun() -> erlang:raise(exit, e, [{a, b, 1, []}]) end, fun() -> erlang:raise(error, e, [{a, b, [x, y], [{file, "f"}, {line, 3}]}]) end, fun() -> throw({nested, [1]}) end, fun() -> exit({error, [a]}) end, fun() -> erlang:exit(self(), normal), receive after 10 -> exit(still) end end, fun() -> exit(self(), kill), receive after infinity -> ok end end, fun() -> 1 + id(a) end, fun() -> (id(f))(1) end, fun() -> fun(a) -> b end(id(c)) end]],
    ?P(try throw(a) catch throw:_:S -> erlang:raise(error, again, S) end),
    ?P(try try error(a) catch _:_:S2 -> erlang:raise(exit, b, S2) end catch exit:b:S3 -> [element(2, hd(S3)), length(S3) > 0] end),
    ?P(try error(x) catch error:x:S4 -> S4 =:= S4 andalso is_list(S4) end),
    ?P(begin try error(inner) catch _:_ -> ok end, try throw(outer) catch _:_:S5 -> element(2, hd(S5)) end end),
    ?P((catch erlang:raise(error, {nested, catch erlang:raise(error, deep, [])}, []))),
    ?P(lists:duplicate(3, catch throw(x))), ?P({catch exit(a), catch error(b, [1]), catch throw(c)} =/= x),
    ?P(deep(50)).

deep(0) -> try error(bottom) catch error:bottom:S -> erlang:raise(error, raised, S ++ [{extra, f, 0, []}]) end;
deep(N) -> try deep(N - 1) catch error:raised:S when N rem 10 =:= 0 -> erlang:raise(error, raised, [{m, f, N, []} | lists:sublist(S, 3)]) end.

stacks() ->
    [[], [{m, f, 1, []}], [{m, f, [a], [{file, "x.erl"}, {line, 3}]}], [{m, f, 1}], [{fun lists:map/2, [1], []}], [{fun lists:map/2, [1]}], [{m, f, x, []}], [{m, f, 1, x}], [{m, f, 1, [{line, a}]}], [{m, f, 1, [{file, x}]}], [{m, f, 1, [foo]}], [{m, f, -1, []}], [{m, f, 256, []}], [{1, f, 1, []}], [{m, "f", 1, []}], [x], x, [{m, f, 1, []} | y], [{m, f, [1 | 2], []}], [{m, f, I, []} || I <- lists:seq(1, 20)], [{}], [{a, b}], [{a}], [{m, f, 1, [{error_info, #{cause => 1}}]}], [{m, f, 1 bsl 70, []}]].
