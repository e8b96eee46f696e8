// SPDX-License-Identifier: Apache-2.0
// literal.h -- literals: terms that live outside all process heaps and are never copied, moved or
// freed while in use.
//
// One address range is reserved for them (mmap, no memory until used), so "is this a literal" is
// two compares: the collector and message copying ask it for every pointer. An area belongs to a
// module or to a persistent term.
#pragma once

#include "vm/term/space.h"

typedef struct LiteralArea {
    Term *start;
    size_t words; // used
    OffHeapLink *offheap;
} LiteralArea;

extern uintptr_t literal_range_start, literal_range_size;
void literal_init(void); // once, before other threads exist
static inline bool term_is_literal(Term pointer)
{
    return pointer - literal_range_start < literal_range_size;
}
// Room for exactly `words`; thread safe. The Space grows never: size first (copy_size_all), then
// build.
LiteralArea *literal_area_new(size_t words, Space *space);
void literal_area_close(LiteralArea *area,
                        const Space *space); // after building: takes over the off-heap list
void literal_area_free(LiteralArea *area);   // nobody may refer to it any more
// Copies a term wholly (also literals inside it) into a new area; *copy is the new term. For
// immediates area is NULL.
LiteralArea *literal_area_of_term(Term t, Term *copy);
static inline bool literal_area_contains(const LiteralArea *a, const Term *p)
{
    return p >= a->start && p < a->start + a->words;
}
