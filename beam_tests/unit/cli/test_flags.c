// SPDX-License-Identifier: Apache-2.0
// The emulator's flags: defaults, every value that is stored, and what is refused.
#include "beam_tests/unit/cli/cli_test.h"

#include "vm/cli/flags.h"

static char text[1024];
static char *words[CLI_TEST_WORDS_MAX + 1];

static int parse(EmulatorArgs *args, const char *line)
{
    snprintf(text, sizeof(text), "%s", line);
    int count = split_words(text, words);
    return flags_parse(args, &TEST_INSTALL, (size_t)count, words);
}

static void defaults_are_those_of_stock(void **state)
{
    (void)state;
    clear_environment();
    EmulatorArgs args;
    assert_int_equal(parse(&args, "beam.smp"), -1);
    assert_string_equal(args.root, "/otp");
    assert_string_equal(args.boot_module, "init");
    assert_int_equal(args.init_arg_count, 0);
    assert_int_equal(args.process_limit, 262144);
    assert_int_equal(args.atom_limit, 1048576);
    assert_true(args.port_limit >= 65536);
    assert_int_equal(args.ets_limit, 8192);
    assert_int_equal(args.min_heap_words, 233);
    assert_int_equal(args.fullsweep_after, 65535);
    assert_int_equal(args.dirty_io_schedulers, 10);
    assert_true(args.schedulers >= args.schedulers_online && args.schedulers_online >= 1);
    assert_true(args.max_heap_kill && args.max_heap_log && args.time_correction);
    assert_int_equal(args.node_gc_delay_s, 60);
    assert_int_equal(args.timing_level, -1);
}

static void init_gets_the_rest(void **state)
{
    (void)state;
    EmulatorArgs args;
    assert_int_equal(parse(&args, "x -S 1 -- -root /r -bindir /b -- -home h -- -root no"), -1);
    assert_words(args.init_args, args.init_arg_count, "-root /r -bindir /b -- -home h -- -root no");
    assert_string_equal(args.root, "/r");
    assert_string_equal(args.bindir, "/b");
    assert_int_equal(args.emu_arg_count, 14);
}

static void values_are_stored(void **state)
{
    (void)state;
    EmulatorArgs args;
    assert_int_equal(parse(&args, "x -S 3:2 -SDcpu 2:1 -SDio 4 -A 7 -P 5000 -Q 1024 -t 9000"), -1);
    assert_int_equal(args.schedulers, 3);
    assert_int_equal(args.schedulers_online, 2);
    assert_int_equal(args.dirty_cpu_schedulers, 2);
    assert_int_equal(args.dirty_cpu_schedulers_online, 1);
    assert_int_equal(args.dirty_io_schedulers, 4);
    assert_int_equal(args.async_threads, 7);
    assert_int_equal(args.process_limit, 8192);
    assert_int_equal(args.port_limit, 1024);
    assert_int_equal(args.atom_limit, 9000);
    assert_int_equal(parse(&args,
                           "x -hms 300 -hmbs 400 -hmax 500 -hmaxk false -hmaxel false -hpds 16"
                           " -hmqd off_heap -e 10000 -ec -i other"),
                     -1);
    assert_int_equal(args.min_heap_words, 300);
    assert_int_equal(args.min_bin_heap_words, 400);
    assert_int_equal(args.max_heap_words, 500);
    assert_false(args.max_heap_kill || args.max_heap_log);
    assert_int_equal(args.dictionary_slots, 16);
    assert_true(args.messages_off_heap && args.ets_compressed);
    assert_int_equal(args.ets_limit, 10000);
    assert_string_equal(args.boot_module, "other");
    assert_int_equal(parse(&args, "x -pc unicode -fnui -c false -C multi_time_warp -Bc -We -d -L"
                                  " -zdbbl 3 -zdntgc infinity -R 24 -T 2 -sbwt none -spp true"),
                     -1);
    assert_true(args.printable_unicode && args.no_crash_dump && args.no_line_info);
    assert_true(args.port_parallelism && !args.busy_wait && !args.time_correction);
    assert_int_equal(args.filename_encoding, FILENAMES_UTF8);
    assert_int_equal(args.filename_warning, FILENAME_SILENT);
    assert_int_equal(args.time_warp, TIME_WARP_MULTI);
    assert_int_equal(args.break_mode, BREAK_TO_SHELL);
    assert_int_equal(args.logger_warnings, 'e');
    assert_int_equal(args.dist_busy_limit_bytes, 3072);
    assert_int_equal(args.node_gc_delay_s, -1);
    assert_int_equal(args.compat_release, 24);
    assert_int_equal(args.timing_level, 2);
}

