// SPDX-License-Identifier: Apache-2.0
// term_hash.c -- erlang:phash2, the hash that programs may store: the same on every node and in
// every release.
//
// Terms are mixed in the order of their parts, with an explicit stack. Two things are peculiar.
//
//   Atoms and [] as the first thing hashed are not mixed but give their own value (0 means "first";
//   a term whose hash happens to be 0 so far has the same effect).
//
//   The order of a map's keys must not matter. Each pair is hashed on its own, from 0, and the
//   results are combined by xor; meanwhile the outer state waits on the stack:
//
//        [outer xor][outer hash][TAIL] [PAIR][value][key] [PAIR][value][key] ...
//                                      ^ after each pair: xor it in, hash = 0
//                               ^ at the end: mix the xor into the outer hash, restore both
//
// EXCEPTIONS: only the first 2^32 - 1 bytes' worth (size modulo 2^32) of a binary counts, for
// compatibility. Of a pid the number, of a reference the first id count: nodes and serials do not.
//
// Read before: vm/term/term_hash_mix.h     Elsewhere: phash/2 in term_hash_phash.c, map order in
// term_hash_internal.c
#include "vm/term/term_hash.h"

#include "vm/term/atom.h"
#include "vm/term/bignum.h"
#include "vm/term/fun.h"
#include "vm/term/record.h"
#include "vm/term/ref.h"
#include "vm/term/term_hash_mix.h"

// On the work stack, told from terms by the low bits 11.
#define MARK_MAP_TAIL ((Term)1 << 6 | TERM_TAG_HEADER)
#define MARK_MAP_PAIR ((Term)2 << 6 | TERM_TAG_HEADER)

typedef struct Hash2 {
    uint32_t hash;
    uint32_t pairs; // xor of the hashes of the pairs of the innermost map
    WordStack stack;
} Hash2;

static uint32_t hash_small(uint32_t hash, int64_t value)
{
    if (UNLIKELY((uint64_t)((value >> 27) + 1) >= 2)) {
        uint64_t magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value;
        return hash_halves(hash, value < 0 ? HASH_KIND(10) : HASH_KIND(11), magnitude);
    }
    if (value < 0) {
        hash = hash_one(hash, HASH_KIND(1), (uint32_t)-value);
    }
    return hash_one(hash, HASH_KIND(1), (uint32_t)value);
}

static uint32_t hash_immediate(uint32_t hash, Term t)
{
    if (term_is_small(t)) {
        return hash_small(hash, small_value(t));
    }
    if (term_is_atom(t)) {
        uint32_t name = atom_name(t)->hash;
        return hash == 0 ? name : hash_one(hash, HASH_KIND(3), name);
    }
    if (term_is_nil(t)) {
        return hash == 0 ? UINT32_C(3468870702) : hash_one(hash, HASH_KIND(2), 2);
    }
    if (term_is_local_pid(t)) {
        uint32_t number = pid_number(t);
        return hash_one(hash, HASH_KIND(5), number);
    }
    return hash_halves(hash, HASH_KIND(6), port_number(t));
}

static uint32_t hash_external(uint32_t hash, Term t)
{
    if (term_is_external(t, EXTERNAL_PID)) {
        return hash_one(hash, HASH_KIND(5), (uint32_t)external_word(t, 0));
    }
    if (term_is_external(t, EXTERNAL_PORT)) {
        return hash_halves(hash, HASH_KIND(6), external_word(t, 0));
    }
    return hash_one(hash, HASH_KIND(7), ref_numbers(t).n[0]);
}

static uint32_t hash_export_fun(uint32_t hash, Term t)
{
    const ExportName *name = export_name(fun_export(t));
    hash = hash_two(hash, HASH_KIND(1), (uint32_t)name->arity, atom_name(name->module)->hash);
    return hash_one(hash, HASH_KIND(14), atom_name(name->function)->hash);
}

static void push_backwards(WordStack *s, const Term *words, uint32_t count)
{
    while (count > 0) {
        word_stack_push(s, words[--count]);
    }
}

static void hash_closure(Hash2 *h, Term t)
{
    const FunEntry *entry = fun_entry(t);
    uint32_t free_count = header_arity(boxed_header(t)) - 2;
    h->hash = hash_two(h->hash, HASH_KIND(1), free_count, atom_name(entry->module)->hash);
    h->hash = hash_two(h->hash, HASH_KIND(1), entry->index, entry->old_uniq);
    push_backwards(&h->stack, fun_free(t), free_count);
}

static void push_pair(Hash2 *h, Term key, Term value)
{
    word_stack_push(&h->stack, MARK_MAP_PAIR);
    word_stack_push(&h->stack, value);
    word_stack_push(&h->stack, key);
}

