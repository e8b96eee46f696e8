// SPDX-License-Identifier: Apache-2.0
// beam_literals.c -- constant terms of a module while it is being read.
//
// The idea: nobody knows how many words a module's constants take before all of them have been
// decoded: LitT, attributes, file names, big integers among the operands. So they are built in
// blocks of ordinary memory, and moved at the end:
//
//   terms[]:  | . | . | 42 | . |            terms[]:  | . | . | 42 | . |
//               v   v        v       finish             v   v        v
//   blocks:   [ (1) "a" ] [ 2^70 ]    ==>   area:     [ (1) "a" 2^70 ]  one piece
//
// Invariants: 1. Until finish, every boxed term in terms[] lies in blocks. After it, in the area.
// 2. Blocks hold no reference from outside, so they can be freed at any time, off-heap objects
// first.
// Exceptions: atoms made while decoding stay in the atom table for ever, also when the file is
// refused.
// Otherwise: ERTS keeps a heap fragment for each literal and moves them like this, too.
//
// Read before: loader/beam_file.c     Read next: loader/beam_chunks.c
#include "loader/beam_literals.h"

#include "vm/base/alloc.h"
#include "vm/heap/copy.h"
#include "vm/heap/offheap.h"

enum { BLOCK_WORDS = 1024 };

struct PoolBlock {
    struct PoolBlock *next;
    size_t size_bytes;
    Term words[];
};

static Term *grow_pool(Space *space, size_t words)
{
    BeamLiterals *l = (BeamLiterals *)space;
    size_t room = words > BLOCK_WORDS / 2 ? words : BLOCK_WORDS;
    size_t size_bytes = sizeof(struct PoolBlock) + room * sizeof(Term);
    struct PoolBlock *block = vm_alloc(size_bytes);
    block->next = l->blocks;
    block->size_bytes = size_bytes;
    l->blocks = block;
    if (room > words) { // a shared block: go on in it
        space->top = block->words + words;
        space->limit = block->words + room;
    }
    return block->words;
}

void beam_literals_init(BeamLiterals *l) { *l = (BeamLiterals){.space = {.grow = grow_pool}}; }

uint32_t beam_literals_add(BeamLiterals *l, Term t)
{
    if (l->count == l->room) {
        uint32_t room = l->room ? l->room * 2 : 64;
        l->terms = vm_realloc(l->terms, l->room * sizeof(Term), room * sizeof(Term));
        l->room = room;
    }
    l->terms[l->count] = t;
    return l->count++;
}

void beam_literals_finish(BeamLiterals *l, LiteralArea **area)
{
    size_t words = 0;
    for (uint32_t i = 0; i < l->count; i++) {
        words += copy_size_all(l->terms[i]);
    }
    *area = NULL;
    if (words == 0) {
        return;
    }
    Space space;
    *area = literal_area_new(words, &space);
    for (uint32_t i = 0; i < l->count; i++) {
        l->terms[i] = copy_term_all(&space, l->terms[i]);
    }
    literal_area_close(*area, &space);
}

void beam_literals_free(BeamLiterals *l)
{
    offheap_release_list(l->space.offheap);
    while (l->blocks != NULL) {
        struct PoolBlock *next = l->blocks->next;
        vm_free(l->blocks, l->blocks->size_bytes);
        l->blocks = next;
    }
    vm_free(l->terms, l->room * sizeof(Term));
    beam_literals_init(l);
}
