%% SPDX-License-Identifier: Apache-2.0
%% The reports of crashing gen_server, gen_statem, gen_event, supervisor and proc_lib processes through the default handler's formatter,
%% with pids and times replaced: terminate, error_logger and logger events, single line and deep limits.
-module(otp_crash_reports).
-behaviour(gen_server).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2, terminate/2, format_status/1, log/2, callback_mode/0, handle_event/4]).
-include("../case.hrl").

main() ->
    logger:remove_handler(default),
    logger:add_handler(mine, ?MODULE, #{config => self()}),
    [crash(Why) || Why <- [error, exit, throw, bad_return, normal, shutdown, {shutdown, x}, stop, timeout_error, cast, info, function_clause, nested]],
    {ok, S} = gen_statem:start(?MODULE, statem, []),
    M = monitor(process, S), gen_statem:cast(S, boom), receive {'DOWN', M, _, _, _} -> ok end, reports(),
    {ok, E} = gen_event:start(),
    gen_event:add_handler(E, ?MODULE, []), gen_event:notify(E, die), catch gen_event:sync_notify(E, next), reports(), gen_event:stop(E),
    process_flag(trap_exit, true),
    {ok, Sup} = supervisor:start_link(?MODULE, sup),
    [{_, Child, _, _} | _] = supervisor:which_children(Sup), Mc = monitor(process, Child), exit(Child, bang), receive {'DOWN', Mc, _, _, _} -> ok end,
    ?P(length(supervisor:which_children(Sup))), reports(),
    [{_, Child2, _, _} | _] = supervisor:which_children(Sup), exit(Child2, bang2), receive {'EXIT', Sup, W} -> io:format("supervisor ~p~n", [W]) end, reports(),
    ?P(clean(supervisor:start_link(?MODULE, badsup))), reports(),
    P = proc_lib:spawn(fun() -> put(key, value), error({my, reason}) end), Mp = monitor(process, P), receive {'DOWN', Mp, _, _, _} -> ok end, reports(),
    P2 = spawn(fun() -> lists:map(fun(X) -> 1 / X end, [1, 0]) end), Mp2 = monitor(process, P2), receive {'DOWN', Mp2, _, _, _} -> ok end, reports(1),
    ?P(clean(proc_lib:start_link(erlang, error, [early]))), reports(),
    ?P(clean(gen_server:start(?MODULE, fail_init, []))), reports(1),
    ?P(clean(gen_server:start(?MODULE, {stop, why}, []))), reports(1), ?P(gen_server:start(?MODULE, ignore, [])), ?P(gen_server:start(?MODULE, bad, [])), reports(1), ?P(clean(catch gen_server:call(nosuch, x))), reports().

crash(Why) ->
    {ok, P} = gen_server:start(?MODULE, [], []),
    M = monitor(process, P),
    R = case Why of
        cast -> gen_server:cast(P, crash), sent;
        info -> P ! crash, sent;
        timeout_error -> catch gen_server:call(P, wait, 10), exit(P, kill), sent;
        _ -> catch gen_server:call(P, Why)
    end,
    D = receive {'DOWN', M, _, _, W} -> W end,
    io:format("~p: ~0p ~0p~n", [Why, clean(R), clean(D)]),
    reports().

reports() -> reports(0).
reports(AtLeast) -> sys:get_state(logger_proxy, 1000), % a process that start/3 has reported as failed may be writing its report still
    [begin io:format("~ts", [scrub(T)]) end || T <- flush(AtLeast)].
flush(N) -> receive {log, T} -> [T | flush(N - 1)] after if N > 0 -> 5000; true -> 0 end -> [] end.
log(Event, #{config := Pid}) -> Pid ! {log, logger_formatter:format(Event, #{template => [level, ": ", msg, "\n"], legacy_header => false, single_line => false})}.
scrub(T) -> lists:foldl(fun({R, W}, A) -> re:replace(A, R, W, [global, unicode, {return, list}]) end, unicode:characters_to_list(T), [{"<0\\.\\d+\\.0>", "<PID>"}, {"#Ref<[0-9.]+>", "#Ref"}, {"heap_size: \\d+", "heap_size: N"}, {"reductions: \\d+", "reductions: N"}, {"stack_size: \\d+", "stack_size: N"}, {"#Fun<otp_crash_reports\\.[0-9.]+>", "#Fun"}]).
clean(X) when is_pid(X) -> pid;
clean(X) when is_reference(X) -> ref;
clean([H | T]) -> [clean(H) | clean(T)];
clean(X) when is_tuple(X) -> list_to_tuple(clean(tuple_to_list(X)));
clean(X) -> X.

callback_mode() -> handle_event_function.
handle_event(cast, boom, State, Data) -> error({State, Data});
handle_event(_, _, _, _) -> keep_state_and_data.
init(statem) -> {ok, my_state, #{data => [1, 2]}, [{next_event, internal, first}]};
init(sup) -> {ok, {{one_for_one, 1, 10}, [#{id => kid, start => {gen_server, start_link, [?MODULE, [], []]}}]}};
init(badsup) -> {ok, {{one_for_all, 1, 10}, [#{id => kid, start => {erlang, error, [no_start]}}]}};
init(fail_init) -> error(in_init);
init({stop, R}) -> {stop, R};
init(ignore) -> ignore;
init(bad) -> bad;
init(_) -> {ok, #{state => 1, big => lists:seq(1, 5)}}.
handle_call(error, _, _) -> error(on_purpose);
handle_call(exit, _, _) -> exit(on_purpose);
handle_call(throw, _, _) -> throw(not_a_reply);
handle_call(bad_return, _, _) -> bad;
handle_call(normal, _, _) -> exit(normal);
handle_call(shutdown, _, _) -> exit(shutdown);
handle_call({shutdown, X}, _, _) -> exit({shutdown, X});
handle_call(stop, _, S) -> {stop, stopped, reply, S};
handle_call(wait, _, S) -> {noreply, S};
handle_call(nested, _, S) -> try error(inner) catch error:inner -> error(outer, [S]) end.
handle_cast(crash, S) -> list_to_atom(S).
handle_info(crash, S) -> hd(maps:keys(S) -- [big, state]).


terminate(_, _) -> ok.
format_status(M) -> maps:map(fun(state, _) -> hidden; (_, V) -> V end, M).
