// SPDX-License-Identifier: Apache-2.0
// diff_program.c -- the one expression that both machines of `joist diff` evaluate, and its words.
//
// The idea: no Erlang module of ours is needed. An -eval expression, the same text for both
// machines, opens a port on the socket that it was given as file descriptor 3 and serves requests:
//
//    joist diff                      machine
//        | <------------ ready -------- |
//        | -- run FOLDER, MODULE ... -> |  a fresh process calls main/1, main/0 or start/0
//        | <------------ end TEXT ----- |  after that process's end, when everything is printed
//        | -- clean ------------------> |  kills and unloads what the program left behind
//        | <------------ ready -------- |
//        | -- quit -------------------> |  halt(0)
//
// A frame is four bytes of length and the bytes (the port's {packet, 4}); fields of `run` end in a
// zero byte. Nothing is quoted: names travel as data. The program's output does not travel here, it
// is what the machine writes to its stdout and stderr; TEXT is the value or the exception.
//
//   1. The end is told only when the machine is quiet (EXPRESSION_QUIET): what the program started
//      has come to rest, the processes that were there before have nothing to do, and no port has
//      bytes to write. So reports that the logger prints on behalf of the program belong to the
//      program. At most a second is waited for it.
//   2. After `clean` the machine is as before: no process, application, module, persistent term,
//      code path, folder or logger setting of the program is left. What it cannot undo (atoms,
//      environment variables, ETS tables of system processes) can make programs meet each other; so
//      what differs in company is run again alone (diff.c).
//   3. The frames of a stack trace below the called function are erl_eval's and are left out.
//
// The logger is told to be synchronous and to drop nothing: its protection against floods depends
// on the speed of the machine.
#include "vm/cli/diff_program.h"

// Values are printed in one line, so that the length of a pid cannot move a line break. Maps: keys
// in their order as terms, since the order of a large map (of any map from release 26 on) is the
// machine's own business.
#define EXPRESSION_SHOW                                                                        \
    "Order = fun Order([H | T]) -> [Order(H) | Order(T)];\n"                                   \
    "    Order(T) when is_tuple(T) -> list_to_tuple(Order(tuple_to_list(T)));\n"               \
    "    Order(T) when is_map(T), map_size(T) > 32 ->\n"                                       \
    "      {'large map, by keys', Order(lists:sort(maps:to_list(T)))};\n"                      \
    "    Order(T) when is_map(T) -> maps:from_list(Order(maps:to_list(T)));\n"                 \
    "    Order(T) -> T\n"                                                                      \
    "end,\n"                                                                                   \
    "Control = case list_to_integer(erlang:system_info(otp_release)) of\n"                     \
    "  Release when Release >= 26 -> \"~0ktp\";\n"                                             \
    "  _ -> \"~0tp\"\n"                                                                        \
    "end,\n"                                                                                   \
    "Show = fun(Term) -> io_lib:format(Control, [Order(Term)]) end,\n"                         \
    "Frame = fun({M, F, A, Where}) ->\n"                                                       \
    "  [\"\\n  \", Show({M, F, A, [W || {K, _} = W <- Where, K =/= error_info]})]\n"           \
    "end,\n"                                                                                   \
    "Hint = fun(Reason, [{_, _, _, [_ | _] = Where} = Top | _] = Stack) ->\n"                  \
    "    case lists:keyfind(error_info, 1, Where) of\n"                                        \
    "      {_, Info} ->\n"                                                                     \
    "        By = maps:get(module, Info, element(1, Top)),\n"                                  \
    "        With = maps:get(function, Info, format_error),\n"                                 \
    "        try [\"\\n  because \", Show(By:With(Reason, Stack))]\n"                          \
    "        catch Class:Why -> [\"\\n  because \", Show({Class, Why})] end;\n"                \
    "      false -> []\n"                                                                      \
    "    end;\n"                                                                               \
    "  (_, _) -> []\n"                                                                         \
    "end,\n"                                                                                   \
    "Tell = fun({value, Value}) -> [\"value \", Show(Value)];\n"                               \
    "  ({exception, Class, Reason, Stack}) ->\n"                                               \
    "    Below = fun(F) -> element(1, F) =:= erl_eval end,\n"                                  \
    "    Ours = lists:reverse(lists:dropwhile(Below, lists:reverse(Stack))),\n"                \
    "    [\"exception \", atom_to_list(Class), $:, Show(Reason), [Frame(F) || F <- Ours],\n"   \
    "      Hint(Reason, Stack)];\n"                                                            \
    "  ({ended, Reason}) -> [\"ended by exit signal \", Show(Reason)];\n"                      \
    "  ({late, Ms}) -> [\"not ended after \", io_lib:format(\"~w\", [Ms div 1000]), \" s\"]\n" \
    "end,\n"

