// SPDX-License-Identifier: Apache-2.0
// `joist diff`: its command line, and the command lines it prints.
#include "beam_tests/unit/cli/cli_test.h"

#include "vm/cli/diff_report.h"

static char base[PATH_MAX];

static int make_files(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"a.beam", "dir/b.beam", "dir/Elixir.C.beam", "dir/x.txt"};
    char folder[] = "/tmp/joist_unit_XXXXXX";
    if (!mkdtemp(folder) || !realpath(folder, base) || chdir(base) != 0 || system("mkdir dir")) {
        return -1;
    }
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        FILE *file = fopen(NAMES[i], "w");
        fputs("FOR1....BEAM", file);
        fclose(file);
    }
    unsetenv("JOIST_STOCK");
    return 0;
}

static int remove_files(void **state)
{
    (void)state;
    return unlink("a.beam") | unlink("dir/b.beam") | unlink("dir/Elixir.C.beam") |
           unlink("dir/x.txt") | rmdir("dir") | chdir("/") | rmdir(base);
}

static int parse(DiffOptions *options, const char *line)
{
    char text[500], *argv[CLI_TEST_WORDS_MAX + 1];
    snprintf(text, sizeof(text), "diff %s", line);
    return diff_options_parse(options, &TEST_INSTALL, split_words(text, argv), argv);
}

static void files_folders_and_arguments(void **state)
{
    (void)state;
    DiffOptions o;
    assert_int_equal(parse(&o, "a.beam --stock erl dir --exact x --only a.beam"), -1);
    assert_int_equal(o.count, 3);
    assert_string_equal(o.programs[0].path, "a.beam");
    assert_string_equal(o.programs[0].target.folder, base);
    assert_false(o.programs[0].found);
    assert_string_equal(o.programs[1].path, "dir/Elixir.C.beam");
    assert_string_equal(o.programs[2].path, "dir/b.beam");
    assert_true(o.programs[2].found);
    assert_true(o.elixir && o.exact);
    assert_words(o.arguments.list, o.arguments.count, "x --only a.beam");
    assert_words(o.machines[DIFF_STOCK].list, 1, "erl");
    assert_words(o.machines[DIFF_JOIST].list, 1, "/bin/joist");
    assert_int_equal(o.only, -1);
    diff_options_free(&o);
}

static void arguments_behind_two_dashes(void **state)
{
    (void)state;
    DiffOptions o;
    assert_int_equal(parse(&o, "--stock erl a.beam -- --exact dir"), -1);
    assert_int_equal(o.count, 1);
    assert_false(o.exact);
    assert_words(o.arguments.list, o.arguments.count, "--exact dir");
    diff_options_free(&o);
}

static void commands_are_split(void **state)
{
    (void)state;
    DiffOptions o;
    char *argv[] = {"diff", "--stock", "chroot '/a b' erl", "--joist", "j +S 1", "a.beam", NULL};
    assert_int_equal(diff_options_parse(&o, &TEST_INSTALL, 6, argv), -1);
    assert_int_equal(o.machines[DIFF_STOCK].count, 3);
    assert_string_equal(o.machines[DIFF_STOCK].list[1], "/a b");
    assert_words(o.machines[DIFF_JOIST].list, 3, "j +S 1");
    diff_options_free(&o);
}

static void stock_from_the_environment(void **state)
{
    (void)state;
    DiffOptions o;
    setenv("JOIST_STOCK", "my erl", 1);
    assert_int_equal(parse(&o, "a.beam --timeout 1.5 --batch 7 --call m.f"), -1);
    unsetenv("JOIST_STOCK");
    assert_words(o.machines[DIFF_STOCK].list, 2, "my erl");
    assert_int_equal(o.limit_ms, 1500);
    assert_int_equal(o.batch, 7);
    assert_string_equal(o.programs[0].target.module, "m");
    assert_string_equal(o.programs[0].target.function, "f");
    diff_options_free(&o);
}

