// SPDX-License-Identifier: Apache-2.0
// offheap.h -- objects of a heap that own something outside it: refc binaries and magic references.
// Read before: vm/term/binary.h     Read next: vm/heap/heap.h
#pragma once

#include "vm/term/ref.h"

// The object that a link belongs to starts one word before it.
static inline Term *offheap_object(OffHeapLink *link) { return (Term *)link - 1; }
static inline OffHeapLink *offheap_link(Term *object) { return (OffHeapLink *)(object + 1); }
bool offheap_is_object(Term header); // header of a refc binary or a magic reference
BinData *offheap_data(const Term *object);
// Bytes that the object keeps alive, as counted in Space.offheap_bytes.
uint64_t offheap_bytes(const Term *object);
uint64_t offheap_list_bytes(OffHeapLink *first);
// Drops the references that the objects of the list own. The objects must not be used afterwards.
void offheap_release_list(OffHeapLink *first);
// For an object that was just copied word by word into `space`: another owner of the same data.
// Links it in, and what is written behind the data's end is no longer possible through the copy.
void offheap_adopt_copy(Space *space, Term *object);
// Puts the list `first` in front of *list.
void offheap_join(OffHeapLink **list, OffHeapLink *first);
