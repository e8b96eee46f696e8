// SPDX-License-Identifier: Apache-2.0
// `joist diff`: what is replaced before comparing, and what is not.
#include "beam_tests/unit/cli/cli_test.h"

#include "vm/cli/diff_normal.h"

static void assert_normal_in(DiffNames *names, const char *text, const char *expected)
{
    ByteVec out = {0};
    diff_normal(&out, names, (const uint8_t *)text, strlen(text));
    byte_vec_u8(&out, 0);
    assert_string_equal((const char *)out.data, expected);
    byte_vec_free(&out);
}

static void assert_normal(const char *text, const char *expected)
{
    DiffNames names = {0};
    assert_normal_in(&names, text, expected);
    diff_names_free(&names);
}

static void identifiers_are_numbered_by_first_appearance(void **state)
{
    (void)state;
    assert_normal("{<0.85.0>,<0.9.0>,<0.85.0>,<13.9.0>}", "{<pid 1>,<pid 2>,<pid 1>,<pid 3>}");
    assert_normal("#PID<0.85.0>", "#PID<pid 1>");
    assert_normal("#Ref<0.1.2.3>#Ref<0.1.2.4>#Reference<0.1.2.3>#Ref<0.1.2.3>",
                  "#Ref<1>#Ref<2>#Reference<1>#Ref<1>");
    assert_normal("#Port<0.5><0.5.0>", "#Port<1><pid 1>");
}

static void numbering_goes_on_from_text_to_text(void **state)
{
    (void)state;
    DiffNames names = {0};
    assert_normal_in(&names, "<0.8.0>", "<pid 1>");
    assert_normal_in(&names, "<0.9.0> <0.8.0>", "<pid 2> <pid 1>");
    diff_names_free(&names);
}

static void confused_identifiers_stay_different(void **state)
{
    (void)state;
    assert_normal("<0.8.0> <0.9.0> <0.8.0>", "<pid 1> <pid 2> <pid 1>");
    assert_normal("<0.8.0> <0.9.0> <0.9.0>", "<pid 1> <pid 2> <pid 2>");
}

static void times_of_logs(void **state)
{
    (void)state;
    assert_normal("=ERROR REPORT==== 22-Nov-2026::13:01:28.123456 ===\n",
                  "=ERROR REPORT==== <time> ===\n");
    assert_normal("=INFO REPORT==== 2-Nov-2026::13:01:28 ===", "=INFO REPORT==== <time> ===");
    assert_normal("2026-11-22T13:01:28.123456+01:00 error: x", "<time> error: x");
    assert_normal("a\n13:01:28.123 [error] x", "a\n<time> [error] x");
}

static void all_else_stays(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "",
        "<",
        "<0.85",
        "<0.85.0",
        "<0.85.0.1>",
        "<<1.2>>",
        "<a.b.c>",
        "#Fun<m.0.123>",
        "at 13:01:28.123 [x]",
        "13:01:28.123 x",
        "22-Nov-2026",
        "2026-11-22",
        "1.5e10 3:4 1-abc-2::1:2",
    };
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
        assert_normal(TEXTS[i], TEXTS[i]);
    }
}

static void bytes_of_any_value(void **state)
{
    (void)state;
    static const uint8_t BYTES[] = {0, 255, '<', 0, '\n', 128};
    DiffNames names = {0};
    ByteVec out = {0};
    diff_normal(&out, &names, BYTES, sizeof(BYTES));
    assert_int_equal(out.size, sizeof(BYTES));
    assert_memory_equal(out.data, BYTES, sizeof(BYTES));
    byte_vec_free(&out);
    diff_names_free(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identifiers_are_numbered_by_first_appearance),
        cmocka_unit_test(numbering_goes_on_from_text_to_text),
        cmocka_unit_test(confused_identifiers_stay_different),
        cmocka_unit_test(times_of_logs),
        cmocka_unit_test(all_else_stays),
        cmocka_unit_test(bytes_of_any_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
