// SPDX-License-Identifier: Apache-2.0
// The allocator counts what it hands out, can be made to fail, and word stacks grow.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vm/base/alloc.h"
#include "vm/base/stack.h"

static void bytes_are_counted(void **state)
{
    (void)state;
    size_t before = vm_allocated_bytes();
    char *block = vm_alloc(1000);
    assert_int_equal(vm_allocated_bytes(), before + 1000);
    block[0] = 42;
    block = vm_realloc(block, 1000, 5000);
    assert_int_equal(block[0], 42);
    assert_int_equal(vm_allocated_bytes(), before + 5000);
    vm_free(block, 5000);
    char *zeroed = vm_calloc(100);
    assert_true(zeroed[0] == 0 && zeroed[99] == 0);
    vm_free(zeroed, 100);
    assert_int_equal(vm_allocated_bytes(), before);
    assert_null(vm_alloc(0));
}

static void nth_allocation_fails(void **state)
{
    (void)state;
    vm_alloc_fail_after(2);
    void *first = vm_try_realloc(NULL, 0, 8);
    assert_non_null(first);
    assert_null(vm_try_realloc(first, 8, 16)); // the old block is still there
    first = vm_try_realloc(first, 8, 16);
    assert_non_null(first);
    vm_free(first, 16);
}

static void stack_grows(void **state)
{
    (void)state;
    WordStack s;
    word_stack_init(&s);
    for (uint64_t i = 0; i < 10000; i++) {
        word_stack_push(&s, i);
    }
    for (uint64_t i = 10000; i-- > 0;) {
        assert_int_equal(word_stack_pop(&s), i);
    }
    assert_true(word_stack_is_empty(&s));
    size_t before = vm_allocated_bytes();
    word_stack_free(&s);
    assert_true(vm_allocated_bytes() < before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_counted),
        cmocka_unit_test(nth_allocation_fails),
        cmocka_unit_test(stack_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