// What the program's own process does. {cannot, Text}: it does not load; {none, Text}:
// there is no such function.
#define EXPRESSION_RUN                                                                            \
    "Main = fun(Folder, FileModule, Module, Function, Say) ->\n"                                  \
    "  code:add_patha(Folder),\n"                                                                 \
    "  Cannot = fun(Format, Terms) -> Say({cannot, io_lib:format(Format, Terms)}), exit(normal) " \
    "end,\n"                                                                                      \
    "  case code:load_abs(filename:join(Folder, atom_to_list(FileModule))) of\n"                  \
    "    {module, FileModule} -> ok;\n"                                                           \
    "    Else -> Cannot(\"module ~ts does not load: ~0tp\", [FileModule, Else])\n"                \
    "  end,\n"                                                                                    \
    "  code:ensure_loaded(Module),\n"                                                             \
    "  Wanted = case Function of\n"                                                               \
    "    '' -> [{main, [Args(Module)]}, {main, []}, {start, []}];\n"                              \
    "    _ -> [{Function, [Args(Module)]}, {Function, []}]\n"                                     \
    "  end,\n"                                                                                    \
    "  case [C || {F, As} = C <- Wanted, erlang:function_exported(Module, F, length(As))] of\n"   \
    "    [{F, As} | _] ->\n"                                                                      \
    "      try apply(Module, F, As) of\n"                                                         \
    "        Value -> Say({value, Value})\n"                                                      \
    "      catch Class:Reason:Stack ->\n"                                                         \
    "        Say({exception, Class, Reason, Stack}), exit({shutdown, 1})\n"                       \
    "      end;\n"                                                                                \
    "    [] -> Say({none, io_lib:format(\"module ~ts exports none of ~ts\", [Module,\n"           \
    "      lists:join(\", \", [io_lib:format(\"~ts/~w\", [F, length(As)]) || {F, As} <- "         \
    "Wanted])])})\n"                                                                              \
    "  end\n"                                                                                     \
    "end,\n"                                                                                      \
    "Run = fun(Limit, Folder, FileModule, Module, Function) ->\n"                                 \
    "  Self = self(), Tag = make_ref(),\n"                                                        \
    "  Say = fun(Outcome) -> Self ! {Tag, Outcome} end,\n"                                        \
    "  {Pid, Ref} = spawn_monitor(fun() -> Main(Folder, FileModule, Module, Function, Say) "      \
    "end),\n"                                                                                     \
    "  receive {'DOWN', Ref, _, _, Reason} ->\n"                                                  \
    "    receive {Tag, Outcome} -> Outcome after 0 -> {ended, Reason} end\n"                      \
    "  after Limit ->\n"                                                                          \
    "    exit(Pid, kill),\n"                                                                      \
    "    receive {'DOWN', Ref, _, _, _} -> {late, Limit} end\n"                                   \
    "  end\n"                                                                                     \
    "end,\n"

