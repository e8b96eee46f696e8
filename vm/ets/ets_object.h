// SPDX-License-Identifier: Apache-2.0
// ets_object.h -- one stored tuple: a block of its own with everything that belongs to it.
#pragma once

#include "vm/heap/copy.h"

typedef struct EtsObject {
    union {
        struct EtsObject *next; // in a bucket
        struct EtsObject *left; // in a tree
    };
    union {
        uint64_t hash;
        struct EtsObject *right;
    };
    OffHeapLink *offheap; // what the tuple owns outside
    uint32_t words;       // of the tuple and all its parts
    bool deleted;         // only a place holder for traversals of a fixed table (ets_hash.h)
    uint8_t height;       // of the subtree below, in a tree
    Term data[];          // data[0] is the tuple's header, data[n] its element n
} EtsObject;

// A copy of the tuple with nothing shared, literals included.
EtsObject *ets_object_new(Term tuple);
void ets_object_free(EtsObject *object);
static inline Term ets_object_tuple(const EtsObject *object) { return boxed_make(object->data); }
static inline Term ets_object_key(const EtsObject *object, uint32_t keypos)
{
    return object->data[keypos];
}
static inline uint32_t ets_object_arity(const EtsObject *object)
{
    return header_arity(object->data[0]);
}
static inline size_t ets_object_bytes(const EtsObject *object)
{
    return sizeof *object + object->words * sizeof(Term);
}
// A copy in another space.
static inline Term ets_object_copy(Space *space, const EtsObject *object)
{
    return copy_term_sized(space, ets_object_tuple(object), object->words);
}
