%% SPDX-License-Identifier: Apache-2.0
%% erl -eval and -run: syntax errors, unbound names, exceptions, several expressions, exit status.
-module(sh_eval_top).
-include("../case.hrl").

main() ->
    [run(A) || A <- ["-eval 'io:format(\"a~n\"), io:format(\"b~n\"), halt(3).'", "-eval '1 +'", "-eval 'foo('", "-eval 'X = 1, X = 2.'", "-eval 'Y.'",
                     "-eval 'error(boom).'", "-eval 'throw(ball).'", "-eval 'exit(out).'", "-eval 'exit({a, \"text\"}).'", "-eval 'nomod:nofun().'",
                     "-run nomod", "-s nomod fun1 arg", "-s lists nope a b", "-run erlang halt 5", "-s erlang halt", "-eval 'halt(\"slogan text\").'",
                     "-eval 'io:format(\"x\"), erlang:halt(4, [{flush, true}]).'", "-eval '\"unterminated'"]].

run(Args) ->
    Out = os:cmd("ERL_CRASH_DUMP=/dev/null erl -noshell " ++ Args ++ " </dev/null 2>&1; echo status $?"),
    io:format("~ts~n~ts~n", [Args, re:replace(Out, "<[0-9.]+>|[0-9-]+-[A-Z][a-z]+-[0-9]+::[0-9:.]+", "<..>", [global, {return, list}, unicode])]).
