// SPDX-License-Identifier: Apache-2.0
// beam_emit.h -- specific instructions to threaded code: chooses variants, writes cells, patches
// labels.
//
// Two halves: beam_rewrite.c decides which instructions of ours a generic instruction becomes, and
// calls emit_instr here, which picks the variant by the operands' classes and writes the cells.
//
// Read before: loader/beam_rewrite.h     Read next: vm/code/code.h
#pragma once

#include <stdio.h>

#include "loader/beam_code.h"
#include "vm/code/instr.h"

// Translates verified code. The result owns code->literal_area. NULL and *error only when a limit
// is exceeded.
CodeBlock *beam_emit(BeamCode *code, BeamError *error);

// From now on every instruction is counted by the classes of its operands, whether there is such a
// variant or not; prints name, classes, count. For choosing variants (joist info --variants);
// single thread.
void emit_count_wanted(void);
void emit_print_wanted(FILE *out);

// ---- for beam_rewrite.c
// bytes, bytes, number
typedef struct Relocation {
    uint32_t field;
    uint32_t base;
    uint32_t label;
} Relocation;

typedef struct Emitter {
    BeamCode *code;
    BeamError *error;
    bool failed;
    Cell *cells;
    uint32_t cell_count, cell_room;
    uint32_t *labels; // byte offset + 1 of each label; 0: not yet placed
    Relocation *relocations;
    uint32_t relocation_count, relocation_room;
    LineEntry *lines;
    uint32_t line_count, line_room;
    CodeBlock *block;      // being made; has its strings and records
    FunEntry **funs;       // of this module
    bool has_native_stubs; // a nif_start was met
    bool is_unproved;      // of the instruction being translated: its checked form is wanted
} Emitter;

// Operands of our own instructions.
static inline Operand arg_number(uint64_t n) { return (Operand){.kind = OPERAND_U, .value = n}; }
static inline Operand arg_term(Term t) { return (Operand){.kind = OPERAND_TERM, .value = t}; }
static inline Operand arg_x(uint32_t n) { return (Operand){.kind = OPERAND_X, .value = n}; }
static inline Operand arg_label(uint64_t n) { return (Operand){.kind = OPERAND_LABEL, .value = n}; }
static inline Operand arg_pointer(const void *p)
{
    return (Operand){.kind = OPERAND_U, .value = (uintptr_t)p};
}
// A list of count items at `items` (NULL when it lies in code->operands at `value`).
static inline Operand arg_list(uint32_t first, uint32_t count)
{
    return (Operand){.kind = OPERAND_LIST, .value = first, .count = count};
}

// Appends one instruction; args has as many entries as the instruction has operands. A list
// operand's items are code->operands[value .. value+count), or `items` when that is not NULL.
void emit_instr(Emitter *e, uint32_t instr, const Operand *args, const Operand *items);
// The same for an instruction that does the work of several (without a list). False, and nothing was
// done: its handler for any operands would be slower than those of the several. (Of machine code the
// opposite is true: the one loads first and stores then.)
bool emit_fused(Emitter *e, uint32_t instr, const Operand *args);
void emit_label(Emitter *e, uint64_t label); // places a label here
void emit_line(Emitter *e, uint64_t line);   // what follows belongs to this line
// Fails the whole translation (a limit).
void emit_fail(Emitter *e, const GenericInstr *instr, const char *reason);
