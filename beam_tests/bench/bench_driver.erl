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
%% What it prints, one line: BENCH unit value cpu_us hash result. The CPU time is that of the whole machine
%% in the meantime.
-module(bench_driver).
-export([main/1]).

main([Module]) ->
    start_elixir(atom_to_list(Module)),
    {WarmUp, Full} = Module:sizes(),
    _ = run_fresh(Module, WarmUp),
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

%% Of the process as the system counts it, in user mode and in the kernel: utime and stime of proc(5), 100 a
%% second. (statistics(runtime) leaves out the kernel, where a collector spends much of its time on fresh pages.)
cpu_us() ->
    {ok, File} = file:open("/proc/self/stat", [read, raw, binary]),
    {ok, Line} = file:read(File, 4096),
    ok = file:close(File),
    Rest = binary:split(lists:last(binary:split(Line, <<")">>, [global])), <<" ">>, [global, trim_all]),
    [User, System] = lists:sublist(Rest, 12, 2),
    (binary_to_integer(User) + binary_to_integer(System)) * 10000.
