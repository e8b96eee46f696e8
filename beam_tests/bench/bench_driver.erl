%% SPDX-License-Identifier: Apache-2.0
%% bench_driver.erl -- runs one program of the benchmark suite inside the machine and reports.
%%
%%   erl ... -s bench_driver main MODULE
%%
%% A program exports sizes/0 -> {WarmUp, Full} and run(Size) -> Result. Result is a term that every machine
%% must agree on. A program that measures something else than time exports unit/0 too, and its run/1 gives
%% {Value, Result}.
%%
%% The idea: starting the machine is no part of a measurement, so the clock is read in here. One run with the
%% small size comes first: it loads modules and makes the heap of the system what it will be. Each run has
%% a fresh process, so that no run inherits the heap of another.
%%
%% What it prints, one line: BENCH unit value cpu_us hash result. The CPU time is that of all threads in the
%% meantime, in the kernel too, as the kernel reports it (statistics(runtime) leaves out the kernel's part).
-module(bench_driver).
-export([main/1]).

main([Module]) ->
    start_elixir(atom_to_list(Module)),
    {WarmUp, Full} = Module:sizes(),
    _ = {run_fresh(Module, WarmUp), cpu_us()},
    {Cpu0, Start} = {cpu_us(), erlang:monotonic_time()},
    Result = run_fresh(Module, Full),
    {End, Cpu1} = {erlang:monotonic_time(), cpu_us()},
    Wall = erlang:convert_time_unit(End - Start, native, microsecond),
    {Unit, Value, Term} = case erlang:function_exported(Module, unit, 0) of
                              true -> {Measured, Rest} = Result, {Module:unit(), Measured, Rest};
                              false -> {us, Wall, Result}
                          end,
    io:format("BENCH ~s ~b ~b ~b ~0tP~n",
              [Unit, Value, Cpu1 - Cpu0, erlang:phash2(Term), Term, 12]),
    halt(0).

start_elixir("Elixir." ++ _) -> {ok, _} = application:ensure_all_started(elixir);
start_elixir(_) -> ok.

run_fresh(Module, Size) ->
    {Pid, Monitor} = spawn_monitor(fun() -> exit({result, Module:run(Size)}) end),
    receive
        {'DOWN', Monitor, process, Pid, {result, Result}} ->
            Result;
        {'DOWN', Monitor, process, Pid, Reason} ->
            io:format("~0tp~n", [Reason]),
            halt(1)
    end.

cpu_us() ->
    {ok, Threads} = file:list_dir("/proc/self/task"),
    lists:sum([thread_ns(Thread) || Thread <- Threads]) div 1000.

%% A thread that ends in the meantime takes its time with it.
thread_ns(Thread) ->
    case file:read_file("/proc/self/task/" ++ Thread ++ "/schedstat") of
        {ok, Text} -> [Running | _] = binary:split(Text, <<" ">>), binary_to_integer(Running);
        {error, _} -> 0
    end.
