// SPDX-License-Identifier: Apache-2.0
// References and external identifiers: uniqueness over threads, numbers of every kind, the node
// table.
#include "beam_tests/unit/term/space_for_tests.h"

#include <pthread.h>

static Space space;

enum { THREADS = 4, REFS = 20000 };
static uint64_t numbers[THREADS * REFS];

static void *make_many(void *from)
{
    Term words[REF_WORDS];
    uint64_t *at = from;
    for (int i = 0; i < REFS; i++) {
        Space small = space_fixed(words, REF_WORDS);
        RefNumbers n = ref_numbers(ref_make(&small));
        assert_true(n.count == 3 && n.n[0] < REF_N0_LIMIT);
        at[i] = n.n[0] | (uint64_t)n.n[1] << 18 | (uint64_t)n.n[2] << 50;
    }
    return NULL;
}

static int compare_u64(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static void unique_over_threads(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        pthread_create(&threads[i], NULL, make_many, numbers + i * REFS);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    qsort(numbers, THREADS * REFS, sizeof *numbers, compare_u64);
    for (int i = 1; i < THREADS * REFS; i++) {
        assert_true(numbers[i] != numbers[i - 1]);
    }
}

static void kinds_of_local_references(void **state)
{
    (void)state;
    Term plain = ref_make(&space), alias = ref_make_pid(&space, pid_make(0x1234567));
    Term magic = ref_make_magic(&space, bin_data_new(100));
    assert_true(term_is_reference(plain) && term_is_local_ref(alias) && term_is_magic_ref(magic));
    assert_false(term_is_magic_ref(plain) || term_is_magic_ref(alias) ||
                 term_is_magic_ref(SMALL(1)));
    assert_true(ref_pid(alias) == pid_make(0x1234567));
    assert_true(term_is_none(ref_pid(plain)) && term_is_none(ref_pid(magic)));
    assert_int_equal(ref_magic_data(magic)->size, 100);
    assert_true(ref_key(plain) != ref_key(alias) && ref_key(alias) != ref_key(magic));
    RefNumbers n = ref_numbers(magic);
    assert_true(ref_key(magic) == (n.n[0] | (uint64_t)n.n[1] << 32));
    Term again = ref_from_numbers(&space, n.n, 3);
    assert_true(ref_key(again) == ref_key(magic));
    n.n[0] = REF_N0_LIMIT;
    assert_true(term_is_none(ref_from_numbers(&space, n.n, 3)));
    assert_true(term_is_none(ref_from_numbers(&space, n.n + 1, 0)));
    test_space_free(&space);
}

static void externals(void **state)
{
    (void)state;
    Node *node = node_intern(atom_from_text("a@b"), 7);
    uint32_t n[5] = {11, 22, 33, 44, 55};
    assert_true(node_intern(atom_from_text("a@b"), 7) == node &&
                node_intern(atom_from_text("a@b"), 8) != node);
    assert_true(node_intern(ATOM_NONODE_NOHOST, 0) == node_this);
    for (uint32_t count = 1; count <= 5; count++) {
        Term ref = external_make(&space, EXTERNAL_REF, node, n, count);
        assert_true(term_is_reference(ref) && !term_is_local_ref(ref) &&
                    external_node(ref) == node);
        RefNumbers got = ref_numbers(ref);
        assert_int_equal(got.count, count);
        assert_memory_equal(got.n, n, count * sizeof *n);
        assert_int_equal(header_arity(boxed_header(ref)) + 1, external_words(EXTERNAL_REF, count));
    }
    Term pid = external_make(&space, EXTERNAL_PID, node, n, 2),
         port = external_make(&space, EXTERNAL_PORT, node, n, 2);
    assert_true(term_is_pid(pid) && !term_is_port(pid) && !term_is_local_pid(pid) &&
                !term_is_reference(pid));
    assert_true(term_is_port(port) && !term_is_pid(port));
    assert_true(external_word(pid, 0) == (11 | 22ull << 32));
    for (uint32_t i = 0; i < 5000; i++) {
        Node *one = node_intern(atom_from_text("x@y"), i);
        assert_true(one->creation == i && node_intern(atom_from_text("x@y"), i) == one);
    }
    node_set_this(atom_from_text("a@b"), 7);
    assert_true(node_this == node);
    node_set_this(ATOM_NONODE_NOHOST, 0);
    test_space_free(&space);
}

int main(void)
{
    test_start();
    space = test_space();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unique_over_threads),
        cmocka_unit_test(kinds_of_local_references),
        cmocka_unit_test(externals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
