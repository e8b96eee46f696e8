// SPDX-License-Identifier: Apache-2.0
// intern.c -- a set of objects that are made once and never removed, read without locks.
//
//   slots:  [ - | object | object | - | - | object | - | - ]      a power of two, at most half full
//                   ^ hash & mask, then the next ones until it matches or a slot is empty
//
// The idea: since nothing is ever removed, a reader that walks the slots needs no lock: each slot
// goes from NULL to its object once. The object and the slot's hash are written before the pointer
// is (release), so who sees the pointer (acquire) sees them too. A reader that misses an object
// being inserted at this moment is as right as if it had come earlier.
//
// When half is used, an array of twice the size is filled and published. Readers may still walk the
// old one, which lacks only newer objects; it is kept on a list for ever: all old arrays together
// are smaller than the present one.
//
// Invariants: 1. There is always an empty slot, so every walk ends. 2. Only the holder of the lock
// writes.
// Read before: vm/base/hash.h     Read next: vm/code/export.c
#include "vm/code/intern.h"

#include "vm/base/alloc.h"

typedef struct InternSlot {
    _Atomic(void *) object;
    uint64_t hash;
} InternSlot;

struct InternSlots {
    InternSlots *older;
    size_t mask;
    InternSlot at[];
};

static InternSlots *make_slots(size_t count, InternSlots *older)
{
    InternSlots *s = vm_calloc(sizeof *s + count * sizeof(InternSlot));
    s->mask = count - 1;
    s->older = older;
    return s;
}

static void *find_in(InternSlots *s, uint64_t hash, const void *key, InternMatch *is_match)
{
    if (s == NULL) {
        return NULL;
    }
    for (size_t i = hash & s->mask;; i = (i + 1) & s->mask) {
        void *object = atomic_load_explicit(&s->at[i].object, memory_order_acquire);
        if (object == NULL || (s->at[i].hash == hash && is_match(object, key))) {
            return object;
        }
    }
}

static void insert_into(InternSlots *s, uint64_t hash, void *object)
{
    size_t i = hash & s->mask;
    while (atomic_load_explicit(&s->at[i].object, memory_order_relaxed) != NULL) {
        i = (i + 1) & s->mask;
    }
    s->at[i].hash = hash;
    atomic_store_explicit(&s->at[i].object, object, memory_order_release);
}

static InternSlots *grow_locked(InternTable *t, InternSlots *old)
{
    InternSlots *s = make_slots(old ? (old->mask + 1) * 2 : t->first_slots, old);
    for (size_t i = 0; old != NULL && i <= old->mask; i++) {
        void *object = atomic_load_explicit(&old->at[i].object, memory_order_relaxed);
        if (object != NULL) {
            insert_into(s, old->at[i].hash, object);
        }
    }
    atomic_store_explicit(&t->slots, s, memory_order_release);
    return s;
}

void *intern_find(InternTable *t, uint64_t hash, const void *key, InternMatch *is_match)
{
    return find_in(atomic_load_explicit(&t->slots, memory_order_acquire), hash, key, is_match);
}

void intern_prefetch(const InternTable *t, uint64_t hash)
{
    const InternSlots *s = atomic_load_explicit(&t->slots, memory_order_acquire);
    if (s != NULL) {
        __builtin_prefetch(&s->at[hash & s->mask]);
    }
}

void *intern_get(InternTable *t, uint64_t hash, const void *key, InternMatch *is_match,
                 void *(*make)(const void *key))
{
    void *object = intern_find(t, hash, key, is_match);
    if (object != NULL) {
        return object;
    }
    mutex_lock(&t->lock);
    InternSlots *s = atomic_load_explicit(&t->slots, memory_order_relaxed);
    object = find_in(s, hash, key, is_match);
    if (object == NULL) {
        if (s == NULL || t->count * 2 > s->mask) {
            s = grow_locked(t, s);
        }
        object = make(key);
        insert_into(s, hash, object);
        t->count++;
    }
    mutex_unlock(&t->lock);
    return object;
}

void intern_each(InternTable *t, void (*visit)(void *object, void *data), void *data)
{
    InternSlots *s = atomic_load_explicit(&t->slots, memory_order_acquire);
    for (size_t i = 0; s != NULL && i <= s->mask; i++) {
        void *object = atomic_load_explicit(&s->at[i].object, memory_order_acquire);
        if (object != NULL) {
            visit(object, data);
        }
    }
}

uint32_t intern_count(InternTable *t)
{
    mutex_lock(&t->lock);
    uint32_t count = t->count;
    mutex_unlock(&t->lock);
    return count;
}
