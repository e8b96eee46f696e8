// SPDX-License-Identifier: Apache-2.0
// Copying terms: the copy equals the source, takes exactly the words that copy_size told, and
// shares nothing with it but literals and the bytes of large binaries.
#include "term_tools.h"

#include "vm/term/compare.h"
#include "vm/term/print.h"

static Term words_buffer[200000];

static void compare_text(Term a, Term b)
{
    ByteVec text[2] = {{0}, {0}};
    term_print(&text[0], a, 0);
    term_print(&text[1], b, 0);
    assert_int_equal(text[0].size, text[1].size);
    assert_memory_equal(text[0].data, text[1].data, text[0].size);
    byte_vec_free(&text[0]);
    byte_vec_free(&text[1]);
}

static void copy_and_compare(Term t)
{
    size_t words = copy_size(t);
    Term copy;
    Fragment *f = copy_to_fragment(t, &copy);
    assert_int_equal(term_digest(copy), term_digest(t));
    assert_true(term_same(copy, t));
    assert_int_equal(term_compare(copy, t), 0);
    compare_text(copy, t);
    if (f == NULL) {
        assert_int_equal(words, 0);
        assert_int_equal(copy, t);
        return;
    }
    assert_int_equal(f->used, words);
    assert_int_equal(f->room, words);
    // Attached to a heap of its own, so that the checker proves that nothing leads out of the copy.
    Heap h;
    heap_init(&h, 61, 233);
    heap_attach_fragment(&h, f);
    RootSet roots = {.count = 0};
    root_set_add(&roots, &copy, 1);
    heap_check(&h, &roots);
    heap_destroy(&h);
}

static void test_random(void **state)
{
    (void)state;
    Heap h;
    heap_init(&h, 1000, 233);
    Term parts[10];
    for (int i = 0; i < 10; i++) {
        parts[i] = TERM_NIL;
    }
    for (int i = 0; i < 5000; i++) {
        Term t = make_random(&h.space, parts, 10);
        parts[random_below(10)] = t;
        copy_and_compare(t);
    }
    heap_destroy(&h);
    assert_int_equal(tools_objects, 0);
}

static void test_literals_stay(void **state)
{
    (void)state;
    Space space = space_fixed(words_buffer, 1000);
    Term literal;
    LiteralArea *area = literal_area_of_term(space_string(&space, "abc", 3), &literal);
    assert_int_equal(copy_size(literal), 0);
    Term t = space_tuple2(&space, literal, space_cons(&space, literal, literal));
    assert_int_equal(copy_size(t), 5);
    assert_int_equal(copy_size_all(t), 5 + 18);
    Term copy = copy_term(&space, t);
    assert_int_equal(tuple_elements(copy)[0], literal);
    assert_int_equal(cons_tail(tuple_elements(copy)[1]), literal);
    copy = copy_term_all(&space, t);
    assert_false(term_is_literal(tuple_elements(copy)[0]));
    assert_int_equal(term_digest(copy), term_digest(t));
    literal_area_free(area);
}

static void test_sub_binaries(void **state)
{
    (void)state;
    Space space = space_fixed(words_buffer, 1000);
    Term small = make_bytes(&space, 40);
    Term large = make_bytes(&space, 400);
    // A part of a heap binary is copied as its bytes alone.
    assert_int_equal(copy_size(binary_part_bits(&space, small, 24, 160)), heap_bin_words(20));
    Term bits = binary_part_bits(&space, small, 3, 163);
    assert_int_equal(copy_size(bits), SUB_BIN_WORDS + heap_bin_words(21));
    Term part = binary_part_bits(&space, large, 80, 2400);
    assert_int_equal(copy_size(part), SUB_BIN_WORDS + REFC_BIN_WORDS);
    BinData *data = offheap_data(boxed_words(large));
    assert_int_equal(atomic_load(&data->refs), 1);
    Term copy;
    Fragment *f = copy_to_fragment(part, &copy);
    assert_int_equal(atomic_load(&data->refs), 2);
    assert_int_equal(term_digest(copy), term_digest(part));
    fragment_destroy(f);
    assert_int_equal(atomic_load(&data->refs), 1);
    copy_and_compare(bits);
    offheap_release_list(space.offheap);
}

static void test_copies_are_not_writable(void **state)
{
    (void)state;
    Space space = space_fixed(words_buffer, 1000);
    Term binary = binary_new_writable(&space, 100);
    binary = make_appended(&space, binary);
    Term copy = copy_term(&space, binary);
    const SubBin *sub = (const SubBin *)boxed_words(copy);
    assert_int_equal(sub->flags, 0);
    assert_int_equal(((const RefcBin *)boxed_words(sub->original))->flags, 0);
    uint64_t digest = term_digest(copy);
    make_appended(&space, binary);
    make_appended(&space, copy);
    assert_int_equal(term_digest(copy), digest);
    offheap_release_list(space.offheap);
}

