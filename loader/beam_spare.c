// SPDX-License-Identifier: Apache-2.0
// beam_spare.c -- the large arrays of one load, kept for the next.
//
//   load of lists:  [ operands .............. | room ]  --give-->  spare  --take-->  load of maps
//
// The idea: a system that boots loads a hundred modules, one after the other, and each needs arrays
// of some hundred kilobytes for a millisecond. Fresh memory from the kernel costs a page fault for
// every 4 KB, and an array that grows from small is copied at each step: together that was a fifth of
// the time of loading. A few blocks of each kind are kept, for several threads load at once.
//
// Invariants: 1. A kept block belongs to nobody; taking it is one exchange, so two threads never get
// the same.
// Exceptions: blocks above SPARE_BYTES_MAX are not kept.
// Read before: loader/beam_code.c     Read next: loader/beam_emit.c
#include "loader/beam_spare.h"

#include "vm/base/alloc.h"

enum { SPARE_BYTES_MAX = 1 << 20, SPARE_BLOCKS = 3 };

// The first word of a kept block is its size.
static _Atomic(size_t *) spares[SPARE_KINDS][SPARE_BLOCKS];

void *spare_take(SpareKind kind, size_t *size_bytes)
{
    for (uint32_t i = 0; i < SPARE_BLOCKS; i++) {
        _Atomic(size_t *) *at = &spares[kind][i];
        if (atomic_load_explicit(at, memory_order_relaxed) != NULL) {
            size_t *block = atomic_exchange_explicit(at, NULL, memory_order_acquire);
            if (block != NULL) {
                *size_bytes = *block;
                return block;
            }
        }
    }
    *size_bytes = 0;
    return NULL;
}

void spare_give(SpareKind kind, void *block, size_t size_bytes)
{
    bool is_kept = block != NULL && size_bytes >= sizeof(size_t) && size_bytes <= SPARE_BYTES_MAX;
    for (uint32_t i = 0; is_kept && i < SPARE_BLOCKS; i++) {
        size_t *none = NULL;
        *(size_t *)block = size_bytes;
        if (atomic_compare_exchange_strong_explicit(&spares[kind][i], &none, block,
                                                    memory_order_release, memory_order_relaxed)) {
            return;
        }
    }
    vm_free(block, size_bytes);
}
