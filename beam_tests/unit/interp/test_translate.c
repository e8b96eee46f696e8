// SPDX-License-Identifier: Apache-2.0
// test_translate.c -- a block becomes machine code: once, executable and not writable, released with it.
#include "vm/interp/translate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "build/gen/instr_ids.h"
#include "vm/base/alloc.h"
#include "vm/code/code_memory.h"
#include "vm/code/code_range.h"
#include "vm/code/export.h"
#include "vm/code/instr.h"
#include "vm/interp/interp.h"
#include "vm/interp/stencil.h"
#include "vm/term/atom.h"

static uint32_t size_of(uint32_t instr)
{
    return instr_variants[instr_infos[instr].first_variant].size_cells;
}

// func_info, return, int_code_end
static CodeBlock *make_block(void)
{
    CodeBlock *b = code_block_new();
    const uint32_t instrs[] = {INSTR_func_info, INSTR_return_, INSTR_int_code_end};
    uint32_t at = 0;
    b->cell_count = size_of(instrs[0]) + size_of(instrs[1]) + size_of(instrs[2]);
    b->cells = code_memory_new(b->cell_count * sizeof(Cell));
    for (size_t i = 0; i < 3; i++) {
        b->cells[at] = instr_handler(instrs[i]);
        at += size_of(instrs[i]);
    }
    return b;
}

// The protection of the mapping that holds an address, as "r-xp".
static void protection_of(const void *address, char out[5])
{
    unsigned long start, end;
    char line[512];
    FILE *maps = fopen("/proc/self/maps", "r");
    assert_non_null(maps);
    strcpy(out, "none");
    while (fgets(line, sizeof line, maps)) {
        char protection[5];
        if (sscanf(line, "%lx-%lx %4s", &start, &end, protection) == 3 &&
            start <= (uintptr_t)address && (uintptr_t)address < end) {
            strcpy(out, protection);
        }
    }
    fclose(maps);
}

static void test_cells_lead_to_machine_code(void **state)
{
    (void)state;
    char protection[5];
    const size_t before = vm_allocated_bytes();
    CodeBlock *b = make_block();
    const uint32_t at_return = size_of(INSTR_func_info);
    translate_block(b);
    if (stencil_count == 0) {
        assert_null(b->machine_code);
        code_block_free(b);
        return;
    }
    assert_non_null(b->machine_code);
    assert_int_equal(b->cells[0], instr_handler(INSTR_func_info)); // has no stencil
    assert_true(b->cells[at_return] >= (uintptr_t)b->machine_code);
    assert_true(b->cells[at_return] < (uintptr_t)b->machine_code + b->machine_code_bytes);
    protection_of(b->machine_code, protection);
    assert_string_equal(protection, "r-xp");
    code_block_free(b);
    assert_int_equal(vm_allocated_bytes(), before);
}

static void test_a_block_is_translated_once(void **state)
{
    (void)state;
    CodeBlock *b = make_block();
    translate_block(b);
    void *code = b->machine_code;
    translate_block(b);
    assert_ptr_equal(b->machine_code, code);
    code_block_free(b);
}

static void test_samples_warm_a_block_up(void **state)
{
    (void)state;
    CodeBlock *b = make_block();
    code_range_add(b);
    translate_sample(b->cells, TRANSLATE_HEAT_PER_CELL * b->cell_count - 1);
    assert_false(b->is_translated);
    translate_sample(b->cells + 1, 1);
    assert_true(b->is_translated);
    const Cell elsewhere = 0;
    translate_sample(&elsewhere, 1); // no code there: nothing happens
    code_range_remove(b);
    code_block_free(b);
}

static int start(void **state)
{
    (void)state;
    atom_init(1 << 12);
    export_init();
    interp_init();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells_lead_to_machine_code),
        cmocka_unit_test(test_a_block_is_translated_once),
        cmocka_unit_test(test_samples_warm_a_block_up),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
