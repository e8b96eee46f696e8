// SPDX-License-Identifier: Apache-2.0
// space.h -- Space: a place where terms can be built. Process heap, message fragment, literal area
// and ETS object are all Spaces, so code that builds terms is written once and knows nothing of
// processes.
//
//   [ used ........ | free ............... ]
//                   ^top                   ^limit      space_take moves top; nothing ever moves down or away
//
// When the room does not suffice, `grow` supplies words from elsewhere (a process takes a heap
// fragment); it never moves existing terms, so a C function may hold Terms in locals while it
// builds. Only functions named _gc move.
//
// INVARIANTS
//   1. Words taken must be completely written (as terms or as whole boxed objects) before anything
//      scans the space.
//   2. What is taken with space_take and not needed is given back with space_trim, only directly
//      afterwards.
//   3. Objects that refer to memory outside the heap (refc binaries, magic references) start with
//      {header, OffHeapLink} and are linked into `offheap` of the space they live in.
//
// Read before: vm/term/term.h     Read next: vm/term/binary.h
#pragma once

#include "vm/term/term.h"

// Second and following words of an off-heap object; header is the word before it.
struct OffHeapLink {
    OffHeapLink *next; // the next off-heap object of the same space
};

struct Space {
    Term *top;            // next free word
    Term *limit;          // end of the room (of a process: its stack pointer)
    OffHeapLink *offheap; // list of off-heap objects that live in this space
    // bytes those objects keep alive (virtual binary heap)
    uint64_t offheap_bytes;
    // returns `words` words elsewhere; NULL only if it may fail
    Term *(*grow)(Space *space, size_t words);
};

// Takes `words` words. Never moves a term. Never fails (no memory ends the machine).
static inline Term *space_take(Space *space, size_t words)
{
    if (LIKELY(space->limit - space->top >= (ptrdiff_t)words)) {
        Term *at = space->top;
        space->top += words;
        return at;
    }
    return space->grow(space, words);
}
// Gives back the words from `unused` up to the end of what the last space_take returned ([taken,
// taken+words)).
void space_trim(Space *space, Term *taken, size_t words, Term *unused);

// A Space over memory of the caller's, for exact-size building: grow aborts.
Space space_fixed(Term *words, size_t count);

// ---- the small builders everybody needs
static inline Term space_cons(Space *space, Term head, Term tail)
{
    Term *cell = space_take(space, 2);
    cell[0] = head;
    cell[1] = tail;
    return cons_make(cell);
}
Term space_tuple(Space *space, uint32_t arity, const Term *elements);
Term space_tuple2(Space *space, Term a, Term b);
Term space_tuple3(Space *space, Term a, Term b, Term c);
Term space_tuple4(Space *space, Term a, Term b, Term c, Term d);
Term space_integer(Space *space, int64_t value);   // small or big
Term space_unsigned(Space *space, uint64_t value); // small or big
Term space_float(Space *space, double value);      // must be finite
// heap or refc binary by size
Term space_binary(Space *space, const void *bytes, size_t size_bytes);
Term space_list(Space *space, const Term *elements, size_t count, Term tail);
Term space_string(Space *space, const char *bytes, size_t size_bytes); // list of byte values
