// SPDX-License-Identifier: Apache-2.0
// gc_rebase.c -- adds a distance to all pointers into a region that was moved in one piece.
//
//   before   [ block .......... ]              x0 --> somewhere in it
//   after            [ the same words .......... ]      every pointer into the block + distance
//
// A block that grows or shrinks, a small message that is copied into the heap, literals that a
// process must take over: all are moved as plain bytes, which keeps the order of everything; then
// one linear pass corrects the pointers. It costs less than moving object by object, because
// nothing has to be found.
//
// Pointers into a region: terms, the `bytes` of match contexts on heap binaries, and links of
// off-heap objects.
//
// INVARIANTS
//   1. A region's first and last word belong to it: a tagged pointer minus `from` is then less than
//      `bytes`.
//
// Read before: vm/heap/gc_rebase.h     Read next: vm/heap/gc.c
#include "vm/heap/gc_rebase.h"

enum {
    CONTAINERS = 1u << SUBTAG_TUPLE | 1u << SUBTAG_FUN | 1u << SUBTAG_EXPORT_FUN |
                 1u << SUBTAG_FLATMAP | 1u << SUBTAG_HASHMAP | 1u << SUBTAG_HASHNODE |
                 1u << SUBTAG_RECORD
};

static inline void rebase_word(Rebase *r, Term *at)
{
    Term t = *at;
    if (t - r->from < r->bytes) {
        *at = t + r->distance;
        r->is_found = true;
    }
}

static inline bool is_pointer(Term t)
{
    // Tags 01 and 10: exactly one of the two bits.
    return ((t ^ t >> 1) & 1) != 0;
}

void rebase_words(Rebase *r, Term *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_pointer(words[i])) {
            rebase_word(r, words + i);
        }
    }
}

static Term *rebase_object(Rebase *r, Term *at)
{
    Term header = *at;
    Subtag subtag = header_subtag(header);
    if (CONTAINERS >> subtag & 1) {
        return at + 1; // its elements follow as ordinary words
    }
    if (subtag == SUBTAG_SUB_BIN) {
        rebase_word(r, &((SubBin *)at)->original);
    } else if (subtag == SUBTAG_MATCH) {
        MatchContext *match = (MatchContext *)at;
        const HeapBin *original = (const HeapBin *)boxed_words(match->original);
        // Compared with where a heap binary has its bytes, not with the region: an empty binary's
        // lie at the end of it. Nothing is read from the original, which may be at its old place,
        // its new one, or both.
        bool is_heap_bin = match->bytes == original->bytes;
        rebase_word(r, &match->original);
        if (is_heap_bin) {
            match->bytes = ((HeapBin *)boxed_words(match->original))->bytes;
        }
    }
    return at + 1 + header_arity(header);
}

void rebase_heap(Rebase *r, Term *start, Term *top)
{
    Term *at = start;
    while (at < top) {
        Term t = *at;
        if (header_is(t)) {
            at = rebase_object(r, at);
        } else {
            if (is_pointer(t)) {
                rebase_word(r, at);
            }
            at++;
        }
    }
}

void rebase_offheap(Rebase *r, OffHeapLink **first)
{
    while (*first != NULL) {
        if ((uintptr_t)*first - r->from < r->bytes) {
            *first = (OffHeapLink *)((uintptr_t)*first + r->distance);
        }
        first = &(*first)->next;
    }
}
