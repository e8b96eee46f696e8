%% SPDX-License-Identifier: Apache-2.0
%% What the cases of built-in functions include. bif(M, F, Arity, [Args, ...]) calls M:F with each list
%% of arguments and prints the value, or the exception as the shell would explain it (which argument is
%% wrong and why). tools/check_bif_cases.py finds the covered functions by these calls.
%% edge_ints/0, edge_floats/0 and edge_terms/0 are the values at which representations change.
-include("case.hrl").

bif(M, F, Arity, ArgLists) ->
    [begin Arity = length(Args), call_(M, F, Args) end || Args <- ArgLists],
    ok.

call_(M, F, Args) ->
    Text = lists:join(", ", [io_lib:format(?VALUE, [A]) || A <- Args]),
    io:format("~tw:~tw(~ts)", [M, F, Text]),
    try apply(M, F, Args) of
        Value -> io:format(" = " ?VALUE "~n", [Value])
    catch
        Class:Reason:Stack ->
            io:format("~n  ~ts~n", [explain(Class, Reason, Stack)])
    end.

%% As ?P, with the explanation of an exception: for calls that the compiler turns into instructions.
-define(E(Expr), e_(??Expr, fun() -> Expr end)).

e_(Text, Fun) ->
    try Fun() of
        Value -> io:format("~ts = " ?VALUE "~n", [Text, Value])
    catch
        Class:Reason:Stack ->
            io:format("~ts~n  ~ts~n", [Text, explain(Class, Reason, Stack)])
    end.

%% The exception and the function it comes from.
explain(Class, Reason, Stack) ->
    erl_error:format_exception(Class, Reason, lists:sublist(Stack, 1), explain_options()).

-if(?OTP_RELEASE >= 26).
explain_options() -> #{format_fun => fun(Term, Column) -> io_lib:format("~80.*tkP", [Column, Term, 30]) end}.
-else.
explain_options() -> #{}.
-endif.

%% One line for each X: what erlang:Op gives for it and each Y, `Class:Reason` where it fails.
table(Op, Xs, Ys) ->
    [io:format(?VALUE " ~ts " ?VALUE "~n", [X, Op, [outcome(fun() -> erlang:Op(X, Y) end) || Y <- Ys]]) || X <- Xs],
    ok.

outcome(Fun) ->
    try Fun() catch Class:Reason -> {Class, Reason} end.

edge_ints() ->
    [0, 1, -1, 255, 256, (1 bsl 27) - 1, 1 bsl 27, -(1 bsl 27) - 1, (1 bsl 31) - 1, 1 bsl 31, -(1 bsl 31) - 1,
     (1 bsl 32) - 1, 1 bsl 32, (1 bsl 59) - 1, 1 bsl 59, -(1 bsl 59), -(1 bsl 59) - 1, (1 bsl 60) - 1, 1 bsl 60,
     -(1 bsl 60), -(1 bsl 60) - 1, (1 bsl 63) - 1, 1 bsl 63, -(1 bsl 63), -(1 bsl 63) - 1, (1 bsl 64) - 1,
     1 bsl 64, -(1 bsl 64) + 1, -(1 bsl 64), -(1 bsl 64) - 1, (1 bsl 128) - 1, 1 bsl 128, -(1 bsl 128)].

edge_floats() ->
    [0.0, -0.0, 5.0e-324, -5.0e-324, 2.225073858507201e-308, 2.2250738585072014e-308, 0.1, 0.49999999999999994, 0.5,
     -0.5, 1.0, 1.5, 2.5, -2.5, 9007199254740991.0, 9007199254740992.0, 576460752303423488.0, -576460752303423488.0,
     1152921504606846976.0, 9223372036854775808.0, -9223372036854775808.0, 18446744073709551616.0, 1.0e22, 1.0e23,
     1.7976931348623157e308, -1.7976931348623157e308].

%% One of every type; no pids, ports or references, whose text differs from run to run.
edge_terms() ->
    [0, 1 bsl 64, 1.5, atom, [], [1], [a | b], "text", {}, {a}, #{}, #{a => 1}, <<>>, <<1, 2>>, <<1:3>>,
     fun lists:map/2].
