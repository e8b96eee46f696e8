// SPDX-License-Identifier: Apache-2.0
// gc.c -- collects the heap of one process: what is live goes to a new block, what was live twice
// to the old generation.
//
//   block:  [ mature | young ......... | free | stack ]          fragments: [ young ]   [ young ]
//           ^start   ^high_water       ^top   ^limit
//               |         \____________________________________________/
//               v  minor                                |
//   old:    [ ............ | added | free ]             v
//           ^old_start             ^old_top    new block: [ survivors | free ........ | stack ]
//                                                         ^start      ^high_water, top
//
// A minor collection looks only at what was made since the last one and at what survived it once
// (mature). Most objects die young, so it costs little. The old generation is not even read. A full
// collection evacuates everything, the old generation too, into one block; it happens after
// fullsweep_after minor ones, on request, or when the mature objects find no room in the old
// generation. In the last case what is live becomes the old generation at once if it is large: the
// next minor collection would only move it there a second time.
//
// The steps of both: choose a size; move the roots' objects and all they lead to (gc_move.c); sweep
// the off-heap lists, whose unmoved members are dead; choose the final size, now that the live size
// is known; copy the stack; free what was evacuated. The policy of sizes is ERTS's, since programs
// observe it (process_info) and tune it.
//
// INVARIANTS
//   1. Before the first object is moved, everything that can fail has been done.
//   2. During the move the stack is still in the old block; it is copied last, when the new block
//      has its final size.
//   3. After it: no fragments; high_water == top.
//
// Elsewhere: what is live (registers, dictionary, ...) is collected by vm/proc into a RootSet.
// Read before: vm/heap/gc_move.c     Read next: vm/heap/heap_check.c
#include "vm/heap/gc.h"

#include "vm/base/alloc.h"
#include "vm/heap/gc_move.h"
#include "vm/heap/gc_rebase.h"
#include "vm/heap/heap_block.h"
#include "vm/heap/offheap.h"

enum {
    SHRINK_WORDS_MIN = 3000,    // a minor collection leaves smaller blocks alone
    SHRINK_WORDS_ALWAYS = 8000, // and looks at the old generation up to here
    RENEW_WORDS_MIN = 16384,    // below, what is live after a full collection stays young for once
    WRITABLE_SLACK_MIN = 256,   // bytes behind a writable binary that are not worth taking back
};

#define GOLDEN_RATIO 1.618

// ---- sizes

static size_t count_block(const Heap *h) { return (size_t)(h->end - h->start); }
static size_t count_stack(const Heap *h) { return (size_t)(h->end - h->stack); }
static size_t count_young(const Heap *h)
{
    return (size_t)(h->space.top - h->start) + h->fragment_words;
}
static size_t count_mature(const Heap *h) { return (size_t)(h->high_water - h->start); }
static size_t count_old(const Heap *h) { return (size_t)(h->old_top - h->old_start); }

static size_t next_size(const Heap *h, size_t words)
{
    size_t size = heap_next_size(words);
    return size < h->min_words ? h->min_words : size;
}

// The bytes off the heap after which the next collection is due: 4/3 to 4 times what is alive now,
// at least the minimum of the process. Counted in words, as ERTS does and shows.
static uint64_t next_vheap_limit(const Heap *h, uint64_t alive_bytes, uint64_t limit_bytes)
{
    uint64_t alive = alive_bytes / sizeof(Term);
    uint64_t limit = limit_bytes / sizeof(Term);
    if (alive < limit / 4) {
        limit /= 2;
    }
    limit = limit < h->min_vheap_words ? h->min_vheap_words : limit;
    while (alive / 3 > limit / 4) {
        limit = (uint64_t)((double)limit * GOLDEN_RATIO) + 1;
    }
    return limit * sizeof(Term);
}

// ---- which kind, and is it allowed

static bool is_minor_possible(const Heap *h)
{
    if (h->flags & HEAP_FORCE_FULL || h->minor_count >= h->fullsweep_after) {
        return false;
    }
    if (h->old_start == NULL) {
        return true; // it will be made large enough
    }
    return count_mature(h) <= (size_t)(h->old_end - h->old_top) &&
           h->old_offheap_bytes <= h->old_vheap_limit;
}

