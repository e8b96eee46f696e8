// SPDX-License-Identifier: Apache-2.0
// run.c -- `joist run FILE.beam [--call M.f] [ARGS]` -> what would be typed after `erl`.
//
//   erl -noshell -pa <folder of FILE> [-pa <Elixir's folders>] -eval <EXPRESSION> -extra ARGS
//
// The idea: booting, code loading and printing of errors are OTP's own; all that is ours is one
// expression for -eval. It runs the function in a process of its own and waits for its end:
//
//   started ------> [ main process: load, choose main/1, main/0 or start/0, call it in a try ]
//       |                   | prints an exception as the language's own tools do
//       '---- 'DOWN' <------'  exit reason -> exit status (normal: 0; {shutdown, N}: N; others: 1)
//
//   1. The expression knows nothing of the caller but three atoms and one string, written into its
//      first lines here: quoted by quote_atom and quote_string, whatever bytes a file name has.
//   2. Arguments travel behind -extra, where nobody looks at them.
//
// A module whose name begins with `Elixir.` is Elixir's: its application is started first,
// arguments are binaries (and System.argv/0), exceptions are formatted by Exception.
#include "vm/cli/run.h"

#include "vm/base/vec.h"
#include "vm/cli/target.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { RUN_LAUNCH = -1 };

// What the expression prints when a module cannot be loaded or has no such function goes through
// io:put_chars to standard_error, since the group leader may be closed already.
static const char EXPRESSION[] =
    "Say = fun(Text) -> io:put_chars(standard_error, [Text, $\\n]) end,\n"
    "Fail = fun(Text) -> Say([\"joist: \", Text]), exit({shutdown, 1}) end,\n"
    "Plain = init:get_plain_arguments(),\n"
    "Args = case Elixir of\n"
    "  true -> [unicode:characters_to_binary(A) || A <- Plain];\n"
    "  false -> Plain\n"
    "end,\n"
    "Load = fun(M) -> case code:ensure_loaded(M) of\n"
    "  {module, _} -> ok;\n"
    "  {error, Why} -> Fail(io_lib:format(\"module ~ts does not load: ~tp\", [M, Why]))\n"
    "end end,\n"
    "Choose = fun() ->\n"
    "  Wanted = case Function of\n"
    "    '' -> [{main, [Args]}, {main, []}, {start, []}];\n"
    "    _ -> [{Function, [Args]}, {Function, []}]\n"
    "  end,\n"
    "  case [C || {F, As} = C <- Wanted, erlang:function_exported(Module, F, length(As))] of\n"
    "    [First | _] -> First;\n"
    "    [] -> Fail(io_lib:format(\"module ~ts exports none of ~ts. Name a function: --call "
    "M.f\",\n"
    "      [Module, lists:join(\", \", [io_lib:format(\"~ts/~w\", [F, length(As)])\n"
    "        || {F, As} <- Wanted])]))\n"
    "  end\n"
    "end,\n"
    "Show = fun(Class, Reason, Stack) ->\n"
    "  Ours = lists:takewhile(fun(Frame) -> element(1, Frame) =/= erl_eval end, Stack),\n"
    "  Text = case Elixir of\n"
    "    true ->\n"
    "      {Blamed, Frames} = 'Elixir.Exception':blame(Class, Reason, Ours),\n"
    "      Banner = 'Elixir.Exception':format_banner(Class, Blamed, Frames),\n"
    "      Padded = case Blamed of\n"
    "        #{'__struct__' := 'Elixir.FunctionClauseError'} ->\n"
    "          string:replace(Banner, \"\\n\", \"\\n    \", all);\n"
    "        _ -> Banner\n"
    "      end,\n"
    "      [Padded, $\\n, string:trim('Elixir.Exception':format_stacktrace(Frames), trailing)];\n"
    "    false -> [\"** \", erl_error:format_exception(Class, Reason, Ours)]\n"
    "  end,\n"
    "  Say(Text)\n"
    "end,\n"
    "Main = fun() ->\n"
    "  case Elixir of\n"
    "    true ->\n"
    "      case application:ensure_all_started(elixir) of\n"
    "        {ok, _} -> 'Elixir.System':argv(Args);\n"
    "        {error, NotStarted} ->\n"
    "          Fail(io_lib:format(\"Elixir does not start: ~tp\", [NotStarted]))\n"
    "      end;\n"
    "    false -> ok\n"
    "  end,\n"
    "  Load(FileModule), Load(Module),\n"
    "  {F, As} = Choose(),\n"
    "  try apply(Module, F, As) of _ -> ok\n"
    "  catch\n"
    "    exit:normal -> ok;\n"
    "    exit:{shutdown, N} when is_integer(N) -> exit({shutdown, N});\n"
    "    Class:Reason:Stack -> Show(Class, Reason, Stack), exit({shutdown, 1})\n"
    "  end\n"
    "end,\n"
    "{Pid, Ref} = spawn_monitor(Main),\n"
    "receive {'DOWN', Ref, process, Pid, End} ->\n"
    "  halt(case End of\n"
    "    normal -> 0;\n"
    "    {shutdown, Status} when is_integer(Status) -> Status;\n"
    "    _ ->\n"
    "      Say(case Elixir of\n"
    "        true -> [\"** (EXIT from #PID\", pid_to_list(Pid), \") \",\n"
    "          'Elixir.Exception':format_exit(End)];\n"
    "        false -> io_lib:format(\"** exit of ~p: ~tp\", [Pid, End])\n"
    "      end),\n"
    "      1\n"
    "  end)\n"
    "end.";

