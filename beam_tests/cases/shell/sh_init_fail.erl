%% SPDX-License-Identifier: Apache-2.0
%% How the machine ends when what the command line asks for fails: -s, -run, -eval, -boot, wrong emulator flags; text and exit status.
-module(sh_init_fail).
-include("../case.hrl").

main() ->
    Ran = ["-s nomod", "-run erlang error foo", "-s erlang error foo bar", "-eval '1 +'", "-eval 'throw(x).'", "-eval 'X = 1, X = 2.'",
        "-eval 'halt(\"slogan\").'", "-eval 'erlang:halt(256).'", "-boot nosuch", "-config /nosuch", "-run io format 'a~nb'"],
    Flags = ["+P 1", "+P 100000000000", "+hms x", "+hmax -1", "+sbt zzz", "+z", "+t 1", "+W q", "+C foo", "+B x", "+e x", "+pc foo", "+fnx", "+hmqd q", "+S 0:x", "+S 2:3", "+SDcpu 0", "+SDio 0", "+zdbbl 0", "+c maybe"],
    parallel(fun({Args, Filter}) -> run(Args, Filter) end, [{A ++ " -s erlang halt", "cat"} || A <- Ran] ++ [{A ++ " -s erlang halt", "sed -n '1p;$p'"} || A <- Flags]).

run(Args, Filter) ->
    Out = os:cmd("(erl -noshell " ++ Args ++ " 2>&1 </dev/null; echo status $?) | " ++ Filter),
    %% "+B x", "+c maybe": the end of the banner's line tells the machines apart.
    re:replace(re:replace(re:replace(Out, "(\\[erts-[0-9.]+\\]) .*", "\\1", [{return, list}]), "<0\\.[0-9]+\\.0>", "<PID>", [global, {return, list}]), "REPORT==== .* ===", "REPORT==== T ===", [global, {return, list}]).

%% Several at a time; printed in the order of the list.
parallel(Fun, List) ->
    Me = self(),
    Started = [{Args, spawn_link(fun() -> Me ! {self(), Fun(A)} end)} || {Args, _} = A <- List],
    [receive {Pid, Text} -> io:format("~ts~n~ts", [Args, Text]); {'EXIT', Pid, Why} when Why =/= normal -> io:format("~p~n", [Why]) end || {Args, Pid} <- Started],
    ok.
