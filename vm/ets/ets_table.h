// SPDX-License-Identifier: Apache-2.0
// ets_table.h -- a table: its contents, its lock, who may use it, and how it is found.
//
// Locks, in the order in which they may be taken:
//   registry  ->  a table's lock  ->  a table's fix_lock  ->  holders (ets_owner.c)
//
// A table lives in a BinData behind magic references (its tid). It stays in memory while somebody
// holds a tid; the registry holds one until the table is deleted. Pointers found by name are good
// until the caller's next quiet point (epoch.h).
#pragma once

#include "vm/base/sync.h"
#include "vm/ets/ets_hash.h"
#include "vm/ets/ets_tree.h"
#include "vm/proc/process.h"
#include "vm/term/atom.h"
#include "vm/term/ref.h"

typedef enum EtsProtection { ETS_PUBLIC, ETS_PROTECTED, ETS_PRIVATE } EtsProtection;
typedef enum EtsAccess { ETS_READ, ETS_WRITE, ETS_INFO } EtsAccess;

typedef struct EtsOptions {
    EtsKind kind;
    EtsProtection protection;
    uint32_t keypos;
    bool is_named, compressed, read_concurrency, decentralized_counters;
    Term write_concurrency; // true, false or auto
    uint32_t stride;        // of traversals (ets_hash.h); 1 without write_concurrency
    Term heir, heir_data;   // heir: pid or none
} EtsOptions;

// What a table holds; can be moved out and freed apart from the table.
typedef struct EtsContents {
    bool is_tree;
    union {
        EtsHash hash;
        EtsTree tree;
    };
} EtsContents;

typedef struct EtsFixation {
    struct EtsFixation *next;
    Term pid;
    uint32_t count;
} EtsFixation;

typedef struct EtsTable {
    // constant
    BinData *data;      // what this struct lies in
    Term number[2];     // of the tid: the number words of a reference
    EtsOptions options; // but for protection, heir
    // under lock
    RwLock lock;
    EtsContents contents;
    EtsProtection protection;
    Term name;
    bool is_deleted;
    Term heir, heir_data;
    Fragment *heir_fragment;
    // under fix_lock; whoever adds a fixation holds lock, too, so a writer may rely on `fixed`
    Mutex fix_lock;
    EtsFixation *fixations;
    int64_t fixed_since;    // Erlang monotonic time
    _Atomic uint32_t fixed; // sum of the counts
    // changed under the registry's lock and lock
    _Atomic Term owner;
    // under the registry's lock
    struct EtsTable *all_next, **all_link;
    struct EtsTable *owned_next, **owned_link;
} EtsTable;

// ---- finding. The result is locked (for writing or reading); NULL: badarg with its cause has been
// raised.
EtsTable *ets_table_lock(Process *p, Term id, EtsAccess access, bool write);
static inline void ets_table_unlock(EtsTable *t) { rwlock_unlock(&t->lock); }
// Without lock or check of access; cause: ATOM_ID or ATOM_TYPE when NULL is returned.
EtsTable *ets_table_find(Term id, Term *cause);
Term ets_table_tid(Space *space, const EtsTable *t); // MAGIC_REF_WORDS
// The name if it is a named table, else the tid.
Term ets_table_id(Space *space, const EtsTable *t);
static inline bool ets_table_is_tree(const EtsTable *t) { return t->contents.is_tree; }
static inline bool ets_table_is_fixed(const EtsTable *t) { return atomic_load(&t->fixed) != 0; }
size_t ets_table_count_objects(const EtsTable *t);
size_t ets_table_bytes(const EtsTable *t);

// ---- life. The registry's lock is taken inside but for the _locked ones.
// NULL: a table of this name exists.
EtsTable *ets_table_new(Process *p, Term name, const EtsOptions *options);
// t's lock is held for writing and its owner or anybody entitled calls. The table can no longer be
// found; its contents are moved to *contents, for ets_contents_free. Unlocks t.
void ets_table_delete(EtsTable *t, EtsContents *contents);
void ets_contents_init(EtsContents *c, const EtsOptions *options);
bool ets_contents_free(EtsContents *c, size_t *work); // as ets_hash_free
bool ets_table_rename(EtsTable *t, Term name);        // false: somebody has the name. t: not locked
void ets_table_set_heir(EtsTable *t, Term heir, Term heir_data); // locked for writing
void ets_registry_lock(void);
void ets_registry_unlock(void);
EtsTable *ets_registry_first(void); // all tables; the registry is locked

// ---- errors: badarg with #{module => erl_stdlib_errors} and, unless TERM_NONE, a cause
Term ets_error(Process *p, Term cause);
// Copies of all objects of this key, the oldest first; [] when there is none. The table is locked.
Term ets_table_lookup(Space *space, EtsTable *t, Term key);
static inline Term ets_badarg(Process *p) { return ets_error(p, TERM_NONE); }
