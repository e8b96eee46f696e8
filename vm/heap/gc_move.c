// SPDX-License-Identifier: Apache-2.0
// gc_move.c -- moves objects and scans what was moved: Cheney's algorithm, over two regions.
//
//   to-space:  [ scanned: nothing in it leads to from-space | moved, not yet scanned | free ]
//              ^start                                       ^scan                    ^top
//
// An object is moved when a pointer to it is met. Its old place then tells where it went, so that
// later pointers to it find the same copy:
//
//   boxed, old place:  [new boxed pointer | ....]   the first word of an unmoved one is a header
//   cons, old place:   [TERM_NONE | new cons pointer]   the head of an unmoved one is a term
//
// Every boxed object is its header and `arity` words, so all kinds move by the same code. Kinds
// differ only when they are scanned: elements of a container are ordinary words; a number or the
// bytes of a binary are passed over; a sub binary and a match context hold one term, and the latter
// a pointer to the bytes of its original.
//
// Of a list, up to LIST_RUN cells are moved at once when the first is met: cells that were made
// apart come to lie one after the other. Their tails then point into to-space before they are
// scanned; hence the third range test below. Not more at once, so that the scan finds them in the
// cache still (measured 2026-11-22, list of 3 million integers: 2.2 ns a word with runs of 64, 5.7
// without limit; stock BEAM takes 2.6).
//
// Two destinations. In a minor collection, objects from the `mature` part of the block go to the
// old generation and all others to the new block (SPLIT). When the old generation's additions are
// scanned, and in a full collection, there is only one destination.
//
// INVARIANTS
//   1. Below scan no word leads to from-space; the region is done when scan == top.
//   2. A mature object refers to nothing but mature or older objects and literals, since terms do
//      not change after they are made. So the additions to the old generation need no more room
//      than the mature part had.
//   Exceptions to "terms do not change": an instruction that stores into an object
//   (set_tuple_element, update_record
//      in place) may do so only above high_water, or right after it was made; private appends
//      change raw words only.
//
// Otherwise: ERTS moves cell by cell, so that lists are interleaved with their elements.
// Read before: vm/heap/gc_move.h     Read next: vm/heap/gc.c
#include "vm/heap/gc_move.h"

#include "vm/term/binary.h"

enum {
    CONTAINERS = 1u << SUBTAG_TUPLE | 1u << SUBTAG_FUN | 1u << SUBTAG_EXPORT_FUN |
                 1u << SUBTAG_FLATMAP | 1u << SUBTAG_HASHMAP | 1u << SUBTAG_HASHNODE |
                 1u << SUBTAG_RECORD
};

enum { LIST_RUN = 64 };

typedef enum Destinations { SINGLE, SPLIT } Destinations;

// Not to be moved whatever its state.
ALWAYS_INLINE bool is_staying(const Mover *m, Term t)
{
    return range_has(m->young, t) || range_has(m->literals, t) || range_has(m->old, t);
}

// The place for an object that now lies at `from`.
ALWAYS_INLINE Term **choose_top(Mover *m, const Term *from, Destinations to)
{
    return to == SPLIT && range_has(m->mature, (uintptr_t)from) ? &m->old_top : &m->top;
}

// Most objects are small: known sizes are a few machine instructions each, where memcpy would be a
// call.
ALWAYS_INLINE void copy_words(Term *to, const Term *from, size_t count)
{
    switch (count) {
    case 1: memcpy(to, from, 8); break;
    case 2: memcpy(to, from, 16); break;
    case 3: memcpy(to, from, 24); break;
    case 4: memcpy(to, from, 32); break;
    case 5: memcpy(to, from, 40); break;
    case 6: memcpy(to, from, 48); break;
    case 7: memcpy(to, from, 56); break;
    default: memcpy(to, from, count * sizeof(Term));
    }
}

ALWAYS_INLINE Term move_boxed(Mover *m, Term t, Destinations destinations)
{
    Term *from = boxed_words(t);
    Term header = *from;
    if (!header_is(header)) {
        return header; // moved before
    }
    Term **top = choose_top(m, from, destinations);
    Term *to = *top;
    size_t count = (size_t)header_arity(header) + 1;
    *top = to + count;
    copy_words(to, from, count);
    return *from = boxed_make(to);
}

