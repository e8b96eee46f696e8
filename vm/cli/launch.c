// SPDX-License-Identifier: Apache-2.0
// launch.c -- what follows `erl` on a command line -> the argument vector of an emulator.
//
// The idea. Stock OTP has a program of its own for this, erlexec, between the shell script `erl`
// and beam.smp. Joist is both ends, so it composes the very same vector and goes on with it:
//
//   erl +S 2 -sname a -eval E          beam.smp -S 2 -- -root R -bindir B -progname erl
//                               --->            -- -home H -- -sname a -eval E
//
//   `+flag` is for the emulator and becomes `-flag`, before the first `--`.
//   `-flag` and plain words are for init and stay in order, after the last `--` that we add.
//   A few `-flags` are for this stage: -env, -detached, -epmd, -make, -version, -man, ...
//
//   1. Which `+flags` take the next word is known to flag_shape.c, since a word in that place is
//      not looked at. vm/cli/flags.c judges the values.
//   2. After -extra nothing is looked at.
//   3. Nothing is done here: Launch says what to do, vm/cli.c does it. (-emu_args only print.)
//
// Elsewhere: merging of ERL_AFLAGS, ERL_FLAGS, ... and -args_file: vm/cli/arguments.c.
// Otherwise: stock accepts -emu_type and -emu_flavor only for emulators that lie beside beam.smp;
// here there is one, and their values are not judged.
#include "vm/cli/launch.h"

#include "vm/cli/arguments.h"
#include "vm/cli/flag_shape.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { LAUNCH_START = -1 };

typedef struct Composer {
    Launch *launch;
    Words flags; // for the emulator, in order
    Words rest;  // for init, in order
    char **argv;
    int argc;
    int at;            // the word looked at
    bool only_copy;    // after -extra
    bool halt_after;   // -make
    bool distributed;  // -name, -sname
    bool no_epmd;      // -no_epmd
    bool wants_epmd;   // -start_epmd
    bool has_protocol; // -proto_dist
    bool print_vector; // -emu_args
    bool print_lines;  // -emu_args_exit
    bool print_quoted; // -emu_qouted_cmd_exit
} Composer;

typedef enum Step { STEP_GO_ON, STEP_FAILED, STEP_DONE } Step;

static Step show_usage(const char *format, const char *word)
{
    fprintf(stderr, format, word);
    fputs("Usage: erl [-version] [-sname NAME | -name NAME] [-noshell] [-noinput]\n"
          "           [-env VAR VALUE] [-args_file FILENAME] [-boot FILE] [-config FILE]\n"
          "           [-detached] [-make] [-compile file ...] [-man [manopts] MANPAGE]\n"
          "           [-emu_args] [-start_epmd BOOLEAN] [-emu_type TYPE] [-emu_flavor FLAVOR]\n"
          "           [+FLAG VALUE ...] [args ...] [-extra args ...]\n"
          "+FLAGs are the emulator's: `erl +?` lists them.\n",
          stderr);
    return STEP_FAILED;
}

static bool is_one_of(const char *word, const char *const *list)
{
    for (; *list; list++) {
        if (strcmp(word, *list) == 0) {
            return true;
        }
    }
    return false;
}

// ---- emulator flags ----------------------------------------------------------------------------

static bool has_next(const Composer *c)
{
    return c->at + 1 < c->argc && strcmp(c->argv[c->at + 1], "--") != 0;
}

// +B and +c: the next word belongs to it only if it is one of its own values.
static bool next_is_switch(const Composer *c, char flag)
{
    static const char *const of_break[] = {"i", "c", "d", NULL};
    static const char *const of_correction[] = {"true", "false", NULL};
    return c->at + 1 < c->argc &&
           is_one_of(c->argv[c->at + 1], flag == 'B' ? of_break : of_correction);
}

static Step add_emulator_flag(Composer *c)
{
    const char *word = c->argv[c->at] + 1;
    FlagShape shape = flag_shape_of(word);
    if (shape == FLAG_SHAPE_BAD) {
        return show_usage("Missing argument(s) for '%s'.\n", c->argv[c->at]);
    }
    if (word[0] == 'B' && word[1] && !strchr("icd", word[1])) {
        return show_usage("Missing argument(s) for '-%s'.\n", word);
    }
    if (shape == FLAG_SHAPE_NEXT && !has_next(c)) {
        return show_usage("Missing argument(s) for '%s'.\n", c->argv[c->at]);
    }
    words_add_format(&c->flags, "-%s", word);
    if (shape == FLAG_SHAPE_NEXT || (shape == FLAG_SHAPE_SWITCH && next_is_switch(c, word[0]))) {
        words_add(&c->flags, c->argv[++c->at]);
    }
    return STEP_GO_ON;
}

// ---- flags of this stage -----------------------------------------------------------------------

static void add_rest(Composer *c, const char *first, ...) __attribute__((sentinel));
static void add_rest(Composer *c, const char *first, ...)
{
    va_list list;
    va_start(list, first);
    for (const char *word = first; word; word = va_arg(list, const char *)) {
        words_add(&c->rest, word);
    }
    va_end(list);
}