static void test_deep(void **state)
{
    (void)state;
    Heap h;
    heap_init(&h, 61, 233);
    Term list = TERM_NIL, nest = TERM_NIL;
    for (int i = 0; i < 1000000; i++) {
        list = space_cons(&h.space, small_make(i), list);
        nest = i % 2 ? space_tuple2(&h.space, nest, ATOM_OK) : space_cons(&h.space, nest, TERM_NIL);
    }
    assert_int_equal(copy_size(list), 2000000);
    assert_int_equal(copy_size(nest), 2500000);
    assert_int_equal(term_flat_size(nest), 2500000);
    assert_int_equal(term_shared_size(nest), 2500000);
    Term copy;
    Fragment *f = copy_to_fragment(list, &copy);
    assert_int_equal(list_length(copy), 1000000);
    fragment_destroy(f);
    f = copy_to_fragment(nest, &copy);
    assert_int_equal(term_digest(copy), term_digest(nest));
    fragment_destroy(f);
    heap_destroy(&h);
}

// The expected figures are erts_debug:flat_size/1 of OTP 25.2.3.
static void test_flat_size(void **state)
{
    (void)state;
    Space space = space_fixed(words_buffer, 100000);
    Term ref = ref_make(&space);
    Term large = make_bytes(&space, 100), small = make_bytes(&space, 20);
    assert_int_equal(term_flat_size(make_fun(&space, NULL, 0)), 5);
    assert_int_equal(term_flat_size(make_fun(&space, &ref, 1)), 9);
    assert_int_equal(term_flat_size(make_export_fun(&space)), 5);
    assert_int_equal(term_flat_size(make_object(&space)), 3);
    assert_int_equal(term_flat_size(ref), 3);
    assert_int_equal(term_flat_size(ref_make_pid(&space, pid_make(1))), 4);
    uint32_t numbers[5] = {1, 2, 3, 4, 5};
    Node *node = node_intern(ATOM_OK, 3);
    assert_int_equal(term_flat_size(external_make(&space, EXTERNAL_PID, node, numbers, 2)), 4);
    assert_int_equal(term_flat_size(external_make(&space, EXTERNAL_PORT, node, numbers, 2)), 4);
    assert_int_equal(term_flat_size(external_make(&space, EXTERNAL_REF, node, numbers, 3)), 5);
    assert_int_equal(term_flat_size(external_make(&space, EXTERNAL_REF, node, numbers, 5)), 6);
    assert_int_equal(term_flat_size(space_integer(&space, INT64_MAX)), 2);
    assert_int_equal(term_flat_size(space_float(&space, 1.5)), 2);
    assert_int_equal(term_flat_size(small), 5);
    assert_int_equal(term_flat_size(large), 6);
    assert_int_equal(term_flat_size(binary_part_bits(&space, large, 8, 99 * 8)), 6);
    assert_int_equal(term_flat_size(binary_part_bits(&space, small, 8, 19 * 8)), 5);
    assert_int_equal(term_flat_size(binary_part_bits(&space, large, 3, 797)), 11);
    assert_int_equal(term_flat_size(binary_part_bits(&space, small, 3, 157)), 10);
    assert_int_equal(term_flat_size(space_tuple(&space, 0, NULL)), 0);
    assert_int_equal(term_flat_size(space_tuple2(&space, SMALL(1), SMALL(2))), 3);
    assert_int_equal(term_flat_size(map_empty(&space)), 3);
    const Term pairs[] = {ATOM_OK, SMALL(1), ATOM_ERROR, SMALL(2)};
    assert_int_equal(term_flat_size(map_from_pairs(&space, pairs, 2)), 8);
    Term x = space_tuple3(&space, SMALL(1), SMALL(2), SMALL(3));
    const Term elements[] = {x, x, SMALL(5)};
    Term list = space_list(&space, elements, 3, TERM_NIL);
    assert_int_equal(term_flat_size(list), 14);
    assert_int_equal(term_shared_size(list), 10);
    offheap_release_list(space.offheap);
}

int main(void)
{
    tools_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),       cmocka_unit_test(test_literals_stay),
        cmocka_unit_test(test_sub_binaries), cmocka_unit_test(test_copies_are_not_writable),
        cmocka_unit_test(test_deep),         cmocka_unit_test(test_flat_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
