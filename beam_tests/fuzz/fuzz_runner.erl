%% SPDX-License-Identifier: Apache-2.0
%% fuzz_runner.erl -- loads and runs mutants, inside the machine that is tested.
%%
%%   joist -noshell -s fuzz_runner main MANIFEST PROGRESS
%%
%% MANIFEST holds {Index, beam | etf, Module, File} per line. Before each mutant its index is written
%% to PROGRESS, and after it what became of it, so that after a crash of the machine it is known who
%% did it: refused, ran, raised, killed (by the time or heap limit), or a leak.
%%
%% A mutant runs in processes of its own, with a limit on their heap, on their time and on what they
%% start; what is left of it is ended before the next. Its output goes nowhere.
-module(fuzz_runner).
-export([main/1]).

-define(TIME_MS, 40).
-define(HEAP_WORDS, 400000).
-define(KILL_MS, 20000).
-define(ROUNDS, 3).
-define(SLACK_BYTES, 2000000).

main([Manifest, Progress]) ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    process_flag(priority, high),
    process_flag(max_heap_size, 0),
    {ok, Mutants} = file:consult(atom_to_list(Manifest)),
    {ok, Out} = file:open(atom_to_list(Progress), [raw, append]),
    Sink = spawn_link(fun sink/0),
    Ets = ets:all(),
    put(before, {[Sink | processes()], registered(), Ets}),
    lists:foldl(
      fun({Index, Kind, Module, File}, {N, Before}) ->
              note(Out, Index, "start"),
              note(Out, Index, atom_to_list(run(Kind, Module, File, Sink, Index))),
              {N + 1, case N rem 200 =:= 0 orelse N =:= length(Mutants) of true -> check_leak(Out, Index, Before); false -> Before end}
      end, {1, {measure(), erlang:loaded()}}, Mutants),
    note(Out, 0, "end"),
    erlang:halt(0, [{flush, false}]).

note(Out, Index, What) -> ok = file:write(Out, [integer_to_list(Index), $\s, What, $\n]).

%% Whoever asks for input or output is told that it is done.
sink() ->
    receive
        {io_request, From, As, _} -> From ! {io_reply, As, ok}, sink();
        _ -> sink()
    end.

%% ---- leaks: what the machine holds comes back to what it was; atoms stay

measure() ->
    [erlang:garbage_collect(P) || P <- processes()],
    timer:sleep(50),
    [{K, erlang:memory(K)} || K <- [processes, binary, code, ets]] ++
        [{process_count, erlang:system_info(process_count) * 1000}, {ports, length(erlang:ports()) * 100000}].

%% Modules of OTP that a mutant made the machine load stay too: what they take is no leak from then on.
check_leak(Out, Index, {Start, Modules}) ->
    Now = measure(),
    Loaded = erlang:loaded(),
    Before = case Loaded of
                 Modules -> Start;
                 _ -> lists:keyreplace(code, 1, Start, lists:keyfind(code, 1, Now))
             end,
    Grown = [{K, Was, Is} || {{K, Was}, {K, Is}} <- lists:zip(Before, Now), Is > Was + ?SLACK_BYTES],
    Grown =:= [] orelse note(Out, Index, io_lib:format("leak ~0p", [Grown])),
    {Before, Loaded}.

%% ---- one mutant

run(beam, Module, File, Sink, Index) ->
    {ok, Bytes} = file:read_file(File),
    case erlang:load_module(Module, Bytes) of
        {module, Module} ->
            Exports = [FA || {F, _} = FA <- erlang:get_module_info(Module, exports), F =/= module_info],
            Results = [begin
                           Result = in_process(fun() -> apply(Module, F, arguments(A, Index + K)) end, Sink),
                           clean_up(),
                           Result
                       end || {K, {F, A}} <- lists:zip(lists:seq(1, length(Exports)), Exports), K < 40],
            erlang:delete_module(Module),
            erts_code_purger:purge(Module),
            worst(Results);
        {error, on_load} -> refused;
        {error, badfile} -> refused
    end;
