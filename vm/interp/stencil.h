// SPDX-License-Identifier: Apache-2.0
// stencil.h -- the machine code of single variants with holes in it, as tables.
//
//   stencils[variant]  ->  bytes, and holes: "4 bytes at offset 3 are the value of operand 1, plus 2"
//
// The tables are in build/<flavour>/stencils.c: vm/interp/stencils.c is compiled to assembler text,
// and tools/gen_stencils.py makes tables of it. Where the compiler cannot do that they are empty.
//
// A general variant (CLASS_G) finds its inputs in the registers g0..g2 and leaves its outputs there;
// pieces load and store them:
//
//   stencils[instr_variant_count + piece],  piece = STENCIL_LOAD or _STORE + 16 * register + class
//
// Read before: vm/interp/translate.h     Read next: vm/interp/stencils.c
#pragma once

#include "vm/base/platform.h"

// What a hole is filled with. The numbers are known to tools/gen_stencils.py.
typedef enum StencilSymbol {
    STENCIL_OPERAND =
        0, // + operand number: what its field holds; of a label, the address of its cells
    STENCIL_TARGET = 16,  // + operand number of a label: the machine code there
    STENCIL_YIELD = 32,   // + the same: set I to the label's cells, and yield there
    STENCIL_HERE = 48,    // the cells of this instruction
    STENCIL_SLOW,         // set I to this instruction, and go to the variant's slow part
    STENCIL_INTERP_YIELD, // yield; I is set
    STENCIL_CODE_INDEX,   // &code_index_active
} StencilSymbol;

typedef enum StencilWidth {
    STENCIL_ABS32, // sign-extended
    STENCIL_ABS64,
    STENCIL_PC32, // distance from the hole itself
} StencilWidth;

// Pieces; their one operand is number 0.
enum { STENCIL_LOAD = 0, STENCIL_STORE = 8, STENCIL_PIECES = 48 };

typedef struct StencilHole {
    uint16_t at; // byte offset in the stencil
    uint8_t width;
    uint8_t symbol;
    int32_t addend;
} StencilHole;

typedef struct Stencil {
    uint32_t bytes; // where in stencil_bytes
    uint16_t size;
    uint32_t holes; // the first, in stencil_holes
    uint16_t hole_count;
    bool exists; // else the variant has only its handler
} Stencil;

extern const uint8_t stencil_bytes[];
extern const StencilHole stencil_holes[];
extern const Stencil stencils[];     // by variant, then the pieces
extern const uint32_t stencil_count; // 0: there are none in this build