static Step add_with_value(Composer *c)
{
    if (!has_next(c)) {
        return show_usage("Missing argument(s) for '%s'.\n", c->argv[c->at]);
    }
    add_rest(c, c->argv[c->at], c->argv[c->at + 1], NULL);
    c->at++;
    return STEP_GO_ON;
}

static Step take_env(Composer *c)
{
    for (int n = 0; n < 2; n++, c->at++) {
        if (!has_next(c)) {
            return show_usage("Missing argument(s) for '%s'.\n", "-env");
        }
        words_add(&c->launch->environment, c->argv[c->at + 1]);
    }
    return STEP_GO_ON;
}

static Step take_start_epmd(Composer *c)
{
    Step step = add_with_value(c);
    if (step != STEP_GO_ON) {
        return step;
    }
    const char *value = c->argv[c->at];
    if (strcmp(value, "true") != 0 && strcmp(value, "false") != 0) {
        return show_usage("Expected boolean argument for '%s'.\n", "-start_epmd");
    }
    c->wants_epmd = strcmp(value, "true") == 0;
    return STEP_GO_ON;
}

static Step take_man(Composer *c)
{
    words_add(&c->launch->man, "man");
    words_add_all(&c->launch->man, c->argv + c->at + 1, (size_t)(c->argc - c->at - 1));
    return STEP_DONE;
}

static Step take_make(Composer *c)
{
    add_rest(c, "-noshell", "-noinput", "-s", "make", "all_or_nothing", NULL);
    words_add(&c->flags, "-B");
    c->halt_after = true;
    c->at = c->argc; // the rest of the line is not looked at
    return STEP_GO_ON;
}

static Step take_compile(Composer *c)
{
    add_rest(c, "-noshell", "-noinput", "-s", "c", "lc_batch", NULL);
    words_add(&c->flags, "-B");
    return STEP_GO_ON;
}

static Step take_configfd(Composer *c)
{
    if (!has_next(c)) {
        return show_usage("Missing argument(s) for '%s'.\n", "-configfd");
    }
    if (strcmp(c->argv[c->at + 1], "0") == 0) { // standard input is the configuration
        add_rest(c, "-noshell", "-noinput", NULL);
    }
    add_rest(c, "-configfd", NULL);
    return STEP_GO_ON;
}

static Step take_epmd(Composer *c)
{
    if (!has_next(c)) {
        return show_usage("Missing argument(s) for '%s'.\n", "-epmd");
    }
    c->launch->epmd_program = c->argv[++c->at];
    return STEP_GO_ON;
}

static Step take_distributed(Composer *c)
{
    c->distributed = true;
    return add_with_value(c);
}

static Step take_protocol(Composer *c)
{
    c->has_protocol = true;
    return add_with_value(c);
}

static Step take_noinput(Composer *c)
{
    add_rest(c, "-noshell", "-noinput", NULL);
    return STEP_GO_ON;
}

static Step take_detached(Composer *c)
{
    c->launch->detached = true;
    return take_noinput(c);
}

static Step take_no_epmd(Composer *c)
{
    c->no_epmd = true;
    c->wants_epmd = false;
    add_rest(c, "-no_epmd", NULL);
    return STEP_GO_ON;
}

static Step take_version(Composer *c)
{
    words_add(&c->flags, "-V");
    return STEP_GO_ON;
}

static Step take_extra(Composer *c)
{
    c->only_copy = true;
    add_rest(c, "-extra", NULL);
    return STEP_GO_ON;
}

static Step take_emu_args(Composer *c)
{
    const char *how = c->argv[c->at];
    c->print_vector |= strcmp(how, "-emu_args") == 0;
    c->print_lines |= strcmp(how, "-emu_args_exit") == 0;
    c->print_quoted |= strcmp(how, "-emu_qouted_cmd_exit") == 0;
    return STEP_GO_ON;
}

static Step take_emu_name(Composer *c)
{
    (void)c;
    puts("beam.smp");
    return STEP_DONE;
}

static Step take_smp(Composer *c)
{
    const char *flag = c->argv[c->at];
    bool off =
        strcmp(flag, "-smpdisable") == 0 || (strcmp(flag, "-smp") == 0 && c->at + 1 < c->argc &&
                                             strcmp(c->argv[c->at + 1], "disable") == 0);
    if (off) {
        return show_usage("Argument '%s' not supported. Use \"+S 1\" instead.\n", "-smp disable");
    }
    add_rest(c, flag, NULL);
    return STEP_GO_ON;
}

// -kept for init, as stock does: only their shape is checked here.
static Step take_emu_kind(Composer *c)
{
    if (!has_next(c)) {
        return show_usage("Missing argument(s) for '%s'.\n", c->argv[c->at]);
    }
    add_rest(c, c->argv[c->at], NULL);
    return STEP_GO_ON;
}

