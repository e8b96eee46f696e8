%% SPDX-License-Identifier: Apache-2.0
%% gen_programs.erl -- the driver: make programs, run them on Joist and on stock BEAM, keep what differs.
%%
%%   make fuzz-diff [N=1000] [SEED=...] [FIRST=1] [VM="build/gcc/joist +S 1"] [SECONDS=10] [SMALL=no]
%%
%% The idea: program I of seed S is always the same text, compiled with the same options (option_sets/0).
%% Programs are made and compiled in batches, on all cores, into build/programs/<seed>/<batch>/; `joist diff FOLDER`
%% runs one batch on both machines, in one boot of each, and compares what was printed. A program that differs is made
%% small by gen_shrink.erl and left in build/programs/<seed>/found/, from where a person makes a case of it. FIRST=I begins
%% with program I; SMALL=no leaves what differs as it is.
%%
%% Elsewhere: what a program looks like gen_module.erl; comparing vm/cli/diff.c.
-module(gen_programs).
-export([main/1, options/2, option_sets/0, compile_text/4, verdicts/2]).

-define(BATCH, 50).

%% The arguments: N, a seed or "new", the first program, the machine with its flags, seconds for one program, "yes" or "no".
main([Count, SeedText, FirstText, Vm, Seconds, Small]) ->
    Seed = case SeedText of
               "new" -> erlang:system_time(microsecond) rem 1000000000;
               _ -> list_to_integer(SeedText)
           end,
    io:format("seed ~w~n", [Seed]),
    persistent_term:put(?MODULE, Seconds),
    logger:set_primary_config(level, none),
    Root = filename:absname(filename:join(["build", "programs", integer_to_list(Seed)])),
    First = list_to_integer(FirstText),
    Last = First + list_to_integer(Count) - 1,
    put(small, Small),
    Found = batches(First, Last, Seed, Root, Vm, erlang:monotonic_time(millisecond), []),
    io:format("seed ~w: ~w programs, ~w differ~n", [Seed, Last - First + 1, length(Found)]),
    [io:format("  ~ts~n", [F]) || F <- Found],
    halt(min(length(Found), 1)).

batches(First, Last, _, _, _, _, Found) when First > Last -> lists:reverse(Found);
batches(First, Last, Seed, Root, Vm, Start, Found) ->
    End = min(First + ?BATCH - 1, Last),
    Folder = filename:join(Root, integer_to_list(First)),
    ok = filelib:ensure_path(Folder),
    Refused = lists:sum(parallel(fun(I) -> make(Seed, I, Folder) end, lists:seq(First, End))),
    Verdicts = verdicts(Vm, Folder),
    Seconds = (erlang:monotonic_time(millisecond) - Start) div 1000,
    io:format("~w of ~w, ~w s~ts~ts~n",
              [End, Last, Seconds, [io_lib:format(", ~w refused by the compiler", [Refused]) || Refused > 0],
               [[", ", Verdict, " ", Module] || {Verdict, Module} <- Verdicts]]),
    Different = [V || {Kind, _} = V <- Verdicts, Kind =/= "cannot"],
    case Verdicts of
        [] -> file:del_dir_r(Folder);
        _ -> ok
    end,
    batches(End + 1, Last, Seed, Root, Vm, Start, [found(V, Seed, Folder, Root, Vm) || V <- Different] ++ Found).

%% The file to look at. Only what differs every time can be made smaller.
found({Verdict, Module}, Seed, Folder, Root, Vm) ->
    case Verdict =:= "different" andalso get(small) =:= "yes" of
        true -> made_small(Module, Seed, Folder, Root, Vm);
        false -> filename:join(Folder, Module ++ ".erl") ++ " (" ++ Verdict ++ ")"
    end.

made_small(Module, Seed, Folder, Root, Vm) ->
    File = gen_shrink:small(Module, options(Seed, index(Module)), Folder, filename:join(Root, "found"), Vm),
    io:format("  ~ts~n", [File]),
    File.

%% ---- one program ---------------------------------------------------------------------------------

%% Returns the number of programs that did not compile.
make(Seed, I, Folder) ->
    gen_random:seed(Seed, I),
    Name = "gp" ++ integer_to_list(I),
    Options = options(Seed, I),
    Text = gen_module:program(Name, Options),
    case compile_text(Name, Text, Options, Folder) of
        ok -> 0;
        Error ->
            ok = file:write_file(filename:join(Folder, Name ++ ".refused"), io_lib:format("~tp~n", [Error])),
            1
    end.

