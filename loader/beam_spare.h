// SPDX-License-Identifier: Apache-2.0
// beam_spare.h -- the large arrays of one load, kept for the next.
#pragma once

#include "vm/base/platform.h"

typedef enum SpareKind {
    SPARE_INSTRS,
    SPARE_OPERANDS,
    SPARE_STATES,
    SPARE_CELLS,
    SPARE_KINDS
} SpareKind;

// A block of any size that was given before, or NULL with *size_bytes 0: then vm_realloc makes one.
// Content is undefined.
void *spare_take(SpareKind kind, size_t *size_bytes);
// Keeps the block, or frees it. NULL is allowed.
void spare_give(SpareKind kind, void *block, size_t size_bytes);
