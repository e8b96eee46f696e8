// SPDX-License-Identifier: Apache-2.0
// `joist diff`: machines that work, fall, hang or never start, played by a small script.
#include "beam_tests/unit/cli/cli_test.h"

#include "vm/cli/diff_machine.h"

// Speaks the machine's half of diff_program.c. The name of a module says what it does.
static const char SCRIPT[] =
    "import os, struct, sys, time\n"
    "def take(n):\n"
    "    data = b''\n"
    "    while len(data) < n:\n"
    "        data += os.read(3, n - len(data))\n"
    "    return data\n"
    "def give(text):\n"
    "    os.write(3, struct.pack('>I', len(text)) + text)\n"
    "def write(text):\n"
    "    os.write(1, text)\n"
    "write(b'greeting')\n"
    "give(b'ready 25-1')\n"
    "while True:\n"
    "    words = take(struct.unpack('>I', take(4))[0]).split(b'\\0')\n"
    "    if words[0] == b'quit':\n"
    "        write(b'bye')\n"
    "        sys.exit(3 if name == b'bad_end' else 0)\n"
    "    if words[0] == b'clean':\n"
    "        write(b'last words')\n"
    "        if name == b'bad_clean': sys.exit(4)\n"
    "        give(b'ready 25-1')\n"
    "        continue\n"
    "    name = words[3]\n"
    "    write(b'I am ' + name + b' in ' + words[2])\n"
    "    if name == b'fall': os.kill(os.getpid(), 11)\n"
    "    if name == b'hang': time.sleep(1000)\n"
    "    if name == b'leave': sys.exit(5)\n"
    "    if name == b'flood':\n"
    "        while True: write(b'x' * 65536)\n"
    "    os.write(2, b'!')\n"
    "    if name == b'none': give(b'none f')\n"
    "    elif name == b'cannot': give(b'cannot x')\n"
    "    else: give(b'end ' + b'v' * (200000 if name == b'large' else 1))\n";

static char *const COMMAND[] = {"python3", "-c", (char *)SCRIPT, NULL};

static void assert_text(const ByteVec *got, const char *expected)
{
    assert_int_equal(got->size, strlen(expected));
    assert_memory_equal(got->data ? (const char *)got->data : "", expected, got->size);
}

typedef struct Run {
    DiffModule modules[8];
    DiffOutcome outcomes[8];
    DiffMachine machine;
} Run;

// names: module names separated by single spaces, at most 8.
static void prepare(Run *run, char *names, const char *prefix)
{
    char *words[9];
    *run = (Run){0};
    size_t count = (size_t)split_words(names, words);
    for (size_t i = 0; i < count; i++) {
        run->modules[i] = (DiffModule){"/root/dir", words[i], "m", ""};
    }
    run->machine = (DiffMachine){
        .name = "fake",
        .command = COMMAND,
        .plan = {run->modules, count, 500, 1500, prefix},
        .outcomes = run->outcomes,
    };
}

static void finish(Run *run)
{
    for (size_t i = 0; i < run->machine.plan.count; i++) {
        diff_outcome_free(&run->outcomes[i]);
    }
    diff_machine_free(&run->machine);
}

static void assert_outcome(const DiffOutcome *outcome, DiffVerdict verdict, const char *output,
                           const char *result, const char *fall)
{
    assert_int_equal(outcome->verdict, verdict);
    assert_text(&outcome->output, output);
    assert_text(&outcome->result, result);
    assert_text(&outcome->fall, fall);
}

static void each_module_has_its_own_output(void **state)
{
    (void)state;
    Run run;
    char names[] = "a none cannot b";
    prepare(&run, names, "");
    diff_machines_run(&run.machine, 1, NULL);
    assert_false(run.machine.failed);
    assert_string_equal(run.machine.release, "25-1");
    assert_text(&run.machine.greeting, "greeting");
    assert_outcome(&run.outcomes[0], DIFF_RAN, "I am a in /root/dir!", "v", "");
    assert_outcome(&run.outcomes[1], DIFF_NONE, "I am none in /root/dir!", "f", "");
    assert_outcome(&run.outcomes[2], DIFF_CANNOT, "I am cannot in /root/dir!", "x", "");
    assert_outcome(&run.outcomes[3], DIFF_RAN, "I am b in /root/dir!bye", "v", "");
    finish(&run);
}

