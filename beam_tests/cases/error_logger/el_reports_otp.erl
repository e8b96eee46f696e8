%% SPDX-License-Identifier: Apache-2.0
%% Reports of crashing gen_server, gen_statem, gen_event, supervisor and proc_lib processes, as the default formatter prints them.
-module(el_reports_otp).
-behaviour(gen_server).
-export([log/2, init/1, handle_call/3, handle_cast/2, handle_info/2, terminate/2, callback_mode/0, state/3, pl/0]).
-include("../case.hrl").

main() ->
    ok = logger:remove_handler(default),
    ok = logger:add_handler(case_h, ?MODULE, #{config => self(), filter_default => log, level => all}),
    process_flag(trap_exit, true),
    {ok, G} = gen_server:start(?MODULE, server, []),
    run(fun() -> catch gen_server:call(G, crash) end),
    {ok, G2} = gen_server:start(?MODULE, server, []),
    run(fun() -> gen_server:cast(G2, {throw, x}) end),
    {ok, G3} = gen_server:start(?MODULE, server, []),
    run(fun() -> G3 ! {bad_return, 1} end),
    {ok, G4} = gen_server:start(?MODULE, server, []),
    run(fun() -> gen_server:cast(G4, {stop, because}) end),
    run(fun() -> catch gen_server:start(?MODULE, {fail, init_error}, []) end),
    run(fun() -> catch gen_server:start(?MODULE, {stop, init_stop}, []) end),
    {ok, F} = gen_statem:start({local, my_statem}, ?MODULE, statem, []),
    run(fun() -> gen_statem:cast(F, boom) end),
    run(fun() -> proc_lib:spawn(?MODULE, pl, []) end),
    run(fun() -> proc_lib:spawn(fun() -> exit({shutdown, quiet}) end) end),
    run(fun() -> proc_lib:spawn(fun() -> exit(noisy) end) end),
    {ok, E} = gen_event:start_link(),
    ok = gen_event:add_handler(E, ?MODULE, event),
    run(fun() -> gen_event:notify(E, bad) end),
    io:format("done~n").

run(F) ->
    F(),
    events(200).
events(Wait) ->
    receive
        {event, E} ->
            Text = unicode:characters_to_list(logger_formatter:format(E, #{single_line => false, template => [level, ": ", msg, "\n"], depth => 20})),
            io:put_chars(clean(Text)),
            events(30);
        {'EXIT', _, R} -> io:format("exit ~0p~n", [is_tuple(R)]), events(30)
    after Wait -> io:format("----~n") end.
clean(T) ->
    lists:foldl(fun({R, N}, A) -> re:replace(A, R, N, [global, {return, list}, unicode]) end, T,
        [{"<[0-9]+\\.[0-9]+\\.[0-9]+>", "<P>"}, {"#Ref<[0-9.]+>", "#Ref"}, {"(heap_size|stack_size|reductions): [0-9]+", "\\1: N"}, {"#Fun<([a-z_]+)\\.[0-9.]+>", "#Fun<\\1>"}, {" neighbours:(.|\n)*$", " neighbours:\n"}]).

log(E, #{config := To}) -> To ! {event, E}.
init(server) -> {ok, {state, 1}};
init({fail, X}) -> error(X);
init({stop, X}) -> {stop, X};
init(event) -> {ok, ev};
init(statem) -> {ok, idle, data}.
handle_call(crash, _, _) -> error(call_crash).
handle_cast({throw, X}, _) -> exit({thrown, X});
handle_cast({stop, R}, S) -> {stop, R, S}.
handle_info(M, _) -> M.
terminate(R, S) -> io:format("terminate ~0p ~0p~n", [case R of {A, L} when is_list(L) -> A; _ -> R end, S]).
callback_mode() -> state_functions.
state(_, _, _) -> ok.
pl() -> [X || X <- 5].
