// SPDX-License-Identifier: Apache-2.0
// diff_options.c -- the command line of `joist diff`.
//
//    joist diff [OPTION]... FILE.beam|FOLDER [OPTION|FILE.beam|FOLDER]... [ARG]...
//
// The first word that is neither an option, nor a folder, nor ends in .beam is the first ARG, and
// all words behind it are ARGs; `--` says so too. Folders are searched without their sub-folders,
// their files taken in the order of their names, so that two runs meet the same neighbours.
#define _GNU_SOURCE
#include "vm/cli/diff_options.h"

#include "vm/base/alloc.h"
#include "vm/cli/arguments.h"
#include "vm/cli/diff_normal.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { GOES_ON = -1, CANNOT_RUN = 2 };

const char *const DIFF_SIDE_NAMES[DIFF_SIDES] = {"stock", "joist"};

static const char HELP[] =
    "joist diff runs the same compiled modules on Joist and on the installed stock BEAM and shows\n"
    "what differs: printed output (stdout and stderr as one stream), value or exception with its\n"
    "stack trace, and how the machine ended.\n"
    "\n"
    "  joist diff [OPTIONS] FILE.beam|FOLDER... [ARGS]\n"
    "\n"
    "Calls main/1 (with ARGS), main/0 or start/0 of each module, as `joist run` does. Many "
    "modules\n"
    "run in one start of each machine, each in a process of its own, cleaned up behind; one that\n"
    "differs is run again alone. A file of a folder that has none of these functions is skipped.\n"
    "\n"
    "  --call M.f         call this function instead (with the list of ARGS, or without "
    "arguments)\n"
    "  --timeout S        seconds for one module (10); a machine that hangs is killed\n"
    "  --stock COMMAND    the stock machine (default: $JOIST_STOCK, else `erl` on PATH)\n"
    "  --joist COMMAND    the other machine (default: this executable), e.g. "
    "\"build/asan/joist\",\n"
    "                     \"build/joist +S 1\"\n"
    "  --root DIR         another release: DIR is the root folder of a system that has it. The "
    "stock\n"
    "                     machine is `chroot DIR erl`, Joist takes OTP from DIR/usr/lib/erlang, "
    "both\n"
    "                     take Elixir from DIR/usr/lib/elixir. All files must lie below DIR, and "
    "DIR\n"
    "                     is left out where it is printed\n"
    "  --pa FOLDER        one more folder for the code path\n"
    "  --only stock|joist run on this machine only, print its output unchanged and the result\n"
    "  --exact            replace nothing before comparing\n"
    "  --batch N          modules in one start of the machines (100)\n"
    "  --list FILE        write a line for each module that is not the same: VERDICT, a tab, its\n"
    "                     path; VERDICT is different, unsteady or cannot\n"
    "  --                 what follows is ARGS\n"
    "\n"
    "Exit status: 0 all the same, 1 something differs, 2 something could not be run.\n"
    "unsteady: it differed, but was the same when run again alone, or the stock machine does not\n"
    "agree with itself (counts as a difference).\n"
    "\n"
    "Replaced on both sides before comparing, and nothing else:\n";

static const char HELP_MAPS[] =
    "Maps in results are shown in the order of their keys; the order in which a program itself\n"
    "prints a map of more than 32 keys (of 2 and more from release 26 on) is compared as it is.\n";

static int complain(const char *format, const char *word)
{
    fputs("joist diff: ", stderr);
    fprintf(stderr, format, word);
    fputc('\n', stderr);
    return CANNOT_RUN;
}

// ---- files and folders -------------------------------------------------------------------------

// A folder of the command line, made absolute; with --root it must lie below it.
static int find_folder(const DiffOptions *o, const char *name, char *folder)
{
    size_t root = strlen(o->root);
    if (!realpath(name, folder)) {
        return complain("there is no folder %s", name);
    }
    if (root && (strncmp(folder, o->root, root) != 0 || (folder[root] && folder[root] != '/'))) {
        return complain("%s does not lie below the folder of --root", name);
    }
    return GOES_ON;
}

