// SPDX-License-Identifier: Apache-2.0
// interp_greg.c -- back end 2: for gcc. Global register variables hold I R htop E reds, x0..x3 are
// arguments, dispatch is an ordinary sibling call, which gcc makes a jump at -O2.
// tools/check_handlers.py looks at the disassembly: no handler may call the next one.
//
// The registers belong to the C code that calls interp_run, so ENTER keeps and restores them.
#include "vm/base/platform.h"

#if !(__has_attribute(preserve_none) && __has_attribute(musttail))

#include "vm/interp/instr_includes.h"
#include "vm/interp/instr_macros.h"

register const Cell *I __asm__("r12");
register Registers *R __asm__("r13");
register Term *htop __asm__("r14");
register Term *E __asm__("r15");
register int64_t reds __asm__("rbx");

#define HANDLER_ARGS Term x0, Term x1, Term x2, Term x3
#define HANDLER_PASS x0, x1, x2, x3
typedef void (*Handler)(HANDLER_ARGS);
#define HANDLER(name) static void name(HANDLER_ARGS)
#define SLOW_HANDLER(name) static NOINLINE COLD void name(HANDLER_ARGS)
#define TAIL(function) return (function)(HANDLER_PASS)
#define ENTER(r, cells, process)                                      \
    do {                                                              \
        const Cell *const kept_i = I;                                 \
        Registers *const kept_r = R, *const now_r = (r);              \
        Term *const kept_htop = htop, *const kept_e = E;              \
        const int64_t kept_reds = reds;                               \
        const Cell *const now_i = (cells);                            \
        Process *const now_p = (process);                             \
        I = now_i;                                                    \
        R = now_r;                                                    \
        htop = now_p->heap.space.top;                                 \
        E = now_p->heap.stack;                                        \
        reds = now_p->reductions_left;                                \
        ((Handler)(uintptr_t)*I)(R->x[0], R->x[1], R->x[2], R->x[3]); \
        I = kept_i;                                                   \
        R = kept_r;                                                   \
        htop = kept_htop;                                             \
        E = kept_e;                                                   \
        reds = kept_reds;                                             \
    } while (0)

#include "vm/interp/interp_body.inc"

#endif
