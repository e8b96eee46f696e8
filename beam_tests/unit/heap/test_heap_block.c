// SPDX-License-Identifier: Apache-2.0
// Blocks: kept for the next process within bounds, given back on request, resized without losing
// content.
#include "term_tools.h"

#include "vm/base/sync.h"

static void fill(Term *block, size_t words)
{
    for (size_t i = 0; i < words; i++) {
        block[i] = small_make((int64_t)i);
    }
}

static void test_sizes(void **state)
{
    (void)state;
    const size_t sizes[] = {1, 61, 233, 234, 2586, 4185, 16384, 46422, 121536};
    heap_block_flush();
    size_t before = vm_allocated_bytes();
    for (int round = 0; round < 3; round++) {
        Term *blocks[9];
        for (int i = 0; i < 9; i++) {
            blocks[i] = heap_block_alloc(sizes[i]);
            fill(blocks[i], sizes[i]);
        }
        for (int i = 0; i < 9; i++) {
            assert_int_equal(blocks[i][sizes[i] - 1], small_make((int64_t)sizes[i] - 1));
            heap_block_free(blocks[i], sizes[i]);
        }
    }
    heap_block_free(NULL, 0);
    heap_block_flush();
    assert_int_equal(vm_allocated_bytes(), before);
}

static void test_bounded(void **state)
{
    (void)state;
    enum { COUNT = 200, LARGE = 1 << 20 };
    static Term *blocks[COUNT];
    heap_block_flush();
    size_t before = vm_allocated_bytes();
    for (int i = 0; i < COUNT; i++) {
        blocks[i] = heap_block_alloc(61);
    }
    for (int i = 0; i < COUNT; i++) {
        heap_block_free(blocks[i], 61);
    }
    assert_true(vm_allocated_bytes() - before <= 100 * 61 * sizeof(Term));
    for (int i = 0; i < COUNT; i++) {
        heap_block_free(heap_block_alloc(LARGE + (size_t)i), LARGE + (size_t)i);
    }
    assert_true(vm_allocated_bytes() - before <= 5 * (LARGE + COUNT) * sizeof(Term));
    heap_block_flush();
    assert_int_equal(vm_allocated_bytes(), before);
}

static void test_resize(void **state)
{
    (void)state;
    const size_t sizes[] = {233, 376, 20000, 300000, 40000, 61};
    size_t used = 61;
    size_t words = 61;
    Term *block = heap_block_alloc(words);
    fill(block, used);
    for (int i = 0; i < 6; i++) {
        block = heap_block_resize(block, words, used, sizes[i]);
        words = sizes[i];
        for (size_t k = 0; k < used; k++) {
            assert_int_equal(block[k], small_make((int64_t)k));
        }
    }
    heap_block_free(block, words);
}

// Taken by one thread, freed by another.
static void *free_blocks(void *blocks)
{
    for (int i = 0; i < 100; i++) {
        heap_block_free(((Term **)blocks)[i], 233);
    }
    heap_block_flush();
    return NULL;
}

static void test_other_thread(void **state)
{
    (void)state;
    Term *blocks[100];
    heap_block_flush();
    size_t before = vm_allocated_bytes();
    for (int i = 0; i < 100; i++) {
        blocks[i] = heap_block_alloc(233);
    }
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, free_blocks, blocks), 0);
    pthread_join(thread, NULL);
    assert_int_equal(vm_allocated_bytes(), before);
}

int main(void)
{
    tools_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_bounded),
        cmocka_unit_test(test_resize),
        cmocka_unit_test(test_other_thread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
