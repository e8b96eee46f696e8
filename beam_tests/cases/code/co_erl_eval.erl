%% SPDX-License-Identifier: Apache-2.0
%% erl_eval on the machine: expressions of all kinds, bindings, funs of every arity, records, errors with their traces.
-module(co_erl_eval).
-export([local/2]).
-include("../case.hrl").

main() ->
    [e(T) || T <- ["1 + 2 * 3.", "X = 5, X * X.", "{A, [B | C]} = {1, [2, 3]}, {A, B, C}.", "fun(X) -> X + 1 end(4).", "(fun F(0) -> 1; F(N) -> N * F(N - 1) end)(20).",
        "lists:map(fun({K, V}) -> K + V end, [{1, 2}, {3, 4}]).", "[{X, Y} || X <- [1, 2, 3], Y <- [a, b], X > 1].", "<< <<X:4>> || <<X>> <= <<1, 2, 3>> >>.", "<<A:4, B/bits>> = <<16#AB, 1>>, {A, B}.",
        "#{a => 1, b => #{c => 2}}.", "M = #{a => 1}, M#{a := 2, c => 3}.", "#{a := X} = #{a => 7}, X.", "case {a, 1} of {a, N} when N > 0 -> pos; _ -> neg end.", "if 1 > 2 -> a; true -> b end.",
        "try throw(x) catch T -> {caught, T} after ok end.", "try 1 / 0 catch error:R:S -> {R, is_list(S)} end.", "catch error(oops).", "receive after 0 -> none end.", "self() ! m, receive M -> M end.",
        "begin put(k, v), get(k) end.", "F = fun lists:reverse/1, F([1, 2]).", "apply(fun(A, B, C) -> A + B + C end, [1, 2, 3]).", "X = 1, X = 2.", "case 1 of 2 -> 3 end.", "if false -> 1 end.",
        "foo(1).", "local(1, 2).", "nomod:nofun().", "1 + a.", "Unbound.", "(fun(a) -> 1 end)(b).", "(fun(X) -> X end)(1, 2).", "5(1).", "[X || X <- a].", "#{}#{a := 1}.", "(a)#{b => 1}.", "hd([]).", "throw(t).", "exit(e).",
        "maybe_not_a_call.", "\"str\" ++ [1].", "$a + 1.", "1 andalso 2.", "false orelse x.", "not 1.", "fun() -> X = 1, X end().", "apply(fun() -> ok end, [1]).",
        "(fun(A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12) -> A1 + A12 end)(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12).", "F = fun(X) -> fun(Y) -> X + Y end end, (F(1))(2).",
        "lists:foldl(fun(X, Acc) when X rem 2 =:= 0 -> [X | Acc]; (_, Acc) -> Acc end, [], lists:seq(1, 10)).", "maps:map(fun(_, V) -> V * 2 end, #{a => 1}).", "ets:fun2ms(fun({A}) -> A end).", "1 2.", "foo(.", "<<1:a>>."]],
    ?P(erl_eval:expr_list(parse_list("1, X + 1, a."), [{'X', 4}])),
    ?P(erl_eval:bindings(erl_eval:add_binding('B', 2, erl_eval:new_bindings()))).

local(A, B) -> {local, A, B}.
parse_list(T) -> {ok, Ts, _} = erl_scan:string(T), {ok, Es} = erl_parse:parse_exprs(Ts), Es.
e(Text) ->
    io:format("~ts ", [Text]),
    try
        {ok, Ts, _} = erl_scan:string(Text),
        case erl_parse:parse_exprs(Ts) of
            {ok, Es} ->
                {value, V, Bs} = erl_eval:exprs(Es, [], {value, fun(local, [A, B]) -> local(A, B); (N, As) -> {called, N, As} end}),
                io:format("-> " ?VALUE " ~0p~n", [V, [N || {N, _} <- lists:sort(Bs)]]);
            {error, {_, M, D}} -> io:format("~ts~n", [M:format_error(D)])
        end
    catch C:R:S -> io:format("!! ~p ~0p ~0p~n", [C, f(R), [{M1, F1, if is_list(A1) -> length(A1); true -> A1 end} || {M1, F1, A1, _} <- lists:sublist(S, 3)]]) end.
f(R) when is_function(R) -> 'fun';
f(R) when is_tuple(R) -> list_to_tuple([f(X) || X <- tuple_to_list(R)]);
f(R) -> R.
