// SPDX-License-Identifier: Apache-2.0
// diff.c -- `joist diff`: the same modules on Joist and on stock BEAM, and what differs.
//
//    modules in batches --> both machines run the batch at the same time (diff_machine.c)
//                                  |
//                         equal views (diff_report.c)? --yes--> same
//                                  | no
//                         both run the module again, alone; stock once more
//                                  |
//               equal now: unsteady   stock disagrees with itself: unsteady   else: different
//
// The idea: one start of a machine for each module would be slow, and modules in one start can
// disturb each other. So a batch only filters; what is called different was seen in a start of its
// own, and can be repeated by the two command lines that are printed with it.
//
//   1. Nothing that differed is hidden: unsteady modules are shown, listed, and count for the exit
//      status.
//   2. Differences go to stdout in the order of the modules; progress goes to stderr.
#include "vm/cli/diff.h"

#include "vm/base/clock.h"
#include "vm/cli/diff_machine.h"
#include "vm/cli/diff_options.h"
#include "vm/cli/diff_program.h"
#include "vm/cli/diff_report.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { EXIT_SAME = 0, EXIT_DIFFERENT = 1, EXIT_CANNOT = 2 };

enum { GRACE_MS = 10000 }; // time to stop a module from inside, on a busy computer

typedef enum Verdict {
    VERDICT_SAME,
    VERDICT_DIFFERENT,
    VERDICT_UNSTEADY,
    VERDICT_CANNOT,
    VERDICT_SKIPPED,
    VERDICT_COUNT,
} Verdict;

static const char *const VERDICTS[] = {"same", "different", "unsteady", "cannot", "skipped"};

typedef struct Session {
    DiffOptions options;
    const Install *install;
    Words commands[DIFF_SIDES]; // complete, for execvp
    DiffModule *modules;        // options.count of them
    size_t counts[VERDICT_COUNT];
    FILE *list;
    bool greeted[DIFF_SIDES]; // what the machine prints while it starts was shown
    bool failed;              // a machine does not start
} Session;

// What one machine made of one module.
typedef struct Sight {
    DiffOutcome outcome;
    DiffView view;
} Sight;

// ---- progress ----------------------------------------------------------------------------------

static struct {
    size_t count, done_before; // modules in all, in finished batches
    int64_t start_ns, shown_ns;
    bool terminal;
} progress;

static void show_progress(const DiffMachine *m)
{
    int64_t now = clock_monotonic_ns();
    int64_t pause = progress.terminal ? 200 * NS_PER_MS : 30 * NS_PER_S;
    if (progress.count > 1 && now - progress.shown_ns >= pause) {
        progress.shown_ns = now;
        fprintf(stderr, "%s%s: %zu of %zu%s", progress.terminal ? "\r" : "", m->name,
                progress.done_before + m->at, progress.count, progress.terminal ? "\033[K" : "\n");
    }
}

static void clear_progress(void)
{
    if (progress.terminal && progress.count > 1) {
        fputs("\r\033[K", stderr);
    }
}

// ---- running -----------------------------------------------------------------------------------

static void complain_of_machine(const Session *s, const DiffMachine *m)
{
    const Words *command = &s->options.machines[m->name == DIFF_SIDE_NAMES[DIFF_JOIST]];
    clear_progress();
    fflush(stdout);
    fprintf(stderr, "joist diff: the %s machine does not start (", m->name);
    for (size_t i = 0; i < command->count; i++) {
        fprintf(stderr, "%s%s", i ? " " : "", command->list[i]);
    }
    fprintf(stderr, "): %.*s\n%.*s", (int)m->fall.size, (const char *)m->fall.data,
            (int)m->output.size, (const char *)m->output.data);
}

// Not the program's, so not compared; but not hidden either.
static void show_greeting(Session *s, const DiffMachine *m)
{
    bool *greeted = &s->greeted[m->name == DIFF_SIDE_NAMES[DIFF_JOIST]];
    if (m->greeting.size && !*greeted) {
        *greeted = true;
        clear_progress();
        fprintf(stderr, "joist diff: the %s machine says while it starts:\n%.*s\n", m->name,
                (int)m->greeting.size, (const char *)m->greeting.data);
    }
}

