// SPDX-License-Identifier: Apache-2.0
// Floats as text: what stock writes with each option, and what it reads.
#include "beam_tests/unit/term/check_values.h"

static Term operate(Space *space, const char *name, Term a, Term b, bool *is_mine)
{
    char text[FLOAT_TEXT_MAX];
    size_t size = 0;
    if (strcmp(name, "short") == 0) {
        size = float_to_text_short(float_value(a), text);
    } else if (strcmp(name, "scientific") == 0) {
        size = float_to_text_scientific(float_value(a), (int)small_value(b), text);
    } else if (strcmp(name, "decimals") == 0 || strcmp(name, "compact") == 0) {
        bool is_compact = name[0] == 'c';
        if (!float_to_text_decimals(float_value(a), (int)small_value(b), is_compact, text, &size)) {
            return TERM_NONE;
        }
    } else if (strcmp(name, "to_float") == 0) {
        uint8_t *copy;
        double value;
        const char *in = (const char *)binary_bytes(a, &size, &copy);
        return float_from_text(in, size, &value) ? space_float(space, value) : TERM_NONE;
    } else {
        *is_mine = false;
    }
    return size ? space_binary(space, text, size) : TERM_NONE;
}

static void stock_answers(void **state)
{
    (void)state;
    check_values(operate);
}

// Every power of two: there the distance to the lower neighbour is half of that to the upper one.
static void short_text_reads_back(void **state)
{
    (void)state;
    for (int exponent = -1074; exponent < 1024; exponent++) {
        double value = ldexp(1.0, exponent), back;
        char text[FLOAT_TEXT_MAX];
        size_t size = float_to_text_short(value, text);
        assert_true(float_from_text(text, size, &back) && back == value);
    }
    char text[FLOAT_TEXT_MAX];
    size_t size = float_to_text_short(ldexp(1.0, -44), text);
    assert_memory_equal(text, "5.684341886080802e-14", size);
}

int main(void)
{
    test_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stock_answers),
        cmocka_unit_test(short_text_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
