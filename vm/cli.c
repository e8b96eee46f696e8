// SPDX-License-Identifier: Apache-2.0
// cli.c -- the command line: which of Joist's names was called, and what to start.
//
//   called as             first word              what happens
//   ---------             ----------              ------------
//   anything              -flags... -- -root R    the vector that OTP's launcher gives to beam.smp:
//                                                 vm/cli/flags.c reads it, the machine starts
//   erl                   anything                vm/cli/launch.c composes that vector first
//   joist (or any other)  -flag or +flag          the same
//                         erl                     the same, without that word
//                         run                     vm/cli/run.c composes what follows `erl`
//                         diff                    vm/cli/diff.c starts two machines and compares
//                         erlc escript elixir ... vm/cli/front.c becomes the installed program
//                         info --help --version   prints
//
//   1. Everything is decided and composed first (cli_compose has no side effect but messages); then
//      start_launch does what was asked: environment, epmd, detaching, and the machine last.
//   2. Before a machine starts, PATH is arranged so that nodes and programs started from it are
//      Joist too. If that cannot be (no folder may be written), the machine starts all the same:
//      it may be all that is wanted on a read-only system.
#include "vm/cli.h"

#include "vm/cli/diff.h"
#include "vm/cli/flags.h"
#include "vm/cli/front.h"
#include "vm/cli/run.h"
#include "vm/info.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CLI_START = -1 };

static const char VERSION[] = "0.1.0";

static const char HELP[] =
    "Joist runs .beam files: a BEAM virtual machine in place of Erlang/OTP's own.\n"
    "\n"
    "  joist run FILE.beam [--call M.f] [ARGS]   run main/1, main/0 or start/0 of a compiled "
    "module\n"
    "  joist diff FILE.beam|FOLDER... [ARGS]     run it here and on stock BEAM, show what differs\n"
    "  joist erl|erlc|escript [ARGS]             Erlang's own tools on this machine\n"
    "  joist elixir|elixirc|iex|mix [ARGS]       Elixir's own tools on this machine\n"
    "  joist -noshell -s M F ...                 what you would type after `erl`\n"
    "  joist info --missing                      functions of OTP that Joist does not have yet\n"
    "  joist --version, --help\n"
    "\n"
    "Flags of the machine are written as for `erl`: joist +S 2 -noshell ...\n"
    "The installed Erlang/OTP is used: JOIST_OTP_ROOT, else `erl` on PATH, else /usr/lib/erlang.\n";

// ---- what is asked for -------------------------------------------------------------------------

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

// Only OTP's launcher writes `--` and `-root` behind one another.
static bool is_emulator_vector(int argc, char **argv)
{
    bool flags_first = argc > 1 && argv[1][0] == '-';
    for (int i = 1; flags_first && i + 1 < argc; i++) {
        if (strcmp(argv[i], "--") == 0) {
            return strcmp(argv[i + 1], "-root") == 0;
        }
    }
    return false;
}

int cli_compose(int argc, char **argv, const Install *install, Launch *launch, EmulatorArgs *args)
{
    int status = launch_compose(launch, install, argc, argv);
    if (status != CLI_START || launch->man.count) {
        return status;
    }
    return flags_parse(args, install, launch->vector.count, launch->vector.list);
}

// ---- doing it ----------------------------------------------------------------------------------

static void start_epmd(const Launch *launch, const Install *install)
{
    char command[PATH_MAX + 32];
    snprintf(command, sizeof(command), "\"%s/epmd\" -daemon", install->bindir);
    const char *wanted = launch->epmd_program ? launch->epmd_program : command;
    if (system(wanted) == -1) {
        fprintf(stderr, "Error spawning %s (error %d)\n", wanted, errno);
        exit(1);
    }
}

// Leaves the terminal and the parent for good. The parents exit here.
static void detach(void)
{
    for (int generation = 0; generation < 2; generation++) {
        if (fork() != 0) {
            _exit(0);
        }
        setsid();
    }
    for (int fd = 0; fd <= 2; fd++) {
        close(fd);
        (void)!open("/dev/null", fd == 0 ? O_RDONLY : O_WRONLY);
    }
}

static int show_manual(Launch *launch, const Install *install)
{
    char path[PATH_MAX + 8];
    snprintf(path, sizeof(path), "%s/man", install->root);
    setenv("MANPATH", path, 1);
    execvp("man", launch->man.list);
    fputs("erlexec: Could not execute the 'man' command.\n", stderr);
    return 1;
}

static int start_machine(const Install *install, const EmulatorArgs *args)
{
    char message[PATH_MAX + 300];
    front_prepare(install, message); // invariant 2: goes on without
    return emulator_start(args);
}

