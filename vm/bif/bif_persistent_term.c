// SPDX-License-Identifier: Apache-2.0
// bif_persistent_term.c -- persistent_term: a table of literals that everybody reads without a lock
// or copy.
//
// The table is an open hash of slots; a reader takes the table pointer and a slot's pointer, both
// published with release stores. A writer (one mutex) puts a new slot object in place; a growing
// table is made anew and the old one retired by epoch. Key and value live in a literal area of
// their own; a replaced or erased one is handed to the literal collector, since processes may hold
// its terms.
//
// Read before: vm/heap/literal.h
#include "vm/base/alloc.h"
#include "vm/base/epoch.h"
#include "vm/base/sync.h"
#include "vm/bif/argument.h"
#include "vm/bif/literal_release.h"
#include "vm/heap/copy.h"
#include "vm/term/compare.h"
#include "vm/term/map.h"
#include "vm/term/term_hash.h"

typedef struct Entry {
    Term key, value;
    LiteralArea *area;
    uint32_t hash;
    bool erased;
} Entry;
typedef struct Table {
    uint32_t mask, used;
    size_t bytes;
    _Atomic(Entry *) slots[];
} Table;

static Mutex lock = MUTEX_INITIAL;
static _Atomic(Table *) table;
static uint64_t count, memory_words;

static Table *new_table(uint32_t size)
{
    const size_t bytes = sizeof(Table) + size * sizeof(Entry *);
    Table *t = vm_calloc(bytes);
    t->mask = size - 1;
    t->bytes = bytes;
    return t;
}
static void free_table(void *t) { vm_free(t, ((Table *)t)->bytes); }
static void free_entry(void *e) { vm_free(e, sizeof(Entry)); }

// The slot that holds the key, or the first free one.
static _Atomic(Entry *) *find_slot(Table *t, Term key, uint32_t hash)
{
    for (uint32_t i = hash & t->mask;; i = (i + 1) & t->mask) {
        Entry *e = atomic_load_explicit(&t->slots[i], memory_order_acquire);
        if (e == NULL || (e->hash == hash && term_same(e->key, key))) {
            return &t->slots[i];
        }
    }
}

static Entry *find_entry(Term key)
{
    Table *t = atomic_load_explicit(&table, memory_order_acquire);
    Entry *e = t ? atomic_load_explicit(find_slot(t, key, term_hash_internal(key, 0)),
                                        memory_order_acquire)
                 : NULL;
    return e && !e->erased ? e : NULL;
}

// Room for one more, so that a free slot always ends a search. Erased entries are left behind.
static Table *table_with_room(void)
{
    Table *old = atomic_load(&table);
    if (old != NULL && old->used * 4 < (old->mask + 1) * 3) {
        return old;
    }
    uint32_t size = 64;
    while (size < count * 4) {
        size *= 2;
    }
    Table *t = new_table(size);
    for (uint32_t i = 0; old != NULL && i <= old->mask; i++) {
        Entry *e = atomic_load(&old->slots[i]);
        if (e != NULL && !e->erased) {
            atomic_store(find_slot(t, e->key, e->hash), e);
            t->used++;
        } else if (e != NULL) {
            epoch_retire(e, free_entry);
        }
    }
    atomic_store_explicit(&table, t, memory_order_release);
    if (old != NULL) {
        epoch_retire(old, free_table);
    }
    return t;
}

static Entry *new_entry(Space *s, Term key, Term value)
{
    Entry *e = vm_calloc(sizeof *e);
    Term both = space_tuple2(s, key, value);
    e->area = literal_area_of_term(both, &both);
    e->key = tuple_elements(both)[0];
    e->value = tuple_elements(both)[1];
    e->hash = term_hash_internal(key, 0);
    return e;
}

static void give_up(Entry *e)
{
    memory_words -= e->area->words;
    literal_release_later(e->area);
}