// Moves the cell and, as long as they go to the same region, the next few behind it.
ALWAYS_INLINE Term move_list(Mover *m, Term t, Destinations destinations)
{
    Term *cell = cons_words(t);
    if (term_is_none(cell[0])) {
        return cell[1]; // moved before
    }
    Term **top = choose_top(m, cell, destinations);
    Term *to = *top;
    Term *end = to + 2 * LIST_RUN;
    Term moved = cons_make(to);
    for (;;) {
        Term tail = cell[1];
        to[0] = cell[0];
        to[1] = tail;
        cell[0] = TERM_NONE;
        cell[1] = cons_make(to);
        to += 2;
        // A tail that is left as it is will be found by the scan.
        if (!term_is_cons(tail) || to == end || is_staying(m, tail)) {
            break;
        }
        cell = cons_words(tail);
        if (term_is_none(cell[0])) {
            to[-1] = cell[1];
            break;
        }
        if (destinations == SPLIT && choose_top(m, cell, SPLIT) != top) {
            break;
        }
        to[-1] = cons_make(to);
    }
    *top = to;
    return moved;
}

// t is a cons or boxed pointer.
ALWAYS_INLINE Term move_pointer(Mover *m, Term t, Destinations destinations)
{
    if (is_staying(m, t)) {
        return t;
    }
    return term_is_cons(t) ? move_list(m, t, destinations) : move_boxed(m, t, destinations);
}

// An object that is no container. Returns where the next one begins.
ALWAYS_INLINE Term *scan_opaque(Mover *m, Term *at, Destinations destinations)
{
    Term header = *at;
    Subtag subtag = header_subtag(header);
    if (subtag == SUBTAG_SUB_BIN) {
        SubBin *sub = (SubBin *)at;
        sub->original = move_pointer(m, sub->original, destinations);
    } else if (subtag == SUBTAG_MATCH) {
        MatchContext *match = (MatchContext *)at;
        match->original = move_pointer(m, match->original, destinations);
        const Term *original = boxed_words(match->original);
        match->bytes = header_subtag(original[0]) == SUBTAG_HEAP_BIN ? ((HeapBin *)original)->bytes
                                                                     : ((RefcBin *)original)->bytes;
    }
    return at + 1 + header_arity(header);
}

// The struct is copied to locals, so that its members can live in registers during the loop.
ALWAYS_INLINE void scan_region(Mover *outside, Term *scan, Destinations destinations)
{
    Mover m = *outside;
    while (scan < m.top) {
        Term t = *scan;
        if (term_is_immediate(t)) {
            scan++;
        } else if (!header_is(t)) {
            if (!is_staying(&m, t)) {
                *scan = term_is_cons(t) ? move_list(&m, t, destinations)
                                        : move_boxed(&m, t, destinations);
            }
            scan++;
        } else {
            bool is_container = CONTAINERS >> header_subtag(t) & 1;
            scan = is_container ? scan + 1 : scan_opaque(&m, scan, destinations);
        }
    }
    *outside = m;
}

static NOINLINE void scan_split(Mover *m, Term *scan) { scan_region(m, scan, SPLIT); }
static NOINLINE void scan_single(Mover *m, Term *scan) { scan_region(m, scan, SINGLE); }

void mover_move_roots(Mover *m, Term *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Term t = words[i];
        if (term_is_cons(t) || term_is_boxed(t)) {
            words[i] = move_pointer(m, t, SPLIT);
        }
    }
}

void mover_finish(Mover *m, Term *scan, Term *old_scan)
{
    if (m->mature.bytes == 0) {
        scan_single(m, scan);
        return;
    }
    scan_split(m, scan);
    // Whatever the additions still lead to is as old as they are (invariant 2), and follows them.
    Mover old = *m;
    old.top = m->old_top;
    scan_single(&old, old_scan);
    m->old_top = old.top;
}
