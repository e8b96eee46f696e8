// SPDX-License-Identifier: Apache-2.0
// translate.h -- inline threading: a module's threaded code becomes machine code without dispatch.
//
// The cells stay as they are and remain the truth: operands, labels, return addresses, stack traces,
// slow parts. Only the first cell of each instruction, the address of its handler, is replaced by the
// address of that instruction's machine code. So whoever dispatches through a cell (a return, a slow
// part, a call of another module, the scheduler) is in machine code at once, and whoever knows
// nothing of machine code goes on working.
//
// Elsewhere: vm/interp/stencil.h and translate.c, tools/gen_stencils.py.
// Read before: vm/interp/instr_macros.h     Read next: vm/heap/heap.h
#pragma once

#include "vm/code/code.h"

typedef enum TranslateMode {
    TRANSLATE_NEVER, // +J false
    TRANSLATE_WARM,  // +J true: a module that has run for about as long as its translation takes
    TRANSLATE_LOAD,  // +J load: every module, when it is loaded
} TranslateMode;
extern TranslateMode translate_mode; // set once, before code is loaded

// Once, after instr_handlers is filled. variant_count handlers; slow[v]: the slow part of a
// variant or NULL; yield: where a call goes that has no reductions left.
void translate_init(const void *const *slow, const void *yield);
// Translates a block that other threads may be running; does nothing when that was done before, when it
// cannot be done, or without memory. Never fails.
void translate_block(CodeBlock *block);
// A process has used about so many reductions, lately at this place. A block in which so many were used for
// each of its cells is translated.
enum { TRANSLATE_HEAT_PER_CELL = 4 };
void translate_sample(const Cell *at, uint32_t reductions);
