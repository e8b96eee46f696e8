// SPDX-License-Identifier: Apache-2.0
// gc.h -- the copying, generational collector of one process.
// Read before: vm/heap/heap.h     Read next: vm/proc/message.h
#pragma once

#include "vm/heap/heap.h"
#include "vm/heap/literal.h"

// What is live besides the heap's own stack: ranges of terms, updated in place.
typedef struct RootRange {
    Term *words;
    size_t count;
} RootRange;
enum { ROOT_RANGES = 12 };
typedef struct RootSet {
    RootRange ranges[ROOT_RANGES];
    int count;
} RootSet;
static inline void root_set_add(RootSet *r, Term *words, size_t count)
{
    if (count) {
        CHECK(r->count < ROOT_RANGES);
        r->ranges[r->count++] = (RootRange){words, count};
    }
}

typedef enum GcKind { GC_AUTO, GC_FULL } GcKind;
typedef struct GcStats {
    size_t live_words, freed_words;
    bool was_full;
} GcStats;

// Collects, brings fragments in, and leaves at least need_words (+ HEAP_STACK_RESERVE) free between
// heap and stack (and heap growth / shrinking as documented). The stack (heap.space.limit ..
// heap.end) is always a root. Returns false when max_words would be exceeded (nothing is changed
// then). Cost in reductions: stats.live_words / 4 or so, decided by the caller.
bool heap_collect_gc(Heap *h, size_t need_words, RootSet *roots, GcKind kind, GcStats *stats);
// For hibernate: a full collection into a block that has exactly the live size (and
// HEAP_STACK_RESERVE). Always true.
bool heap_hibernate_gc(Heap *h, RootSet *roots);
// Copies every literal of an area that the heap or the roots refer to into the heap (with a full
// collection), so that the area can be freed as far as this process is concerned. False when there
// was no such reference, and then nothing was done.
bool heap_absorb_literals_gc(Heap *h, const LiteralArea *area, RootSet *roots, GcStats *stats);

// Verifies every invariant of heap.h and every term reachable (heap_check.c); aborts with an
// explanation.
void heap_check(const Heap *h, const RootSet *roots);
