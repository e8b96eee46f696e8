// SPDX-License-Identifier: Apache-2.0
// Hashes of terms: phash2, phash and the internal hash as stock computes them; any depth.
#include "beam_tests/unit/term/check_values.h"

static Term operate(Space *space, const char *name, Term a, Term b, bool *is_mine)
{
    (void)b;
    if (strcmp(name, "phash2") == 0) {
        return space_unsigned(space, term_hash_phash2(a));
    } else if (strcmp(name, "phash") == 0) {
        return space_unsigned(space, term_hash_phash(a));
    } else if (strcmp(name, "internal") == 0) {
        return space_unsigned(space, term_hash_internal(a, 0));
    }
    *is_mine = false;
    return TERM_NONE;
}

static void stock_answers(void **state)
{
    (void)state;
    check_values(operate);
}

static void bits_hash_alike_at_any_offset(void **state)
{
    (void)state;
    Space space = test_space();
    uint8_t bytes[40];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)(i * 37 + 11);
    }
    Term whole = space_binary(&space, bytes, sizeof bytes);
    for (uint64_t from = 0; from < 9; from++) {
        Term part = binary_part_bits(&space, whole, from, 301);
        Term copy = binary_from_bits(&space, binary_view(part));
        assert_true(term_same(part, copy));
        assert_int_equal(term_hash_phash2(part), term_hash_phash2(copy));
        assert_int_equal(term_hash_phash(part), term_hash_phash(copy));
        assert_int_equal(term_hash_internal(part, 5), term_hash_internal(copy, 5));
    }
    test_space_free(&space);
}

static void depth_does_not_matter(void **state)
{
    (void)state;
    Space space = test_space();
    Term t = TERM_NIL;
    for (int i = 0; i < 300000; i++) {
        t = space_cons(&space, space_tuple2(&space, t, SMALL(i)), SMALL(1000));
    }
    assert_true(term_hash_phash2(t) != term_hash_phash2(cons_head(t)));
    assert_true(term_hash_phash(t) != 0);
    assert_true(term_hash_internal(t, 1) != term_hash_internal(t, 2));
    test_space_free(&space);
}

int main(void)
{
    test_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stock_answers),
        cmocka_unit_test(bits_hash_alike_at_any_offset),
        cmocka_unit_test(depth_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
