// SPDX-License-Identifier: Apache-2.0
// intern.h -- InternTable: a set of objects that are made once and never removed: exports, modules,
// fun entries.
//
// Finding takes no lock and may run beside inserting; inserting takes the table's lock.
#pragma once

#include "vm/base/sync.h"

typedef struct InternSlots InternSlots;
typedef bool InternMatch(const void *object, const void *key);

typedef struct InternTable {
    _Atomic(InternSlots *) slots;
    Mutex lock;
    uint32_t count;       // under the lock
    uint32_t first_slots; // a power of 2
} InternTable;
#define INTERN_TABLE_INITIAL(slots_at_first)                                \
    {                                                                       \
        .slots = NULL, .lock = MUTEX_INITIAL, .first_slots = slots_at_first \
    }

// The object that matches, or NULL. Lock-free.
void *intern_find(InternTable *t, uint64_t hash, const void *key, InternMatch *is_match);
// A question with this hash comes soon: the table is large, and where it will look is not in the cache.
void intern_prefetch(const InternTable *t, uint64_t hash);
// The object that matches, else the one that make(key) returns, entered in the table.
void *intern_get(InternTable *t, uint64_t hash, const void *key, InternMatch *is_match,
                 void *(*make)(const void *key));
// Every object that was in the table when it began, in no particular order.
void intern_each(InternTable *t, void (*visit)(void *object, void *data), void *data);
uint32_t intern_count(InternTable *t);
