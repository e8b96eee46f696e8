// SPDX-License-Identifier: Apache-2.0
// alloc.c -- the single door to the system allocator, and the growth of word stacks.
//
// The idea: every caller tells old and new size, so the door can count bytes without a header of
// its own before each block. A single counter would be written by all schedulers at once; so there
// are COUNTER_STRIPES of them, a cache line each. The first threads (the schedulers) have a stripe
// for themselves and add to it with a load and a store; those that come after share the last one,
// with a locked instruction. A stripe may become "negative" (memory allocated by one thread and
// freed by another): only the sum means anything.
//
// Tests arm vm_alloc_fail_after(n): the n-th allocation from now reports "no memory" once.
// Disarmed, the price is one load of a word that nobody writes.
//
// INVARIANTS
//   1. A block of size 0 is NULL, and only that.
//   2. The sum of the stripes is the number of bytes handed out and not yet given back.
//   3. A stripe but the last has one writer for ever.
//
// Elsewhere: ERTS has a dozen allocators by lifetime and carriers of its own; malloc of the C
// library has had per-thread caches for long, and process heaps are large blocks anyway.
#include "vm/base/alloc.h"

#include "vm/base/check.h"
#include "vm/base/stack.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { COUNTER_STRIPES = 64, SHARED_STRIPE = COUNTER_STRIPES - 1 };
// Smaller ones are cleared by us: calloc of the C library does not use its per-thread caches.
enum { CALLOC_BYTES_MIN = 1024 };

static struct {
    _Atomic size_t bytes ALIGNED(CACHE_LINE);
    _Atomic size_t kinds[MEMORY_KINDS];
} counters[COUNTER_STRIPES];
static _Atomic unsigned next_stripe;
static THREAD_LOCAL unsigned my_stripe; // stripe + 1; 0: not chosen yet

static _Atomic size_t fail_countdown; // 0: disarmed

static unsigned stripe(void)
{
    if (UNLIKELY(my_stripe == 0)) {
        unsigned n = atomic_fetch_add_explicit(&next_stripe, 1, memory_order_relaxed);
        my_stripe = (n < SHARED_STRIPE ? n : SHARED_STRIPE) + 1;
    }
    return my_stripe - 1;
}

static void add_to(_Atomic size_t *counter, size_t change)
{
    if (LIKELY(my_stripe != SHARED_STRIPE + 1)) {
        atomic_store_explicit(counter, atomic_load_explicit(counter, memory_order_relaxed) + change,
                              memory_order_relaxed);
    } else {
        atomic_fetch_add_explicit(counter, change, memory_order_relaxed);
    }
}

static void count_bytes(size_t added, size_t removed)
{
    add_to(&counters[stripe()].bytes, added - removed);
}

void vm_count_mapping(size_t added_bytes, size_t removed_bytes)
{
    count_bytes(added_bytes, removed_bytes);
}

void vm_memory_count(MemoryKind kind, size_t added_bytes, size_t removed_bytes)
{
    add_to(&counters[stripe()].kinds[kind], added_bytes - removed_bytes);
}

size_t vm_memory_bytes(MemoryKind kind)
{
    size_t sum = 0;
    for (int i = 0; i < COUNTER_STRIPES; i++) {
        sum += atomic_load_explicit(&counters[i].kinds[kind], memory_order_relaxed);
    }
    return sum;
}

COLD static bool is_failure_due(void)
{
    size_t left = atomic_load(&fail_countdown);
    while (left) {
        if (atomic_compare_exchange_weak(&fail_countdown, &left, left - 1)) {
            return left == 1;
        }
    }
    return false;
}

void *vm_try_realloc(void *pointer, size_t old_size, size_t new_size)
{
    if (new_size == 0) {
        free(pointer);
        count_bytes(0, old_size);
        return NULL;
    }
    if (UNLIKELY(atomic_load_explicit(&fail_countdown, memory_order_relaxed)) && is_failure_due()) {
        return NULL;
    }
    void *block = pointer ? realloc(pointer, new_size) : malloc(new_size);
    if (LIKELY(block != NULL)) {
        count_bytes(new_size, old_size);
    }
    return block;
}

