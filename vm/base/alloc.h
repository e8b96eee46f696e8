// SPDX-License-Identifier: Apache-2.0
// alloc.h -- the single door to the system allocator.
//
// vm_realloc counts bytes and lets a test make the n-th call fail. "No memory" ends the machine
// (check_fatal) unless the caller uses the try form. Thread safe.
#pragma once

#include "vm/base/platform.h"

// old_size 0 and pointer NULL: allocate. new_size 0: free, returns NULL. Never returns NULL
// otherwise.
void *vm_realloc(void *pointer, size_t old_size, size_t new_size);
// As vm_realloc, but returns NULL (and leaves the old block) when there is no memory.
void *vm_try_realloc(void *pointer, size_t old_size, size_t new_size);

// vm_realloc(NULL, 0, size_bytes) and vm_realloc(pointer, size_bytes, 0).
void *vm_alloc(size_t size_bytes);
void vm_free(void *pointer, size_t size_bytes);
// Zeroed.
void *vm_calloc(size_t size_bytes);
// These bytes will be written at once: what pages they need are made together, which takes less time than a
// page fault for every 4 KB. Does nothing when they are few, or the kernel is older than 5.14.
void vm_prepare_pages(void *start, size_t size_bytes);
// This thread is about to allocate megabytes in small blocks. glibc extends the arena of a thread that is not
// the first by as many pages as a block needs, with a system call each: here a few large steps, once a thread.
void vm_prepare_arena(void);
// Memory that came from the kernel directly: counted as if through this door.
void vm_count_mapping(size_t added_bytes, size_t removed_bytes);
// Bytes now held through this door (for erlang:memory/0).
size_t vm_allocated_bytes(void);
// Tests: the n-th allocation from now fails (0: never).
void vm_alloc_fail_after(size_t n);

// What erlang:memory/0 tells apart. Whoever allocates such memory says so, beside vm_alloc and
// vm_free.
typedef enum MemoryKind { MEMORY_HEAPS, MEMORY_BINARIES, MEMORY_KINDS } MemoryKind;
void vm_memory_count(MemoryKind kind, size_t added_bytes, size_t removed_bytes);
size_t vm_memory_bytes(MemoryKind kind); // in use now
