// SPDX-License-Identifier: Apache-2.0
// support.h -- what slow parts of instructions call: native functions and their outcomes, targets
// of calls, saving a process.
//
// In all of these the registers are in memory: x in r->x, heap and stack in p->heap. Functions that
// return `const Cell *` return where to go on, or NULL when an exception is described in p (call
// targets) or the process must be left (bif_outcome).
#pragma once

#include "vm/proc/process.h"

// Exports of the guard functions that have an instruction: their slow parts.
#define EACH_GUARD_BIF(m)                                                                       \
    m(plus, "+", 2) m(minus, "-", 2) m(times, "*", 2) m(int_div, "div", 2) m(int_rem, "rem", 2) \
        m(int_band, "band", 2) m(int_bor, "bor", 2) m(int_bxor, "bxor", 2) m(int_bsl, "bsl", 2) \
            m(int_bsr, "bsr", 2) m(negate, "-", 1) m(int_bnot, "bnot", 1) m(abs, "abs", 1)      \
                m(hd, "hd", 1) m(tl, "tl", 1) m(length, "length", 1) m(element, "element", 2)   \
                    m(tuple_size, "tuple_size", 1) m(map_get, "map_get", 2)                     \
                        m(is_map_key, "is_map_key", 2) m(map_size, "map_size", 1)               \
                            m(byte_size, "byte_size", 1) m(bit_size, "bit_size", 1)
typedef struct GuardBifs {
#define GUARD_FIELD(field, name, arity) Export *field;
    EACH_GUARD_BIF(GUARD_FIELD)
#undef GUARD_FIELD
} GuardBifs;
extern GuardBifs guard_bifs;
void support_init(void);

enum { NO_COLLECTION = 0xFFFF };
enum { LENGTH_UNCHARGED = 256 }; // length of a list up to here is counted for nothing
// Calls a guard function. live: x registers to keep, NO_COLLECTION: no collection may happen here.
// TERM_NONE: it failed, described. fail: the label for failures, 0: none, then the exception is
// described.
Term guard_bif_gc(Process *p, Registers *r, Export *bif, uint32_t argc, const Term *argv,
                  uint32_t live, int32_t fail);
static inline Term guard_bif1_gc(Process *p, Registers *r, Export *bif, Term a, uint32_t live,
                                 int32_t fail)
{
    return guard_bif_gc(p, r, bif, 1, &a, live, fail);
}
static inline Term guard_bif2_gc(Process *p, Registers *r, Export *bif, Term a, Term b,
                                 uint32_t live, int32_t fail)
{
    const Term args[] = {a, b};
    return guard_bif_gc(p, r, bif, 2, args, live, fail);
}
// A new float; TERM_NONE when the value is none (infinite).
static inline Term float_result(Process *p, double value)
{
    return float_is_finite(value) ? space_float(process_space(p), value) : TERM_NONE;
}
// A collection if one is due, keeping x[0..live) and the result, which may move: the new result.
Term finish_gc(Process *p, Registers *r, Term result, uint32_t live);

// A native function returned TERM_NONE. at: the instruction; next: where its result would have gone
// on, NULL: to the return address on the stack. frame_bytes: the call is the function's last, and a
// frame of this size lies above the return address; what the BIF goes on with (a trap) then serves
// that address, and the stack does not grow however often that happens. Returns NULL to leave with
// r->stop set and the process saved.
enum { CALL_IS_NOT_LAST = 0xFFFF };
const Cell *bif_outcome(Process *p, Registers *r, Export *bif, const Cell *at, const Cell *next,
                        uint32_t frame_bytes);

// Keeps x[0..live) in p->args and the place to go on.
void save_process(Process *p, const Registers *r, uint32_t live, const Cell *resume);

// apply with arity arguments in x[0..].
const Cell *apply_target(Process *p, Registers *r, Term module, Term function, uint32_t arity);
// Before a jump to an apply's target in the place of a tail call: error, exit and throw, which never return, find the applying
// function on the stack, for the trace. after: what follows the instruction.
void apply_in_tail(Process *p, const Cell *target, const Cell *after);
// apply/3: x0 module, x1 function, x2 list; spreads the list.
const Cell *apply_list_target(Process *p, Registers *r);
// apply/2: x0 fun, x1 list.
const Cell *apply_fun_list_target_gc(Process *p, Registers *r);
// Spreads a list into x[0..*arity); x[X_REGISTERS] receives what was in x[0]. False: no proper list
// (badarg described).
bool spread_arguments(Process *p, Registers *r, Term list, uint32_t *arity);
// A call of any fun with arity arguments in x: puts free variables behind them.
const Cell *call_fun_target_gc(Process *p, Registers *r, Term fun, uint32_t arity);
// The export has no code: sets up error_handler:undefined_function(M, F, Args).
const Cell *call_undefined_gc(Process *p, Registers *r, Export *export);

// put_map_assoc and put_map_exact: items are general operands (key, value)*. TERM_NONE: badmap or
// badkey described.
Term map_put_pair_gc(Process *p, Registers *r, Term map, Term key, Term value, bool exact,
                     uint32_t live);
Term map_put_pairs_gc(Process *p, Registers *r, Term map, const Cell *items, uint32_t count,
                      bool exact, uint32_t live);
