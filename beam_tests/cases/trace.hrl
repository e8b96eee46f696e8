%% SPDX-License-Identifier: Apache-2.0
%% For cases about stack traces, beside case.hrl: ?T(Expr) prints what ?P(Expr) prints, and the trace of an exception.
-define(T(Expr), t_(??Expr, fun() -> Expr end)).

%% Frames above t_/2: function with arity or arguments, file and line, error_info.
t_(Text, Fun) ->
    try Fun() of
        Value -> io:format("~ts = " ?VALUE "~n", [Text, Value])
    catch
        Class:Reason:Stack ->
            io:format("~ts !! ~0tp:" ?VALUE "~n", [Text, Class, Reason]),
            print_stack(lists:takewhile(fun({M, F, _, _}) -> {M, F} =/= {?MODULE, t_} end, Stack))
    end.

print_stack(Stack) ->
    lists:foreach(fun({M, F, A, Info}) ->
        io:format("    ~p:~p/" ?VALUE " " ?VALUE "~n", [M, F, hide(A), Info]) end, Stack).

%% What is another value on every run.
hide(X) when is_pid(X) -> pid;
hide(X) when is_reference(X) -> ref;
hide(X) when is_port(X) -> port;
hide([H | T]) -> [hide(H) | hide(T)];
hide(X) -> X.