// Mixes the size and puts the outer state aside. False for the empty map, which has no pairs to
// come back from.
static bool begin_map(Hash2 *h, uint32_t size)
{
    h->hash = hash_one(h->hash, HASH_KIND(16), size);
    if (size == 0) {
        return false;
    }
    word_stack_push(&h->stack, h->pairs);
    word_stack_push(&h->stack, h->hash);
    word_stack_push(&h->stack, MARK_MAP_TAIL);
    h->hash = h->pairs = 0;
    return true;
}

static void hash_flatmap(Hash2 *h, Term t)
{
    const Term *words = boxed_words(t);
    uint32_t size = header_arity(words[0]) - 1;
    if (!begin_map(h, size)) {
        return;
    }
    const Term *keys = tuple_elements(words[1]), *values = words + 2;
    for (uint32_t i = 0; i < size; i++) {
        push_pair(h, keys[i], values[i]);
    }
}

static void push_children(Hash2 *h, const Term *children, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (term_is_cons(children[i])) {
            push_pair(h, cons_head(children[i]), cons_tail(children[i]));
        } else {
            word_stack_push(&h->stack, children[i]);
        }
    }
}

static void hash_boxed(Hash2 *h, Term t)
{
    const Term *words = boxed_words(t);
    uint32_t arity = header_arity(words[0]);
    switch (header_subtag(words[0])) {
    case SUBTAG_TUPLE:
        h->hash = hash_one(h->hash, HASH_KIND(9), arity);
        push_backwards(&h->stack, words + 1, arity);
        break;
    case SUBTAG_RECORD:
        h->hash = hash_two(h->hash, HASH_KIND(23), record_size(t),
                           (uint32_t)small_value(record_definition(t)[RECORD_HASH]));
        push_backwards(&h->stack, record_values(t), record_size(t));
        break;
    case SUBTAG_BIG_POS:
    case SUBTAG_BIG_NEG: h->hash = hash_big(h->hash, t); break;
    case SUBTAG_FLOAT: {
        uint64_t bits = hash_float_bits(t);
        h->hash = hash_halves(h->hash, HASH_KIND(12), bits >> 32 | bits << 32);
        break;
    }
    case SUBTAG_FUN: hash_closure(h, t); break;
    case SUBTAG_EXPORT_FUN: h->hash = hash_export_fun(h->hash, t); break;
    case SUBTAG_REF: h->hash = hash_one(h->hash, HASH_KIND(7), ref_numbers(t).n[0]); break;
    case SUBTAG_EXTERNAL: h->hash = hash_external(h->hash, t); break;
    case SUBTAG_FLATMAP: hash_flatmap(h, t); break;
    case SUBTAG_HASHMAP:
        begin_map(h, (uint32_t)small_value(words[1]));
        push_children(h, words + 2, arity - 1);
        break;
    case SUBTAG_HASHNODE: push_children(h, words + 1, arity); break;
    case SUBTAG_HEAP_BIN:
    case SUBTAG_REFC_BIN:
    case SUBTAG_SUB_BIN:
    case SUBTAG_MATCH: {
        BitView view = binary_view(t);
        h->hash = hash_bitstring(h->hash, view, (uint32_t)(view.size_bits / 8));
        break;
    }
    default: check_failed(__FILE__, __LINE__, "a term that cannot be hashed");
    }
}

static void hash_list(Hash2 *h, Term t)
{
    Term rest;
    h->hash = hash_list_bytes(h->hash, t, false, &rest);
    if (term_is_cons(rest)) {
        word_stack_push(&h->stack, cons_tail(rest));
        word_stack_push(&h->stack, cons_head(rest));
    } else {
        word_stack_push(&h->stack, rest);
    }
}

static void hash_next(Hash2 *h)
{
    Term t = word_stack_pop(&h->stack);
    if (term_is_cons(t)) {
        hash_list(h, t);
    } else if (term_is_boxed(t)) {
        hash_boxed(h, t);
    } else if (t == MARK_MAP_PAIR) {
        h->pairs ^= h->hash;
        h->hash = 0;
    } else if (t == MARK_MAP_TAIL) {
        uint32_t outer = (uint32_t)word_stack_pop(&h->stack);
        h->hash = hash_one(outer, HASH_KIND(19), h->pairs);
        h->pairs = (uint32_t)word_stack_pop(&h->stack);
    } else {
        h->hash = hash_immediate(h->hash, t);
    }
}

uint32_t term_hash_phash2(Term t)
{
    if (LIKELY(term_is_immediate(t))) {
        return hash_immediate(0, t);
    }
    Hash2 h;
    h.hash = h.pairs = 0;
    word_stack_init(&h.stack);
    word_stack_push(&h.stack, t);
    while (!word_stack_is_empty(&h.stack)) {
        hash_next(&h);
    }
    word_stack_free(&h.stack);
    return h.hash;
}
