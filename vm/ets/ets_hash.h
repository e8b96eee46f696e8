// SPDX-License-Identifier: Apache-2.0
// ets_hash.h -- the hash table of sets and bags: linear hashing, one bucket at a time.
//
// Not synchronised: the table's lock is held, for writing by whoever changes anything.
// fixed: somebody traverses the table by key or slot. Then the number of buckets stays, and the
// first object of a deleted key stays in its bucket, marked deleted, so that ets:next finds its
// place again.
#pragma once

#include "vm/ets/ets_object.h"

typedef enum EtsKind { ETS_SET, ETS_BAG, ETS_DUPLICATE_BAG, ETS_ORDERED_SET } EtsKind;

typedef struct EtsHash {
    EtsObject ***segments;  // the first has ETS_HASH_FIRST buckets, the others ETS_HASH_SEGMENT
    uint32_t segment_count; // allocated segments
    uint32_t segment_room;  // of the array of segments
    uint32_t active;        // buckets in use
    uint32_t mask;          // for hashes: smallest 2^n - 1 >= active - 1
    uint32_t stride;        // buckets are visited 0, stride, 2 stride, ..., 1, 1 + stride, ...
    uint32_t keypos;
    EtsKind kind;
    size_t count;    // objects that are not deleted
    size_t bytes;    // of objects and segments
    uint32_t *dirty; // buckets that hold deleted objects
    uint32_t dirty_count, dirty_room;
} EtsHash;
enum { ETS_HASH_FIRST = 256, ETS_HASH_SEGMENT = 2048 };

void ets_hash_init(EtsHash *h, EtsKind kind, uint32_t keypos, uint32_t stride);
// Frees objects until about `work` of them are gone; true: nothing is left, h is empty memory.
bool ets_hash_free(EtsHash *h, size_t *work);

uint32_t ets_hash_of(Term key);
uint32_t ets_hash_slot(const EtsHash *h, uint32_t hash);
EtsObject **ets_hash_bucket(const EtsHash *h, uint32_t slot);
// The slot that a traversal visits after this one; 0: it was the last.
uint32_t ets_hash_next_slot(const EtsHash *h, uint32_t slot);

// The link to the first object of this key, deleted ones included; its target is NULL when there is
// none.
EtsObject **ets_hash_find(const EtsHash *h, Term key, uint32_t hash);
bool ets_hash_has_key(const EtsHash *h, const EtsObject *object, Term key, uint32_t hash);
// Takes over the object. False: only_new, and the key is there (the object is freed).
bool ets_hash_put(EtsHash *h, EtsObject *object, bool only_new, bool fixed);
size_t ets_hash_erase_key(EtsHash *h, Term key, bool fixed);
void ets_hash_erase_object(EtsHash *h, Term tuple, bool fixed);
// Removes *link, which lies in this slot: for good, or (keep) by marking it.
void ets_hash_remove(EtsHash *h, EtsObject **link, uint32_t slot, bool keep);
// Puts `object`, of the same key, in the place of *link, which is freed.
void ets_hash_replace(EtsHash *h, EtsObject **link, EtsObject *object);
void ets_hash_mark_all(EtsHash *h); // deletes everything, by marking
void ets_hash_purge(EtsHash *h);    // the table is no longer fixed: removes what is marked
void ets_hash_shrink(EtsHash *h);   // a few buckets, if there are too many
