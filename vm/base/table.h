// SPDX-License-Identifier: Apache-2.0
// table.h -- Table: a hash table of pointers to entries that the caller owns. Open addressing,
// linear probing.
//
// The table stores a pointer and the low 32 bits of its hash per slot, knows nothing of keys and
// compares with a function: is_match(entry, key). Not thread safe by itself. Entries must not be
// NULL.
#pragma once

#include "vm/base/alloc.h"

typedef struct TableSlot {
    void *entry;   // NULL: free
    uint32_t hash; // of the entry
} TableSlot;

typedef struct Table {
    TableSlot *slots;
    uint32_t count;
    uint32_t room; // number of slots: 0 or a power of two; at most 3/4 are used
} Table;

typedef bool TableMatch(const void *entry, const void *key);

// The entry that matches, or NULL.
void *table_find(const Table *t, uint32_t hash, const void *key, TableMatch *is_match);
// The caller knows that no equal entry is there.
void table_insert(Table *t, uint32_t hash, void *entry);
// Removes the entry (found by identity); false when it is not there.
bool table_remove(Table *t, uint32_t hash, const void *entry);
// Iteration: start with *at = 0; NULL at the end. The table must not change meanwhile.
void *table_next(const Table *t, uint32_t *at);
// Frees the slots, not the entries.
void table_free(Table *t);
