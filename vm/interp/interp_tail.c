// SPDX-License-Identifier: Apache-2.0
// interp_tail.c -- back end 1: one function per handler, guaranteed tail calls, the machine's
// registers as arguments.
//
// The calling convention preserve_none passes twelve integer arguments in registers and asks nobody
// to save any, so nine virtual machine registers stay in machine registers from handler to handler:
// I R htop E (which survive C calls) x0 x1 x2 x3 reds. The argument in rcx is nobody's: a shift by a
// variable distance needs that register, and would have to save it first. musttail makes every
// dispatch a jump. The compiler is asked for both attributes, not for its name; without them this file is empty and
// interp_greg.c is the machine.
//
// Read before: vm/interp/interp.h     Read next: vm/interp/instrs/data.tab
#include "vm/base/platform.h"

#if __has_attribute(preserve_none) && __has_attribute(musttail)

#include "vm/interp/instr_macros.h"

#define HANDLER_ARGS                                                                       \
    const Cell *I, Registers *R, Term *htop, Term *E, Term x0, Term x1, Term x2, Term rcx, \
        Term x3, int64_t reds
#define HANDLER_PASS I, R, htop, E, x0, x1, x2, NO_VALUE, x3, reds
typedef __attribute__((preserve_none)) void (*Handler)(HANDLER_ARGS);
#define HANDLER(name) static __attribute__((preserve_none)) void name(HANDLER_ARGS)
#define SLOW_HANDLER(name) \
    static NOINLINE COLD __attribute__((preserve_none)) void name(HANDLER_ARGS)
#define TAIL(function) __attribute__((musttail)) return (function)(HANDLER_PASS)
#define ENTER(r, cells, process)                                                             \
    ((Handler)(uintptr_t) * (cells))((cells), (r), (process)->heap.space.top,                \
                                     (process)->heap.stack, (r)->x[0], (r)->x[1], (r)->x[2], \
                                     NO_VALUE, (r)->x[3], (process)->reductions_left)

#include "vm/interp/interp_body.inc"

#endif