static int start_launch(int argc, char **argv, const Install *install)
{
    Launch launch;
    EmulatorArgs args;
    int status = cli_compose(argc, argv, install, &launch, &args);
    if (status == CLI_START && launch.man.count) {
        status = show_manual(&launch, install);
    } else if (status == CLI_START) {
        for (size_t i = 0; i + 1 < launch.environment.count; i += 2) {
            setenv(launch.environment.list[i], launch.environment.list[i + 1], 1);
        }
        if (launch.start_epmd) {
            start_epmd(&launch, install);
        }
        if (launch.detached) {
            detach();
        }
        status = start_machine(install, &args);
    }
    launch_free(&launch);
    return status;
}

// The vector says itself where OTP lies.
static int start_vector(int argc, char **argv)
{
    Install install;
    EmulatorArgs args;
    const char *root = NULL, *bindir = NULL;
    for (int i = 1; i + 1 < argc; i++) {
        root = !root && strcmp(argv[i], "-root") == 0 ? argv[i + 1] : root;
        bindir = !bindir && strcmp(argv[i], "-bindir") == 0 ? argv[i + 1] : bindir;
    }
    if (!root || !install_from_root(&install, root, bindir)) {
        fprintf(stderr,
                "joist: -root %s: no Erlang/OTP there (it would have releases/ and erts-*/bin)\n",
                root ? root : "");
        return 1;
    }
    int status = flags_parse(&args, &install, (size_t)argc, argv);
    return status == CLI_START ? start_machine(&install, &args) : status;
}

static int run_file(int argc, char **argv, const Install *install)
{
    Words words = {0};
    int status = run_compose(&words, install, argc, argv);
    if (status == CLI_START && info_check_file(argv[1]) != 0) {
        status = 1;
    }
    if (status == CLI_START) {
        status = start_launch((int)words.count, words.list, install);
    }
    words_free(&words);
    return status;
}

static int show_version(const Install *install, const char *message)
{
    printf("Joist %s\n", VERSION);
    if (message) {
        printf("%s\n", message);
    } else {
        printf("Erlang/OTP %s [erts-%s] in %s\n", install->release, install->erts_version,
               install->root);
    }
    return 0;
}

static int complain_of_word(const char *word)
{
    size_t length = strlen(word);
    fprintf(stderr, "joist: there is no command `%s`.", word);
    if (length > 5 && strcmp(word + length - 5, ".beam") == 0) {
        fprintf(stderr, " To run a file: joist run %s", word);
    } else {
        fputs(" joist --help lists them.", stderr);
    }
    fputc('\n', stderr);
    return 1;
}

static int show_info(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[2], "--missing") == 0) {
        return info_missing(stdout);
    }
    if (argc > 3 && strcmp(argv[2], "--variants") == 0) {
        return info_variants(stdout, argc - 3, argv + 3);
    }
    fputs("joist: info wants --missing, or --variants FILE...\n", stderr);
    return 1;
}

// Words that need no Erlang/OTP. -1: it is another one.
static int do_plain_word(int argc, char **argv)
{
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        fputs(HELP, stdout);
        return 0;
    }
    return strcmp(argv[1], "info") == 0 ? show_info(argc, argv) : CLI_START;
}

static bool is_for_launcher(const char *word)
{
    return word[0] == '-' || word[0] == '+' || strcmp(word, "erl") == 0;
}

static int do_word(int argc, char **argv)
{
    const char *word = argv[1], *message = NULL;
    Install install;
    bool version = strcmp(word, "--version") == 0 || strcmp(word, "version") == 0;
    bool diff = strcmp(word, "diff") == 0;
    if (!version && !diff && !is_for_launcher(word) && strcmp(word, "run") != 0 &&
        !front_is_known(word)) {
        return complain_of_word(word);
    }
    bool found = install_find(&install, &message);
    if (version) {
        return show_version(&install, found ? NULL : message);
    }
    if (!found) {
        fprintf(stderr, "joist: %s\n", message);
        return diff ? 2 : 1; // diff: 1 would mean "different"
    }
    if (diff) {
        return diff_main(&install, argc - 1, argv + 1);
    }
    if (strcmp(word, "run") == 0) {
        return run_file(argc - 1, argv + 1, &install);
    }
    if (strcmp(word, "erl") == 0) {
        return start_launch(argc - 1, argv + 1, &install);
    }
    return is_for_launcher(word) ? start_launch(argc, argv, &install)
                                 : front_run(&install, argv + 1);
}

static int act_as_erl(int argc, char **argv)
{
    Install install;
    const char *message;
    if (!install_find(&install, &message)) {
        fprintf(stderr, "erl: %s\n", message);
        return 1;
    }
    return start_launch(argc, argv, &install);
}

int cli_main(int argc, char **argv)
{
    if (argc < 1) {
        return 1;
    }
    if (is_emulator_vector(argc, argv)) {
        return start_vector(argc, argv);
    }
    if (strcmp(base_name(argv[0]), "erl") == 0) {
        return act_as_erl(argc, argv);
    }
    if (argc == 1) {
        fputs(HELP, stdout);
        return 0;
    }
    int status = do_plain_word(argc, argv);
    return status != CLI_START ? status : do_word(argc, argv);
}
