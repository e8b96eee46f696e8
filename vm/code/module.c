// SPDX-License-Identifier: Apache-2.0
// module.c -- the module table, and how code is exchanged while everybody runs it.
//
//   code index:   0      1      2          a caller reads the active index, then entry[index] of
//               before active staging      its export; between the two it may be overtaken by one
//                        |------>|         commit, never by two: it passes a quiet point first.
//                          commit          So entry[before] must stay valid for it, and three
//                                          indexes suffice.
//
// The idea: at most one change is under way (code_stage_try). Staging writes entry[staging] of the
// exports concerned and remembers them; commit stores the index. An export that no recent change
// touched is equal under all three indexes, so a new change begins by bringing entry[staging] up to
// date for the exports of the last changes only: loading costs in proportion to the module, not to
// the system.
//
// Invariants: 1. Outside of a change, entry[before] and entry[staging] differ from entry[active]
// only for exports listed in touched[]. 2. A module's current and old blocks are in code_range;
// their funs are installed.
// Exceptions: exports that are BIFs are never given other code; the Erlang bodies of the same name
// are for documentation.
// Elsewhere: on_load is run by the code server through vm/bif/bif_code.c, which uses Module.on_load
// as its note.
// Read before: vm/code/export.c     Read next: vm/proc/process.h
#include "vm/code/module.h"

#include "vm/base/alloc.h"
#include "vm/base/hash.h"
#include "vm/code/code_range.h"
#include "vm/code/fun_table.h"
#include "vm/code/intern.h"

static InternTable table = INTERN_TABLE_INITIAL(1 << 8);

// The right to change code. All below is touched under it only.
static _Atomic bool is_staging;
static bool is_begun; // something has been staged since the last commit

typedef struct ExportList {
    Export **at;
    size_t count, room;
} ExportList;
static ExportList touched[CODE_INDEXES]; // by the change that was staged under this index

void module_init(void) { fun_table_init(); }

// ---- the table

static bool is_named(const void *object, const void *key)
{
    return ((const Module *)object)->name == *(const Term *)key;
}

static void *make_module(const void *key)
{
    Module *m = vm_calloc(sizeof *m);
    m->name = *(const Term *)key;
    return m;
}

Module *module_find(Term name) { return intern_find(&table, hash_word(name), &name, is_named); }

Module *module_get(Term name)
{
    return intern_get(&table, hash_word(name), &name, is_named, make_module);
}

typedef struct Visit {
    void (*visit)(Module *m, void *data);
    void *data;
} Visit;

static void visit_module(void *object, void *data)
{
    const Visit *v = data;
    v->visit(object, v->data);
}

void module_each(void (*visit)(Module *m, void *data), void *data)
{
    Visit v = {visit, data};
    intern_each(&table, visit_module, &v);
}

uint32_t module_count(void) { return intern_count(&table); }

// ---- staging

bool code_stage_try(void)
{
    return !atomic_exchange_explicit(&is_staging, true, memory_order_acquire);
}

void code_stage_release(void) { atomic_store_explicit(&is_staging, false, memory_order_release); }

static uint32_t active_index(void)
{
    return atomic_load_explicit(&code_index_active, memory_order_relaxed);
}
static uint32_t staging_index(void) { return (active_index() + 1) % CODE_INDEXES; }

static void add_to_list(ExportList *l, Export *e)
{
    if (l->count == l->room) {
        size_t room = l->room ? l->room * 2 : 64;
        l->at = vm_realloc(l->at, l->room * sizeof *l->at, room * sizeof *l->at);
        l->room = room;
    }
    l->at[l->count++] = e;
}

// Makes entry[staging] equal to entry[active] for all exports.
static void begin_change(void)
{
    if (is_begun) {
        return;
    }
    is_begun = true;
    uint32_t active = active_index(), staging = staging_index();
    for (uint32_t i = 0; i < CODE_INDEXES; i++) {
        for (size_t k = 0; k < touched[i].count; k++) {
            Export *e = touched[i].at[k];
            const Cell *entry = atomic_load_explicit(&e->entry[active], memory_order_relaxed);
            atomic_store_explicit(&e->entry[staging], entry, memory_order_relaxed);
        }
    }
    touched[staging].count = 0;
}

static void stage_entry(Export *e, const Cell *entry)
{
    if (e->bif == NULL) {
        uint32_t staging = staging_index();
        atomic_store_explicit(&e->entry[staging], entry, memory_order_relaxed);
        add_to_list(&touched[staging], e);
    }
}

static void unstage_exports(CodeBlock *block)
{
    for (uint32_t i = 0; i < block->export_count; i++) {
        Export *e = export_get(block->name, block->exports[i].function, block->exports[i].arity);
        stage_entry(e, e->stub);
    }
}

// Makes addresses and funs of the block known; once.
static void install_block(Module *m, CodeBlock *block)
{
    if (block->owner == NULL) {
        block->owner = m;
        code_range_add(block);
        fun_table_install(block);
    }
}

bool module_stage(Module *m, CodeBlock *block)
{
    if (m->old != NULL && m->current != NULL) {
        return false;
    }
    begin_change();
    if (m->current != NULL) {
        unstage_exports(m->current);
    }
    for (uint32_t i = 0; i < block->export_count; i++) {
        Export *e = export_get(block->name, block->exports[i].function, block->exports[i].arity);
        stage_entry(e, code_entry(block, block->exports[i].cell));
    }
    if (code_block_loaded != NULL) {
        code_block_loaded(block);
    }
    install_block(m, block);
    m->old = m->current ? m->current : m->old; // deleted code may still wait for its purge
    m->current = block;
    return true;
}

// ---- on_load

void module_set_aside(Module *m, CodeBlock *block)
{
    install_block(m, block);
    m->on_load = block;
}

bool module_accept_on_load(Module *m)
{
    CodeBlock *block = m->on_load;
    m->on_load = NULL;
    return module_stage(m, block);
}

void module_reject_on_load(Module *m)
{
    if (m->old == NULL) {
        m->old = m->on_load;
        m->on_load = NULL;
    }
}

Export *module_on_load_export(Module *m)
{
    Export *e = vm_calloc(sizeof(Export));
    CHECK((uintptr_t)e % 16 == 0);
    e->module = m->name;
    e->function = m->name;
    for (uint32_t i = 0; i < CODE_INDEXES; i++) {
        atomic_store(&e->entry[i], code_entry(m->on_load, m->on_load->on_load_cell));
    }
    return e;
}

void code_commit(void)
{
    if (is_begun) {
        is_begun = false;
        atomic_store_explicit(&code_index_active, staging_index(), memory_order_release);
    }
}

bool module_delete(Module *m)
{
    if (m->old != NULL) {
        return false;
    }
    if (m->current != NULL) {
        begin_change();
        unstage_exports(m->current);
        m->old = m->current;
        m->current = NULL;
    }
    return true;
}

CodeBlock *module_take_old(Module *m)
{
    CodeBlock *old = m->old;
    m->old = NULL;
    if (old != NULL) {
        fun_table_uninstall(old);
        code_range_remove(old);
    }
    return old;
}