static size_t choose_full_size(const Heap *h)
{
    size_t used = count_young(h) + count_old(h) + count_stack(h);
    size_t size = next_size(h, used + HEAP_STACK_RESERVE);
    return size == count_block(h) && h->flags & HEAP_GROW ? next_size(h, size + 1) : size;
}

// A stack cannot die before its functions return. In a block that it nearly fills, each collection
// would leave half the room of the one before, and look at the whole stack again (measured
// 2026-11-22, list_queens: 960 collections, 280 in ERTS). So it gets room to grow, unless there is a
// limit.
static size_t choose_minor_size(const Heap *h)
{
    const size_t stack = count_stack(h);
    const size_t words = next_size(h, count_young(h) + stack + HEAP_STACK_RESERVE);
    const bool is_mostly_stack = stack > words / 2 && h->max_words == 0;
    return is_mostly_stack ? next_size(h, words + stack / 2) : words;
}

// A step larger than needed: the next minor collections shall find room, too.
static size_t choose_old_size(const Heap *h)
{
    return heap_next_size(heap_next_size(count_young(h)) + 1);
}

// max_heap_size counts everything that exists while the collection runs: old and new blocks.
static bool is_too_large(const Heap *h, bool is_full)
{
    if (h->max_words == 0) {
        return false;
    }
    size_t total = heap_total_words(h);
    if (h->flags & HEAP_MAX_INCLUDE_BINARIES) {
        total += (h->space.offheap_bytes + h->old_offheap_bytes) / sizeof(Term);
    }
    if (is_full) {
        total += choose_full_size(h);
    } else {
        total += choose_minor_size(h);
        if (h->old_start == NULL && count_mature(h) != 0) {
            total += choose_old_size(h);
        }
    }
    return total > h->max_words;
}

// ---- moving

static void move_all_roots(Mover *m, Heap *h, RootSet *roots)
{
    mover_move_roots(m, h->stack, count_stack(h));
    for (int i = 0; i < roots->count; i++) {
        mover_move_roots(m, roots->ranges[i].words, roots->ranges[i].count);
    }
}

// A binary that may grow keeps much room behind it. What was not used for long is given back, but
// for a quarter.
static void shrink_writable(RefcBin *refc)
{
    BinData *data = refc->data;
    bool may_move = refc->flags & BINARY_WRITABLE && data->destroy == NULL &&
                    refc->bytes == data->bytes && atomic_load(&data->refs) == 1;
    if (!may_move) {
        return;
    }
    uint64_t used_bits = atomic_load(&data->used_bits);
    size_t used = used_bits == BIN_DATA_FIXED ? data->size : (used_bits + 7) / 8;
    size_t room = used + used / 4 + WRITABLE_SLACK_MIN / 2;
    if (room + WRITABLE_SLACK_MIN >= data->size) {
        return;
    }
    vm_memory_count(MEMORY_BINARIES, room, data->size);
    data = vm_realloc(data, sizeof *data + data->size, sizeof *data + room);
    data->size = room;
    refc->data = data;
    refc->bytes = data->bytes;
}

typedef struct Sweep {
    OffHeapLink *young, *old;
    uint64_t young_bytes, old_bytes;
} Sweep;

// Sorts the moved members of a list by where they are now, and releases the others.
static void sweep_list(Sweep *s, OffHeapLink *list, Range old, bool is_full)
{
    while (list != NULL) {
        OffHeapLink *next = list->next;
        Term *object = offheap_object(list);
        if (header_is(object[0])) {
            list->next = NULL;
            offheap_release_list(list);
        } else {
            object = boxed_words(object[0]);
            bool is_old = range_has(old, (uintptr_t)object);
            OffHeapLink *link = offheap_link(object);
            link->next = is_old ? s->old : s->young;
            *(is_old ? &s->old : &s->young) = link;
            *(is_old ? &s->old_bytes : &s->young_bytes) += offheap_bytes(object);
            if ((is_full || is_old) && header_subtag(object[0]) == SUBTAG_REFC_BIN) {
                shrink_writable((RefcBin *)object);
            }
        }
        list = next;
    }
}

