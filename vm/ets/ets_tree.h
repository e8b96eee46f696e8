// SPDX-License-Identifier: Apache-2.0
// ets_tree.h -- the balanced tree of ordered sets. Keys are ordered by term_compare: 1 and 1.0 are
// the same key.
//
// Not synchronised, as ets_hash.h.
#pragma once

#include "vm/ets/ets_object.h"

typedef struct EtsTree {
    EtsObject *root;
    uint32_t keypos;
    size_t count;
    size_t bytes; // of the objects
} EtsTree;
enum { ETS_TREE_DEPTH = 96 }; // 1.45 log2(count) at most

// A place in the tree with the way to it: valid until the tree changes.
typedef struct EtsCursor {
    EtsObject *path[ETS_TREE_DEPTH];
    int depth; // 0: nowhere
} EtsCursor;

// Where, from an object, those of interest lie: < 0 left of it, > 0 right of it, 0 here or on both
// sides.
typedef int EtsTreeSide(const void *wanted, Term key);

bool ets_tree_free(EtsTree *t, size_t *work); // as ets_hash_free
EtsObject **
ets_tree_find(EtsTree *t,
              Term key); // the link to the object; its target is NULL when there is none
bool ets_tree_put(EtsTree *t, EtsObject *object, bool only_new);
// Takes the object out of the tree and gives it to the caller; NULL: no such key.
EtsObject *ets_tree_take(EtsTree *t, Term key);
size_t ets_tree_erase_key(EtsTree *t, Term key);
void ets_tree_erase_object(EtsTree *t, Term tuple);
void ets_tree_replace(EtsTree *t, EtsObject **link, EtsObject *object); // as ets_hash_replace

static inline EtsObject *ets_cursor_object(const EtsCursor *c)
{
    return c->depth ? c->path[c->depth - 1] : NULL;
}
// forward: first or next; else last or previous.
EtsObject *ets_cursor_begin(EtsCursor *c, const EtsTree *t, bool forward);
EtsObject *ets_cursor_step(EtsCursor *c, bool forward);
// The nearest object strictly behind key in this direction; key need not be there.
EtsObject *ets_cursor_after(EtsCursor *c, const EtsTree *t, Term key, bool forward);
// The first object, in this direction, for which side() is 0 or says that all of interest is
// farther back (so nothing is).
EtsObject *ets_cursor_seek(EtsCursor *c, const EtsTree *t, EtsTreeSide *side, const void *wanted,
                           bool forward);
