%% SPDX-License-Identifier: Apache-2.0
%% What init and the program see of the command line: flags, repeated flags, --, -extra, plain arguments, emulator flags, ERL_FLAGS.
-module(sh_init_args).
-include("../case.hrl").

main() ->
    parallel(fun({A, []}) -> run(A) end, [{A, []} || A <- ["a b c", "-foo 1 2 -bar -foo 3", "-foo -- a -b c", "-extra -x y -- z", "+S 1 -foo +S 2", "-foo '' ' '", "-a b -- c -d e -- f",
        "-é ü a -extra b -extra c"]]),
    os:putenv("ERL_FLAGS", "-from env a"), os:putenv("ERL_AFLAGS", "-first 1"), os:putenv("ERL_ZFLAGS", "-last 2"),
    io:put_chars(run("-mid b -from line")).

run(Args) ->
    Code = "P = fun(X) -> io:format(\\\"~0tp~n\\\", [X]) end, P([F || {K, _} = F <- init:get_arguments(), not lists:member(K, [root, progname, home, bindir, eval])]), P(init:get_plain_arguments()), "
        "P([init:get_argument(F) || F <- [foo, from, nosuch]]), halt().",
    os:cmd("erl -noinput -eval \"" ++ Code ++ "\" -args " ++ Args ++ " 2>&1").

%% Several at a time; printed in the order of the list.
parallel(Fun, List) ->
    Me = self(),
    Started = [{Args, spawn_link(fun() -> Me ! {self(), Fun(A)} end)} || {Args, _} = A <- List],
    [receive {Pid, Text} -> io:format("~ts~n~ts", [Args, Text]); {'EXIT', Pid, Why} when Why =/= normal -> io:format("~p~n", [Why]) end || {Args, Pid} <- Started],
    ok.