// Runs count modules from `from` on, on one side or (side -1) on both at once; fills in the sights,
// [side][module], those of one side from sights[0] on.
static void run_modules(Session *s, int side, size_t from, size_t count, Sight **sights)
{
    DiffMachine machines[DIFF_SIDES] = {0};
    int first = side < 0 ? 0 : side, last = side < 0 ? DIFF_SIDES - 1 : side;
    size_t used = 0;
    for (int i = first; i <= last; i++) {
        machines[used++] = (DiffMachine){
            .name = DIFF_SIDE_NAMES[i],
            .command = s->commands[i].list,
            .plan = {s->modules + from, count, s->options.limit_ms, GRACE_MS,
                     i == DIFF_STOCK ? s->options.root : ""},
            .outcomes = vm_calloc(count * sizeof(DiffOutcome)),
        };
    }
    diff_machines_run(machines, used, show_progress);
    for (size_t i = 0; i < used; i++) {
        show_greeting(s, &machines[i]);
    }
    bool other = used == 2 && !machines[0].failed && !machines[1].failed &&
                 strcmp(machines[0].release, machines[1].release) != 0;
    if (other) {
        clear_progress();
        fprintf(stderr, "joist diff: the machines run different releases: stock %s, joist %s\n",
                machines[0].release, machines[1].release);
        s->failed = true;
    }
    for (size_t i = 0; i < used; i++) {
        if (machines[i].failed && !s->failed) {
            complain_of_machine(s, &machines[i]);
            s->failed = true;
        }
        for (size_t k = 0; k < count; k++) {
            sights[i][k].outcome = machines[i].outcomes[k];
            diff_view(&sights[i][k].view, &sights[i][k].outcome, s->options.exact,
                      *s->options.root ? s->options.root : NULL);
        }
        vm_free(machines[i].outcomes, count * sizeof(DiffOutcome));
        diff_machine_free(&machines[i]);
    }
}

static void free_sight(Sight *sight)
{
    diff_outcome_free(&sight->outcome);
    diff_view_free(&sight->view);
}

// ---- judging -----------------------------------------------------------------------------------

static void show(const Session *s, const DiffProgram *program, const char *headline,
                 const DiffView *from, const DiffView *to, const char *to_name)
{
    ByteVec text = {0};
    diff_report_show(&text, &s->options, program, headline, from, to, to_name);
    clear_progress();
    fwrite(text.data, 1, text.size, stdout);
    fflush(stdout);
    byte_vec_free(&text);
}

// It differed. Runs it again alone, unless that is what it was, and stock once more; shows it.
static Verdict confirm(Session *s, size_t index, bool alone, const DiffView *stock,
                       const DiffView *joist)
{
    const DiffProgram *program = &s->options.programs[index];
    Sight pair[DIFF_SIDES] = {0}, again = {0};
    Verdict verdict = VERDICT_DIFFERENT;
    if (!alone) {
        run_modules(s, -1, index, 1, (Sight *[]){&pair[DIFF_STOCK], &pair[DIFF_JOIST]});
        if (s->failed) {
            verdict = VERDICT_CANNOT;
        } else if (diff_view_same(&pair[DIFF_STOCK].view, &pair[DIFF_JOIST].view)) {
            verdict = VERDICT_UNSTEADY;
            show(s, program, "UNSTEADY (the same when run again alone)", stock, joist, "joist");
        } else {
            stock = &pair[DIFF_STOCK].view;
            joist = &pair[DIFF_JOIST].view;
        }
    }
    if (verdict == VERDICT_DIFFERENT) {
        run_modules(s, DIFF_STOCK, index, 1, (Sight *[]){&again});
        if (!diff_view_same(stock, &again.view)) {
            verdict = VERDICT_UNSTEADY;
            show(s, program, "UNSTEADY (the stock machine does not agree with itself)", stock,
                 &again.view, "stock, once more");
        } else {
            show(s, program, "DIFFERENT", stock, joist, "joist");
        }
    }
    free_sight(&pair[DIFF_STOCK]);
    free_sight(&pair[DIFF_JOIST]);
    free_sight(&again);
    return verdict;
}

