// SPDX-License-Identifier: Apache-2.0
// Heaps without collection: growth sequence, fragments of its own and received ones, memory of an
// idle process.
#include "term_tools.h"

static void test_growth_sequence(void **state)
{
    (void)state;
    // erlang:process_flag(min_heap_size, N) and process_info of OTP 25 show these.
    const size_t expected[] = {12,     38,     51,     90,     142,    233,    376,    610,   987,
                               1598,   2586,   4185,   6772,   10958,  17731,  28690,  46422, 75113,
                               121536, 196650, 318187, 514838, 833026, 999631, 1199557};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_int_equal(heap_next_size(expected[i]), expected[i]);
        assert_int_equal(heap_next_size(i ? expected[i - 1] + 1 : 0), expected[i]);
    }
}

static void test_idle_process(void **state)
{
    (void)state;
    heap_block_flush();
    size_t before = vm_allocated_bytes();
    Heap h;
    heap_init(&h, HEAP_FIRST_WORDS, HEAP_MIN_DEFAULT);
#if !defined(GC_STRESS)
    assert_int_equal(vm_allocated_bytes() - before, HEAP_FIRST_WORDS * sizeof(Term));
#endif
    heap_destroy(&h);
    heap_block_flush();
    assert_int_equal(vm_allocated_bytes(), before);
}

static size_t count_fragments(const Heap *h)
{
    size_t count = 0;
    for (const Fragment *f = h->fragments; f != NULL; f = f->next) {
        count++;
    }
    return count;
}

static void test_own_fragments(void **state)
{
    (void)state;
    Heap h;
    heap_init(&h, 61, 233);
    Term list = TERM_NIL;
    for (int i = 0; i < 100000; i++) {
        list = space_cons(&h.space, SMALL(1), list);
    }
    assert_int_equal(list_length(list), 100000);
    assert_true(count_fragments(&h) < 30);
    assert_int_equal(h.fragment_words, 200000 - (61 - HEAP_STACK_RESERVE) / 2 * 2);
    assert_true(heap_wants_gc(&h));
    RootSet roots = {.count = 0};
    root_set_add(&roots, &list, 1);
    heap_check(&h, &roots);
    // Trimming what a fragment has supplied.
    Term *taken = space_take(&h.space, 50);
    taken[0] = header_make(SUBTAG_TUPLE, 1);
    taken[1] = TERM_NIL;
    space_trim(&h.space, taken, 50, taken + 2);
    heap_check(&h, &roots);
    heap_destroy(&h);
}

static void test_receive(void **state)
{
    (void)state;
    Term buffer[1000];
    Space space = space_fixed(buffer, 1000);
    Term message = space_tuple3(&space, make_bytes(&space, 100), make_bytes(&space, 10),
                                space_string(&space, "xyz", 3));
    Heap h;
    heap_init(&h, 61, 233);
    Term copy;
    Fragment *f = copy_to_fragment(message, &copy);
    assert_true(heap_receive_fragment(&h, f, &copy, HEAP_STACK_RESERVE));
    fragment_free(f);
    assert_int_equal(term_digest(copy), term_digest(message));
    assert_int_equal(h.space.offheap_bytes, 100);
    Term copies[20];
    for (int i = 0; i < 20; i++) {
        f = copy_to_fragment(message, &copies[i]);
        if (heap_receive_fragment(&h, f, &copies[i], HEAP_STACK_RESERVE)) {
            fragment_free(f);
        } else { // there is no room any more
            heap_attach_fragment(&h, f);
        }
        assert_int_equal(term_digest(copies[i]), term_digest(message));
    }
    assert_non_null(h.fragments);
    RootSet roots = {.count = 0};
    root_set_add(&roots, copies, 20);
    root_set_add(&roots, &copy, 1);
    heap_check(&h, &roots);
    assert_int_equal(atomic_load(&offheap_data(boxed_words(tuple_elements(message)[0]))->refs), 22);
    heap_destroy(&h);
    assert_int_equal(atomic_load(&offheap_data(boxed_words(tuple_elements(message)[0]))->refs), 1);
    offheap_release_list(space.offheap);
}

int main(void)
{
    tools_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_growth_sequence),
        cmocka_unit_test(test_idle_process),
        cmocka_unit_test(test_own_fragments),
        cmocka_unit_test(test_receive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