// False: something is there already, and only_new.
static bool put(Space *s, Term key, Term value, bool only_new)
{
    Entry *e = new_entry(s, key, value);
    mutex_lock(&lock);
    Table *t = table_with_room();
    _Atomic(Entry *) *slot = find_slot(t, key, e->hash);
    Entry *old = atomic_load_explicit(slot, memory_order_acquire);
    if (only_new && old != NULL && !old->erased) {
        mutex_unlock(&lock);
        literal_area_free(e->area);
        vm_free(e, sizeof *e);
        return false;
    }
    atomic_store_explicit(slot, e, memory_order_release);
    memory_words += e->area->words;
    count += old == NULL || old->erased;
    t->used += old == NULL;
    if (old != NULL) {
        if (!old->erased) {
            give_up(old);
        }
        epoch_retire(old, free_entry);
    }
    mutex_unlock(&lock);
    return true;
}

Term bif_persistent_term_put_2(Process *p, Term *arg)
{
    const Entry *old = find_entry(arg[0]);
    if (old == NULL || !term_same(old->value, arg[1])) {
        put(process_space(p), arg[0], arg[1], false);
    }
    return ATOM_OK;
}

// As put/2, but an existing term is not replaced: badarg unless it is the same.
Term bif_persistent_term_put_new_2(Process *p, Term *arg)
{
    const Entry *old = find_entry(arg[0]);
    if (old == NULL && put(process_space(p), arg[0], arg[1], true)) {
        return ATOM_OK;
    }
    old = find_entry(arg[0]);
    return old != NULL && term_same(old->value, arg[1]) ? ATOM_OK : bif_badarg(p);
}

Term bif_persistent_term_get_1(Process *p, Term *arg)
{
    const Entry *e = find_entry(arg[0]);
    return e ? e->value : bif_badarg(p);
}

Term bif_persistent_term_get_2(Process *p, Term *arg)
{
    (void)p;
    const Entry *e = find_entry(arg[0]);
    return e ? e->value : arg[1];
}

static bool erase(Term key)
{
    mutex_lock(&lock);
    Entry *old = find_entry(key);
    if (old != NULL) {
        Table *t = atomic_load(&table);
        Entry *mark = vm_calloc(sizeof *mark);
        *mark = *old;
        mark->erased = true;
        // The key must stay comparable while the mark stands: an immediate or a hash is not enough,
        // so the slot keeps the old key only until its literals are gone; then it can match
        // nothing.
        mark->key = term_is_immediate(old->key) ? old->key : TERM_NIL;
        mark->hash = term_is_immediate(old->key) ? old->hash : ~old->hash;
        atomic_store_explicit(find_slot(t, key, old->hash), mark, memory_order_release);
        count--;
        give_up(old);
        epoch_retire(old, free_entry);
    }
    mutex_unlock(&lock);
    return old != NULL;
}

Term bif_persistent_term_erase_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(erase(arg[0]));
}

Term bif_persistent_term_get_0(Process *p, Term *arg)
{
    (void)arg;
    Space *s = process_space(p);
    Term list = TERM_NIL;
    const Table *t = atomic_load_explicit(&table, memory_order_acquire);
    for (uint32_t i = 0; t != NULL && i <= t->mask; i++) {
        const Entry *e = atomic_load_explicit(&t->slots[i], memory_order_acquire);
        if (e != NULL && !e->erased) {
            list = space_cons(s, space_tuple2(s, e->key, e->value), list);
        }
    }
    return list;
}

Term bif_persistent_term_info_0(Process *p, Term *arg)
{
    (void)arg;
    Space *s = process_space(p);
    const Term pairs[] = {ATOM_COUNT, space_unsigned(s, count), ATOM_MEMORY,
                          space_unsigned(s, memory_words * sizeof(Term))};
    return map_from_pairs(s, pairs, 2);
}

Term bif_erts_internal_erase_persistent_terms_0(Process *p, Term *arg)
{
    (void)p, (void)arg;
    Table *t = atomic_load(&table);
    for (uint32_t i = 0; t != NULL && i <= t->mask; i++) {
        Entry *e = atomic_load(&t->slots[i]);
        if (e != NULL && !e->erased) {
            erase(e->key);
        }
    }
    return ATOM_OK;
}
