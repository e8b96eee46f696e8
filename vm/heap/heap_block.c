// SPDX-License-Identifier: Apache-2.0
// heap_block.c -- the blocks of process heaps come from here, and the small sizes are kept for the
// next process.
//
// The idea: a process that is created and ends soon needs one block, nearly always of one of a few
// sizes (the first ones of the growth sequence). Each thread keeps the blocks of these sizes in
// lists of its own, linked through their first word, so that birth and death of a process cost no
// visit to the allocator:
//
//   cache.first[49 words] -> [next|....] -> [next|....] -> NULL      at most CACHE_ROOM in each list
//
// Large blocks are kept for another reason: fresh memory from the system costs a page fault for
// every 4 KB, which is more than moving the terms in it (measured 2026-11-22: 6.2 against 2.9 ns a
// word). A heap of stable size alternates between two blocks of one size, or takes a large one for
// each collection and shrinks it afterwards, so each thread keeps the last few that it freed; a
// thread that goes to sleep for long flushes.
//
// A block may be freed by another thread than the one that took it: it then lies in that thread's
// list. The room of the lists is bounded, so threads that only free do not hoard.
//
// Test builds. With AddressSanitizer nothing is kept: its own quarantine finds stale pointers. With
// GC_STRESS each block is a mapping of its own, and a freed one stays for a while without any
// permission, so that the use of a stale pointer traps at once.
//
// INVARIANTS
//   1. A block in a list has exactly the size of its list.
//
// Elsewhere: fragments are malloc'd (heap.c): they are made by senders and freed by receivers.
// Read before: vm/base/alloc.h     Read next: vm/heap/gc_move.c
#include "vm/heap/heap_block.h"

#include "vm/base/alloc.h"
#include "vm/heap/heap.h"

#if defined(__SANITIZE_ADDRESS__)
#define HEAP_BLOCK_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HEAP_BLOCK_ASAN 1
#endif
#endif

#if defined(GC_STRESS) && !defined(HEAP_BLOCK_ASAN)

#include <sys/mman.h>

enum { PAGE_BYTES = 4096, QUARANTINE_ROOM = 64 };

static THREAD_LOCAL struct {
    struct {
        void *at;
        size_t bytes;
    } slots[QUARANTINE_ROOM];
    unsigned next;
} quarantine;

static size_t map_bytes(size_t words)
{
    return (words * sizeof(Term) + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
}

Term *heap_block_alloc(size_t words)
{
    size_t bytes = map_bytes(words);
    void *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) {
        check_fatal("no memory: cannot map %zu bytes", bytes);
    }
    // The block ends where its last page ends, so that a write behind the stack's bottom traps too.
    return (Term *)at + (bytes / sizeof(Term) - words);
}

void heap_block_free(Term *block, size_t words)
{
    if (block == NULL) {
        return;
    }
    size_t bytes = map_bytes(words);
    void *at = block - (bytes / sizeof(Term) - words);
    unsigned slot = quarantine.next++ % QUARANTINE_ROOM;
    if (quarantine.slots[slot].at != NULL) {
        munmap(quarantine.slots[slot].at, quarantine.slots[slot].bytes);
    }
    CHECK(mprotect(at, bytes, PROT_NONE) == 0);
    quarantine.slots[slot].at = at;
    quarantine.slots[slot].bytes = bytes;
}

Term *heap_block_resize(Term *block, size_t words, size_t used_words, size_t new_words)
{
    Term *moved = heap_block_alloc(new_words);
    memcpy(moved, block, used_words * sizeof(Term));
    heap_block_free(block, words);
    return moved;
}

void heap_block_flush(void)
{
    for (unsigned i = 0; i < QUARANTINE_ROOM; i++) {
        if (quarantine.slots[i].at != NULL) {
            munmap(quarantine.slots[i].at, quarantine.slots[i].bytes);
            quarantine.slots[i].at = NULL;
        }
    }
}

#elif defined(HEAP_BLOCK_ASAN)

Term *heap_block_alloc(size_t words)
{
    vm_memory_count(MEMORY_HEAPS, words * sizeof(Term), 0);
    return vm_alloc(words * sizeof(Term));
}
void heap_block_free(Term *block, size_t words)
{
    vm_memory_count(MEMORY_HEAPS, 0, words * sizeof(Term));
    vm_free(block, words * sizeof(Term));
}
Term *heap_block_resize(Term *block, size_t words, size_t used_words, size_t new_words)
{
    (void)used_words;
    vm_memory_count(MEMORY_HEAPS, new_words * sizeof(Term), words * sizeof(Term));
    return vm_realloc(block, words * sizeof(Term), new_words * sizeof(Term));
}
void heap_block_flush(void) {}

#else

