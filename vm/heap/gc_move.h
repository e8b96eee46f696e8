// SPDX-License-Identifier: Apache-2.0
// gc_move.h -- how live objects get from one region to another; the loops in which a collection
// spends its time.
// Read before: vm/heap/heap.h     Read next: vm/heap/gc.c
#pragma once

#include "vm/heap/heap.h"

// A range of addresses, asked with one subtraction and one comparison. A tagged pointer to a first
// word is inside, too.
typedef struct Range {
    uintptr_t start;
    size_t bytes;
} Range;
static inline Range range_between(const Term *start, const Term *end)
{
    return (Range){(uintptr_t)start, (uintptr_t)end - (uintptr_t)start};
}
static inline bool range_has(Range r, uintptr_t at) { return at - r.start < r.bytes; }

// Where things are, and where they go. What lies in none of `literals`, `old` and `young` is moved.
typedef struct Mover {
    Range literals;
    Range old;     // the old generation as a whole, used and free part; empty in a full collection
    Range young;   // the new block as a whole
    Range mature;  // part of the block that is evacuated: survivors of an earlier collection
    Term *top;     // next free word of the new block
    Term *old_top; // next free word of the old generation, where mature objects go
} Mover;

// Moves what `count` words refer to, and changes the words. The words may also be headers or return
// addresses.
void mover_move_roots(Mover *m, Term *words, size_t count);
// Scans the new block from `scan` until nothing is left to do, then what was added to the old
// generation.
void mover_finish(Mover *m, Term *scan, Term *old_scan);
