// SPDX-License-Identifier: Apache-2.0
// List functions on lists longer than a slice: they stop, are called again, and come to the right
// end.
#include "bif_test.h"

enum { LENGTH = 300000 };

static Term make_sequence(int64_t count)
{
    Term list = TERM_NIL;
    for (int64_t i = count; i > 0; i--) {
        list = space_cons(process_space(&test_process), small_make(i), list);
    }
    return list;
}

static void test_reverse_yields(void **state)
{
    (void)state;
    begin_process();
    Term arg[2] = {make_sequence(LENGTH), TERM_NIL};
    assert_true(term_is_none(bif_lists_reverse_2(&test_process, arg)));
    assert_int_equal(test_process.raise_class, BIF_AGAIN);
    assert_true(term_is_cons(arg[1]));
    Term list = call_bif(bif_lists_reverse_2, arg);
    assert_int_equal(list_length(list), LENGTH);
    for (int64_t i = LENGTH; i > 0; i--, list = cons_tail(list)) {
        assert_int_equal(cons_head(list), small_make(i));
    }
    end_process();
}

static void test_search_yields(void **state)
{
    (void)state;
    begin_process();
    Term list = make_sequence(LENGTH);
    Term arg[2] = {SMALL(LENGTH), list};
    assert_true(term_is_none(bif_lists_member_2(&test_process, arg)));
    assert_int_equal(call_bif(bif_lists_member_2, arg), ATOM_TRUE);
    arg[0] = SMALL(0);
    arg[1] = list;
    assert_int_equal(call_bif(bif_lists_member_2, arg), ATOM_FALSE);
    end_process();
}

// The table of counts: every element on the right many times.
static void test_subtract_large(void **state)
{
    (void)state;
    begin_process();
    Space *space = process_space(&test_process);
    Term left = TERM_NIL, right = TERM_NIL;
    for (int64_t i = 0; i < 30000; i++) {
        left = space_cons(space, small_make(i % 1000), left);
    }
    for (int64_t i = 0; i < 20000; i++) {
        right = space_cons(space, small_make(i % 1000), right);
    }
    Term arg[2] = {left, right};
    Term rest = bif_erlang_subtract_2(&test_process, arg);
    assert_int_equal(list_length(rest), 10000);
    for (int64_t i = 9999; i >= 0; i--, rest = cons_tail(rest)) {
        assert_int_equal(cons_head(rest), small_make(i % 1000));
    }
    end_process();
}

// Cells that were removed and trimmed leave a heap that a collection can walk.
static void test_heap_after_subtract(void **state)
{
    (void)state;
    begin_process();
    Term arg[2] = {make_sequence(500), make_sequence(250)};
    Term rest = bif_erlang_subtract_2(&test_process, arg);
    RootSet roots = {.count = 0};
    root_set_add(&roots, &rest, 1);
    GcStats stats;
    heap_check(&test_process.heap, &roots);
    assert_true(heap_collect_gc(&test_process.heap, 0, &roots, GC_FULL, &stats));
    heap_check(&test_process.heap, &roots);
    assert_int_equal(list_length(rest), 250);
    assert_int_equal(cons_head(rest), SMALL(251));
    end_process();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reverse_yields),
        cmocka_unit_test(test_search_yields),
        cmocka_unit_test(test_subtract_large),
        cmocka_unit_test(test_heap_after_subtract),
    };
    return cmocka_run_group_tests(tests, init_tables, NULL);
}