// First what the program has just started comes to rest; what has worked for a million reductions is
// a loop and is not waited for. Then what the machine itself has to report (a process ended by an
// error) is on its way no longer: stock hands such reports to a thread, one after the other, so a
// process that ends in the same way sends the last one, to us. Then the logger has printed all: its
// proxy answers a question, its handlers empty their buffers. Then the processes that were there
// before have nothing to do.
#define EXPRESSION_QUIET                                                                   \
    "Runs = fun(P) ->\n"                                                                   \
    "  case process_info(P, [status, reductions]) of\n"                                    \
    "    [{_, Status}, {_, Done}] when Done < 1000000 ->\n"                                \
    "      lists:member(Status, [running, runnable, exiting, garbage_collecting]);\n"      \
    "    _ -> false\n"                                                                     \
    "  end\n"                                                                              \
    "end,\n"                                                                               \
    "IsBusy = fun(P) -> P =/= self() andalso\n"                                            \
    "  case process_info(P, [status, message_queue_len]) of\n"                             \
    "    [{_, waiting}, {_, 0}] -> false;\n"                                               \
    "    undefined -> false;\n"                                                            \
    "    _ -> true\n"                                                                      \
    "  end\n"                                                                              \
    "end,\n"                                                                               \
    "Writes = fun(P) -> case erlang:port_info(P, queue_size) of\n"                         \
    "  {_, Size} -> Size > 0; undefined -> false end end,\n"                               \
    "Now = fun() -> erlang:monotonic_time(millisecond) end,\n"                             \
    "Wait = fun Wait(Until, Seen, Any) ->\n"                                               \
    "  case Any() of\n"                                                                    \
    "    false when Seen -> ok;\n"                                                         \
    "    Busy ->\n"                                                                        \
    "      receive after 1 -> ok end,\n"                                                   \
    "      Now() < Until andalso Wait(Until, not Busy, Any)\n"                             \
    "  end\n"                                                                              \
    "end,\n"                                                                               \
    "Deliver = fun Deliver(Pid, Old) ->\n"                                                 \
    "  receive\n"                                                                          \
    "    {log, _, _, _, #{pid := Pid}} -> ok;\n"                                           \
    "    Log when element(1, Log) =:= log -> catch Old ! Log, Deliver(Pid, Old)\n"         \
    "  after 1000 -> ok\n"                                                                 \
    "  end\n"                                                                              \
    "end,\n"                                                                               \
    "Flush = fun() ->\n"                                                                   \
    "  Old = erlang:system_flag(system_logger, self()),\n"                                 \
    "  {Pid, Ref} = spawn_monitor(fun() -> error(flush) end),\n"                           \
    "  Deliver(Pid, Old),\n"                                                               \
    "  receive {'DOWN', Ref, _, _, _} -> erlang:system_flag(system_logger, Old) end\n"     \
    "end,\n"                                                                               \
    "Quiet = fun(System) ->\n"                                                             \
    "  Wait(Now() + 3000, false, fun() -> lists:any(Runs, processes() -- System) end),\n"  \
    "  Flush(),\n"                                                                         \
    "  (catch sys:get_state(logger_proxy, 1000)),\n"                                       \
    "  [(catch logger_std_h:filesync(Handler)) || Handler <- logger:get_handler_ids()],\n" \
    "  Wait(Now() + 1000, false, fun() ->\n"                                               \
    "    lists:any(IsBusy, System) orelse lists:any(Writes, erlang:ports())\n"             \
    "  end)\n"                                                                             \
    "end,\n"

// Snapshot is what Clean goes back to.
#define EXPRESSION_CLEAN                                                                          \
    "Snapshot = fun() ->\n"                                                                       \
    "  {processes(), application:which_applications(), persistent_term:get(), code:get_path(),\n" \
    "    code:all_loaded(), file:get_cwd(), logger:get_primary_config(),\n"                       \
    "    logger:get_handler_config(), erlang:system_flag(backtrace_depth, 8)}\n"                  \
    "end,\n"                                                                                      \
    "Kill = fun Kill(0, _) -> ok;\n"                                                              \
    "    Kill(Left, System) ->\n"                                                                 \
    "      case processes() -- System of\n"                                                       \
    "        [] -> ok;\n"                                                                         \
    "        New -> [exit(P, kill) || P <- New], receive after 1 -> ok end, Kill(Left - 1, "      \
    "System)\n"                                                                                   \
    "      end\n"                                                                                 \
    "end,\n"                                                                                      \
    "Clean = fun({System, Apps, Persistent, Path, Loaded, {ok, Cwd}, Primary, Handlers, "         \
    "Depth}) ->\n"                                                                                \
    "  logger:set_primary_config(level, none),\n"                                                 \
    "  [application:stop(A) || {A, _, _} <- application:which_applications() -- Apps],\n"         \
    "  Kill(1000, System),\n"                                                                     \
    "  [persistent_term:erase(K) || {K, _} <- persistent_term:get() -- Persistent],\n"            \
    "  [begin code:purge(M), code:delete(M), code:purge(M) end\n"                                 \
    "    || {M, F} <- code:all_loaded() -- Loaded, is_list(F),\n"                                 \
    "      not lists:member(filename:dirname(F), Path)],\n"                                       \
    "  code:set_path(Path), file:set_cwd(Cwd),\n"                                                 \
    "  erlang:system_flag(backtrace_depth, Depth),\n"                                             \
    "  Quiet(System),\n"                                                                          \
    "  case logger:get_handler_config() of\n"                                                     \
    "    Handlers -> ok;\n"                                                                       \
    "    Changed ->\n"                                                                            \
    "      [logger:remove_handler(Id) || #{id := Id} <- Changed],\n"                              \
    "      [logger:add_handler(Id, M, H) || #{id := Id, module := M} = H <- Handlers]\n"          \
    "  end,\n"                                                                                    \
    "  logger:set_primary_config(Primary)\n"                                                      \
    "end,\n"