// What loads on neither machine cannot be compared: what a loader says of a bad file is its own.
static bool loads_nowhere(const Sight *stock, const Sight *joist)
{
    return stock->outcome.verdict == DIFF_CANNOT && joist->outcome.verdict == DIFF_CANNOT;
}

static Verdict judge(Session *s, size_t index, bool alone, const Sight *stock, const Sight *joist)
{
    const DiffProgram *program = &s->options.programs[index];
    bool cannot = loads_nowhere(stock, joist);
    if (!cannot && !diff_view_same(&stock->view, &joist->view)) {
        return confirm(s, index, alone, &stock->view, &joist->view);
    }
    if (!cannot && stock->outcome.verdict != DIFF_NONE) {
        return VERDICT_SAME;
    }
    if (!cannot && program->found) {
        return VERDICT_SKIPPED;
    }
    clear_progress();
    printf("CANNOT RUN %s: %.*s\n", program->path, (int)stock->outcome.result.size,
           (const char *)stock->outcome.result.data);
    return VERDICT_CANNOT;
}

static void run_batch(Session *s, size_t from, size_t count)
{
    Sight *sights[DIFF_SIDES] = {vm_calloc(count * sizeof(Sight)),
                                 vm_calloc(count * sizeof(Sight))};
    run_modules(s, -1, from, count, sights);
    for (size_t k = 0; k < count; k++) {
        if (!s->failed) {
            Verdict verdict =
                judge(s, from + k, count == 1, &sights[DIFF_STOCK][k], &sights[DIFF_JOIST][k]);
            s->counts[verdict]++;
            if (s->list && verdict != VERDICT_SAME && verdict != VERDICT_SKIPPED) {
                fprintf(s->list, "%s\t%s\n", VERDICTS[verdict], s->options.programs[from + k].path);
                fflush(s->list);
            }
        }
        free_sight(&sights[DIFF_STOCK][k]);
        free_sight(&sights[DIFF_JOIST][k]);
    }
    vm_free(sights[DIFF_STOCK], count * sizeof(Sight));
    vm_free(sights[DIFF_JOIST], count * sizeof(Sight));
}

static int summarise(const Session *s)
{
    static const char *const WORDS[] = {"same", "different", "unsteady", "could not run",
                                        "without a function to call"};
    clear_progress();
    for (int i = 0; i < VERDICT_COUNT; i++) {
        if (s->counts[i] || i <= VERDICT_DIFFERENT) {
            printf("%s%zu %s", i ? ", " : "", s->counts[i], WORDS[i]);
        }
    }
    printf(" (%.1f s)\n", (double)(clock_monotonic_ns() - progress.start_ns) / 1e9);
    if (s->counts[VERDICT_DIFFERENT] || s->counts[VERDICT_UNSTEADY]) {
        return EXIT_DIFFERENT;
    }
    return s->failed || s->counts[VERDICT_CANNOT] ? EXIT_CANNOT : EXIT_SAME;
}

static int run_both(Session *s)
{
    const DiffOptions *o = &s->options;
    for (size_t from = 0; from < o->count && !s->failed; from += o->batch) {
        size_t left = o->count - from;
        progress.done_before = from;
        run_batch(s, from, left < o->batch ? left : o->batch);
    }
    return s->failed && !s->counts[VERDICT_DIFFERENT] ? EXIT_CANNOT : summarise(s);
}