run(etf, _, File, Sink, _) ->
    {ok, Bytes} = file:read_file(File),
    Result = in_process(fun() -> use_term(Bytes) end, Sink),
    clean_up(),
    case Result of raised -> refused; _ -> Result end.

worst(Results) ->
    hd([W || W <- [hang, killed, raised, ran], lists:member(W, Results)] ++ [ran]).

in_process(Fun, Sink) ->
    Heap = #{size => ?HEAP_WORDS, kill => true, error_logger => false},
    {Pid, Ref} = spawn_opt(fun() -> group_leader(Sink, self()), Fun() end, [monitor, {max_heap_size, Heap}]),
    receive
        {'DOWN', Ref, process, Pid, Reason} when Reason =:= normal -> ran;
        {'DOWN', Ref, process, Pid, killed} -> killed;
        {'DOWN', Ref, process, Pid, _} -> raised
    after ?TIME_MS -> kill(Pid, Ref)
    end.

kill(Pid, Ref) ->
    exit(Pid, kill),
    receive
        {'DOWN', Ref, process, Pid, _} -> killed
    after ?KILL_MS -> hang
    end.

%% Ends the processes, names, timers and tables that a mutant has left.
clean_up() ->
    {Processes, Names, Ets} = get(before),
    [catch unregister(N) || N <- registered() -- Names],
    kill_left(Processes, ?ROUNDS),
    [catch ets:delete(T) || T <- ets:all() -- Ets],
    flush().

%% All are told first: with a thousand that want to run it takes a while until each has heard it. What they have
%% started meanwhile is next.
kill_left(_, 0) -> ok;
kill_left(Keep, Rounds) ->
    case processes() -- Keep of
        [] -> ok;
        Left ->
            Refs = [begin exit(P, kill), erlang:monitor(process, P) end || P <- Left],
            [receive {'DOWN', Ref, process, _, _} -> ok after ?KILL_MS -> hang end || Ref <- Refs],
            kill_left(Keep, Rounds - 1)
    end.

flush() -> receive _ -> flush() after 0 -> ok end.

%% ---- arguments that functions may expect

arguments(Arity, Seed) -> [argument(erlang:phash2({Seed, K})) || K <- lists:seq(1, Arity)].

argument(N) ->
    Terms = {0, 1, -1, 7, 255, 1 bsl 59, -(1 bsl 60), 1 bsl 100, 1.5, -0.0, a, true, [], [1, 2, 3], [a | b], "text",
             {}, {a}, {ok, 1}, {1, 2, 3}, {point, 1, 2, 3}, #{}, #{a => 1, b => {c}}, maps:from_list([{K, K} || K <- lists:seq(1, 40)]),
             <<>>, <<1, 2, 3, 4>>, <<5:3>>, binary:copy(<<"abc">>, 50), <<"h", 195, 164, "x">>, self(), make_ref(),
             fun() -> 1 end, fun(X) -> X end, fun(X, Y) -> [X | Y] end, fun erlang:length/1, [{a, 1}, {b, 2}],
             lists:seq(1, 100), [[1], [2, [3]]]},
    element(N rem tuple_size(Terms) + 1, Terms).

%% ---- a term that came in

use_term(Bytes) ->
    _ = (catch binary_to_term(Bytes, [safe])),
    T = binary_to_term(Bytes),
    _ = erlang:phash2(T), _ = erlang:phash2(T, 1000), _ = erlang:external_size(T), _ = erts_debug:flat_size(T),
    T = binary_to_term(term_to_binary(T)),
    T = binary_to_term(term_to_binary(T, [compressed])),
    self() ! T,
    receive T -> ok end,
    true = [T] =:= [T | []],
    _ = T < {T}, _ = #{T => 1},
    _ = io_lib:format("~0P", [T, 30]),
    Table = ets:new(t, []),
    ets:insert(Table, {T, T}),
    [{T, T}] = ets:lookup(Table, T),
    ok.
