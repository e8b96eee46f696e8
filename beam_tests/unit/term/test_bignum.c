// SPDX-License-Identifier: Apache-2.0
// Integers of any size: what stock answers, and edges at the limits of small, 64 bits and size.
#include "beam_tests/unit/term/check_values.h"

static Term text_of(Space *space, Term a, int base)
{
    char *text;
    size_t size;
    integer_to_text(a, base, &text, &size);
    Term binary = space_binary(space, text, size);
    vm_free(text, size);
    return binary;
}

static Term from_text(Space *space, Term binary, int base)
{
    uint8_t *copy;
    size_t size;
    const uint8_t *bytes = binary_bytes(binary, &size, &copy);
    return integer_from_text(space, (const char *)bytes, size, base);
}

static Term operate(Space *space, const char *name, Term a, Term b, bool *is_mine)
{
    static const struct {
        const char *name;
        Term (*function)(Space *, Term, Term);
    } binary[] = {{"+", integer_add},      {"-", integer_subtract},    {"*", integer_multiply},
                  {"div", integer_divide}, {"rem", integer_remainder}, {"band", integer_and},
                  {"bor", integer_or},     {"bxor", integer_xor},      {"bsl", integer_shift_left}};
    for (size_t i = 0; i < sizeof binary / sizeof *binary; i++) {
        if (strcmp(name, binary[i].name) == 0) {
            return binary[i].function(space, a, b);
        }
    }
    double value;
    if (strcmp(name, "bsr") == 0) {
        return integer_shift_left(space, a, integer_negate(space, b));
    } else if (strcmp(name, "bnot") == 0) {
        return integer_not(space, a);
    } else if (strcmp(name, "float") == 0) {
        return integer_to_double(a, &value) ? space_float(space, value) : TERM_NONE;
    } else if (strcmp(name, "trunc") == 0) {
        return integer_from_double(space, float_value(a));
    } else if (strcmp(name, "text") == 0) {
        return small_value(b) < 2 ? TERM_NONE : text_of(space, a, (int)small_value(b));
    } else if (strcmp(name, "from_text") == 0) {
        return small_value(b) < 2 ? TERM_NONE : from_text(space, a, (int)small_value(b));
    }
    *is_mine = false;
    return TERM_NONE;
}

static void stock_answers(void **state)
{
    (void)state;
    check_values(operate);
}

static void small_and_big_meet(void **state)
{
    (void)state;
    Space space = test_space();
    Term above = integer_add(&space, small_make(SMALL_MAX), SMALL(1));
    assert_true(term_is_big(above));
    assert_int_equal(integer_subtract(&space, above, SMALL(1)), small_make(SMALL_MAX));
    Term below = integer_subtract(&space, small_make(SMALL_MIN), SMALL(1));
    assert_true(term_is_big(below));
    assert_int_equal(integer_add(&space, below, SMALL(1)), small_make(SMALL_MIN));
    assert_int_equal(integer_negate(&space, above), small_make(SMALL_MIN));
    assert_true(term_same(integer_divide(&space, small_make(SMALL_MIN), SMALL(-1)), above));
    int64_t i;
    uint64_t u;
    assert_true(integer_to_i64(space_integer(&space, INT64_MIN), &i) && i == INT64_MIN);
    assert_false(integer_to_i64(space_unsigned(&space, UINT64_MAX), &i));
    assert_true(integer_to_u64(space_unsigned(&space, UINT64_MAX), &u) && u == UINT64_MAX);
    assert_false(integer_to_u64(SMALL(-1), &u));
    test_space_free(&space);
}

static void too_large_is_refused(void **state)
{
    (void)state;
    Space space = test_space();
    int64_t most = 64 * (int64_t)bignum_max_limbs();
    Term largest = integer_shift_left(&space, SMALL(1), small_make(most - 1));
    assert_true(term_is_big(largest));
    assert_true(term_is_none(integer_shift_left(&space, SMALL(1), small_make(most))));
    assert_true(term_is_none(integer_add(&space, largest, largest)));
    assert_true(term_is_none(integer_multiply(&space, largest, largest)));
    assert_true(term_is_none(integer_shift_left(&space, SMALL(-1), largest)));
    assert_int_equal(integer_shift_left(&space, SMALL(0), largest), SMALL(0));
    Term least = integer_negate(&space, largest);
    assert_int_equal(integer_shift_left(&space, SMALL(-7), least), SMALL(-1));
    assert_true(term_is_none(integer_divide(&space, largest, SMALL(0))));
    test_space_free(&space);
}

int main(void)
{
    test_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stock_answers),
        cmocka_unit_test(small_and_big_meet),
        cmocka_unit_test(too_large_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
