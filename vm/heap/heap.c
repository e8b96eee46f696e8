// SPDX-License-Identifier: Apache-2.0
// heap.c -- life of a heap without its collector: birth, fragments, growth sequence, death.
//
// A heap begins as one small block. Room is taken from below by builders (space_take) and from
// above by the stack. When a builder meets the stack, take_from_fragment supplies words from a
// fragment: terms in C locals stay valid, since nothing moves, and the next collection (gc.c)
// brings everything into one block again.
//
//   h->fragments -> [next|room|used|offheap| words used .... | free ]  -> ...   the first one is filled first
//
// Fragments that the heap makes for itself grow with their sum, so that building a huge term in a
// full heap costs a number of fragments that grows with the logarithm of its size.
//
// The growth sequence is visible to programs (process_info, min_heap_size): 12, 38, then each is
// the sum of the two before it plus one, and from the 24th on (about 1.3 million words) a fifth
// more each time.
//
// INVARIANTS
//   1. fragment_words is the sum of `used` of all attached fragments.
//   2. Off-heap objects of an attached fragment are in space.offheap, and its own list is empty.
//
// Elsewhere: ERTS starts with 233 words; we start with 49 and take min_heap_size at the first
// collection.
// Read before: vm/heap/heap.h     Read next: vm/heap/gc.c
#include "vm/heap/heap.h"

#include "vm/base/alloc.h"
#include "vm/heap/gc_rebase.h"
#include "vm/heap/heap_block.h"
#include "vm/heap/offheap.h"

enum {
    GROWTH_FIBONACCI = 23, // so many sizes grow by their two predecessors
    FRAGMENT_WORDS_MIN = 64,
    FRAGMENT_WORDS_MAX = 1 << 20, // that a heap takes for itself without need
    RECEIVE_COPY_MAX = 512,       // words: larger messages stay where they are until the collection
};
#define GROWTH_LIMIT_WORDS ((size_t)1 << 50)

// ---- growth sequence

size_t heap_next_size(size_t words)
{
    size_t before = 12;
    size_t size = 38;
    if (words <= before) {
        return before;
    }
    for (int i = 2; size < words && i < GROWTH_FIBONACCI; i++) {
        size_t next = size + before + 1;
        before = size;
        size = next;
    }
    while (size < words) {
        if (UNLIKELY(size > GROWTH_LIMIT_WORDS)) {
            check_fatal("no memory: no heap has %zu words", words);
        }
        size += size / 5;
    }
    return size;
}

// ---- fragments

static size_t measure_fragment(size_t words) { return sizeof(Fragment) + words * sizeof(Term); }

Fragment *fragment_new(size_t words)
{
    if (UNLIKELY(words > UINT32_MAX)) {
        check_fatal("no memory: a message of %zu words", words);
    }
    Fragment *f = vm_alloc(measure_fragment(words));
    f->next = NULL;
    f->room = (uint32_t)words;
    f->used = 0;
    f->offheap = NULL;
    return f;
}

void fragment_free(Fragment *f) { vm_free(f, measure_fragment(f->room)); }

void fragment_destroy(Fragment *f)
{
    offheap_release_list(f->offheap);
    fragment_free(f);
}

Space fragment_space(Fragment *f)
{
    Space space = space_fixed(f->words + f->used, f->room - f->used);
    space.offheap = f->offheap;
    return space;
}

void fragment_close(Fragment *f, const Space *space)
{
    f->used = (uint32_t)(space->top - f->words);
    f->offheap = space->offheap;
}

static void link_fragment(Heap *h, Fragment *f)
{
    f->next = h->fragments;
    h->fragments = f;
    h->fragment_words += f->used;
}

// The off-heap objects of f become h's.
static void take_over_offheap(Heap *h, OffHeapLink *list)
{
    h->space.offheap_bytes += offheap_list_bytes(list);
    offheap_join(&h->space.offheap, list);
}

void heap_attach_fragment(Heap *h, Fragment *f)
{
    take_over_offheap(h, f->offheap);
    f->offheap = NULL;
    link_fragment(h, f);
}

bool heap_receive_fragment(Heap *h, Fragment *f, Term *t, size_t keep_words)
{
    if (f->used > RECEIVE_COPY_MAX || heap_room(h) < f->used + keep_words) {
        return false;
    }
    Term *to = h->space.top;
    memcpy(to, f->words, f->used * sizeof(Term));
    h->space.top += f->used;
    Rebase move = rebase_between(f->words, f->used, to);
    rebase_heap(&move, to, h->space.top);
    rebase_words(&move, t, 1);
    if (f->offheap) {
        rebase_offheap(&move, &f->offheap);
        take_over_offheap(h, f->offheap);
        f->offheap = NULL;
    }
    f->used = 0;
    return true;
}

// Space.grow of a heap. The heap's Space is its first member.
static Term *take_from_fragment(Space *space, size_t words)
{
    Heap *h = (Heap *)space;
    Fragment *f = h->fragments;
    if (f == NULL || f->room - f->used < words) {
        size_t room = h->fragment_words / 2;
        room = room < FRAGMENT_WORDS_MIN ? FRAGMENT_WORDS_MIN : room;
        room = room > FRAGMENT_WORDS_MAX ? FRAGMENT_WORDS_MAX : room;
        f = fragment_new(words > room ? words : room);
        link_fragment(h, f);
    }
    Term *at = f->words + f->used;
    f->used += (uint32_t)words;
    h->fragment_words += words;
    return at;
}

// ---- birth and death

static_assert(offsetof(Heap, space) == 0, "take_from_fragment casts a Space to its Heap");

void heap_init(Heap *h, size_t first_words, uint32_t min_words)
{
    *h = (Heap){.min_words = min_words,
                .min_vheap_words = HEAP_MIN_VHEAP_DEFAULT,
                .fullsweep_after = HEAP_FULLSWEEP_DEFAULT};
    h->start = heap_block_alloc(first_words);
    h->end = h->start + first_words;
    h->high_water = h->start;
    h->space.top = h->start;
    heap_set_stack(h, h->end);
    h->space.grow = take_from_fragment;
    h->vheap_limit = h->old_vheap_limit = (uint64_t)HEAP_MIN_VHEAP_DEFAULT * sizeof(Term);
}

void heap_destroy(Heap *h)
{
    offheap_release_list(h->space.offheap);
    offheap_release_list(h->old_offheap);
    heap_block_free(h->start, (size_t)(h->end - h->start));
    heap_block_free(h->old_start, (size_t)(h->old_end - h->old_start));
    while (h->fragments != NULL) {
        Fragment *f = h->fragments;
        h->fragments = f->next;
        fragment_free(f);
    }
    *h = (Heap){0};
}

// How many collections a term has survived: 0, 1 or (old generation) 2; 3: it is not on this heap.
static int age_of(const Heap *h, Term t)
{
    const Term *at = term_is_cons(t) ? cons_words(t) : boxed_words(t);
    if (at >= h->start && at < h->space.top) {
        return at < h->high_water;
    }
    if (at >= h->old_start && at < h->old_top) {
        return 2;
    }
    for (const Fragment *f = h->fragments; f; f = f->next) {
        if (at >= f->words && at < f->words + f->room) {
            return 0;
        }
    }
    return 3;
}

bool heap_may_refer(const Heap *h, Term tuple, Term value)
{
    const int age = age_of(h, tuple);
    return age != 3 && (term_is_immediate(value) || age_of(h, value) >= age);
}

size_t heap_total_words(const Heap *h)
{
    return (size_t)(h->end - h->start) + (size_t)(h->old_end - h->old_start) + h->fragment_words;
}
