%% SPDX-License-Identifier: Apache-2.0
%% supervisor_restart.erl -- a simple_one_for_one supervisor starts workers, they end, some are restarted.
-module(supervisor_restart).
-behaviour(supervisor).
-export([sizes/0, run/1, init/1, start_worker/1]).

sizes() -> {100, 95000}.

run(N) ->
    {ok, Supervisor} = supervisor:start_link(?MODULE, []),
    unlink(Supervisor),
    Sum = loop(N, Supervisor, 0),
    Monitor = monitor(process, Supervisor),
    exit(Supervisor, shutdown),
    receive {'DOWN', Monitor, _, _, _} -> Sum end.

loop(0, _, Sum) -> Sum;
loop(N, Supervisor, Sum) ->
    {ok, Pid} = supervisor:start_child(Supervisor, [N]),
    Pid ! {ask, self()},
    Value = receive {value, V} -> V end,
    case N rem 3 of
        0 -> ok = supervisor:terminate_child(Supervisor, Pid);
        _ -> Pid ! stop
    end,
    loop(N - 1, Supervisor, Sum + Value).

init([]) ->
    {ok, {#{strategy => simple_one_for_one},
          [#{id => worker, start => {?MODULE, start_worker, []}, restart => temporary}]}}.

start_worker(N) -> {ok, spawn_link(fun() -> worker(N) end)}.

worker(N) ->
    receive
        {ask, From} -> From ! {value, N band 15}, worker(N);
        stop -> ok
    end.
