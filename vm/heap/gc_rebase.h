// SPDX-License-Identifier: Apache-2.0
// gc_rebase.h -- when a whole region of terms has been moved as one piece: pointers into it get the
// distance added.
// Read before: vm/heap/heap.h     Read next: vm/heap/gc.c
#pragma once

#include "vm/term/binary.h"

// Pointers to [from, from + bytes) move by `distance` bytes.
typedef struct Rebase {
    uintptr_t from;
    size_t bytes;
    uintptr_t distance;
    bool is_found; // set when a pointer was changed
} Rebase;

static inline Rebase rebase_between(const Term *from, size_t words, const Term *to)
{
    return (Rebase){(uintptr_t)from, words * sizeof(Term), (uintptr_t)to - (uintptr_t)from, false};
}
// Any words: registers, a stack. Headers and return addresses are left alone, and not understood.
void rebase_words(Rebase *r, Term *words, size_t count);
// Whole objects, as they lie in a heap.
void rebase_heap(Rebase *r, Term *start, Term *top);
// A list of off-heap objects: they have been moved (or not), the links still say where they were.
void rebase_offheap(Rebase *r, OffHeapLink **first);
