// SPDX-License-Identifier: Apache-2.0
// Literal areas: never overlapping, reused after being freed, also when several threads take and
// free at once.
#include "term_tools.h"

#include "vm/base/sync.h"

static LiteralArea *make_area(size_t words)
{
    Space space;
    LiteralArea *area = literal_area_new(words, &space);
    Term *at = space_take(&space, words);
    for (size_t i = 0; i < words; i++) {
        at[i] = small_make((int64_t)(uintptr_t)area >> 4);
    }
    literal_area_close(area, &space);
    return area;
}

static void check_area(const LiteralArea *area)
{
    for (size_t i = 0; i < area->words; i++) {
        assert_int_equal(area->start[i], small_make((int64_t)(uintptr_t)area >> 4));
    }
}

static void test_is_literal(void **state)
{
    (void)state;
    Term words[2] = {TERM_NIL, TERM_NIL};
    assert_false(term_is_literal(cons_make(words)));
    Term copy;
    LiteralArea *area = literal_area_of_term(cons_make(words), &copy);
    assert_true(term_is_literal(copy));
    assert_true(literal_area_contains(area, cons_words(copy)));
    assert_int_equal(area->words, 2);
    literal_area_free(area);
    assert_null(literal_area_of_term(ATOM_OK, &copy));
    assert_int_equal(copy, ATOM_OK);
}

static void test_reuse(void **state)
{
    (void)state;
    LiteralArea *a = make_area(100), *b = make_area(200), *c = make_area(300), *d = make_area(10);
    Term *b_start = b->start, *c_start = c->start;
    literal_area_free(b);
    LiteralArea *e = make_area(150);
    assert_ptr_equal(e->start, b_start); // first fit
    literal_area_free(c);                // joins with what is left of b
    LiteralArea *f = make_area(350);
    assert_ptr_equal(f->start, b_start + 150);
    assert_true(f->start < c_start);
    check_area(a);
    check_area(d);
    check_area(e);
    check_area(f);
    Term *first = a->start;
    literal_area_free(d);
    literal_area_free(a);
    literal_area_free(f);
    literal_area_free(e);
    a = make_area(600); // everything has become one hole, or has gone back to the end
    assert_ptr_equal(a->start, first);
    literal_area_free(a);
}

static void test_empty(void **state)
{
    (void)state;
    LiteralArea *a = make_area(0), *b = make_area(0);
    literal_area_free(a);
    literal_area_free(b);
    literal_area_free(NULL);
}

static void test_owns_binaries(void **state)
{
    (void)state;
    Term words[100];
    Space space = space_fixed(words, 100);
    Term large = make_bytes(&space, 1000);
    BinData *data = offheap_data(boxed_words(large));
    Term copy;
    LiteralArea *area = literal_area_of_term(large, &copy);
    assert_int_equal(atomic_load(&data->refs), 2);
    offheap_release_list(space.offheap);
    assert_int_equal(binary_size_bits(copy), 8000);
    assert_int_equal(atomic_load(&data->refs), 1);
    literal_area_free(area);
}

static void *take_and_free(void *seed)
{
    enum { AREAS = 50, STEPS = 5000 };
    LiteralArea *areas[AREAS] = {NULL};
    uint64_t random = (uintptr_t)seed;
    for (int i = 0; i < STEPS; i++) {
        random = hash_word(random + 1);
        LiteralArea **slot = &areas[random % AREAS];
        if (*slot != NULL) {
            check_area(*slot);
            literal_area_free(*slot);
        }
        *slot = make_area((random >> 32) % 2000);
    }
    for (int i = 0; i < AREAS; i++) {
        check_area(areas[i]);
        literal_area_free(areas[i]);
    }
    return NULL;
}

static void test_threads(void **state)
{
    (void)state;
    pthread_t threads[3];
    for (uintptr_t i = 0; i < 3; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, take_and_free, (void *)(i * 1000)), 0);
    }
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
}

int main(void)
{
    tools_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_is_literal), cmocka_unit_test(test_reuse),
        cmocka_unit_test(test_empty),      cmocka_unit_test(test_owns_binaries),
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
