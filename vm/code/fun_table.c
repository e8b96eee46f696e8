// SPDX-License-Identifier: Apache-2.0
// fun_table.c -- fun entries: one for each (module, index in FunT, MD5 of the module).
//
//   closure on a heap --> FunEntry --> code of the function, or NULL when no loaded module has it
//
// The idea: a closure must survive that its module is purged, travels to other nodes, and comes
// back. So it names its code by the module's MD5: loading the very same code again makes it
// callable again, other code gets entries of its own.
//
// Invariants: 1. code is NULL or lies in a block that is not yet purged. 2. Entries are never freed
// or changed otherwise.
// Elsewhere: calling a fun whose code is NULL asks error_handler:undefined_lambda/3 (vm/interp).
// Read before: vm/code/intern.c     Read next: vm/code/module.c
#include "vm/code/fun_table.h"

#include "vm/base/alloc.h"
#include "vm/base/hash.h"
#include "vm/code/intern.h"
#include "vm/term/digest.h"

FunEntry *(*fun_entry_intern)(Term module, uint32_t old_index, uint32_t old_uniq, Digest *digest,
                              uint32_t index, uint32_t arity, uint32_t free_count) = fun_table_get;

// Entries of loaded modules, found without their MD5, which nobody may have asked for yet; and those that
// came with an MD5, as external terms. Once there is one of these, loaded modules go there as well.
static InternTable loaded = INTERN_TABLE_INITIAL(1 << 10);
static InternTable named = INTERN_TABLE_INITIAL(1 << 6);
static Mutex making = MUTEX_INITIAL; // held by who looks into both and then enters one

static_assert(sizeof(FunEntry) % 16 == 0, "a FunEntry's address must look like a small integer");

void fun_table_init(void) { fun_entry_intern = fun_table_get; }

static uint64_t hash_entry(const FunEntry *f)
{
    return hash_combine(hash_combine(f->module, f->index), f->old_uniq);
}

// Many terms may name funs that differ in nothing else.
static uint64_t hash_with_md5(const FunEntry *f)
{
    return hash_combine(hash_entry(f), hash_bytes(digest_md5(f->digest), 16));
}

// Arity and number of free variables belong to the key: an entry made from a hostile external term
// must not change what a loaded module's fun looks like.
static bool is_same(const void *object, const void *key)
{
    const FunEntry *f = object, *k = key;
    return f->module == k->module && f->index == k->index && f->arity == k->arity &&
           f->free_count == k->free_count && f->old_uniq == k->old_uniq &&
           f->old_index == k->old_index && digest_same(f->digest, k->digest);
}

static void *make_entry(const void *key)
{
    FunEntry *f = vm_calloc(sizeof *f);
    CHECK((uintptr_t)f % 16 == 0);
    memcpy(f, key, sizeof *f);
    digest_retain(f->digest);
    return f;
}

static FunEntry *find_entry(const FunEntry *key, bool has_name)
{
    FunEntry *f = intern_find(&loaded, hash_entry(key), key, is_same);
    return f == NULL && has_name ? intern_find(&named, hash_with_md5(key), key, is_same) : f;
}

FunEntry *fun_table_get(Term module, uint32_t old_index, uint32_t old_uniq, Digest *digest,
                        uint32_t index, uint32_t arity, uint32_t free_count)
{
    FunEntry key = {.code = NULL,
                    .module = module,
                    .index = index,
                    .old_index = old_index,
                    .old_uniq = old_uniq,
                    .arity = arity,
                    .free_count = free_count,
                    .digest = digest,
                    .name = TERM_NONE};
    FunEntry *f = find_entry(&key, digest_is_known(digest));
    if (f == NULL) {
        mutex_lock(&making);
        const bool has_name = digest_is_known(digest) || intern_count(&named) > 0;
        f = find_entry(&key, has_name);
        if (f == NULL) {
            f = has_name ? intern_get(&named, hash_with_md5(&key), &key, is_same, make_entry)
                         : intern_get(&loaded, hash_entry(&key), &key, is_same, make_entry);
        }
        mutex_unlock(&making);
    }
    return f;
}

void fun_table_install(CodeBlock *block)
{
    for (uint32_t i = 0; i < block->fun_count; i++) {
        const Cell *code = code_entry(block, block->fun_cells[i]);
        atomic_store_explicit(&block->funs[i]->code, (const void *)code, memory_order_release);
    }
}

void fun_table_uninstall(CodeBlock *block)
{
    for (uint32_t i = 0; i < block->fun_count; i++) {
        const void *own = code_entry(block, block->fun_cells[i]);
        // Another block with the same MD5 may have taken over meanwhile.
        atomic_compare_exchange_strong(&block->funs[i]->code, &own, NULL);
    }
}