void *vm_realloc(void *pointer, size_t old_size, size_t new_size)
{
    void *block = vm_try_realloc(pointer, old_size, new_size);
    if (UNLIKELY(block == NULL && new_size != 0)) {
        check_fatal("no memory: cannot allocate %zu bytes", new_size);
    }
    return block;
}

void *vm_alloc(size_t size_bytes)
{
    const bool may_fail = atomic_load_explicit(&fail_countdown, memory_order_relaxed) != 0;
    void *block = UNLIKELY(may_fail || size_bytes == 0) ? NULL : malloc(size_bytes);
    if (UNLIKELY(block == NULL)) {
        return vm_realloc(NULL, 0, size_bytes);
    }
    count_bytes(size_bytes, 0);
    return block;
}

void vm_free(void *pointer, size_t size_bytes)
{
    free(pointer);
    count_bytes(0, size_bytes);
}

void *vm_calloc(size_t size_bytes)
{
    if (size_bytes == 0) {
        return NULL;
    }
    if (size_bytes < CALLOC_BYTES_MIN) {
        return memset(vm_alloc(size_bytes), 0, size_bytes);
    }
    // Large zeroed blocks come from fresh pages: calloc knows that and does not write them.
    bool is_failing =
        UNLIKELY(atomic_load_explicit(&fail_countdown, memory_order_relaxed)) && is_failure_due();
    void *block = is_failing ? NULL : calloc(1, size_bytes);
    if (UNLIKELY(block == NULL)) {
        check_fatal("no memory: cannot allocate %zu bytes", size_bytes);
    }
    count_bytes(size_bytes, 0);
    return block;
}

void vm_prepare_pages(void *start, size_t size_bytes)
{
    enum { PAGE_BYTES = 4096, PREPARED_PAGES_MIN = 4, POPULATE_WRITE = 23 };
    const uintptr_t first = ((uintptr_t)start + PAGE_BYTES - 1) & ~(uintptr_t)(PAGE_BYTES - 1);
    const uintptr_t end = ((uintptr_t)start + size_bytes) & ~(uintptr_t)(PAGE_BYTES - 1);
    if (first + PREPARED_PAGES_MIN * PAGE_BYTES <= end) {
        madvise((void *)first, end - first, POPULATE_WRITE);
    }
}

void vm_prepare_arena(void)
{
    // Below what malloc would map by itself. Given back from the first to the last: they become one, and the
    // kernel gets the pages back in one call; what was allowed to the arena stays allowed.
    enum { STEP_BYTES = 120 * 1024, STEPS = 16 };
    static _Thread_local bool is_prepared;
    void *steps[STEPS];
    if (is_prepared) {
        return;
    }
    is_prepared = true;
    for (int i = 0; i < STEPS; i++) {
        steps[i] = malloc(STEP_BYTES);
        __asm__ volatile("" : "+r"(steps[i])); // a block that nobody uses is not allocated by clang
    }
    for (int i = 0; i < STEPS; i++) {
        free(steps[i]);
    }
}

size_t vm_allocated_bytes(void)
{
    size_t sum = 0;
    for (int i = 0; i < COUNTER_STRIPES; i++) {
        sum += atomic_load_explicit(&counters[i].bytes, memory_order_relaxed);
    }
    return sum;
}

void vm_alloc_fail_after(size_t n) { atomic_store(&fail_countdown, n); }

// ---- word stacks (stack.h)

void word_stack_grow(WordStack *s)
{
    size_t old_size = (size_t)(s->limit - s->base) * sizeof *s->base;
    size_t used = (size_t)(s->top - s->base);
    uint64_t *block;
    if (s->base == s->inline_words) {
        block = vm_alloc(old_size * 2);
        memcpy(block, s->inline_words, old_size);
    } else {
        block = vm_realloc(s->base, old_size, old_size * 2);
    }
    s->base = block;
    s->top = block + used;
    s->limit = block + old_size * 2 / sizeof *block;
}

void word_stack_free_block(WordStack *s)
{
    vm_free(s->base, (size_t)(s->limit - s->base) * sizeof *s->base);
}
