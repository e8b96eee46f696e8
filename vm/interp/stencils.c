// SPDX-License-Identifier: Apache-2.0
// stencils.c -- the same instruction bodies once more, with holes for operands: input of
// tools/gen_stencils.py. This file is compiled to assembler text and is no part of the executable.
//
// The idea: a stencil is what a handler would be if its operands were known. Each operand is the
// address of a symbol that does not exist, so that the compiler folds it into displacements and
// immediates, and leaves a relocation: the hole. Going on, jumping and the slow part are calls of
// symbols that do not exist. What they stand for is in vm/interp/stencil.h.
//
//   hole_N    operand N: a number, a register's byte offset, a label's cells
//   term_N    operand N: an immediate term (may be negative, so it is never zero-extended)
//   wide_N    operand N: 64 bits
//   hole_here the cells of this instruction
//
// Operands of a general variant may be anything, so its stencil has them in three more arguments, g0..g2,
// and leaves its outputs there; g0 is in the register that is nobody's in handlers. Pieces load an argument from a register or constant, or store it: the
// translator puts the pieces of the operands found around the stencil.
//
// I is not kept up to date in machine code. A stencil passes on the I it got (I_in), unless it jumps
// through a cell; the stubs of slow parts set it.
//
// Read before: vm/interp/instr_macros.h     Read next: vm/interp/translate.c
#include "vm/interp/instr_macros.h"

#define STENCIL_ARGS                                                                         \
    const Cell *I_in, Registers *R, Term *htop, Term *E, Term x0, Term x1, Term x2, Term g0, \
        Term x3, int64_t reds, Term g1, Term g2
typedef __attribute__((preserve_none)) void (*Handler)(STENCIL_ARGS);
#define EXIT(name) __attribute__((preserve_none)) void name(STENCIL_ARGS)
#define STENCIL(number) EXIT(stencil_##number)
#define STENCIL_START(cells)                 \
    enum { SIZE_CELLS = (cells) };           \
    const Cell *I = (const Cell *)hole_here; \
    (void)I

#define TAIL_VALUES(i, function, a, b, c) \
    __attribute__((musttail)) return (function)(i, R, htop, E, x0, x1, x2, a, x3, reds, b, c)
#define TAIL_WITH(i, function) TAIL_VALUES(i, function, NO_VALUE, NO_VALUE, NO_VALUE)
#define TAIL(function) TAIL_WITH(I, function)
#define STENCIL_END() TAIL_WITH(I_in, stencil_next)
#define STENCIL_END_VALUES(a, b, c) TAIL_VALUES(I_in, stencil_next, a, b, c)
#define SLOW() TAIL_WITH(I_in, stencil_slow)
#define JUMP_LABEL(k) TAIL_WITH(I_in, stencil_target_##k)
#define CALL_LABEL(k)                           \
    do {                                        \
        if (UNLIKELY(--reds < 0)) {             \
            TAIL_WITH(I_in, stencil_yield_##k); \
        }                                       \
        TAIL_WITH(I_in, stencil_target_##k);    \
    } while (0)

#define HOLE_N(k) ((uint64_t)(uintptr_t)hole_##k)
#define HOLE_I(k) ((Term)(uintptr_t)term_##k)
#define HOLE_CELLS(k) ((const Cell *)hole_##k)
#define HOLE_X(k) (*(Term *)((char *)R + HOLE_N(k)))
#define HOLE_Y(k) (*(Term *)((char *)E + HOLE_N(k)))
// For an operand that is read once more: neither it nor its address is kept in a register until then.
#define HOLE_AGAIN(base, k)           \
    ({                                \
        char *base_ = (char *)(base); \
        HIDE(base_);                  \
        *(Term *)(base_ + HOLE_N(k)); \
    })
#define HOLE_X_AGAIN(k) HOLE_AGAIN(R, k)
#define HOLE_Y_AGAIN(k) HOLE_AGAIN(E, k)
#define HOLE_FR(k) ((double *)((char *)R->f + HOLE_N(k)))
#define HOLE_WIDE(qualifier, k)                                      \
    ({                                                               \
        uint64_t wide_;                                              \
        __asm__ qualifier("movabsq $wide_" #k ", %0" : "=r"(wide_)); \
        wide_;                                                       \
    })
#define HOLE_64(k) HOLE_WIDE(, k)
#define HOLE_64_AGAIN(k) HOLE_WIDE(volatile, k)
// The tag of a return address is added: an address with bits set by OR is no relocation.
#undef PUSH_RETURN
#define PUSH_RETURN() \
    (*--E = (Term)((uintptr_t)hole_here + SIZE_CELLS * sizeof(Cell) + TERM_TAG_HEADER))

// Weak: of other symbols the compiler knows that they are not at 0, and that no two are at one
// place; an operand may be 0, and two may be equal.
#define DECLARE_OPERAND(k)                                    \
    extern __attribute__((weak)) char hole_##k[], term_##k[]; \
    EXIT(stencil_target_##k);                                 \
    EXIT(stencil_yield_##k);
#define EACH_OPERAND(m) m(0) m(1) m(2) m(3) m(4) m(5) m(6) m(7) m(8) m(9) m(10) m(11)
EACH_OPERAND(DECLARE_OPERAND)
extern char hole_here[];
EXIT(stencil_next);
EXIT(stencil_slow);
EXIT(interp_yield);

#include <math.h>

#include "vm/interp/instr_includes.h"

// Last: it uses all of the above.
#include "build/gen/stencils.inc"