static const struct {
    const char *flag;
    Step (*take)(Composer *c);
} STAGE_FLAGS[] = {
    {"-compile", take_compile},
    {"-configfd", take_configfd},
    {"-detached", take_detached},
    {"-emu_args", take_emu_args},
    {"-emu_args_exit", take_emu_args},
    {"-emu_flavor", take_emu_kind},
    {"-emu_name_exit", take_emu_name},
    {"-emu_qouted_cmd_exit", take_emu_args},
    {"-emu_type", take_emu_kind},
    {"-env", take_env},
    {"-epmd", take_epmd},
    {"-extra", take_extra},
    {"-make", take_make},
    {"-man", take_man},
    {"-name", take_distributed},
    {"-no_epmd", take_no_epmd},
    {"-noinput", take_noinput},
    {"-proto_dist", take_protocol},
    {"-smp", take_smp},
    {"-smpdisable", take_smp},
    {"-sname", take_distributed},
    {"-start_epmd", take_start_epmd},
    {"-version", take_version},
};

static Step take_word(Composer *c)
{
    const char *word = c->argv[c->at];
    if (c->only_copy) {
        add_rest(c, word, NULL);
        return STEP_GO_ON;
    }
    if (word[0] == '+') {
        return add_emulator_flag(c);
    }
    if (word[0] == '-') {
        for (size_t i = 0; i < sizeof(STAGE_FLAGS) / sizeof(STAGE_FLAGS[0]); i++) {
            if (strcmp(word, STAGE_FLAGS[i].flag) == 0) {
                return STAGE_FLAGS[i].take(c);
            }
        }
        if (strcmp(word, "-keep_window") == 0) { // Windows only; stock drops it everywhere
            return STEP_GO_ON;
        }
    }
    add_rest(c, word, NULL);
    return STEP_GO_ON;
}

// ---- the whole ---------------------------------------------------------------------------------

static void add_home(Composer *c)
{
    const char *home = getenv("HOME");
    const char *port = getenv("ERL_EPMD_PORT");
    if (home) {
        add_rest(c, "-home", home, NULL);
    }
    if (port) {
        add_rest(c, "-epmd_port", port, NULL);
    }
    add_rest(c, "--", NULL);
}

static void join_vector(Composer *c, const Install *install)
{
    Words *vector = &c->launch->vector;
    const char *script = getenv("ESCRIPT_NAME");
    words_add(vector, script ? script : install->executable);
    words_add_all(vector, c->flags.list, c->flags.count);
    words_add(vector, "--");
    words_add(vector, "-root");
    words_add(vector, install->root);
    words_add(vector, "-bindir");
    words_add(vector, install->bindir);
    words_add(vector, "-progname");
    words_add(vector, "erl"); // by this name other nodes are started; PATH makes it ours
    words_add(vector, "--");
    words_add_all(vector, c->rest.list, c->rest.count);
}

// -emu_args and its relatives. Returns whether that was all that was wanted.
static bool print_vector(const Composer *c, const Install *install)
{
    const Words *vector = &c->launch->vector;
    if (c->print_quoted) {
        printf("\"%s\" ", install->executable);
        for (size_t i = 1; i < vector->count; i++) {
            printf("\"%s\" ", vector->list[i]);
        }
        printf("\n");
        return true;
    }
    if (c->print_lines) {
        for (size_t i = 1; i < vector->count; i++) {
            puts(vector->list[i]);
        }
        return true;
    }
    if (c->print_vector) {
        printf("Executing: %s", install->executable);
        for (size_t i = 0; i < vector->count; i++) {
            printf(" %s", vector->list[i]);
        }
        printf("\n\n");
        fflush(stdout); // what runs next writes past our buffer
    }
    return false;
}

static int compose_all(Composer *c, const Install *install)
{
    add_home(c);
    for (c->at = 1; c->at < c->argc; c->at++) {
        Step step = take_word(c);
        if (step == STEP_FAILED) {
            return 1;
        }
        if (step == STEP_DONE) {
            return c->launch->man.count ? LAUNCH_START : 0;
        }
    }
    if (c->no_epmd && !c->has_protocol) {
        fputs("erlexec: Missing -proto_dist option, expected when using -no_epmd.\n", stderr);
        return 1;
    }
    if (c->halt_after) {
        add_rest(c, "-s", "erlang", "halt", NULL);
    }
    c->launch->start_epmd = c->distributed && c->wants_epmd;
    join_vector(c, install);
    return print_vector(c, install) ? 0 : LAUNCH_START;
}

int launch_compose(Launch *launch, const Install *install, int argc, char **argv)
{
    *launch = (Launch){0};
    const char *missing = arguments_merge(&launch->arguments, install, argc, argv);
    if (missing) {
        show_usage("%s\n", missing);
        return 1;
    }
    Composer composer = {
        .launch = launch,
        .argv = launch->arguments.list,
        .argc = (int)launch->arguments.count,
        .wants_epmd = true,
    };
    int status = compose_all(&composer, install);
    words_free(&composer.flags);
    words_free(&composer.rest);
    return status;
}

void launch_free(Launch *launch)
{
    words_free(&launch->vector);
    words_free(&launch->environment);
    words_free(&launch->man);
    words_free(&launch->arguments);
}
