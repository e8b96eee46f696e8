// SPDX-License-Identifier: Apache-2.0
// ets_table.c -- the registry of tables, access to them, and their birth and death.
//
//   names[atom_index(name)] ---> EtsTable <--- magic references (tids) in heaps, messages, tables
//   all: table <-> table <-> ...            each counts one; the registry counts one of each table
//                                           that is not deleted
//
// A name is looked up with one load and no lock. So a table that was found may be deleted or
// renamed before its lock is taken: then is_deleted is set, or the name is another, and it counts
// as not found. Its memory stays until the finder's next quiet point, because the last reference
// retires it (epoch.h).
//
// Every operation on one table takes that table's read-write lock: readers run in parallel, writers
// alone. Operations on different tables share nothing but, for new and delete, the registry's lock.
//
// INVARIANTS
//   1. is_deleted goes from false to true once, under lock; from then on contents is empty.
//   2. A table is in names and in `all` exactly while it is not deleted (both change under the
//      registry's lock).
//   3. Nobody waits for the registry's lock while holding a table's.
//
// Elsewhere: ERTS locks single buckets of tables with write_concurrency; here the option only
// changes the order of traversals.
// Read before: vm/ets/ets_hash.c     Read next: vm/ets/ets_owner.h
#include "vm/ets/ets_table.h"

#include <sys/mman.h>

#include "vm/base/alloc.h"
#include "vm/base/epoch.h"
#include "vm/base/table.h"
#include "vm/ets/ets.h"
#include "vm/ets/ets_owner.h"
#include "vm/heap/offheap.h"
#include "vm/term/map.h"

static Mutex registry = MUTEX_INITIAL;
static _Atomic(EtsTable *) *names;
static size_t name_room;
static EtsTable *all;
static size_t table_count;
static uint32_t limit_shown;
static Table numbers; // the tables in `all`, by the numbers of their tids
static Term (*restore_before)(Space *space, const uint32_t n[3]);

void ets_registry_lock(void) { mutex_lock(&registry); }
void ets_registry_unlock(void) { mutex_unlock(&registry); }
EtsTable *ets_registry_first(void) { return all; }
uint32_t ets_limit(void) { return limit_shown; }

size_t ets_table_count(void)
{
    ets_registry_lock();
    size_t count = table_count;
    ets_registry_unlock();
    return count;
}

// ---- errors

Term ets_error(Process *p, Term cause)
{
    return term_is_none(cause) ? bif_badarg(p) : bif_error_cause(p, ATOM_BADARG, cause);
}

// ---- identifiers

static EtsTable *table_of(BinData *data) { return (EtsTable *)data->bytes; }

static void free_table(void *memory)
{
    BinData *data = memory;
    EtsTable *t = table_of(data);
    size_t work = SIZE_MAX;
    ets_contents_free(&t->contents, &work);
    while (t->fixations != NULL) {
        EtsFixation *gone = t->fixations;
        t->fixations = gone->next;
        vm_free(gone, sizeof *gone);
    }
    if (t->heir_fragment) {
        fragment_destroy(t->heir_fragment);
    }
    rwlock_destroy(&t->lock);
    mutex_destroy(&t->fix_lock);
    vm_free(data, sizeof *data + data->size);
}

// Somebody may just have found the table by name.
static void destroy_table(BinData *data) { epoch_retire(data, free_table); }

Term ets_table_tid(Space *space, const EtsTable *t)
{
    Term *words = space_take(space, MAGIC_REF_WORDS);
    OffHeapLink *link = offheap_link(words);
    words[0] = header_make_extra(SUBTAG_REF, MAGIC_REF_WORDS - 1, REF_MAGIC);
    words[2] = (Term)(uintptr_t)t->data;
    words[3] = t->number[0];
    words[4] = t->number[1];
    bin_data_retain(t->data);
    link->next = space->offheap;
    space->offheap = link;
    space->offheap_bytes += t->data->size;
    return boxed_make(words);
}

Term ets_table_id(Space *space, const EtsTable *t)
{
    return t->options.is_named ? t->name : ets_table_tid(space, t);
}

