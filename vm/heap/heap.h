// SPDX-License-Identifier: Apache-2.0
// heap.h -- the two-ended block of a process: heap from below, stack from above, and what hangs on
// it.
//
//   block:  [ heap: old terms | new terms ....... | free ............... | stack: frames, newest first ]
//           ^start            ^high_water         ^space.top             ^stack (E)                       ^end
//
// The first member is a Space, so everything that builds terms can build here: room is what lies
// between heap and stack. While a process runs, top and E live in machine registers; the
// interpreter stores them here before it calls any C function that sees the heap and reloads them
// afterwards. What does not fit goes to a fragment (never moves anything); the next collection
// brings fragments in.
//
// A frame:  E -> y0 y1 ... yN-1, return address (tagged 11) of the caller. A function without a frame has only the
// return address at E[0].
//
// INVARIANTS
//   1. start <= high_water <= top <= limit <= end; at least HEAP_STACK_RESERVE words are free
//      between top and limit whenever an instruction that pushes a return address may run (allocate
//      and test_heap check for it).
//   2. Everything in [start, top), in the old generation and in fragments is scannable (term.h).
//   3. Every off-heap object of the block and fragments is in space.offheap; those of the old
//      generation in old_offheap.
//   4. No term in the old generation refers to the young one or to a fragment.
//
// Only the thread that runs the process (or holds it by its main lock) may touch a Heap.
// Read before: vm/term/space.h     Read next: vm/heap/gc.h
#pragma once

#include "vm/term/space.h"

enum {
    HEAP_STACK_RESERVE = 2, // words: one return address, one for apply
    HEAP_FIRST_WORDS = 49,  // block of a new process; grows to min_words at its first collection
    HEAP_MIN_DEFAULT = 233, // min_heap_size as documented
    HEAP_FULLSWEEP_DEFAULT = 65535,
    HEAP_MIN_VHEAP_DEFAULT = 46422, // min_bin_vheap_size, words
};

// Words outside the block: built by space_take when the block is full, or arrived with a message.
struct Fragment {
    Fragment *next;
    uint32_t room;        // words allocated
    uint32_t used;        // words used
    OffHeapLink *offheap; // off-heap objects in it (until the fragment is attached to a heap)
    Term words[];
};
Fragment *fragment_new(size_t words);
void fragment_free(Fragment *f); // the memory only
// Releases its off-heap objects, then the memory (a message never received).
void fragment_destroy(Fragment *f);
Space fragment_space(Fragment *f);                    // to build in it: then fragment_close
void fragment_close(Fragment *f, const Space *space); // takes over used and offheap

struct Heap {
    Space space;
    Term *stack; // stack pointer: the newest word; moves down
    Term *start, *end;
    Term *high_water;
    Term *old_start, *old_top, *old_end; // old generation; NULL when there is none
    OffHeapLink *old_offheap;
    uint64_t old_offheap_bytes;
    Fragment *fragments;
    size_t fragment_words;    // sum of used
    uint32_t min_words;       // min_heap_size
    uint32_t min_vheap_words; // min_bin_vheap_size
    uint16_t minor_count;     // minor collections since the last full one
    uint16_t fullsweep_after;
    uint32_t flags;           // HEAP_*
    size_t max_words;         // max_heap_size; 0: none
    uint64_t vheap_limit;     // off-heap bytes at which a collection is due
    uint64_t old_vheap_limit; // the same for old_offheap_bytes: a full collection
};
enum {
    HEAP_MAX_KILL = 1,
    HEAP_MAX_LOG = 2,
    HEAP_MAX_INCLUDE_BINARIES = 4,
    HEAP_FORCE_FULL = 8, // the next collection is a full one
    HEAP_GROW = 16, // the last full one left it more than 75% full: the next takes a larger block
};

void heap_init(Heap *h, size_t first_words, uint32_t min_words);
void heap_destroy(Heap *h); // releases everything incl. off-heap objects
// space.limit stays HEAP_STACK_RESERVE words below the stack, so building terms never takes the
// room that calls need.
static inline void heap_set_stack(Heap *h, Term *stack)
{
    h->stack = stack;
    h->space.limit = stack - HEAP_STACK_RESERVE;
}
static inline size_t heap_room(const Heap *h) { return (size_t)(h->stack - h->space.top); }
// Attaches the fragment of a received message: its terms are the process's from now on.
void heap_attach_fragment(Heap *h, Fragment *f);
// A small fragment that holds *t and all of it, when there is room: copied to the block. Then true, *t
// has moved, and f is empty but still the caller's. keep_words: how much room must remain.
bool heap_receive_fragment(Heap *h, Fragment *f, Term *t, size_t keep_words);
// A collection should be made at the next chance (fragments or off-heap bytes have grown large).
static inline bool heap_wants_gc(const Heap *h)
{
    return UNLIKELY(h->fragment_words > heap_room(h)) ||
           UNLIKELY(h->space.offheap_bytes > h->vheap_limit);
}
// True when `value` may be stored into the tuple without breaking 4 or what the next collection
// assumes of it: the tuple is on this heap and not older than the value.
bool heap_may_refer(const Heap *h, Term tuple, Term value);
// The smallest size of ERTS's growth sequence (12, 38, 51, ... 233, 377, ...) >= words.
size_t heap_next_size(size_t words);
// What a program gets that asks for a least size: a step of the table, and not less than the default.
static inline uint32_t heap_wanted_size(uint32_t words, uint32_t least)
{
    return words < least ? least : (uint32_t)heap_next_size(words);
}
size_t heap_total_words(const Heap *h); // block + old generation + fragments
