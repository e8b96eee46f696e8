%% SPDX-License-Identifier: Apache-2.0
%% interpreter.erl -- expressions as typed into the shell, run by erl_eval: an interpreter in Erlang.
-module(interpreter).
-export([sizes/0, run/1]).

sizes() -> {50, 40000}.

run(N) ->
    Text = "F = fun Loop(0, Acc) -> lists:reverse(Acc);"
           "        Loop(I, Acc) when I rem 3 =:= 0 -> Loop(I - 1, [{fizz, I} | Acc]);"
           "        Loop(I, Acc) -> Loop(I - 1, [I * 2 | Acc]) end,"
           "List = F(Count, []), M = maps:from_list([{X, Y} || {X, Y} <- [{a, 1}, {b, 2}]]),"
           "length([X || X <- List, is_integer(X), X > 5]) + maps:get(b, M) + "
           "case List of [H | _] when is_tuple(H) -> 1; [_ | _] -> 2; [] -> 3 end.",
    {ok, Tokens, _} = erl_scan:string(Text),
    {ok, Expressions} = erl_parse:parse_exprs(Tokens),
    {value, Value, _} = erl_eval:exprs(Expressions, [{'Count', N * 4}]),
    Value.