EtsTable *ets_table_find(Term id, Term *cause)
{
    if (term_is_atom(id)) {
        *cause = ATOM_ID;
        return atom_index(id) < name_room
                   ? atomic_load_explicit(&names[atom_index(id)], memory_order_acquire)
                   : NULL;
    }
    if (!term_is_magic_ref(id) || ref_magic_data(id)->destroy != destroy_table) {
        *cause = ATOM_TYPE;
        return NULL;
    }
    *cause = ATOM_ID;
    return table_of(ref_magic_data(id));
}

static bool is_allowed(Process *p, const EtsTable *t, EtsAccess access)
{
    return access == ETS_INFO ||
           t->protection < (access == ETS_READ ? ETS_PRIVATE : ETS_PROTECTED) ||
           atomic_load_explicit(&t->owner, memory_order_relaxed) == p->pid ||
           ets_owner_is_super_user(p);
}

EtsTable *ets_table_lock(Process *p, Term id, EtsAccess access, bool write)
{
    Term cause;
    EtsTable *t = ets_table_find(id, &cause);
    if (t == NULL) {
        ets_error(p, cause);
        return NULL;
    }
    if (write) {
        rwlock_write(&t->lock);
    } else {
        rwlock_read(&t->lock);
    }
    const bool is_gone = t->is_deleted || (term_is_atom(id) && t->name != id);
    if (LIKELY(!is_gone && is_allowed(p, t, access))) {
        return t;
    }
    ets_table_unlock(t);
    ets_error(p, is_gone ? ATOM_ID : ATOM_ACCESS);
    return NULL;
}

// ---- contents

void ets_contents_init(EtsContents *c, const EtsOptions *o)
{
    c->is_tree = o->kind == ETS_ORDERED_SET;
    if (c->is_tree) {
        c->tree = (EtsTree){.keypos = o->keypos};
    } else {
        ets_hash_init(&c->hash, o->kind, o->keypos, o->stride);
    }
}

static size_t contents_bytes(const EtsContents *c)
{
    return c->is_tree ? c->tree.bytes : c->hash.bytes;
}

bool ets_contents_free(EtsContents *c, size_t *work)
{
    return c->is_tree ? ets_tree_free(&c->tree, work) : ets_hash_free(&c->hash, work);
}

size_t ets_table_count_objects(const EtsTable *t)
{
    return t->contents.is_tree ? t->contents.tree.count : t->contents.hash.count;
}

size_t ets_table_bytes(const EtsTable *t)
{
    return sizeof(BinData) + t->data->size + contents_bytes(&t->contents);
}

size_t ets_memory_bytes(void)
{
    size_t sum = 0;
    ets_registry_lock();
    for (EtsTable *t = all; t != NULL; t = t->all_next) {
        rwlock_read(&t->lock);
        sum += ets_table_bytes(t);
        ets_table_unlock(t);
    }
    ets_registry_unlock();
    return sum;
}

// ---- birth and death

void ets_table_set_heir(EtsTable *t, Term heir, Term heir_data)
{
    if (t->heir_fragment) {
        fragment_destroy(t->heir_fragment);
        t->heir_fragment = NULL;
    }
    t->heir = heir;
    t->heir_data = heir_data;
    const size_t words = heir == ATOM_NONE ? 0 : copy_size_all(heir_data);
    if (words > 0) {
        t->heir_fragment = fragment_new(words);
        Space space = fragment_space(t->heir_fragment);
        t->heir_data = copy_term_all(&space, heir_data);
        fragment_close(t->heir_fragment, &space);
    }
}

static EtsTable *make_table(Process *p, Term name, const EtsOptions *options)
{
    BinData *data = bin_data_new(sizeof(EtsTable));
    EtsTable *t = table_of(data);
    data->destroy = destroy_table;
    *t = (EtsTable){
        .data = data, .options = *options, .protection = options->protection, .name = name};
    Term number[REF_WORDS];
    Space space = space_fixed(number, REF_WORDS);
    ref_make(&space);
    memcpy(t->number, number + 1, sizeof t->number);
    rwlock_init(&t->lock);
    mutex_init(&t->fix_lock);
    ets_contents_init(&t->contents, options);
    ets_table_set_heir(t, options->heir, options->heir_data);
    atomic_init(&t->owner, p->pid);
    return t;
}

