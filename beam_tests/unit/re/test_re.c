// SPDX-License-Identifier: Apache-2.0
// test_re.c -- patterns without a machine: errors and their places as stock BEAM (PCRE 8) has them,
// Latin-1, the cache.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "vm/re/re.h"

static ReCode *compile(const char *pattern, uint32_t options, ReError *error)
{
    const ReOptions o = {.compile = options};
    ByteVec key = {0};
    re_key_build(&key, &o, pattern, strlen(pattern));
    assert_true(re_key_is_pattern(key.data, key.size));
    ReCode *code = re_code_get(key.data, key.size, error);
    byte_vec_free(&key);
    return code;
}

// "from,to", "no", or "error text,offset"
static const char *run(const char *pattern, uint32_t options, const char *subject)
{
    static char out[300];
    ReError error;
    ReCode *code = compile(pattern, options, &error);
    if (code == NULL) {
        snprintf(out, sizeof out, "%s,%zu", re_error_text(error.code), error.offset);
        return out;
    }
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code->code, NULL);
    int rc = pcre2_match(code->code, (PCRE2_SPTR)subject, strlen(subject), 0, 0, data, NULL);
    const PCRE2_SIZE *v = pcre2_get_ovector_pointer(data);
    if (rc > 0) {
        snprintf(out, sizeof out, "%zu,%zu", v[0], v[1]);
    } else {
        snprintf(out, sizeof out, "no");
    }
    pcre2_match_data_free(data);
    re_code_release(code);
    return out;
}

static void errors_as_pcre8(void **state)
{
    (void)state;
    assert_string_equal(run("(", 0, ""), "missing ),1");
    assert_string_equal(run("a)", 0, ""), "unmatched parentheses,1");
    assert_string_equal(run("a**", 0, ""), "nothing to repeat,2");
    assert_string_equal(run("[", 0, ""), "missing terminating ] for character class,1");
    assert_string_equal(run("\\", 0, ""), "\\ at end of pattern,1");
    assert_string_equal(run("(a)\\2", 0, ""), "reference to non-existent subpattern,5");
    assert_string_equal(run("(?<=a+)b", 0, ""), "lookbehind assertion is not fixed length,6");
    assert_string_equal(run("(?<n>a)(?<n>b)", 0, ""),
                        "two named subpatterns have the same name,11");
    assert_string_equal(run("\\p{Foo}", 0, ""), "unknown property name after \\P or \\p,6");
}

static void patterns_of_pcre8(void **state)
{
    (void)state;
    assert_string_equal(run("a\\jb", 0, "xajb"), "1,4");
    assert_string_equal(run("[\\d-z]+", 0, "a1-z"), "1,4");
    assert_string_equal(run("\\j\\y[\\w-.](", 0, ""), "missing ),11");
}

static void latin1(void **state)
{
    (void)state;
    assert_string_equal(run("\\w", 0, "\xE5"), "0,1");
    assert_string_equal(run("\\w", 0, "\xD7"), "no");
    assert_string_equal(run("\xC5", PCRE2_CASELESS, "\xE5"), "0,1");
    assert_string_equal(run("[[:punct:]]", 0, "\xA1"), "0,1");
    assert_string_equal(run("[[:cntrl:]]", 0, "\x85"), "0,1");
}

static void cache_keeps_codes(void **state)
{
    (void)state;
    ReError error;
    ReCode *a = compile("same", 0, &error), *b = compile("same", 0, &error),
           *c = compile("same", PCRE2_CASELESS, &error);
    assert_ptr_equal(a, b);
    assert_ptr_not_equal(a, c);
    for (int i = 0; i < 2000; i++) { // pushes the three out; they must live on
        char pattern[32];
        snprintf(pattern, sizeof pattern, "p%d", i);
        re_code_release(compile(pattern, 0, &error));
    }
    assert_int_equal(re_code_captures(a), 0);
    re_code_release(a);
    re_code_release(b);
    re_code_release(c);
}

int main(void)
{
    re_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_as_pcre8),
        cmocka_unit_test(patterns_of_pcre8),
        cmocka_unit_test(latin1),
        cmocka_unit_test(cache_keeps_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