static void sweep_offheap(Heap *h, Range old, bool is_full)
{
    Sweep s = {0};
    sweep_list(&s, h->space.offheap, old, is_full);
    if (is_full) {
        sweep_list(&s, h->old_offheap, old, is_full);
        h->old_offheap = NULL;
        h->old_offheap_bytes = 0;
        h->old_vheap_limit = next_vheap_limit(h, s.young_bytes + s.old_bytes, h->old_vheap_limit);
    }
    offheap_join(&h->old_offheap, s.old);
    h->old_offheap_bytes += s.old_bytes;
    h->space.offheap = s.young;
    h->space.offheap_bytes = s.young_bytes;
    h->vheap_limit = next_vheap_limit(h, s.young_bytes, h->vheap_limit);
}

// ---- the new block gets its final size, and replaces the old one

typedef struct NewBlock {
    Term *start, *top;
    size_t words;
} NewBlock;

// offheap: the list of the off-heap objects in it.
static void resize_block(Heap *h, RootSet *roots, NewBlock *block, size_t words,
                         OffHeapLink **offheap)
{
    if (words == block->words) {
        return;
    }
    size_t used = (size_t)(block->top - block->start);
    // Computed before the old place is gone: afterwards its address is only a number.
    Rebase move = rebase_between(block->start, used, block->start);
    uintptr_t old_start = (uintptr_t)block->start;
    block->start = heap_block_resize(block->start, block->words, used, words);
    block->top = block->start + used;
    block->words = words;
    move.distance = (uintptr_t)block->start - old_start;
    if (move.distance == 0) {
        return;
    }
    rebase_heap(&move, block->start, block->top);
    rebase_offheap(&move, offheap);
    rebase_words(&move, h->stack, count_stack(h));
    for (int i = 0; i < roots->count; i++) {
        rebase_words(&move, roots->ranges[i].words, roots->ranges[i].count);
    }
}

static void free_evacuated(Heap *h)
{
    heap_block_free(h->start, count_block(h));
    while (h->fragments != NULL) {
        Fragment *f = h->fragments;
        h->fragments = f->next;
        fragment_free(f);
    }
    h->fragment_words = 0;
}

static void install_block(Heap *h, const NewBlock *block)
{
    size_t stack = count_stack(h);
    Term *end = block->start + block->words;
    memcpy(end - stack, h->stack, stack * sizeof(Term));
    free_evacuated(h);
    h->start = block->start;
    h->end = end;
    heap_set_stack(h, end - stack);
    h->space.top = h->high_water = block->top;
    INVARIANT(heap_room(h) >= HEAP_STACK_RESERVE, "heap.h 1");
}

// ---- full

static void free_old(Heap *h)
{
    heap_block_free(h->old_start, (size_t)(h->old_end - h->old_start));
    h->old_start = h->old_top = h->old_end = NULL;
}

typedef enum Generation { YOUNG, OLD } Generation;

// Leaves everything that is live in a block of its own; the caller chooses its final size, and makes
// it what `becomes` says.
static NewBlock evacuate_all(Heap *h, RootSet *roots, size_t words, Generation becomes)
{
    NewBlock block = {.start = heap_block_alloc(words), .words = words};
    Mover m = {.literals = {literal_range_start, literal_range_size},
               .young = range_between(block.start, block.start + words),
               .top = block.start};
    move_all_roots(&m, h, roots);
    mover_finish(&m, block.start, NULL);
    INVARIANT(m.top <= block.start + words, "gc_move.c 2");
    block.top = m.top;
    sweep_offheap(h, becomes == OLD ? range_between(block.start, block.top) : (Range){0, 0}, true);
    free_old(h);
    h->minor_count = 0;
    h->flags &= ~(uint32_t)(HEAP_FORCE_FULL | HEAP_GROW);
    return block;
}

