// SPDX-License-Identifier: Apache-2.0
// export.h -- export entries: the one meeting point of callers and code. An Export exists for every
// M:F/A that anybody ever named; it is never freed, so instructions and funs hold plain pointers to
// it.
//
// `entry[index]` is where a call goes under a code index. It is never NULL: before the function is
// loaded it points to this export's own `stub` cells, an instruction that calls
// error_handler:undefined_function/3; for a BIF the stub calls the C function. Staging writes
// entry[staging]; activation switches code_index_active for all schedulers (module.h).
#pragma once

#include "vm/code/code.h"

enum { CODE_INDEXES = 3 };
// A BIF: see vm/bif/bif.h.
typedef Term (*BifFunction)(Process *p, Term *arg);

struct ALIGNED(16) Export {
    Term module, function; // as ExportName of fun.h
    uint64_t arity;
    _Atomic(const Cell *) entry[CODE_INDEXES];
    BifFunction bif;    // NULL: not a BIF
    uint32_t bif_flags; // BIF_* of bif.h
    uint32_t number;    // how many were named before: module_info(exports) is in this order
    // [unused][u32 arity]...: as the func_info before any entry, so that a process may yield at the
    // stub.
    Cell info[FUNC_INFO_CELLS];
    Cell stub[8]; // [handler][u64 this Export]
};

// What the loader asks of bif_flags: may it be called in guards; does it build no term.
enum { EXPORT_GUARD = 1, EXPORT_PLAIN = 32 };

extern _Atomic uint32_t code_index_active; // 0..2
void export_init(void);
// Finds or creates (lock-free when it exists).
Export *export_get(Term module, Term function, uint32_t arity);
Export *export_find(Term module, Term function, uint32_t arity);  // NULL when absent
void export_prefetch(Term module, Term function, uint32_t arity); // one of these comes soon
static inline const Cell *export_active(const Export *e)
{
    return atomic_load_explicit(
        &e->entry[atomic_load_explicit(&code_index_active, memory_order_acquire)],
        memory_order_acquire);
}
static inline bool export_is_loaded(const Export *e)
{
    return e->bif != NULL || export_active(e) != e->stub;
}
void export_each(void (*visit)(Export *e, void *data), void *data);
// Handlers that new exports' stubs use; set once at start by the interpreter (cells: handler
// address).
extern Cell export_undefined_handler, export_bif_handler;
// Makes e a BIF: stub and all entries.
void export_set_bif(Export *e, BifFunction bif, uint32_t flags);