// The first block, and the growth sequence from the usual min_heap_size up.
static const uint16_t cached_words[] = {HEAP_FIRST_WORDS, 233, 376, 610, 987, 1598, 2586};
enum {
    CACHE_LISTS = sizeof cached_words / sizeof cached_words[0],
    CACHED_WORDS_MAX = 2586,
    CACHE_ROOM = 32,
    LARGE_WORDS =
        // from here on the C library maps pages, and resizes by moving pages instead of bytes
    16384,
    LARGE_ROOM = 4,
    // Up to here a block that becomes smaller is exchanged for a small one and kept: the next
    // collection wants its size again.
    EXCHANGED_WORDS_MAX = 1 << 20,
};
#define LARGE_WORDS_KEPT ((size_t)32 << 20) // in all, of one thread

static THREAD_LOCAL struct {
    Term *first[CACHE_LISTS];
    uint32_t count[CACHE_LISTS];
} cache;

static THREAD_LOCAL struct {
    struct {
        Term *block;
        size_t words;
    } slots[LARGE_ROOM];
    size_t words;  // sum
    unsigned next; // slot to be used next: the oldest
} large;

static Term *take_large(size_t words)
{
    for (int i = 0; i < LARGE_ROOM; i++) {
        Term *block = large.slots[i].block;
        if (block != NULL && large.slots[i].words == words) {
            large.slots[i].block = NULL;
            large.words -= words;
            return block;
        }
    }
    return NULL;
}

static void drop_large(unsigned slot)
{
    if (large.slots[slot].block != NULL) {
        large.words -= large.slots[slot].words;
        vm_free(large.slots[slot].block, large.slots[slot].words * sizeof(Term));
        large.slots[slot].block = NULL;
    }
}

// True when the block is kept.
static bool keep_large(Term *block, size_t words)
{
    if (words > LARGE_WORDS_KEPT) {
        return false;
    }
    unsigned slot = large.next++ % LARGE_ROOM;
    drop_large(slot);
    for (unsigned i = 1; i < LARGE_ROOM && large.words + words > LARGE_WORDS_KEPT; i++) {
        drop_large((slot + i) % LARGE_ROOM);
    }
    large.slots[slot].block = block;
    large.slots[slot].words = words;
    large.words += words;
    return true;
}

static int find_list(size_t words)
{
    if (words <= CACHED_WORDS_MAX) {
        for (int i = 0; i < CACHE_LISTS; i++) {
            if (cached_words[i] == words) {
                return i;
            }
        }
    }
    return -1;
}

Term *heap_block_alloc(size_t words)
{
    Term *block = NULL;
    int list = find_list(words);
    vm_memory_count(MEMORY_HEAPS, words * sizeof(Term), 0);
    if (list >= 0 && cache.first[list] != NULL) {
        block = cache.first[list];
        cache.first[list] = (Term *)(uintptr_t)block[0];
        cache.count[list]--;
    } else if (words >= LARGE_WORDS) {
        block = take_large(words);
    }
    return block ? block : vm_alloc(words * sizeof(Term));
}

void heap_block_free(Term *block, size_t words)
{
    if (block == NULL) {
        return;
    }
    vm_memory_count(MEMORY_HEAPS, 0, words * sizeof(Term));
    int list = find_list(words);
    if (list >= 0 && cache.count[list] < CACHE_ROOM) {
        block[0] = (Term)(uintptr_t)cache.first[list];
        cache.first[list] = block;
        cache.count[list]++;
        return;
    }
    if (words < LARGE_WORDS || !keep_large(block, words)) {
        vm_free(block, words * sizeof(Term));
    }
}

Term *heap_block_resize(Term *block, size_t words, size_t used_words, size_t new_words)
{
    const bool is_exchanged = words <= EXCHANGED_WORDS_MAX && used_words <= words / 2;
    if (words >= LARGE_WORDS && new_words >= LARGE_WORDS && !is_exchanged) {
        vm_memory_count(MEMORY_HEAPS, new_words * sizeof(Term), words * sizeof(Term));
        return vm_realloc(block, words * sizeof(Term), new_words * sizeof(Term));
    }
    Term *moved = heap_block_alloc(new_words);
    memcpy(moved, block, used_words * sizeof(Term));
    heap_block_free(block, words);
    return moved;
}

void heap_block_flush(void)
{
    for (unsigned i = 0; i < LARGE_ROOM; i++) {
        drop_large(i);
    }
    for (int i = 0; i < CACHE_LISTS; i++) {
        while (cache.first[i] != NULL) {
            Term *block = cache.first[i];
            cache.first[i] = (Term *)(uintptr_t)block[0];
            vm_free(block, cached_words[i] * sizeof(Term));
        }
        cache.count[i] = 0;
    }
}

#endif
