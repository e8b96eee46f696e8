// SPDX-License-Identifier: Apache-2.0
// The order of terms: as stock orders random pairs that differ little; nested large maps; any
// depth.
#include "beam_tests/unit/term/check_values.h"
#include "vm/term/map.h"

static Term sign_of(int order) { return SMALL(order < 0 ? -1 : order > 0); }

static Term operate(Space *space, const char *name, Term a, Term b, bool *is_mine)
{
    (void)space;
    if (strcmp(name, "cmp") == 0 || strcmp(name, "cmp_number") == 0) {
        int order = term_compare(a, b);
        assert_true(sign_of(order) == sign_of(-term_compare(b, a)));
        assert_int_equal(term_equal(a, b), order == 0);
        return sign_of(order);
    } else if (strcmp(name, "cmp_exact") == 0) {
        int order = term_compare_exact(a, b);
        assert_true(sign_of(order) == sign_of(-term_compare_exact(b, a)));
        assert_int_equal(term_same(a, b), order == 0);
        return sign_of(order);
    } else if (strcmp(name, "same") == 0) {
        return term_same(a, b) ? ATOM_TRUE : ATOM_FALSE;
    }
    *is_mine = false;
    return TERM_NONE;
}

static void stock_answers(void **state)
{
    (void)state;
    check_values(operate);
}

enum { KEYS = 40 };

// Keys 0..39; one key may be another term, one value may differ.
static Term make_map(Space *space, Term first_key, int changed, Term value)
{
    Term pairs[KEYS * 2];
    for (int i = 0; i < KEYS; i++) {
        pairs[2 * i] = i ? SMALL(i) : first_key;
        pairs[2 * i + 1] = i == changed ? value : SMALL(7);
    }
    return map_from_pairs(space, pairs, KEYS);
}

static void large_maps(void **state)
{
    (void)state;
    Space space = test_space();
    Term a = make_map(&space, SMALL(0), 20, SMALL(7));
    Term less = make_map(&space, SMALL(0), 20, SMALL(6));
    Term mixed = make_map(&space, SMALL(0), 20, space_float(&space, 7.0));
    assert_true(term_compare(a, less) > 0 && term_compare(less, a) < 0);
    assert_true(term_compare(a, mixed) == 0 && term_compare_exact(a, mixed) < 0);
    assert_true(term_equal(a, mixed) && !term_same(a, mixed));
    // A key that only one has outweighs any value, and keys 0 and 0.0 differ.
    Term other = make_map(&space, space_float(&space, 0.0), 20, SMALL(1));
    assert_true(term_compare(a, other) < 0 && !term_equal(a, other));
    Term high = make_map(&space, SMALL(100), 20, SMALL(1));
    assert_true(term_compare(a, high) < 0 && term_compare(high, a) > 0);
    test_space_free(&space);
}

// Maps in keys and values of maps, deeper than a C stack would bear, built twice.
static Term nest_maps(Space *space, int depth, Term innermost)
{
    Term t = innermost;
    for (int i = 0; i < depth; i++) {
        t = i % 2 ? make_map(space, SMALL(0), 3, t) : make_map(space, t, 3, SMALL(1));
    }
    return t;
}

static void nested_maps(void **state)
{
    (void)state;
    Space space = test_space();
    Term a = nest_maps(&space, 60, SMALL(1000)), b = nest_maps(&space, 60, SMALL(2000));
    assert_true(term_compare(a, b) < 0);
    assert_true(term_compare(b, a) > 0);
    assert_false(term_equal(a, b));
    Term c = a, d = b;
    for (int i = 0; i < 20000; i++) {
        c = make_map(&space, SMALL(0), 3, c);
        d = make_map(&space, SMALL(0), 3, d);
    }
    assert_true(term_compare(c, d) < 0);
    assert_false(term_same(c, d));
    test_space_free(&space);
}

static void depth_does_not_matter(void **state)
{
    (void)state;
    Space space = test_space();
    Term a = SMALL(1), b = space_float(&space, 1.0);
    for (int i = 0; i < 500000; i++) {
        a = i % 2 ? space_cons(&space, a, TERM_NIL) : space_tuple2(&space, a, TERM_NIL);
        b = i % 2 ? space_cons(&space, b, TERM_NIL) : space_tuple2(&space, b, TERM_NIL);
    }
    assert_true(term_compare(a, b) == 0 && term_compare_exact(a, b) < 0);
    assert_true(term_equal(a, b) && !term_same(a, b));
    test_space_free(&space);
}

int main(void)
{
    test_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stock_answers),
        cmocka_unit_test(large_maps),
        cmocka_unit_test(nested_maps),
        cmocka_unit_test(depth_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
