// SPDX-License-Identifier: Apache-2.0
// export.c -- export entries: one for every M:F/A that anybody ever named.
//
//   Export   module function arity | entry[0] entry[1] entry[2] | bif | stub: [handler][this Export]
//                                       |        |        |           ^
//                                       v        v        v           | not loaded, or a BIF:
//                                     code of the versions that       | all point here
//                                     the code indexes select
//
// The idea: a call to another module is "load entry[active], jump". Whatever can be there (code,
// nothing, a BIF) is code, so the call needs no test. Loading writes entry[staging] for many
// exports and then moves the active index: all callers see all of it at once, and those that have
// just read the old index still find the old code (module.c explains why three indexes are enough).
//
// Invariants: 1. entry[i] is never NULL. 2. An export that is a BIF points to its stub under every
// index, always.
// Exceptions: none. Exports are never freed: what a program names is bounded by its atoms.
// Otherwise: ERTS has the same scheme with a lock around the table; here finding takes none
// (intern.c).
// Read before: vm/code/intern.c     Read next: vm/code/module.c
#include "vm/code/export.h"

#include "vm/base/alloc.h"
#include "vm/base/hash.h"
#include "vm/code/intern.h"

enum { EXPORTS_PER_BLOCK = 64 };

_Atomic uint32_t code_index_active;
Cell export_undefined_handler, export_bif_handler;
Export *(*export_intern)(Term module, Term function, uint32_t arity) = export_get;

static Export *find_loaded(Term module, Term function, uint32_t arity)
{
    Export *e = export_find(module, function, arity);
    return e && export_is_loaded(e) ? e : NULL;
}
Export *(*export_existing)(Term module, Term function, uint32_t arity) = find_loaded;

static InternTable table = INTERN_TABLE_INITIAL(1 << 14);
static Export *spare; // under the table's lock
static uint32_t spare_count, made_count;

static_assert(sizeof(Export) % 16 == 0, "an Export's address must look like a small integer");
static_assert(offsetof(Export, module) == offsetof(ExportName, module) &&
                  offsetof(Export, function) == offsetof(ExportName, function) &&
                  offsetof(Export, arity) == offsetof(ExportName, arity),
              "fun.h knows the first words of an Export");

void export_init(void) { export_intern = export_get; }

static uint64_t hash_name(const ExportName *n)
{
    return hash_combine(hash_combine(n->module, n->function), n->arity);
}

static bool is_named(const void *object, const void *key)
{
    const Export *e = object;
    const ExportName *n = key;
    return e->module == n->module && e->function == n->function && e->arity == n->arity;
}

static void write_stub(Export *e, Cell handler)
{
    uint64_t self = (uintptr_t)e;
    memcpy(&e->stub[1], &self, sizeof self);
    e->stub[0] = handler;
}

static void *make_export(const void *key)
{
    const ExportName *n = key;
    if (spare_count == 0) {
        spare = vm_calloc(EXPORTS_PER_BLOCK * sizeof(Export));
        CHECK((uintptr_t)spare % 16 == 0);
        spare_count = EXPORTS_PER_BLOCK;
    }
    Export *e = &spare[--spare_count];
    e->module = n->module;
    e->function = n->function;
    e->arity = n->arity;
    e->number = made_count++;
    e->info[1] = (Cell)n->arity;
    write_stub(e, export_undefined_handler);
    for (int i = 0; i < CODE_INDEXES; i++) {
        atomic_init(&e->entry[i], e->stub);
    }
    return e;
}

Export *export_get(Term module, Term function, uint32_t arity)
{
    ExportName name = {module, function, arity};
    return intern_get(&table, hash_name(&name), &name, is_named, make_export);
}

Export *export_find(Term module, Term function, uint32_t arity)
{
    ExportName name = {module, function, arity};
    return intern_find(&table, hash_name(&name), &name, is_named);
}

void export_prefetch(Term module, Term function, uint32_t arity)
{
    intern_prefetch(&table, hash_name(&(ExportName){module, function, arity}));
}

typedef struct Visit {
    void (*visit)(Export *e, void *data);
    void *data;
} Visit;

static void visit_export(void *object, void *data)
{
    const Visit *v = data;
    v->visit(object, v->data);
}

void export_each(void (*visit)(Export *e, void *data), void *data)
{
    Visit v = {visit, data};
    intern_each(&table, visit_export, &v);
}

void export_set_bif(Export *e, BifFunction bif, uint32_t flags)
{
    e->bif = bif;
    e->bif_flags = flags;
    write_stub(e, export_bif_handler);
    for (int i = 0; i < CODE_INDEXES; i++) {
        atomic_store_explicit(&e->entry[i], e->stub, memory_order_release);
    }
}
