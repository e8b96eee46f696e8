// SPDX-License-Identifier: Apache-2.0
// code_memory.c -- mappings of their own for code, below 2 GB.
//
// The idea: machine code names cells, and calls C functions of the executable (which is linked at a
// fixed low address), by 32 bits. MAP_32BIT is the kernel's word for that. One mapping for each
// block of code costs half a page in the mean, and lets protection and release be single calls.
//
// Read before: vm/code/code_memory.h
#include "vm/code/code_memory.h"

#include <sys/mman.h>

#include "vm/base/alloc.h"

void *code_memory_new(size_t size_bytes)
{
    // All of it will be written at once: no page fault for every 4 KB.
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE,
              protection = PROT_READ | PROT_WRITE;
    void *memory = mmap(NULL, size_bytes, protection, flags | MAP_32BIT, -1, 0);
    if (memory == MAP_FAILED) {
        memory = mmap(NULL, size_bytes, protection, flags, -1, 0);
    }
    if (memory == MAP_FAILED) {
        return NULL;
    }
    vm_count_mapping(size_bytes, 0);
    return memory;
}

bool code_memory_make_executable(void *memory, size_t size_bytes)
{
    return mprotect(memory, size_bytes, PROT_READ | PROT_EXEC) == 0;
}

void code_memory_free(void *memory, size_t size_bytes)
{
    if (memory != NULL) {
        munmap(memory, size_bytes);
        vm_count_mapping(0, size_bytes);
    }
}