static uint32_t hash_number(const Term number[2])
{
    return (uint32_t)((number[0] ^ number[1] << 7) * 0x9E3779B97F4A7C15u >> 32);
}
static bool match_number(const void *entry, const void *key)
{
    return memcmp(((const EtsTable *)entry)->number, key, 2 * sizeof(Term)) == 0;
}

// A tid that comes back as external term is a tid again, as long as the table exists.
static Term restore_tid(Space *space, const uint32_t n[3])
{
    const Term number[2] = {n[0] | (Term)n[1] << 32, n[2]};
    ets_registry_lock();
    const EtsTable *t = table_find(&numbers, hash_number(number), number, match_number);
    const Term tid = t ? ets_table_tid(space, t) : TERM_NONE;
    ets_registry_unlock();
    return term_is_none(tid) && restore_before ? restore_before(space, n) : tid;
}

static void link_table(EtsTable *t)
{
    table_insert(&numbers, hash_number(t->number), t);
    t->all_next = all;
    t->all_link = &all;
    if (all != NULL) {
        all->all_link = &t->all_next;
    }
    all = t;
    table_count++;
}

static void unlink_table(EtsTable *t)
{
    table_remove(&numbers, hash_number(t->number), t);
    if (numbers.count == 0) {
        table_free(&numbers);
    }
    *t->all_link = t->all_next;
    if (t->all_next != NULL) {
        t->all_next->all_link = t->all_link;
    }
    table_count--;
}

static bool claim_name(EtsTable *t, Term name)
{
    CHECK(atom_index(name) < name_room);
    _Atomic(EtsTable *) *slot = &names[atom_index(name)];
    if (atomic_load_explicit(slot, memory_order_relaxed) != NULL) {
        return false;
    }
    atomic_store_explicit(slot, t, memory_order_release);
    return true;
}

static void give_up_name(const EtsTable *t)
{
    if (t->options.is_named) {
        atomic_store_explicit(&names[atom_index(t->name)], NULL, memory_order_release);
    }
}

EtsTable *ets_table_new(Process *p, Term name, const EtsOptions *options)
{
    EtsTable *t = make_table(p, name, options);
    EtsHolder *holder = ets_owner_holder(p);
    ets_registry_lock();
    const bool is_new = !options->is_named || claim_name(t, name);
    if (is_new) {
        link_table(t);
        ets_owner_add_locked(holder, t);
    }
    ets_registry_unlock();
    if (!is_new) {
        bin_data_release(t->data);
        return NULL;
    }
    return t;
}

void ets_table_delete(EtsTable *t, EtsContents *contents)
{
    *contents = t->contents;
    t->contents = (EtsContents){.is_tree = t->contents.is_tree};
    t->is_deleted = true;
    ets_table_unlock(t);
    ets_registry_lock();
    give_up_name(t);
    unlink_table(t);
    ets_owner_remove_locked(t);
    ets_registry_unlock();
    bin_data_release(t->data);
}

bool ets_table_rename(EtsTable *t, Term name)
{
    ets_registry_lock();
    rwlock_write(&t->lock);
    bool is_renamed = !t->is_deleted;
    if (is_renamed && t->options.is_named) {
        is_renamed = claim_name(t, name);
        if (is_renamed) {
            give_up_name(t);
        }
    }
    if (is_renamed) {
        t->name = name;
    }
    ets_table_unlock(t);
    ets_registry_unlock();
    return is_renamed;
}

void ets_init(uint32_t limit)
{
    limit_shown = limit;
    name_room = atom_limit();
    void *room = mmap(NULL, name_room * sizeof *names, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    CHECK(room != MAP_FAILED);
    names = room;
    if (ref_restore != restore_tid) {
        restore_before = ref_restore;
        ref_restore = restore_tid;
    }
}
