// SPDX-License-Identifier: Apache-2.0
// code_range.c -- from an address to the block that holds it: one sorted array, replaced as a whole
// at every change.
//
//   current --> [ 3 | start end block | start end block | start end block ]
//                     sorted by start, no overlaps; a reader loads the pointer and searches
//
// The idea: code comes and goes seldom, and is looked up by stack traces, tracing and profilers on
// any thread. So the writer copies the array with its change, publishes the copy, and retires the
// old array (epoch.h), which readers may still hold.
//
// Invariants: 1. A published array is never written. 2. Each block is in it at most once.
// Exceptions: a block that is found is alive only as long as the caller prevents its purge or has
// not passed a quiet point.
// Read before: vm/code/code.c     Read next: vm/code/module.c
#include "vm/code/code_range.h"

#include "vm/base/alloc.h"
#include "vm/base/epoch.h"
#include "vm/base/sync.h"
#include "vm/code/perf_map.h"

typedef struct Range {
    uintptr_t start, end;
    CodeBlock *block;
} Range;

typedef struct RangeArray {
    size_t count;
    Range at[];
} RangeArray;

static _Atomic(RangeArray *) current;
static Mutex lock = MUTEX_INITIAL;

static RangeArray *make_array(size_t count)
{
    RangeArray *a = vm_alloc(sizeof *a + count * sizeof(Range));
    a->count = count;
    return a;
}

static void free_array(void *p)
{
    RangeArray *a = p;
    vm_free(a, sizeof *a + a->count * sizeof(Range));
}

// Number of ranges that start at or before the address.
static size_t count_up_to(const RangeArray *a, uintptr_t address)
{
    size_t low = 0, high = a ? a->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (a->at[middle].start <= address) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void publish_locked(RangeArray *old, RangeArray *new)
{
    atomic_store_explicit(&current, new, memory_order_release);
    if (old != NULL) {
        epoch_retire(old, free_array);
    }
}

void code_range_add(CodeBlock *block)
{
    if (block->cell_count == 0) {
        return;
    }
    uintptr_t start = (uintptr_t)block->cells;
    mutex_lock(&lock);
    RangeArray *old = atomic_load_explicit(&current, memory_order_relaxed);
    size_t at = count_up_to(old, start), count = old ? old->count : 0;
    if (at == 0 || old->at[at - 1].block != block) {
        RangeArray *new = make_array(count + 1);
        if (old != NULL) {
            memcpy(new->at, old->at, at * sizeof(Range));
            memcpy(new->at + at + 1, old->at + at, (count - at) * sizeof(Range));
        }
        new->at[at] = (Range){start, start + block->cell_count * sizeof(Cell), block};
        publish_locked(old, new);
        perf_map_add(block);
    }
    mutex_unlock(&lock);
}

void code_range_remove(CodeBlock *block)
{
    mutex_lock(&lock);
    RangeArray *old = atomic_load_explicit(&current, memory_order_relaxed);
    size_t at = count_up_to(old, (uintptr_t)block->cells);
    if (at > 0 && old->at[at - 1].block == block) {
        RangeArray *new = make_array(old->count - 1);
        memcpy(new->at, old->at, (at - 1) * sizeof(Range));
        memcpy(new->at + at - 1, old->at + at, (old->count - at) * sizeof(Range));
        publish_locked(old, new);
    }
    mutex_unlock(&lock);
}

CodeBlock *code_range_find(const void *address)
{
    const RangeArray *a = atomic_load_explicit(&current, memory_order_acquire);
    size_t at = count_up_to(a, (uintptr_t)address);
    return at > 0 && (uintptr_t)address < a->at[at - 1].end ? a->at[at - 1].block : NULL;
}
