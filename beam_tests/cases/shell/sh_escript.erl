%% SPDX-License-Identifier: Apache-2.0
%% escript: arguments, exit status, errors of main, of the file, of the syntax, exceptions with their place.
-module(sh_escript).
-include("../case.hrl").

main() ->
    Dir = filename:join("/tmp", "sh_escript_" ++ os:getpid()),
    ok = file:make_dir(Dir),
    Bodies = [{"ok.sh", "main(A) -> io:format(\"~p~n\", [A])."}, {"halt.sh", "main(_) -> halt(3)."}, {"err.sh", "main([]) -> ok;\nmain([X]) ->\n  Y = list_to_integer(X),\n  io:format(\"~p~n\", [1 div Y]);\nmain(_) -> throw(many)."},
              {"syntax.sh", "main(_) ->\n  foo(."}, {"nomain.sh", "start() -> ok."}, {"undef.sh", "main(_) -> nope(1)."}, {"exit.sh", "main(_) -> exit(reason)."}, {"fc.sh", "main([a]) -> ok."},
              {"warn.sh", "main(_) -> X = 1, io:format(\"ok~n\")."}, {"mode.sh", "-mode(compile).\n-record(r, {a}).\nmain(_) -> io:format(\"~p~n\", [#r{a = 1}]), f(2).\nf(X) -> X = 3."},
              {"name.sh", "main(_) -> io:format(\"~p~n\", [filename:basename(escript:script_name())]), io:format(\"~p~n\", [?MODULE =/= x])."}],
    [file:write_file(filename:join(Dir, F), "#!/usr/bin/env escript\n" ++ B ++ "\n") || {F, B} <- Bodies],
    [run(Dir, A) || A <- ["ok.sh", "ok.sh a b 'c d'", "halt.sh", "err.sh", "err.sh 5", "err.sh 0", "err.sh x", "err.sh 1 2", "syntax.sh", "nomain.sh", "undef.sh", "exit.sh", "fc.sh", "warn.sh", "mode.sh", "name.sh", "nosuch.sh"]],
    [file:delete(filename:join(Dir, F)) || {F, _} <- Bodies],
    file:del_dir(Dir).

run(Dir, Args) ->
    Out = os:cmd("cd " ++ Dir ++ " && escript " ++ Args ++ " </dev/null 2>&1; echo status $?"),
    io:format("~ts: ~ts", [Args, re:replace(re:replace(Out, Dir, "DIR", [global, {return, list}, unicode]), "__escript__[0-9_]+", "__escript__N", [global, {return, list}, unicode])]).