index("gp" ++ Digits) -> list_to_integer(Digits).

options(Seed, I) -> lists:nth((Seed + I) rem length(option_sets()) + 1, option_sets()).

%% Names that the compiler does not know are ignored by it, so releases may differ here. Elsewhere: what is not printed
%% without lines, gen_module.erl.
option_sets() ->
    [[], [], [no_type_opt], [no_ssa_opt], [no_copt], [{inline_size, 60}, inline], [inline_list_funcs], [debug_info],
     [no_bool_opt], [no_bsm_opt], [no_share_opt], [no_postopt], [no_recv_opt, no_throw_opt], [no_stack_trimming],
     [no_type_opt, no_ssa_opt, no_postopt, no_bsm_opt], [r24], [r23], [r22], [no_line_info],
     [no_ssa_opt_float, no_ssa_opt_ranges], [no_fold, no_core_prepare], [no_jopt], [no_make_fun3], [no_module_opt],
     [beam_debug_info], [no_copt, no_ssa_opt, no_postopt], [no_copt, no_bool_opt, no_share_opt],
     [no_ssa_opt_bsm_shortcut], [no_ssa_opt_record, no_ssa_opt_tuple_size], [no_ssa_opt_sink],
     [no_ssa_opt_live], [no_ssa_opt_cse], [no_ssa_opt_tail_phis],
     [no_ssa_opt_redundant_br, no_ssa_opt_bsm_units, no_ssa_opt_try], [{inline_size, 200}, inline, no_type_opt]].

%% Compiled in its own folder, so that stack traces name a plain file. An endless compilation is ended.
compile_text(Name, Text, Options, Folder) ->
    Source = filename:join(Folder, Name ++ ".erl"),
    ok = file:write_file(Source, unicode:characters_to_binary(Text)),
    {Pid, Monitor} = spawn_monitor(fun() ->
        Always = [return, deterministic, nowarn, {source_name, Name ++ ".erl"}, {outdir, Folder}],
        exit(compile:file(Source, Always ++ Options))
    end),
    receive
        {'DOWN', Monitor, _, _, {ok, _, _}} -> load(Name, Folder);
        {'DOWN', Monitor, _, _, {error, Errors, _}} -> Errors;
        {'DOWN', Monitor, _, _, Other} -> Other
    after 60000 ->
        exit(Pid, kill),
        receive {'DOWN', Monitor, _, _, _} -> timeout end
    end.

%% The compiler makes code now and then that the stock machine does not load; nothing can be compared then.
load(Name, Folder) ->
    {ok, Beam} = file:read_file(filename:join(Folder, Name ++ ".beam")),
    case erlang:prepare_loading(list_to_atom(Name), Beam) of
        {error, Reason} ->
            ok = file:delete(filename:join(Folder, Name ++ ".beam")),
            Reason;
        _ -> ok
    end.

%% Runs the fun for each element, as many at a time as there are cores; results in order.
parallel(Fun, List) ->
    Parts = deal(List, erlang:system_info(schedulers_online)),
    Workers = [spawn_monitor(fun() -> exit({done, [{E, Fun(E)} || E <- Part]}) end) || Part <- Parts],
    Results = lists:append([receive {'DOWN', Monitor, _, _, {done, Part}} -> Part end || {_, Monitor} <- Workers]),
    [Result || {_, Result} <- lists:sort(Results)].

deal(List, N) ->
    Numbered = lists:zip(lists:seq(1, length(List)), List),
    [[E || {I, E} <- Numbered, I rem N =:= Rest] || Rest <- lists:seq(0, N - 1)].

%% ---- comparing -----------------------------------------------------------------------------------

%% [{"different" | "unsteady" | "cannot", Module}] of the modules in the folder that are not the same on both machines.
%% What the command printed is left in Folder.diff.
verdicts(Vm, Folder) ->
    List = Folder ++ ".list",
    Command = io_lib:format("build/joist diff --joist '~ts' --timeout ~ts --list ~ts ~ts >~ts.diff 2>&1",
                            [Vm, persistent_term:get(?MODULE), List, Folder, Folder]),
    _ = os:cmd(lists:flatten(Command)),
    {ok, Text} = file:read_file(List),
    [begin
         [Verdict, Path] = string:split(Line, "\t"),
         {Verdict, filename:basename(Path, ".beam")}
     end || Line <- string:lexemes(binary_to_list(Text), "\n")].