static void optional_values_leave_others_alone(void **state)
{
    (void)state;
    EmulatorArgs args;
    assert_int_equal(
        parse(&args, "x -c -B -S 1 -c true -B i -MBas bf -Mea min -swt low -JPperf true"), -1);
    assert_int_equal(args.schedulers, 1);
    assert_true(args.time_correction);
    assert_int_equal(args.break_mode, BREAK_IGNORED);
}

static void percentages_come_last(void **state)
{
    (void)state;
    EmulatorArgs args;
    assert_int_equal(parse(&args, "x -SP 50:25 -S 8:8 -SDPcpu 25:25"), -1);
    assert_int_equal(args.schedulers, 4);
    assert_int_equal(args.schedulers_online, 2);
    assert_true(args.dirty_cpu_schedulers >= 1 && args.dirty_cpu_schedulers <= 4);
}

static void environment_sets_limits(void **state)
{
    (void)state;
    EmulatorArgs args;
    setenv("ERL_MAX_PORTS", "2000", 1);
    setenv("ERL_MAX_ETS_TABLES", "9000", 1);
    setenv("ERL_FULLSWEEP_AFTER", "5", 1);
    assert_int_equal(parse(&args, "x"), -1);
    clear_environment();
    assert_int_equal(args.port_limit, 2048);
    assert_int_equal(args.ets_limit, 9000);
    assert_int_equal(args.fullsweep_after, 5);
}

static void wrong_values_are_refused(void **state)
{
    (void)state;
    static const char *const LINES[] = {
        "x -S 0:9999", "x -S y",           "x -S :",          "x -S",       "x -S 2000",
        "x -SP x",     "x -SDcpu 0:99999", "x -SDio 0",       "x -P 1000",  "x -P y",
        "x -Q 5",      "x -t 100",         "x -A 2000",       "x -a 10",    "x -cfoo",
        "x -C y",      "x -e -1",          "x -fnx",          "x -fnuy",    "x -h -1",
        "x -hmax -1",  "x -hmaxk 1",       "x -hmqd y",       "x -n y",     "x -pc y",
        "x -R 3",      "x -rg y",          "x -sbt y",        "x -sbwt y",  "x -scl y",
        "x -sss 1",    "x -sfoo",          "x -T 10",         "x -W y",     "x -zdbbl 0",
        "x -zdntgc y", "x -zfoo",          "x -Mxyz",         "x -Yfoo",    "x -IOx",
        "x word",      "x -swt y",         "x -zosrl 0",      "x -zebwt y", "x -spp y",
        "x -Jx",       "x -hpds 0",        "x -P 99999999999"};
    EmulatorArgs args;
    for (size_t i = 0; i < sizeof(LINES) / sizeof(LINES[0]); i++) {
        assert_int_equal(parse(&args, LINES[i]), 1);
    }
    assert_int_equal(parse(&args, "x -V"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_those_of_stock),
        cmocka_unit_test(init_gets_the_rest),
        cmocka_unit_test(values_are_stored),
        cmocka_unit_test(optional_values_leave_others_alone),
        cmocka_unit_test(percentages_come_last),
        cmocka_unit_test(environment_sets_limits),
        cmocka_unit_test(wrong_values_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