// ---- the words ---------------------------------------------------------------------------------

static void quote_atom(ByteVec *text, const char *name)
{
    byte_vec_u8(text, '\'');
    for (; *name; name++) {
        if (*name == '\'' || *name == '\\') {
            byte_vec_u8(text, '\\');
        }
        byte_vec_u8(text, (uint8_t)*name);
    }
    byte_vec_u8(text, '\'');
}

static void bind_atom(ByteVec *text, const char *variable, const char *name)
{
    byte_vec_printf(text, "%s = ", variable);
    quote_atom(text, name);
    byte_vec_text(text, ",\n");
}

static void add_expression(Words *out, const Target *target)
{
    ByteVec text = {0};
    bind_atom(&text, "FileModule", target->file_module);
    bind_atom(&text, "Module", target->module);
    bind_atom(&text, "Function", target->function);
    bind_atom(&text, "Elixir", target->elixir ? "true" : "false");
    byte_vec_text(&text, EXPRESSION);
    byte_vec_u8(&text, '\0');
    words_add(out, "-eval");
    words_add(out, (const char *)text.data);
    byte_vec_free(&text);
}

static int complain(const char *text, const char *file)
{
    fprintf(stderr, "joist: %s%s\n", file, text);
    return 1;
}

int run_compose(Words *out, const Install *install, int argc, char **argv)
{
    Target target;
    char lib[PATH_MAX];
    int next = 2;
    if (argc < 2) {
        return complain("run wants a file: joist run FILE.beam [--call M.f] [ARGS]", "");
    }
    if (!target_of(&target, argv[1])) {
        return 1;
    }
    if (argc > 2 && strcmp(argv[2], "--call") == 0) {
        if (!target_call(&target, argc > 3 ? argv[3] : "")) {
            return 1;
        }
        next = 4;
    }
    words_add(out, "erl");
    words_add(out, "-noshell");
    if (target.elixir && !(install_find_elixir(install, lib) && target_elixir_paths(out, lib, 0))) {
        return complain(TARGET_NO_ELIXIR, argv[1]);
    }
    if (target.elixir && isatty(1) && isatty(2) && !getenv("NO_COLOR")) {
        words_add_all(out, (char *[]){"-elixir", "ansi_enabled", "true"}, 3); // as `elixir` does
    }
    words_add(out, "-pa");
    words_add(out, target.folder);
    add_expression(out, &target);
    words_add(out, "-extra");
    words_add_all(out, argv + next, (size_t)(argc - next));
    return RUN_LAUNCH;
}
