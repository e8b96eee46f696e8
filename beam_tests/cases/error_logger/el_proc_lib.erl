%% SPDX-License-Identifier: Apache-2.0
%% proc_lib crash reports and supervisor and gen_server termination reports, with pids and times left out.
-module(el_proc_lib).
-export([log/2, init/1, handle_call/3, handle_cast/2, handle_info/2, terminate/2]).
-include("../case.hrl").

main() ->
    process_flag(trap_exit, true),
    ok = logger:remove_handler(default),
    ok = logger:add_handler(case_h, ?MODULE, #{config => self()}),
    logger:set_primary_config(level, info),
    step(fun() -> proc_lib:spawn(fun() -> error(crash_in_proc_lib) end) end, 1),
    step(fun() -> proc_lib:spawn(fun() -> exit(normal) end) end, 0),
    step(fun() -> proc_lib:spawn(fun() -> exit({shutdown, x}) end) end, 0),
    {ok, S} = gen_server:start(?MODULE, server, []),
    ?P(gen_server:call(S, {echo, 1})),
    step(fun() -> catch gen_server:call(S, crash) end, 2),
    {ok, S2} = gen_server:start(?MODULE, server, []),
    step(fun() -> gen_server:cast(S2, {stop, because}) end, 2),
    {ok, S3} = gen_server:start(?MODULE, server, []),
    step(fun() -> gen_server:cast(S3, {stop, normal}) end, 0),
    ?P(gen_server:start(?MODULE, {fail, reason}, [])),
    ?P(drain()),
    ?P(gen_server:start(?MODULE, ignore, [])),
    {ok, Sup} = supervisor:start_link(?MODULE, sup),
    ?P(drain()),
    [{worker, W, worker, _}] = supervisor:which_children(Sup),
    step(fun() -> gen_server:cast(W, {stop, child_failed}) end, 4),
    ?P(supervisor:count_children(Sup)),
    unlink(Sup),
    exit(Sup, shutdown),
    ?P(drain()).

step(F, N) ->
    F(),
    Es = [receive {event, E} -> E after 2000 -> missing end || _ <- lists:seq(1, N)],
    io:format("~ts~n", [[[show(E), "\n"] || E <- lists:sort(fun(A, B) -> show(A) =< show(B) end, Es)]]),
    receive {event, More} -> io:format("unexpected ~ts~n", [show(More)]) after 40 -> ok end.

drain() -> receive {event, E} -> [show(E) | drain()] after 60 -> [] end.
log(E, #{config := To}) -> To ! {event, E}.

show(missing) -> "missing";
show(#{level := L, msg := {report, R}}) -> lists:flatten(io_lib:format("~p ~p: ~0tp", [L, label(R), reason(R)]));
show(#{level := L, msg := M}) -> lists:flatten(io_lib:format("~p ~p", [L, element(1, M)])).
label(#{label := L}) -> L;
label(_) -> none.
reason(#{reason := R} = M) -> {R, maps:get(last_message, M, none) =/= none};
reason(#{report := [[_ | _] = L | _]}) -> [{K, clean(proplists:get_value(K, L))} || K <- [error_info, trap_exit, status]];
reason(#{report := L}) -> [{K, clean(proplists:get_value(K, L))} || K <- [errorContext, reason]];
reason(_) -> other.
clean(T) when is_pid(T) -> pid;
clean({C, R, S}) when is_list(S) -> {C, R, [{M, F, A} || {M, F, A, _} <- S]};
clean(T) -> T.

init(server) -> {ok, state};
init({fail, R}) -> {stop, R};
init(ignore) -> ignore;
init(sup) -> {ok, {#{strategy => one_for_one, intensity => 3, period => 10}, [#{id => worker, start => {gen_server, start_link, [?MODULE, server, []]}}]}}.
handle_call({echo, X}, _, S) -> {reply, X, S};
handle_call(crash, _, _) -> error(crash_in_call).
handle_cast({stop, R}, S) -> {stop, R, S}.
handle_info(_, S) -> {noreply, S}.
terminate(_, _) -> ok.