// --only: each module in a start of its own.
static int run_one(Session *s)
{
    progress.count = 0;
    for (size_t i = 0; i < s->options.count && !s->failed; i++) {
        Sight sight = {0};
        run_modules(s, s->options.only, i, 1, (Sight *[]){&sight});
        if (!s->failed) {
            const DiffOutcome *outcome = &sight.outcome;
            fwrite(outcome->output.data, 1, outcome->output.size, stdout);
            printf("result: %.*s\n", (int)outcome->result.size, (const char *)outcome->result.data);
            if (outcome->fall.size) {
                printf("machine: %.*s\n", (int)outcome->fall.size,
                       (const char *)outcome->fall.data);
            }
        }
        free_sight(&sight);
    }
    return s->failed ? EXIT_CANNOT : EXIT_SAME;
}

// ---- the whole ---------------------------------------------------------------------------------

// Where Elixir's libraries lie; false: nowhere.
static bool find_elixir(const Session *s, char *lib)
{
    if (!*s->options.root) {
        return install_find_elixir(s->install, lib);
    }
    int length = snprintf(lib, PATH_MAX, "%s/usr/lib/elixir/lib", s->options.root);
    return length < PATH_MAX && access(lib, R_OK) == 0;
}

// With --root, the machine in the other system sees folders without the beginning of their names.
static bool compose_command(Session *s, DiffSide side)
{
    const DiffOptions *o = &s->options;
    size_t hidden = side == DIFF_STOCK ? strlen(o->root) : 0;
    Words paths = {0};
    char lib[PATH_MAX];
    bool found = !o->elixir || (find_elixir(s, lib) && target_elixir_paths(&paths, lib, hidden));
    for (size_t i = 0; i < o->paths.count; i++) {
        words_add(&paths, "-pa");
        words_add(&paths, o->paths.list[i] + hidden);
    }
    words_add_all(&s->commands[side], o->machines[side].list, o->machines[side].count);
    diff_program_words(&s->commands[side], &paths, &o->arguments);
    words_free(&paths);
    if (!found) {
        fprintf(stderr, "joist diff: one of the modules%s\n", TARGET_NO_ELIXIR);
    }
    return found;
}

// Joist is told where the other system's OTP lies; the stock machine does not look there.
static bool use_root(const char *root)
{
    char otp[PATH_MAX];
    Install install;
    int length = snprintf(otp, sizeof(otp), "%s/usr/lib/erlang", root);
    if (length >= PATH_MAX || !install_from_root(&install, otp, NULL)) {
        fprintf(stderr, "joist diff: no Erlang/OTP in %s/usr/lib/erlang\n", root);
        return false;
    }
    return setenv("JOIST_OTP_ROOT", otp, 1) == 0;
}

static void list_modules(Session *s)
{
    s->modules = vm_calloc(s->options.count * sizeof(DiffModule));
    for (size_t i = 0; i < s->options.count; i++) {
        const Target *t = &s->options.programs[i].target;
        s->modules[i] = (DiffModule){t->folder, t->file_module, t->module, t->function};
    }
}

static int run_session(Session *s)
{
    progress.count = s->options.count;
    progress.start_ns = progress.shown_ns = clock_monotonic_ns();
    progress.terminal = isatty(2) != 0;
    if (s->options.list_path && !(s->list = fopen(s->options.list_path, "we"))) {
        fprintf(stderr, "joist diff: cannot write %s\n", s->options.list_path);
        return EXIT_CANNOT;
    }
    if ((*s->options.root && !use_root(s->options.root)) || !compose_command(s, DIFF_STOCK) ||
        !compose_command(s, DIFF_JOIST)) {
        return EXIT_CANNOT;
    }
    list_modules(s);
    int status = s->options.only >= 0 ? run_one(s) : run_both(s);
    vm_free(s->modules, s->options.count * sizeof(DiffModule));
    return status;
}

int diff_main(const Install *install, int argc, char **argv)
{
    Session s = {.install = install};
    int status = diff_options_parse(&s.options, install, argc, argv);
    if (status < 0) {
        status = run_session(&s);
    }
    if (s.list) {
        fclose(s.list);
    }
    words_free(&s.commands[DIFF_STOCK]);
    words_free(&s.commands[DIFF_JOIST]);
    diff_options_free(&s.options);
    return status;
}
