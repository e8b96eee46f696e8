// SPDX-License-Identifier: Apache-2.0
// What follows `erl` becomes the vector that OTP's own launcher makes of it (compared with
// `erl -emu_args_exit ...` of OTP 25 when these tests were written).
#include "beam_tests/unit/cli/cli_test.h"

#include "vm/cli/launch.h"

#define PLACES " -- -root /otp -bindir /otp/erts-9/bin -progname erl -- -home /home/me --"

typedef struct Case {
    const char *line;
    const char *flags; // before PLACES
    const char *rest;  // behind it
} Case;

static void assert_vector(const char *line, const char *flags, const char *rest)
{
    char text[1024], expected[2048];
    char *argv[CLI_TEST_WORDS_MAX + 1];
    Launch launch;
    snprintf(text, sizeof(text), "%s", line);
    snprintf(expected, sizeof(expected), "/bin/joist%s" PLACES "%s", flags, rest);
    assert_int_equal(launch_compose(&launch, &TEST_INSTALL, split_words(text, argv), argv), -1);
    assert_words(launch.vector.list, launch.vector.count, expected);
    launch_free(&launch);
}

static void flags_and_words_part(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {"erl", "", ""},
        {"erl -noshell -s init stop", "", " -noshell -s init stop"},
        {"erl +S 2 -x +P 5000 y", " -S 2 -P 5000", " -x y"},
        {"erl +S2 +hms 300 +hfoo +ec +e 5", " -S2 -hms 300 -hfoo -ec -e 5", ""},
        {"erl +B i +Bc +B -x +c true +c +c x", " -B i -Bc -B -c true -c -c", " -x x"},
        {"erl +MBas bf +Mea min +MIscs64 +Mxyz", " -MBas bf -Mea min -MIscs64 -Mxyz", ""},
        {"erl +SDcpu 1:1 +SDio3 +SP 50 +IOt 1 +IOPp50", " -SDcpu 1:1 -SDio3 -SP 50 -IOt 1 -IOPp50",
         ""},
        {"erl -noinput -detached", "", " -noshell -noinput -noshell -noinput"},
        {"erl -extra +S 2 -env A B", "", " -extra +S 2 -env A B"},
        {"erl -version -x", " -V", " -x"},
        {"erl -make -x", " -B", " -noshell -noinput -s make all_or_nothing -s erlang halt"},
        {"erl -compile a", " -B", " -noshell -noinput -s c lc_batch a"},
        {"erl -configfd 0 -configfd 3", "", " -noshell -noinput -configfd 0 -configfd 3"},
        {"erl -smp auto -emu_type opt -boot b", "", " -smp auto -emu_type opt -boot b"},
        {"erl -start_epmd false -sname a@b", "", " -start_epmd false -sname a@b"},
    };
    clear_environment();
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        assert_vector(CASES[i].line, CASES[i].flags, CASES[i].rest);
    }
}

static void environment_stands_around(void **state)
{
    (void)state;
    clear_environment();
    setenv("ERL_AFLAGS", "+S 1 -a 'b c'", 1);
    setenv("ERL_FLAGS", "-f -extra e", 1);
    setenv("ERL_ZFLAGS", "-z", 1);
    assert_vector("erl -x -extra y", " -S 1", " -a b c -- -x -- -f -z -- -extra y e --");
    clear_environment();
    setenv("ERL_EPMD_PORT", "4370", 1);
    char *argv[] = {"erl", NULL};
    Launch launch;
    assert_int_equal(launch_compose(&launch, &TEST_INSTALL, 1, argv), -1);
    assert_string_equal(launch.vector.list[11], "-epmd_port");
    assert_string_equal(launch.vector.list[12], "4370");
    launch_free(&launch);
    clear_environment();
}

static void files_are_put_in_place(void **state)
{
    (void)state;
    clear_environment();
    char name[] = "/tmp/joist_unit_XXXXXX", line[100];
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    static const char TEXT[] = "-a \"b c\" # a comment\n\t+S 1 d\\ e#f\n-extra g";
    assert_int_equal(write(fd, TEXT, strlen(TEXT)), strlen(TEXT));
    close(fd);
    snprintf(line, sizeof(line), "erl -x -args_file %s -y", name);
    assert_vector(line, " -S 1", " -x -a b c d e -y -- -extra g --");
    unlink(name);
}

// A file that names itself ends in an error.
static void files_do_not_nest_for_ever(void **state)
{
    (void)state;
    clear_environment();
    char name[] = "/tmp/joist_unit_XXXXXX";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    dprintf(fd, "-args_file %s", name);
    close(fd);
    char *argv[] = {"erl", "-args_file", name, NULL};
    Launch launch;
    assert_int_equal(launch_compose(&launch, &TEST_INSTALL, 3, argv), 1);
    launch_free(&launch);
    unlink(name);
}

static void side_effects_are_told(void **state)
{
    (void)state;
    clear_environment();
    Launch launch;
    char *argv[] = {"erl",    "-env", "A",         "1",     "-env",    "B", "2",
                    "-sname", "n",    "-detached", "-epmd", "my_epmd", NULL};
    assert_int_equal(launch_compose(&launch, &TEST_INSTALL, 12, argv), -1);
    assert_words(launch.environment.list, launch.environment.count, "A 1 B 2");
    assert_true(launch.detached);
    assert_true(launch.start_epmd);
    assert_string_equal(launch.epmd_program, "my_epmd");
    launch_free(&launch);
    char *manual[] = {"erl", "-man", "3", "lists", NULL};
    assert_int_equal(launch_compose(&launch, &TEST_INSTALL, 4, manual), -1);
    assert_words(launch.man.list, launch.man.count, "man 3 lists");
    launch_free(&launch);
}

static void missing_values_are_errors(void **state)
{
    (void)state;
    static const char *const LINES[] = {
        "erl +S",       "erl +P --",          "erl -env A",      "erl -name", "erl -args_file",
        "erl -epmd",    "erl -start_epmd x",  "erl +IOx 1",      "erl +SDx",  "erl +Bx",
        "erl -no_epmd", "erl -args_file /no", "erl -smp disable"};
    clear_environment();
    for (size_t i = 0; i < sizeof(LINES) / sizeof(LINES[0]); i++) {
        char text[100];
        char *argv[CLI_TEST_WORDS_MAX + 1];
        Launch launch;
        snprintf(text, sizeof(text), "%s", LINES[i]);
        assert_int_equal(launch_compose(&launch, &TEST_INSTALL, split_words(text, argv), argv), 1);
        launch_free(&launch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flags_and_words_part),   cmocka_unit_test(environment_stands_around),
        cmocka_unit_test(files_are_put_in_place), cmocka_unit_test(files_do_not_nest_for_ever),
        cmocka_unit_test(side_effects_are_told),  cmocka_unit_test(missing_values_are_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