static void a_fall_is_the_modules_and_the_rest_goes_on(void **state)
{
    (void)state;
    Run run;
    char names[] = "a fall leave b fall";
    prepare(&run, names, "");
    diff_machines_run(&run.machine, 1, NULL);
    assert_outcome(&run.outcomes[0], DIFF_RAN, "I am a in /root/dir!", "v", "");
    assert_outcome(&run.outcomes[1], DIFF_FELL, "I am fall in /root/dir", "",
                   "killed by signal 11 (Segmentation fault)");
    assert_outcome(&run.outcomes[2], DIFF_FELL, "I am leave in /root/dir", "", "exit status 5");
    assert_outcome(&run.outcomes[3], DIFF_RAN, "I am b in /root/dir!", "v", "");
    assert_int_equal(run.outcomes[4].verdict, DIFF_FELL);
    finish(&run);
}

static void a_hanging_machine_is_killed(void **state)
{
    (void)state;
    Run run;
    char names[] = "hang b";
    prepare(&run, names, "");
    diff_machines_run(&run.machine, 1, NULL);
    assert_outcome(&run.outcomes[0], DIFF_FELL, "I am hang in /root/dir", "",
                   "no longer reacts, was killed");
    assert_int_equal(run.outcomes[1].verdict, DIFF_RAN);
    finish(&run);
}

static void endless_output_is_stopped(void **state)
{
    (void)state;
    Run run;
    char names[] = "flood";
    prepare(&run, names, "");
    run.machine.plan.limit_ms = 60000;
    diff_machines_run(&run.machine, 1, NULL);
    assert_text(&run.outcomes[0].fall, "wrote more than 64 MB, was killed");
    finish(&run);
}

static void a_fall_after_the_end_is_the_modules_too(void **state)
{
    (void)state;
    Run run;
    char names[] = "bad_clean bad_end";
    prepare(&run, names, "");
    diff_machines_run(&run.machine, 1, NULL);
    assert_outcome(&run.outcomes[0], DIFF_FELL, "I am bad_clean in /root/dir!", "v",
                   "exit status 4");
    assert_outcome(&run.outcomes[1], DIFF_FELL, "I am bad_end in /root/dir!bye", "v",
                   "exit status 3");
    finish(&run);
}

static void large_results_and_hidden_folders(void **state)
{
    (void)state;
    Run run;
    char names[] = "large";
    prepare(&run, names, "/root");
    diff_machines_run(&run.machine, 1, NULL);
    assert_int_equal(run.outcomes[0].result.size, 200000);
    assert_text(&run.outcomes[0].output, "I am large in /dir!bye");
    finish(&run);
}

static void a_machine_that_does_not_start(void **state)
{
    (void)state;
    static char *const NOTHING[] = {"/nonexistent/erl", NULL};
    Run good, bad;
    char names[] = "a", more_names[] = "a";
    prepare(&good, names, "");
    prepare(&bad, more_names, "");
    bad.machine.command = NOTHING;
    DiffMachine machines[] = {good.machine, bad.machine};
    diff_machines_run(machines, 2, NULL);
    assert_true(machines[1].failed);
    assert_text(&machines[1].fall, "exit status 127");
    assert_text(&machines[1].output, "/nonexistent/erl: No such file or directory\n");
    good.machine = machines[0];
    bad.machine = machines[1];
    finish(&good);
    finish(&bad);
}

static size_t watched;

static void count_modules(const DiffMachine *machine)
{
    (void)machine;
    watched++;
}

static void machines_run_at_the_same_time(void **state)
{
    (void)state;
    Run runs[2];
    char names[] = "a hang b", more_names[] = "hang c d";
    prepare(&runs[0], names, "");
    prepare(&runs[1], more_names, "");
    DiffMachine machines[] = {runs[0].machine, runs[1].machine};
    watched = 0;
    diff_machines_run(machines, 2, count_modules);
    assert_true(watched >= 6);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(runs[i].outcomes[2].verdict, DIFF_RAN);
        assert_int_equal(runs[i].outcomes[1 - i].verdict, DIFF_FELL);
        runs[i].machine = machines[i];
        finish(&runs[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_module_has_its_own_output),
        cmocka_unit_test(a_fall_is_the_modules_and_the_rest_goes_on),
        cmocka_unit_test(a_hanging_machine_is_killed),
        cmocka_unit_test(endless_output_is_stopped),
        cmocka_unit_test(a_fall_after_the_end_is_the_modules_too),
        cmocka_unit_test(large_results_and_hidden_folders),
        cmocka_unit_test(a_machine_that_does_not_start),
        cmocka_unit_test(machines_run_at_the_same_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