static size_t adjust_full_size(Heap *h, const NewBlock *block, size_t need_words)
{
    size_t live = (size_t)(block->top - block->start);
    size_t need = live + need_words + count_stack(h) + HEAP_STACK_RESERVE;
    size_t words = block->words;
    if (words < need) {
        return next_size(h, need);
    }
    if (3 * words < 4 * need) {
        h->flags |= HEAP_GROW; // more than 75% full
    } else if (4 * need < words && words > h->min_words) {
        size_t less = next_size(h, 2 * need);
        return less < words ? less : words;
    }
    return words;
}

static void collect_full(Heap *h, size_t need_words, RootSet *roots)
{
    NewBlock block = evacuate_all(h, roots, choose_full_size(h), YOUNG);
    resize_block(h, roots, &block, adjust_full_size(h, &block, need_words), &h->space.offheap);
    install_block(h, &block);
}

// Nobody asked for it, and nobody limits or looks at the size.
static bool is_renewal_better(const Heap *h)
{
    const bool is_asked = h->flags & HEAP_FORCE_FULL || h->minor_count >= h->fullsweep_after;
    return !is_asked && h->max_words == 0 && count_old(h) + count_mature(h) >= RENEW_WORDS_MIN;
}

// Room for as much again, so that the work for each new object stays bounded however large the heap
// becomes. What is not touched is no memory yet.
static size_t choose_renewed_size(size_t words) { return heap_next_size(2 * words); }

static void renew_old(Heap *h, size_t need_words, RootSet *roots)
{
    const size_t all = count_young(h) + count_old(h);
    NewBlock old = evacuate_all(h, roots, choose_renewed_size(all), OLD);
    const size_t live = (size_t)(old.top - old.start);
    if (live < all / 2) {
        resize_block(h, roots, &old, choose_renewed_size(live), &h->old_offheap);
    }
    h->old_start = old.start;
    h->old_top = old.top;
    h->old_end = old.start + old.words;
    // The young block keeps its size, within what suits the old generation.
    size_t wanted = count_block(h) < live ? count_block(h) : live;
    wanted = wanted < live / 4 ? live / 4 : wanted;
    const size_t need = need_words + count_stack(h) + HEAP_STACK_RESERVE;
    NewBlock young = {.words = next_size(h, wanted < need ? need : wanted)};
    young.start = young.top = heap_block_alloc(young.words);
    install_block(h, &young);
}

// ---- minor

static void make_old(Heap *h)
{
    if (h->old_start == NULL && count_mature(h) != 0) {
        const size_t words = choose_old_size(h);
        h->old_start = h->old_top = heap_block_alloc(words);
        h->old_end = h->old_start + words;
    }
}

static size_t adjust_minor_size(const Heap *h, const NewBlock *block, size_t need_words)
{
    size_t live = (size_t)(block->top - block->start);
    size_t need = live + need_words + count_stack(h) + HEAP_STACK_RESERVE;
    size_t old_words = (size_t)(h->old_end - h->old_start);
    size_t words = block->words;
    if (need > words) {
        return next_size(h, need);
    }
    bool is_large = words > SHRINK_WORDS_MIN && 4 * need < words;
    if (is_large && (words > SHRINK_WORDS_ALWAYS || words > old_words)) {
        // A small block under a large old generation would be collected all the time.
        size_t wanted = 3 * need;
        if (wanted * 9 < old_words && old_words / 8 > wanted) {
            wanted = old_words / 8;
        }
        size_t less = next_size(h, wanted);
        return less < words ? less : words;
    }
    return words;
}

