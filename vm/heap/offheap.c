// SPDX-License-Identifier: Apache-2.0
// offheap.c -- the list of objects through which a heap owns memory outside itself.
//
//   space.offheap -> [header|next|data|...] -> [header|next|data|...] -> NULL
//                              |                          |
//                              v BinData (counted)        v
//
// The idea: a copying collector never visits garbage, so it cannot notice that a binary has died.
// Hence all objects that own a reference to a BinData hang in one list per space; after copying,
// whoever in the list was not moved is dead and gives its reference back (gc.c does that). Refc
// binaries and magic references have link and data at the same words, so nothing here asks which of
// both it sees, but for the size.
//
// INVARIANTS
//   1. An object is in exactly one list, that of the space it lives in, and owns one reference of
//      its data.
//
// Read before: vm/term/binary.h     Read next: vm/heap/heap.c
#include "vm/heap/offheap.h"

enum { LINK_WORD = 1, DATA_WORD = 2 };
static_assert(offsetof(RefcBin, link) == LINK_WORD * sizeof(Term), "as in magic references");
static_assert(offsetof(RefcBin, data) == DATA_WORD * sizeof(Term), "as in magic references");

bool offheap_is_object(Term header)
{
    Subtag subtag = header_subtag(header);
    return subtag == SUBTAG_REFC_BIN || (subtag == SUBTAG_REF && header_extra(header) == REF_MAGIC);
}

BinData *offheap_data(const Term *object) { return (BinData *)(uintptr_t)object[DATA_WORD]; }

uint64_t offheap_bytes(const Term *object)
{
    if (header_subtag(object[0]) == SUBTAG_REFC_BIN) {
        return ((const RefcBin *)object)->size_bytes;
    }
    return offheap_data(object)->size;
}

uint64_t offheap_list_bytes(OffHeapLink *first)
{
    uint64_t sum = 0;
    for (OffHeapLink *at = first; at != NULL; at = at->next) {
        sum += offheap_bytes(offheap_object(at));
    }
    return sum;
}

void offheap_release_list(OffHeapLink *first)
{
    while (first != NULL) {
        // Read before releasing: the destructor of a resource may do anything but use this list.
        OffHeapLink *next = first->next;
        bin_data_release(offheap_data(offheap_object(first)));
        first = next;
    }
}

void offheap_adopt_copy(Space *space, Term *object)
{
    bin_data_retain(offheap_data(object));
    if (header_subtag(object[0]) == SUBTAG_REFC_BIN) {
        ((RefcBin *)object)->flags &= ~(uint64_t)BINARY_WRITABLE;
    }
    OffHeapLink *link = offheap_link(object);
    link->next = space->offheap;
    space->offheap = link;
    space->offheap_bytes += offheap_bytes(object);
}

void offheap_join(OffHeapLink **list, OffHeapLink *first)
{
    if (first == NULL) {
        return;
    }
    OffHeapLink *last = first;
    while (last->next != NULL) {
        last = last->next;
    }
    last->next = *list;
    *list = first;
}
