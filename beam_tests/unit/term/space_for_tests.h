// SPDX-License-Identifier: Apache-2.0
// space_for_tests.h -- a Space that grows by blocks and is freed as a whole, and small helpers for
// term tests.
#pragma once

// cmocka.h wants these first
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "vm/base/alloc.h"
#include "vm/base/vec.h"
#include "vm/term/atom.h"
#include "vm/term/binary.h"
#include "vm/term/bits.h"
#include "vm/term/ref.h"

enum { TEST_BLOCK_WORDS = 1 << 14 };
typedef struct TestBlock {
    struct TestBlock *next;
    size_t words;
    Term content[];
} TestBlock;
static TestBlock *test_blocks;

static inline Term *test_space_grow(Space *space, size_t words)
{
    size_t size = words > TEST_BLOCK_WORDS ? words : TEST_BLOCK_WORDS;
    TestBlock *block = vm_alloc(sizeof *block + size * sizeof(Term));
    block->next = test_blocks;
    block->words = size;
    test_blocks = block;
    space->top = block->content + words;
    space->limit = block->content + size;
    return block->content;
}

static inline Space test_space(void) { return (Space){.grow = test_space_grow}; }

// Releases off-heap data and all blocks.
static inline void test_space_free(Space *space)
{
    for (OffHeapLink *link = space->offheap; link; link = link->next) {
        Term *words = (Term *)link - 1;
        if (header_subtag(words[0]) == SUBTAG_REFC_BIN) {
            bin_data_release(((RefcBin *)words)->data);
        } else {
            bin_data_release((BinData *)(uintptr_t)words[2]);
        }
    }
    while (test_blocks) {
        TestBlock *next = test_blocks->next;
        vm_free(test_blocks, sizeof *test_blocks + test_blocks->words * sizeof(Term));
        test_blocks = next;
    }
    *space = test_space();
}

static inline void test_start(void)
{
    static bool started;
    if (!started) {
        atom_init(1 << 20);
        started = true;
    }
}

static inline int test_hex_digit(char c) { return c <= '9' ? c - '0' : (c | 32) - 'a' + 10; }

// Hexadecimal text to bytes; the caller frees (byte_vec_free).
static inline ByteVec test_bytes(const char *hex)
{
    ByteVec v = {0};
    for (; hex[0] && hex[1]; hex += 2) {
        byte_vec_u8(&v, (uint8_t)(test_hex_digit(hex[0]) * 16 + test_hex_digit(hex[1])));
    }
    return v;
}
