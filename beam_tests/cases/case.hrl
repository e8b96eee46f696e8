%% SPDX-License-Identifier: Apache-2.0
%% What every Erlang case includes. ?P(Expr) prints the source of Expr and its value, or the class
%% and reason of its exception. id/1 hides a value from the compiler, so that the work is done by
%% the machine when the case runs and not by erlc. ?T(Expr) also prints the stack trace.
-export([main/0, id/1, p_/2, t_/2]).

-define(P(Expr), p_(??Expr, fun() -> Expr end)).
-define(T(Expr), t_(??Expr, fun() -> Expr end)).

id(X) -> X.

p_(Text, Fun) ->
    try Fun() of
        Value -> io:format("~ts = ~0tp~n", [Text, Value])
    catch
        Class:Reason -> io:format("~ts !! ~0tp:~0tp~n", [Text, Class, Reason])
    end.

%% Frames above t_/2: function with arity or arguments, file and line, error_info.
t_(Text, Fun) ->
    try Fun() of
        Value -> io:format("~ts = ~0tp~n", [Text, Value])
    catch
        Class:Reason:Stack ->
            io:format("~ts !! ~0tp:~0tp~n", [Text, Class, Reason]),
            print_stack(lists:takewhile(fun({M, F, _, _}) -> {M, F} =/= {?MODULE, t_} end, Stack))
    end.

print_stack(Stack) ->
    lists:foreach(fun({M, F, A, Info}) ->
        io:format("    ~p:~p/~0tp ~0tp~n", [M, F, hide(A), Info]) end, Stack).

%% What is another value on every run.
hide(X) when is_pid(X) -> pid;
hide(X) when is_reference(X) -> ref;
hide(X) when is_port(X) -> port;
hide([H | T]) -> [hide(H) | hide(T)];
hide(X) -> X.

%% Silence the reports of processes that crash on purpose.
quiet() -> logger:set_primary_config(level, none).
