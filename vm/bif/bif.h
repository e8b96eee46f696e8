// SPDX-License-Identifier: Apache-2.0
// bif.h -- the contract of built-in functions.
//
//   Term bif_<module>_<name>_<arity>(Process *p, Term *arg)
//
// arg[0..arity-1] are the arguments (x registers, hence roots). The result is a term; on failure
// TERM_NONE with p->raise_class set, by returning bif_badarg(p), bif_error(p, Reason),
// bif_raise(...), or to go on elsewhere bif_trap(...), bif_again(p), bif_wait(p)
// (vm/proc/process.h). Build terms in process_space(p): that never moves anything, so Terms may be
// held in C locals. The interpreter collects afterwards if needed. A BIF must not call a _gc
// function unless its row says GC, and then returns through arg[]. Work that grows with the input
// charges reductions (process_charge) and, when it can exceed a slice, keeps its state in a term or
// magic reference and returns bif_again or bif_trap (row flag YIELD).
//
// One row in bifs.def registers a BIF; nothing else must change.
#pragma once

#include "vm/proc/process.h"
#include "vm/term/atom.h"

static_assert(ATOM_INDEX_BADARG == 3, "bif_badarg in vm/proc/process.h");

enum {
    // allowed in guards: no effect but its result; may be called with the process's registers live
    BIF_GUARD = 1,
    BIF_BODY = 2,
    BIF_DIRTY = 4, // runs on a dirty scheduler
    BIF_YIELD = 8,
    BIF_GC = 16, // may move the heap
    BIF_PLAIN =
        32, // builds no term, never leaves the process: may be called by the bif instructions
};
static_assert((int)BIF_GUARD == EXPORT_GUARD && (int)BIF_PLAIN == EXPORT_PLAIN, "export.h");
#define BIF(module, name, arity, function, kind, text) Term function(Process *p, Term *arg);
#include "vm/bif/bifs.def"
#undef BIF

// Enters every row of bifs.def into the export table.
void bif_init(void);