static int add_program(DiffOptions *o, const char *path, bool found)
{
    Target target;
    char folder[PATH_MAX];
    if (!target_of(&target, path)) {
        return CANNOT_RUN;
    }
    if (find_folder(o, target.folder, folder) != GOES_ON) {
        return CANNOT_RUN;
    }
    strcpy(target.folder, folder);
    if (o->call && !target_call(&target, o->call)) {
        return CANNOT_RUN;
    }
    if (o->count == o->room) {
        size_t room = o->room ? o->room * 2 : 16;
        o->programs =
            vm_realloc(o->programs, o->room * sizeof(DiffProgram), room * sizeof(DiffProgram));
        o->room = room;
    }
    o->elixir |= target.elixir;
    o->programs[o->count++] = (DiffProgram){strdup(path), found, target};
    return GOES_ON;
}

static int is_beam(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && target_ends_with(entry->d_name, ".beam");
}

static int add_folder(DiffOptions *o, const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_beam, alphasort), status = GOES_ON;
    if (count < 0) {
        return complain("cannot read the folder %s", folder);
    }
    for (int i = 0; i < count; i++) {
        char path[PATH_MAX + 256];
        size_t length = strlen(folder);
        const char *slash = length && folder[length - 1] == '/' ? "" : "/";
        snprintf(path, sizeof(path), "%s%s%s", folder, slash, entries[i]->d_name);
        if (status == GOES_ON) {
            status = add_program(o, path, true);
        }
        free(entries[i]);
    }
    free(entries);
    return count ? status : complain("no .beam file in %s", folder);
}

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

// ---- options -----------------------------------------------------------------------------------

typedef struct Texts {
    const char *stock, *joist, *only, *timeout, *batch, *root;
    Words paths;
} Texts;

// Takes one option with its value; returns the number of words, 0 if it is none.
static int take_option(DiffOptions *o, Texts *texts, int left, char **words)
{
    const struct {
        const char *name;
        const char **value;
    } valued[] = {
        {"--call", &o->call},       {"--list", &o->list_path},      {"--stock", &texts->stock},
        {"--joist", &texts->joist}, {"--timeout", &texts->timeout}, {"--only", &texts->only},
        {"--batch", &texts->batch}, {"--root", &texts->root},
    };
    if (strcmp(words[0], "--exact") == 0) {
        o->exact = true;
        return 1;
    }
    if (strcmp(words[0], "--pa") == 0 && left > 1) {
        words_add(&texts->paths, words[1]);
        return 2;
    }
    for (size_t i = 0; i < sizeof(valued) / sizeof(valued[0]); i++) {
        if (strcmp(words[0], valued[i].name) == 0 && left > 1) {
            *valued[i].value = words[1];
            return 2;
        }
    }
    return 0;
}

static int read_texts(DiffOptions *o, const Texts *texts)
{
    double seconds = texts->timeout ? atof(texts->timeout) : 10;
    long batch = texts->batch ? atol(texts->batch) : 100;
    if (!(seconds > 0 && seconds < 1e6)) {
        return complain("--timeout wants seconds, not `%s`", texts->timeout);
    }
    if (batch < 1) {
        return complain("--batch wants a number, not `%s`", texts->batch);
    }
    o->limit_ms = (long)(seconds * 1000);
    o->batch = (size_t)batch;
    o->only = -1;
    if (texts->only) {
        o->only = strcmp(texts->only, "stock") == 0   ? DIFF_STOCK
                  : strcmp(texts->only, "joist") == 0 ? DIFF_JOIST
                                                      : -1;
        if (o->only < 0) {
            return complain("--only wants stock or joist, not `%s`", texts->only);
        }
    }
    return GOES_ON;
}

