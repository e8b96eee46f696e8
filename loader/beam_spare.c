// SPDX-License-Identifier: Apache-2.0
// beam_spare.c -- the large arrays of one load, kept for the next.
//
//   load of lists:  [ operands .............. | room ]  --give-->  spare  --take-->  load of maps
//
// The idea: a system that boots loads a hundred modules, one after the other, and each needs arrays
// of some hundred kilobytes for a millisecond. Fresh memory from the kernel costs a page fault for
// every 4 KB, and an array that grows from small is copied at each step: together that was a fifth of
// the time of loading. One block of each kind is kept.
//
// Invariants: 1. A kept block belongs to nobody; taking it is one exchange, so two threads never get
// the same.
// Exceptions: blocks above SPARE_BYTES_MAX are not kept.
// Read before: loader/beam_code.c     Read next: loader/beam_emit.c
#include "loader/beam_spare.h"

#include "vm/base/alloc.h"

enum { SPARE_BYTES_MAX = 1 << 20 };

// The first word of a kept block is its size.
static _Atomic(size_t *) spares[SPARE_KINDS];

void *spare_take(SpareKind kind, size_t *size_bytes)
{
    size_t *block = atomic_exchange_explicit(&spares[kind], NULL, memory_order_acquire);
    *size_bytes = block != NULL ? *block : 0;
    return block;
}

void spare_give(SpareKind kind, void *block, size_t size_bytes)
{
    if (block != NULL && size_bytes >= sizeof(size_t) && size_bytes <= SPARE_BYTES_MAX) {
        *(size_t *)block = size_bytes;
        size_t *other = atomic_exchange_explicit(&spares[kind], block, memory_order_acq_rel);
        block = other;
        size_bytes = other != NULL ? *other : 0;
    }
    vm_free(block, size_bytes);
}
