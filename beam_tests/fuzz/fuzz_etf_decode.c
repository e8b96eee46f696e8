// SPDX-License-Identifier: Apache-2.0
// fuzz_etf_decode.c -- libFuzzer target: any bytes into etf_decode.
//
// What is accepted must be a sound term: it is written again, read again, and must be the same
// term; its size must be what etf_size says; and comparing and hashing it must not fail. Built and fed
// by `make fuzz-files`, as fuzz_beam_file.c is.
//
// The atom table keeps its outgrown arrays for readers without a lock: leaks.supp says so.
#include "vm/base/alloc.h"
#include "vm/term/atom.h"
#include "vm/term/binary.h"
#include "vm/term/compare.h"
#include "vm/term/digest.h"
#include "vm/term/etf.h"
#include "vm/term/fun.h"
#include "vm/term/term_hash.h"

#include <stdlib.h>

enum { BLOCK_WORDS = 4096, MADE_MAX = 4096 };

typedef struct Block {
    struct Block *next;
    size_t words;
    Term content[];
} Block;
static Block *blocks;

static Term *grow(Space *space, size_t words)
{
    size_t size = words > BLOCK_WORDS ? words : BLOCK_WORDS;
    Block *block = vm_alloc(sizeof *block + size * sizeof(Term));
    block->next = blocks;
    block->words = size;
    blocks = block;
    space->top = block->content + words;
    space->limit = block->content + size;
    return block->content;
}

static void free_space(Space *space)
{
    for (OffHeapLink *link = space->offheap; link; link = link->next) {
        bin_data_release(((RefcBin *)((Term *)link - 1))->data);
    }
    while (blocks) {
        Block *next = blocks->next;
        vm_free(blocks, sizeof *blocks + blocks->words * sizeof(Term));
        blocks = next;
    }
}

// Tables of exports and fun entries: equal ones must be one object, as vm/code guarantees.
static ExportName *exports[MADE_MAX];
static FunEntry *entries[MADE_MAX];

static Export *make_export(Term module, Term function, uint32_t arity)
{
    int i = 0;
    for (; i < MADE_MAX && exports[i]; i++) {
        if (exports[i]->module == module && exports[i]->function == function &&
            exports[i]->arity == arity) {
            return (Export *)exports[i];
        }
    }
    CHECK(i < MADE_MAX); // inputs are too short for so many
    exports[i] = aligned_alloc(16, 32);
    *exports[i] = (ExportName){module, function, arity};
    return (Export *)exports[i];
}

static FunEntry *make_entry(Term module, uint32_t old_index, uint32_t old_uniq, Digest *digest,
                            uint32_t index, uint32_t arity, uint32_t free_count)
{
    int i = 0;
    for (; i < MADE_MAX && entries[i]; i++) {
        const FunEntry *e = entries[i];
        if (e->module == module && e->old_index == old_index && e->old_uniq == old_uniq &&
            e->index == index && e->arity == arity && e->free_count == free_count &&
            digest_same(e->digest, digest)) {
            return entries[i];
        }
    }
    CHECK(i < MADE_MAX);
    entries[i] = aligned_alloc(16, (sizeof(FunEntry) + 15) / 16 * 16);
    *entries[i] = (FunEntry){.module = module,
                             .index = index,
                             .old_index = old_index,
                             .old_uniq = old_uniq,
                             .arity = arity,
                             .free_count = free_count,
                             .digest = digest,
                             .name = ATOM_EMPTY};
    digest_retain(digest);
    return entries[i];
}

Export *(*export_intern)(Term module, Term function, uint32_t arity) = make_export;
Export *(*export_existing)(Term module, Term function, uint32_t arity) = make_export;
FunEntry *(*fun_entry_intern)(Term module, uint32_t old_index, uint32_t old_uniq, Digest *digest,
                              uint32_t index, uint32_t arity, uint32_t free_count) = make_entry;

static void free_tables(void)
{
    for (int i = 0; i < MADE_MAX && exports[i]; i++) {
        free(exports[i]);
        exports[i] = NULL;
    }
    for (int i = 0; i < MADE_MAX && entries[i]; i++) {
        digest_release(entries[i]->digest);
        free(entries[i]);
        entries[i] = NULL;
    }
}

static void check_term(Space *space, Term t)
{
    ByteVec out = {0};
    etf_encode(&out, t, 0, 0);
    CHECK(etf_size(t, 0) >= out.size);
    Bytes b = bytes_of(out.data, out.size);
    const char *reason;
    Term again = etf_decode(space, &b, ETF_SAFE, &reason);
    CHECK(!term_is_none(again) && bytes_left(&b) == 0);
    CHECK(term_same(t, again) && term_compare_exact(t, again) == 0);
    CHECK(term_hash_internal(t, 0) == term_hash_internal(again, 0));
    CHECK(term_hash_phash2(t) == term_hash_phash2(again));
    byte_vec_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool started;
    if (!started) {
        atom_init(1 << 20);
        started = true;
    }
    Space space = {.grow = grow};
    const char *reason = NULL;
    Bytes b = bytes_of(data, size);
    Term t = etf_decode(&space, &b, size % 8 == 0 ? ETF_SAFE : 0, &reason);
    CHECK(b.at >= b.start && b.at <= b.end);
    if (term_is_none(t)) {
        CHECK(reason);
    } else {
        check_term(&space, t);
    }
    free_space(&space);
    free_tables();
    return 0;
}
