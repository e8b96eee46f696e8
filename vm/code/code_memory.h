// SPDX-License-Identifier: Apache-2.0
// code_memory.h -- memory for cells and for machine code: below 2 GB, so that both can be named by
// 32 bits, and never writable and executable at once.
//
// Read before: vm/code/code.h     Read next: vm/interp/translate.h
#pragma once

#include "vm/base/platform.h"

// Writable, zeroed, page-aligned; counted by vm_allocated_bytes. Anywhere when there is no room below
// 2 GB (code_memory_is_low tells); NULL when there is no memory.
void *code_memory_new(size_t size_bytes);
static inline bool code_memory_is_low(const void *memory, size_t size_bytes)
{
    return (uintptr_t)memory + size_bytes <= INT32_MAX;
}
// From now on it can be executed and no longer be written. False: the kernel refuses.
bool code_memory_make_executable(void *memory, size_t size_bytes);
void code_memory_free(void *memory, size_t size_bytes); // NULL, 0: nothing