static void collect_minor(Heap *h, size_t need_words, RootSet *roots)
{
    make_old(h);
    NewBlock block = {.words = choose_minor_size(h)};
    block.start = heap_block_alloc(block.words);
    Range old = range_between(h->old_start, h->old_end);
    Mover m = {.literals = {literal_range_start, literal_range_size},
               .old = old,
               .young = range_between(block.start, block.start + block.words),
               .mature = range_between(h->start, h->high_water),
               .top = block.start,
               .old_top = h->old_top};
    move_all_roots(&m, h, roots);
    mover_finish(&m, block.start, h->old_top);
    INVARIANT(m.top <= block.start + block.words && m.old_top <= h->old_end, "gc_move.c 2");
    block.top = m.top;
    h->old_top = m.old_top;
    sweep_offheap(h, old, false);
    h->minor_count++;
    resize_block(h, roots, &block, adjust_minor_size(h, &block, need_words), &h->space.offheap);
    install_block(h, &block);
}

// ---- entry points

static void check_if_asked(const Heap *h, const RootSet *roots)
{
#if defined(HEAP_CHECK)
    heap_check(h, roots);
#else
    (void)h;
    (void)roots;
#endif
}

bool heap_collect_gc(Heap *h, size_t need_words, RootSet *roots, GcKind kind, GcStats *stats)
{
    bool is_full = kind == GC_FULL || !is_minor_possible(h);
    if (UNLIKELY(is_too_large(h, is_full))) {
        return false;
    }
    check_if_asked(h, roots);
    size_t before = count_young(h) + count_old(h);
    size_t old_before = count_old(h);
    if (!is_full) {
        collect_minor(h, need_words, roots);
    } else if (kind == GC_AUTO && is_renewal_better(h)) {
        renew_old(h, need_words, roots);
    } else {
        collect_full(h, need_words, roots);
    }
    check_if_asked(h, roots);
    size_t after = count_young(h) + count_old(h);
    stats->live_words = is_full ? after : after - old_before;
    stats->freed_words = before - after;
    stats->was_full = is_full;
    return true;
}

bool heap_hibernate_gc(Heap *h, RootSet *roots)
{
    NewBlock block = evacuate_all(h, roots, choose_full_size(h), YOUNG);
    size_t live = (size_t)(block.top - block.start);
    resize_block(h, roots, &block, live + count_stack(h) + HEAP_STACK_RESERVE, &h->space.offheap);
    install_block(h, &block);
    check_if_asked(h, roots);
    return true;
}

// ---- literals whose area is about to be freed

static bool rebase_everything(Rebase *r, Heap *h, RootSet *roots)
{
    rebase_heap(r, h->start, h->space.top);
    rebase_heap(r, h->old_start, h->old_top);
    for (Fragment *f = h->fragments; f != NULL; f = f->next) {
        rebase_heap(r, f->words, f->words + f->used);
    }
    rebase_words(r, h->stack, count_stack(h));
    for (int i = 0; i < roots->count; i++) {
        rebase_words(r, roots->ranges[i].words, roots->ranges[i].count);
    }
    return r->is_found;
}

// Other threads still read the area, so it cannot be evacuated itself. A copy of all of it becomes
// a fragment, the pointers are turned to the copy, and a full collection keeps of it what is in
// use.
bool heap_absorb_literals_gc(Heap *h, const LiteralArea *area, RootSet *roots, GcStats *stats)
{
    Fragment *f = fragment_new(area->words);
    Rebase move = rebase_between(area->start, area->words, f->words);
    if (!rebase_everything(&move, h, roots)) {
        fragment_free(f);
        return false;
    }
    memcpy(f->words, area->start, area->words * sizeof(Term));
    f->used = (uint32_t)area->words;
    rebase_heap(&move, f->words, f->words + f->used);
    Space space = fragment_space(f);
    for (OffHeapLink *at = area->offheap; at != NULL; at = at->next) {
        offheap_adopt_copy(&space, (Term *)((uintptr_t)offheap_object(at) + move.distance));
    }
    fragment_close(f, &space);
    heap_attach_fragment(h, f);
    // What the old generation refers to is in a fragment now (heap.h 4 is broken until the
    // collection is over).
    size_t before = count_young(h) + count_old(h);
    collect_full(h, 0, roots);
    check_if_asked(h, roots);
    *stats = (GcStats){.live_words = count_young(h), .was_full = true};
    stats->freed_words = before - stats->live_words;
    return true;
}
