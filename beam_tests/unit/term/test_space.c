// SPDX-License-Identifier: Apache-2.0
// Builders in a space: layouts, limits of small integers, trimming in the room and in a fragment.
#include "beam_tests/unit/term/space_for_tests.h"
#include "vm/term/bignum.h"

static void builders(void **state)
{
    (void)state;
    Space space = test_space();
    Term triple = space_tuple3(&space, ATOM_OK, SMALL(-5), TERM_NIL);
    assert_true(term_is_tuple_of(triple, 3));
    assert_int_equal(tuple_elements(triple)[1], SMALL(-5));
    assert_true(term_is_tuple_of(space_tuple(&space, 0, NULL), 0));
    Term list = space_list(&space, (Term[]){SMALL(1), SMALL(2)}, 2, ATOM_OK);
    assert_int_equal(cons_head(list), SMALL(1));
    assert_int_equal(cons_tail(cons_tail(list)), ATOM_OK);
    assert_int_equal(list_length(list), -1);
    assert_int_equal(list_length(space_string(&space, "h\xFF", 2)), 2);
    assert_int_equal(cons_head(cons_tail(space_string(&space, "h\xFF", 2))), SMALL(255));
    assert_int_equal(space_string(&space, "", 0), TERM_NIL);
    assert_true(float_value(space_float(&space, -2.5)) == -2.5);
    assert_true(term_is_small(space_integer(&space, SMALL_MIN)));
    assert_true(term_is_big(space_integer(&space, SMALL_MIN - 1)));
    assert_true(term_is_big(space_unsigned(&space, (uint64_t)SMALL_MAX + 1)));
    assert_true(bignum_words(space_integer(&space, INT64_MIN))[0] == UINT64_C(1) << 63);
    test_space_free(&space);
}

static Term fragment[8];

static Term *give_fragment(Space *space, size_t words)
{
    (void)space;
    assert_true(words <= 8);
    return fragment;
}

static void trimming(void **state)
{
    (void)state;
    Term room[10];
    Space space = space_fixed(room, 10);
    space.grow = give_fragment;
    Term *taken = space_take(&space, 6);
    space_trim(&space, taken, 6, taken + 2);
    assert_ptr_equal(space.top, room + 2);
    taken = space_take(&space, 8);
    assert_ptr_equal(taken, room + 2);
    taken = space_take(&space, 5); // no room: elsewhere
    assert_ptr_equal(taken, fragment);
    fragment[0] = SMALL(1);
    space_trim(&space, taken, 5, taken + 1);
    assert_ptr_equal(space.top, room + 10);
    assert_int_equal(fragment[0], SMALL(1));
    assert_int_equal(fragment[4], TERM_NIL);
}

int main(void)
{
    test_start();
    const struct CMUnitTest tests[] = {cmocka_unit_test(builders), cmocka_unit_test(trimming)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
