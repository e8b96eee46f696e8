%% SPDX-License-Identifier: Apache-2.0
%% eval_tree.erl -- an evaluator of expression trees: many clauses over tagged tuples, an environment in a map.
-module(eval_tree).
-export([sizes/0, run/1]).

sizes() -> {3, 600}.

run(Times) -> repeat(Times, expression(26), #{a => 3, b => 5, c => 7}, 0).

repeat(0, _, _, Sum) -> Sum;
repeat(Times, Tree, Env, Sum) ->
    repeat(Times - 1, Tree, Env#{a := Times band 15}, (Sum + eval(Tree, Env)) band 16#fffffff).

expression(0) -> {var, a};
expression(1) -> {int, 7};
expression(2) -> {'let', x, {var, b}, {op, '*', {var, x}, {var, c}}};
expression(N) when N rem 4 =:= 0 -> {'if', {op, '<', {var, a}, {int, N}}, expression(N - 1), expression(N - 2)};
expression(N) when N rem 4 =:= 1 -> {op, '+', expression(N - 1), {neg, expression(N - 2)}};
expression(N) when N rem 4 =:= 2 -> {seq, [expression(N - 1), expression(N - 2), {op, 'band', expression(2), {int, 255}}]};
expression(N) -> {'let', y, expression(N - 1), {op, '-', {var, y}, expression(N - 3)}}.

eval({int, N}, _) -> N;
eval({var, Name}, Env) -> maps:get(Name, Env);
eval({neg, E}, Env) -> -eval(E, Env);
eval({op, '+', A, B}, Env) -> eval(A, Env) + eval(B, Env);
eval({op, '-', A, B}, Env) -> eval(A, Env) - eval(B, Env);
eval({op, '*', A, B}, Env) -> eval(A, Env) * eval(B, Env);
eval({op, 'band', A, B}, Env) -> eval(A, Env) band eval(B, Env);
eval({op, '<', A, B}, Env) -> eval(A, Env) < eval(B, Env);
eval({'if', Test, Then, Else}, Env) ->
    case eval(Test, Env) of
        true -> eval(Then, Env);
        false -> eval(Else, Env)
    end;
eval({'let', Name, Value, Body}, Env) -> eval(Body, Env#{Name => eval(Value, Env)});
eval({seq, [Last]}, Env) -> eval(Last, Env);
eval({seq, [First | Rest]}, Env) -> _ = eval(First, Env), eval({seq, Rest}, Env).
