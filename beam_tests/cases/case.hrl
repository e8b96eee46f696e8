%% SPDX-License-Identifier: Apache-2.0
%% What every Erlang case includes. ?P(Expr) prints the source of Expr and its value, or the class
%% and reason of its exception. id/1 hides a value from the compiler, so that the work is done by
%% the machine when the case runs and not by erlc. Values are written as ?VALUE says: from OTP 26 on a map
%% stands in the order of its atoms' numbers, which follow from what was loaded before, in parallel; so the
%% keys are sorted there. (What the order itself is: map/map_key_order.)
-export([main/0, id/1, p_/2]).

-if(?OTP_RELEASE >= 26).
-define(VALUE, "~0tkp").
-else.
-define(VALUE, "~0tp").
-endif.

-define(P(Expr), p_(??Expr, fun() -> Expr end)).

id(X) -> X.

p_(Text, Fun) ->
    try Fun() of
        Value -> io:format("~ts = " ?VALUE "~n", [Text, Value])
    catch
        Class:Reason -> io:format("~ts !! ~0tp:" ?VALUE "~n", [Text, Class, Reason])
    end.

%% Silence the reports of processes that crash on purpose.
quiet() -> logger:set_primary_config(level, none).