static int find_folders(DiffOptions *o, const Texts *texts)
{
    char folder[PATH_MAX];
    int status = GOES_ON;
    if (texts->root && (!realpath(texts->root, o->root) || !is_folder(o->root))) {
        return complain("there is no folder %s", texts->root);
    }
    for (size_t i = 0; i < texts->paths.count && status == GOES_ON; i++) {
        status = find_folder(o, texts->paths.list[i], folder);
        if (status == GOES_ON) {
            words_add(&o->paths, folder);
        }
    }
    return status;
}

static int find_machines(DiffOptions *o, const Install *install, const Texts *texts)
{
    char path[PATH_MAX];
    const char *stock = texts->stock ? texts->stock : getenv("JOIST_STOCK");
    if (stock && *stock) {
        arguments_split(&o->machines[DIFF_STOCK], stock, false);
    } else if (*o->root) {
        words_add_all(&o->machines[DIFF_STOCK], (char *[]){"chroot", o->root, "erl"}, 3);
    } else if (install_find_program(install, "erl", path)) {
        words_add(&o->machines[DIFF_STOCK], path);
    } else if (o->only != DIFF_JOIST) {
        return complain("%s", "no stock BEAM: there is no `erl` on PATH (Debian: apt install "
                              "erlang-base); --stock COMMAND names another");
    }
    if (texts->joist) {
        arguments_split(&o->machines[DIFF_JOIST], texts->joist, false);
    } else {
        words_add(&o->machines[DIFF_JOIST], install->executable);
    }
    for (int side = 0; side < DIFF_SIDES; side++) {
        if (!o->machines[side].count && o->only != !side) {
            return complain("%s", "an empty command is no machine");
        }
    }
    return GOES_ON;
}

int diff_options_parse(DiffOptions *o, const Install *install, int argc, char **argv)
{
    Texts texts = {0};
    Words paths = {0};
    int at = 1, status = GOES_ON;
    *o = (DiffOptions){.executable = install->executable};
    while (at < argc && strcmp(argv[at], "--") != 0) {
        int taken = take_option(o, &texts, argc - at, argv + at);
        if (!taken && (is_folder(argv[at]) || target_ends_with(argv[at], ".beam"))) {
            words_add(&paths, argv[at]);
            taken = 1;
        }
        if (!taken) {
            break;
        }
        at += taken;
    }
    if (at < argc && (strcmp(argv[at], "--help") == 0 || strcmp(argv[at], "-h") == 0)) {
        printf("%s%s%s", HELP, DIFF_NORMAL_HELP, HELP_MAPS);
        words_free(&paths);
        words_free(&texts.paths);
        return 0;
    }
    if (!paths.count) {
        status = complain("%s", at < argc && argv[at][0] != '-'
                                    ? "the first word is neither a .beam file nor a folder. joist "
                                      "diff --help says more"
                                    : "wants a file: joist diff FILE.beam|FOLDER... [ARGS]; joist "
                                      "diff --help says more");
    } else if (at < argc && strncmp(argv[at], "--", 2) == 0 && argv[at][2]) {
        status =
            complain("`%s` is no option (an argument of the program stands behind --)", argv[at]);
    }
    status = status == GOES_ON ? read_texts(o, &texts) : status;
    status = status == GOES_ON ? find_folders(o, &texts) : status;
    status = status == GOES_ON ? find_machines(o, install, &texts) : status;
    for (size_t i = 0; i < paths.count && status == GOES_ON; i++) {
        status = is_folder(paths.list[i]) ? add_folder(o, paths.list[i])
                                          : add_program(o, paths.list[i], false);
    }
    words_free(&paths);
    words_free(&texts.paths);
    at += at < argc && strcmp(argv[at], "--") == 0;
    words_add_all(&o->arguments, argv + at, (size_t)(argc - at));
    return status;
}

void diff_options_free(DiffOptions *o)
{
    for (size_t i = 0; i < o->count; i++) {
        free(o->programs[i].path);
    }
    vm_free(o->programs, o->room * sizeof(DiffProgram));
    words_free(&o->machines[DIFF_STOCK]);
    words_free(&o->machines[DIFF_JOIST]);
    words_free(&o->arguments);
    words_free(&o->paths);
}