static void another_release(void **state)
{
    (void)state;
    DiffOptions o;
    char line[PATH_MAX + 100];
    snprintf(line, sizeof(line), "--root %s dir --pa dir", base);
    assert_int_equal(parse(&o, line), -1);
    assert_string_equal(o.root, base);
    assert_int_equal(o.machines[DIFF_STOCK].count, 3);
    assert_string_equal(o.machines[DIFF_STOCK].list[1], base);
    assert_int_equal(o.paths.count, 1);
    diff_options_free(&o);
    snprintf(line, sizeof(line), "--root %s/dir a.beam", base);
    assert_int_equal(parse(&o, line), 2); // not below it
    diff_options_free(&o);
}

static void what_cannot_run_is_refused(void **state)
{
    (void)state;
    static const char *const LINES[] = {
        "",
        "none.beam",
        "x",
        "--stock erl",
        "a.beam --stock erl --call x",
        "a.beam --stock erl --only me",
        "a.beam --stock erl --timeout x",
        "a.beam --stock erl --batch 0",
        "a.beam --stock erl --what",
        "a.beam --stock erl --root /nonexistent",
        "a.beam --stock erl --pa /nonexistent",
    };
    for (size_t i = 0; i < sizeof(LINES) / sizeof(LINES[0]); i++) {
        DiffOptions o;
        assert_int_equal(parse(&o, LINES[i]), 2);
        diff_options_free(&o);
    }
}

static void a_difference_says_how_to_repeat_it(void **state)
{
    (void)state;
    DiffOptions o;
    DiffOutcome outcomes[DIFF_SIDES] = {{.verdict = DIFF_RAN}, {.verdict = DIFF_RAN}};
    DiffView views[DIFF_SIDES];
    ByteVec text = {0};
    char *argv[] = {"diff", "--stock", "e '1 2'", "--call", "m.f", "a.beam", "it's", NULL};
    assert_int_equal(diff_options_parse(&o, &TEST_INSTALL, 7, argv), -1);
    byte_vec_text(&outcomes[0].output, "<0.1.0>\n<0.2.0>\n");
    byte_vec_text(&outcomes[1].output, "<0.7.0>\n<0.7.0>\n");
    byte_vec_text(&outcomes[0].result, "value <0.2.0>");
    byte_vec_text(&outcomes[1].result, "value <0.9.0>");
    diff_view(&views[0], &outcomes[0], false, NULL);
    diff_view(&views[1], &outcomes[1], false, NULL);
    assert_false(diff_view_same(&views[0], &views[1]));
    diff_report_show(&text, &o, &o.programs[0], "HEAD", &views[0], &views[1], "joist");
    byte_vec_u8(&text, 0);
    assert_string_equal(
        (const char *)text.data,
        "HEAD a.beam\n--- stock\n+++ joist\noutput:\n@@ line 1, line 1 @@\n <pid 1>\n-<pid 2>\n"
        "+<pid 1>\n"
        "repeat on stock: /bin/joist diff --only stock --stock 'e '\\''1 2'\\''' --call m.f "
        "--timeout 10 a.beam -- 'it'\\''s'\n"
        "repeat on joist: /bin/joist diff --only joist --joist /bin/joist --call m.f "
        "--timeout 10 a.beam -- 'it'\\''s'\n\n");
    byte_vec_free(&text);
    for (int i = 0; i < DIFF_SIDES; i++) {
        diff_outcome_free(&outcomes[i]);
        diff_view_free(&views[i]);
    }
    diff_options_free(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_folders_and_arguments),
        cmocka_unit_test(arguments_behind_two_dashes),
        cmocka_unit_test(commands_are_split),
        cmocka_unit_test(stock_from_the_environment),
        cmocka_unit_test(another_release),
        cmocka_unit_test(what_cannot_run_is_refused),
        cmocka_unit_test(a_difference_says_how_to_repeat_it),
    };
    return cmocka_run_group_tests(tests, make_files, remove_files);
}
