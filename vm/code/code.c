// SPDX-License-Identifier: Apache-2.0
// code.c -- the life of a CodeBlock, and from an address in it to function and line.
//
// The idea: everything that belongs to one version of a module hangs on its CodeBlock and goes with
// it. Functions and lines are sorted by cell, so that both questions are a binary search for the
// last entry that begins at or before the address.
//
//   functions:  start  0 | 40 | 95 | 310 (= cell_count)         address 100  ->  entry 2
//   lines:      cell   5 | 9  | 44 | 101                        address 100  ->  entry 2
//                                                               (when it is in the same function)
//
// Invariants: 1. functions has a last entry with start = cell_count. 2. Arrays have room for one
// entry more than counted (beam_emit.c), which code_block_free must know to keep the accounts of
// alloc.c right.
// Exceptions: fun entries and exports are not the block's own; they outlive it.
// Read before: vm/code/code.h     Read next: vm/code/code_range.c
#include "vm/code/code.h"

#include "vm/base/alloc.h"
#include "vm/code/code_memory.h"
#include "vm/code/code_range.h"
#include "vm/term/digest.h"

void (*code_nif_unload)(void *nif_library);
void (*code_block_loaded)(CodeBlock *block);
bool code_stays_threaded;

CodeBlock *code_block_new(void) { return vm_calloc(sizeof(CodeBlock)); }

void code_block_free(CodeBlock *b)
{
    if (b == NULL) {
        return;
    }
    code_range_remove(b);
    if (b->nif_library != NULL) {
        code_nif_unload(b->nif_library);
    }
    code_memory_free(b->cells, b->cell_count * sizeof(Cell));
    code_memory_free(b->machine_code, b->machine_code_bytes);
    vm_free(b->functions, b->functions ? (b->function_count + 1) * sizeof *b->functions : 0);
    vm_free(b->lines, b->lines ? (b->line_count + 1) * sizeof *b->lines : 0);
    vm_free(b->files, b->files ? (b->file_count + 1) * sizeof *b->files : 0);
    vm_free(b->funs, b->funs ? (b->fun_count + 1) * sizeof *b->funs : 0);
    vm_free(b->fun_cells, b->fun_cells ? (b->fun_count + 1) * sizeof *b->fun_cells : 0);
    vm_free(b->exports, b->exports ? (b->export_count + 1) * sizeof *b->exports : 0);
    vm_free(b->string_table, b->string_table ? (size_t)b->string_size + 1 : 0);
    for (uint32_t i = 0; i < b->record_count; i++) {
        vm_free(b->records[i].defaults, b->records[i].count * sizeof(Term));
    }
    vm_free(b->records, b->record_count * sizeof *b->records);
    digest_release(b->digest);
    if (b->literals != NULL) {
        literal_area_free(b->literals);
    }
    vm_free(b, sizeof *b);
}

const RecordTemplate *code_record(const CodeBlock *block, Term name)
{
    uint32_t i = 0;
    while (i < block->record_count && block->records[i].name != name) {
        i++;
    }
    return i < block->record_count ? &block->records[i] : NULL;
}

// Cell index of an address; false when it is outside of the block.
static bool find_cell(const CodeBlock *b, const Cell *at, uint32_t *cell)
{
    uintptr_t offset = (uintptr_t)at - (uintptr_t)b->cells;
    *cell = (uint32_t)(offset / sizeof(Cell));
    return (uintptr_t)at >= (uintptr_t)b->cells && offset / sizeof(Cell) < b->cell_count;
}

static const FunctionInfo *function_of_cell(const CodeBlock *b, uint32_t cell)
{
    uint32_t low = 0, high = b->function_count;
    if (high == 0 || cell < b->functions[0].start) {
        return NULL;
    }
    while (high - low > 1) { // functions[low].start <= cell < functions[high].start
        uint32_t middle = low + (high - low) / 2;
        if (b->functions[middle].start <= cell) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return &b->functions[low];
}

const FunctionInfo *code_function_at(const CodeBlock *block, const Cell *at)
{
    uint32_t cell;
    return find_cell(block, at, &cell) ? function_of_cell(block, cell) : NULL;
}

bool code_line_at(const CodeBlock *block, const Cell *at, uint32_t *line, Term *file)
{
    uint32_t cell, low = 0, high = block->line_count;
    if (!find_cell(block, at, &cell) || high == 0 || cell < block->lines[0].cell) {
        return false;
    }
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (block->lines[middle].cell <= cell) {
            low = middle;
        } else {
            high = middle;
        }
    }
    const LineEntry *entry = &block->lines[low];
    const FunctionInfo *f = function_of_cell(block, cell);
    if (entry->line == 0 || f == NULL || entry->cell < f->start ||
        entry->file >= block->file_count) {
        return false;
    }
    *line = entry->line;
    *file = block->files[entry->file];
    return true;
}
