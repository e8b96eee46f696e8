// SPDX-License-Identifier: Apache-2.0
// test_code.c -- functions and lines by address, and code_range.c: blocks by address.
#include "vm/code/code.h"
#include "vm/code/code_memory.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "vm/base/alloc.h"
#include "vm/code/code_range.h"

// Two functions: cells 0..9 and 10..19; lines at 3, 6 (in the first) and 15 (in the second).
static CodeBlock *make_block(uint32_t cells)
{
    static const FunctionInfo functions[] = {
        {0, 5, SMALL(1), 1}, {10, 15, SMALL(2), 2}, {20, 20, 0, 0}};
    static const LineEntry lines[] = {{3, 7, 0}, {6, 8, 1}, {15, 0, 0}, {17, 9, 0}};
    CodeBlock *b = code_block_new();
    b->cell_count = cells;
    b->cells = code_memory_new(cells * sizeof(Cell));
    b->function_count = 2;
    b->functions = vm_alloc(sizeof functions);
    memcpy(b->functions, functions, sizeof functions);
    b->line_count = 4;
    b->lines = vm_alloc(sizeof lines + sizeof *lines);
    memcpy(b->lines, lines, sizeof lines);
    b->file_count = 2;
    b->files = vm_alloc(3 * sizeof(Term));
    b->files[0] = SMALL(100);
    b->files[1] = SMALL(101);
    return b;
}

static void test_functions(void **state)
{
    (void)state;
    CodeBlock *b = make_block(20);
    for (uint32_t i = 0; i < 20; i++) {
        assert_ptr_equal(code_function_at(b, b->cells + i), &b->functions[i / 10]);
    }
    assert_null(code_function_at(b, b->cells + 20));
    assert_null(code_function_at(b, b->cells - 1));
    code_block_free(b);
}

static void test_lines(void **state)
{
    (void)state;
    CodeBlock *b = make_block(20);
    uint32_t line;
    Term file;
    assert_false(code_line_at(b, b->cells + 2, &line, &file));
    assert_true(code_line_at(b, b->cells + 5, &line, &file));
    assert_int_equal(line, 7);
    assert_int_equal(file, SMALL(100));
    assert_true(code_line_at(b, b->cells + 9, &line, &file));
    assert_int_equal(line, 8);
    assert_int_equal(file, SMALL(101));
    assert_false(code_line_at(b, b->cells + 12, &line, &file)); // the other function's line
    assert_false(code_line_at(b, b->cells + 16, &line, &file)); // line 0
    assert_true(code_line_at(b, b->cells + 19, &line, &file));
    assert_int_equal(line, 9);
    code_block_free(b);
}

static void test_ranges(void **state)
{
    (void)state;
    enum { BLOCKS = 50 };
    CodeBlock *blocks[BLOCKS];
    for (uint32_t i = 0; i < BLOCKS; i++) {
        blocks[i] = make_block(20 + i);
        code_range_add(blocks[i]);
        code_range_add(blocks[i]); // twice does nothing
    }
    for (uint32_t i = 0; i < BLOCKS; i++) {
        assert_ptr_equal(code_range_find(blocks[i]->cells), blocks[i]);
        assert_ptr_equal(code_range_find(blocks[i]->cells + 19 + i), blocks[i]);
        assert_ptr_not_equal(code_range_find(blocks[i]->cells + 20 + i), blocks[i]);
    }
    for (uint32_t i = 0; i < BLOCKS; i += 2) {
        code_range_remove(blocks[i]);
        assert_null(code_range_find(blocks[i]->cells));
        code_range_remove(blocks[i]);
        assert_ptr_equal(code_range_find(blocks[i + 1]->cells), blocks[i + 1]);
    }
    const Cell *gone = blocks[1]->cells;
    for (uint32_t i = 0; i < BLOCKS; i++) {
        code_block_free(blocks[i]);
    }
    assert_null(code_range_find(gone));
}

static void test_accounts(void **state)
{
    (void)state;
    size_t before = vm_allocated_bytes();
    code_block_free(make_block(20));
    code_block_free(NULL);
    assert_int_equal(vm_allocated_bytes(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_functions), cmocka_unit_test(test_lines),
        cmocka_unit_test(test_accounts), cmocka_unit_test(test_ranges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
