// SPDX-License-Identifier: Apache-2.0
// `joist run`: the words it composes, and what it refuses before a machine starts.
#include "beam_tests/unit/cli/cli_test.h"

#include "vm/cli/run.h"

static char base[] = "/tmp/joist_unit_XXXXXX";

static int make_files(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"a.beam", "bad.beam", "it's.beam"};
    if (!mkdtemp(base) || chdir(base) != 0) {
        return -1;
    }
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        FILE *file = fopen(NAMES[i], "w");
        fputs(i == 1 ? "nonsense" : "FOR1....BEAM", file);
        fclose(file);
    }
    return 0;
}

static int remove_files(void **state)
{
    (void)state;
    return unlink("a.beam") | unlink("bad.beam") | unlink("it's.beam") | chdir("/") | rmdir(base);
}

static Words compose(int count, char **argv)
{
    Words words = {0};
    assert_int_equal(run_compose(&words, &TEST_INSTALL, count, argv), -1);
    return words;
}

static void file_and_arguments(void **state)
{
    (void)state;
    char *argv[] = {"run", "./a.beam", "x", "--call", NULL};
    Words words = compose(4, argv);
    assert_words(words.list, 5, "erl -noshell -pa . -eval");
    assert_int_equal(
        strncmp(words.list[5], "FileModule = 'a',\nModule = 'a',\nFunction = '',\n", 47), 0);
    assert_words(words.list + 6, words.count - 6, "-extra x --call");
    words_free(&words);
}

static void call_names_module_and_function(void **state)
{
    (void)state;
    char *argv[] = {"run", "a.beam", "--call", "other:go", "x", NULL};
    Words words = compose(5, argv);
    assert_non_null(
        strstr(words.list[5], "\nModule = 'other',\nFunction = 'go',\nElixir = 'false',"));
    assert_words(words.list + 6, words.count - 6, "-extra x");
    words_free(&words);
}

static void names_are_quoted(void **state)
{
    (void)state;
    char *argv[] = {"run", "it's.beam", NULL};
    Words words = compose(2, argv);
    assert_int_equal(strncmp(words.list[5], "FileModule = 'it\\'s',\n", 22), 0);
    words_free(&words);
}

static void what_cannot_run_is_refused(void **state)
{
    (void)state;
    static char *const LINES[][4] = {
        {"run", NULL},
        {"run", "none.beam", NULL},
        {"run", "bad.beam", NULL},
        {"run", "x.erl", NULL},
        {"run", "x.exs", NULL},
        {"run", "a.beam", "--call", NULL},
        {"run", "a.beam", "--call", "x"},
        {"run", "a.beam", "--call", ":x"},
        {"run", "a.beam", "--call", "x."},
    };
    for (size_t i = 0; i < sizeof(LINES) / sizeof(LINES[0]); i++) {
        char *argv[5] = {0};
        int argc = 0;
        while (argc < 4 && LINES[i][argc]) {
            argv[argc] = LINES[i][argc];
            argc++;
        }
        Words words = {0};
        assert_int_equal(run_compose(&words, &TEST_INSTALL, argc, argv), 1);
        words_free(&words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file_and_arguments),
        cmocka_unit_test(call_names_module_and_function),
        cmocka_unit_test(names_are_quoted),
        cmocka_unit_test(what_cannot_run_is_refused),
    };
    return cmocka_run_group_tests(tests, make_files, remove_files);
}
