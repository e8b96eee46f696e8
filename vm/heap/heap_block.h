// SPDX-License-Identifier: Apache-2.0
// heap_block.h -- memory for the blocks of process heaps: allocated by one thread, freed by any.
// Read before: vm/base/alloc.h     Read next: vm/heap/gc_move.h
#pragma once

#include "vm/term/term.h"

// Never NULL. Content is undefined.
Term *heap_block_alloc(size_t words);
// `words` as it was allocated. NULL is allowed (words 0).
void heap_block_free(Term *block, size_t words);
// A block of new_words with the first used_words of the old one, which is freed; often at the same
// place.
Term *heap_block_resize(Term *block, size_t words, size_t used_words, size_t new_words);
// Gives back what this thread keeps for later: before a thread ends or sleeps for long.
void heap_block_flush(void);