static const char EXPRESSION[] =
    "Port = open_port({fd, 3, 3}, [{packet, 4}, binary, eof]),\n"
    "Send = fun(Text) ->\n"
    "  port_command(Port, unicode:characters_to_binary(Text))\n"
    "end,\n"
    "Next = fun() -> receive\n"
    "  {Port, {data, Data}} -> binary:split(Data, <<0>>, [global]);\n"
    "  {Port, eof} -> halt(1)\n"
    "end end,\n"
    "Ready = [\"ready \", erlang:system_info(otp_release), $-, erlang:system_info(version)],\n"
    "Plain = init:get_plain_arguments(),\n"
    "IsElixir = fun(M) -> lists:prefix(\"Elixir.\", atom_to_list(M)) end,\n"
    "Args = fun(M) -> case IsElixir(M) of\n"
    "  true -> [unicode:characters_to_binary(A) || A <- Plain];\n"
    "  false -> Plain\n"
    "end end,\n"
    "logger:update_handler_config(default, config, #{burst_limit_enable => false,\n"
    "  sync_mode_qlen => 0, drop_mode_qlen => 1000000, flush_qlen => 1000000}),\n" EXPRESSION_SHOW
        EXPRESSION_RUN EXPRESSION_QUIET EXPRESSION_CLEAN "Prepare = fun(false) -> ok;\n"
    "  (true) ->\n"
    "    {ok, _} = application:ensure_all_started(elixir),\n"
    "    'Elixir.System':argv([unicode:characters_to_binary(A) || A <- Plain])\n"
    "end,\n"
    "Serve = fun Serve(Last) ->\n"
    "  case Next() of\n"
    "    [<<\"run\">>, Limit, Folder, FileName, Name, Function] ->\n"
    "      [FileModule, Module, F] =\n"
    "        [binary_to_atom(B, utf8) || B <- [FileName, Name, Function]],\n"
    "      Prepare(IsElixir(FileModule) orelse IsElixir(Module)),\n"
    "      Before = Snapshot(),\n"
    "      Outcome = Run(binary_to_integer(Limit), unicode:characters_to_list(Folder),\n"
    "        FileModule, Module, F),\n"
    "      Quiet(element(1, Before)),\n"
    "      case Outcome of\n"
    "        {cannot, Text} -> Send([\"cannot \", Text]);\n"
    "        {none, Text} -> Send([\"none \", Text]);\n"
    "        _ -> Send([\"end \", Tell(Outcome)])\n"
    "      end,\n"
    "      Serve(Before);\n"
    "    [<<\"clean\">>] -> Clean(Last), Send(Ready), Serve(none);\n"
    "    [<<\"quit\">>] -> halt(0)\n"
    "  end\n"
    "end,\n"
    "Send(Ready),\n"
    "try Serve(none) catch Class:Reason:Stack ->\n"
    "  io:format(standard_error, \"joist diff's own expression failed: ~0tp:~0tp~n~0tp~n\",\n"
    "    [Class, Reason, Stack]),\n"
    "  halt(1)\n"
    "end.";

void diff_program_words(Words *out, const Words *paths, const Words *arguments)
{
    words_add(out, "-noshell");
    words_add_all(out, paths->list, paths->count);
    words_add(out, "-eval");
    words_add(out, EXPRESSION);
    words_add(out, "-extra");
    words_add_all(out, arguments->list, arguments->count);
}
