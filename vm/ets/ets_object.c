// SPDX-License-Identifier: Apache-2.0
// ets_object.c -- makes and frees stored tuples.
//
//   [ links | off-heap list | sizes ][ tuple header | element 1 | ... | parts of the elements ]
//                                    ^data                                         data + words^
//
// The block is a Space of exactly the measured size, so copying into it needs no other allocation,
// and freeing it frees the whole tuple. Literals are copied too: a table must not keep a purged
// module's constants alive, nor point into them.
//
// INVARIANTS
//   1. No term in data leads out of the block, but for immediates and what the off-heap list owns.
//   2. The tuple's own words come first: data[n] is element n.
//
// Exception: update_counter and update_element store immediates straight into data
// (ets_bif_update.c).
// Read before: vm/heap/copy.h     Read next: vm/ets/ets_hash.h
#include "vm/ets/ets_object.h"

#include "vm/base/alloc.h"
#include "vm/heap/offheap.h"

// copy_term begins with the outermost object, so the tuple's header lands on data[0] (2).
EtsObject *ets_object_new(Term tuple)
{
    size_t words = copy_size_all(tuple);
    CHECK(words <= UINT32_MAX);
    EtsObject *object = vm_alloc(sizeof *object + words * sizeof(Term));
    Space space = space_fixed(object->data, words);
    Term copy = copy_term_all(&space, tuple);
    INVARIANT(copy == boxed_make(object->data), "ets_object.c 2");
    (void)copy;
    object->next = NULL;
    object->hash = 0;
    object->offheap = space.offheap;
    object->words = (uint32_t)words;
    object->deleted = false;
    object->height = 1;
    return object;
}

void ets_object_free(EtsObject *object)
{
    offheap_release_list(object->offheap);
    vm_free(object, ets_object_bytes(object));
}
