// SPDX-License-Identifier: Apache-2.0
// test_perf_map.c -- the file for profilers: absent until asked for, then a line for every function.
#include "vm/code/perf_map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "vm/base/alloc.h"
#include "vm/code/code_range.h"
#include "vm/term/atom.h"

static CodeBlock *make_block(const char *name)
{
    const FunctionInfo functions[] = {{0, 5, atom_from_text("first"), 1},
                                      {10, 15, atom_from_text("second fun"), 12},
                                      {20, 20, 0, 0}};
    CodeBlock *b = code_block_new();
    b->name = atom_from_text(name);
    b->cell_count = 21;
    b->cells = vm_calloc(21 * sizeof(Cell));
    b->function_count = 2;
    b->functions = vm_alloc(sizeof functions);
    memcpy(b->functions, functions, sizeof functions);
    return b;
}

static void test_map(void **state)
{
    (void)state;
    char path[64], got[400], expected[400];
    snprintf(path, sizeof path, "/tmp/perf-%ld.map", (long)getpid());
    CodeBlock *unseen = make_block("unseen"), *seen = make_block("seen");
    code_range_add(unseen);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_true(perf_map_open(PERF_MAP_INSTRUCTIONS));
    code_range_add(seen);
    perf_map_add_machine_code(seen, &seen->functions[1], seen->cells + 4, 16, "move");
    perf_map_add_machine_code(seen, &seen->functions[0], seen->cells + 2, 8, NULL);
    perf_map_flush();
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    got[fread(got, 1, sizeof got - 1, file)] = '\0';
    fclose(file);
    unlink(path);
    unsigned long start = (unsigned long)(uintptr_t)seen->cells;
    snprintf(expected, sizeof expected,
             "%lx 28 $seen:first/1\n%lx 28 $seen:second fun/12\n"
             "%lx 10 $seen:second fun/12 [move]\n%lx 8 $seen:first/1\n",
             start, start + 40, start + 16, start + 8);
    assert_string_equal(got, expected);
    code_range_remove(unseen);
    code_range_remove(seen);
    code_block_free(unseen);
    code_block_free(seen);
}

int main(void)
{
    atom_init(100000);
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_map)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
