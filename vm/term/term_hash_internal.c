// SPDX-License-Identifier: Apache-2.0
// term_hash_internal.c -- the hash that orders large maps and finds entries in our own tables.
//
// It computes what ERTS's make_internal_hash computes, because programs see the order of large
// maps. Immediates are hashed there as tagged words, so each of ours is first turned into the word
// ERTS has for the same value:
//
//   small    value << 4 | 15        pid    data   << 4 | 3        []   0x3B
//   atom     index << 6 | 11        port   number << 4 | 7
//
// So integers, floats, strings, binaries, [] and tuples, lists and maps of those hash as in ERTS,
// bit for bit.
//
// EXCEPTIONS, which cannot be the same, nor are they from one ERTS node to the next: atoms (their
// index depends on what was loaded before), pids, ports and references (when they were made),
// external ones and fun M:F/A (ERTS mixes the addresses of its tables; we mix node name and
// creation, or module, function and arity).
//
// INVARIANTS
//   1. Terms that are the same (=:=) have the same hash.
//   2. Every bit that matters for =:= is mixed in: with other salts, different terms get different
//      hashes.
//   3. (From OTP 27 on it is the low half of term_hash_wide.c; maps look at no more of it.)
//   4. Hashes of parts are not cached in atoms (see 2) or anywhere else.
//
// Read before: vm/term/term_hash_mix.h     Read next: vm/term/map_hash.c
#include "vm/term/bignum.h"
#include "vm/term/fun.h"
#include "vm/term/record.h"
#include "vm/term/ref.h"
#include "vm/term/term_hash.h"
#include "vm/term/term_hash_mix.h"
#include "vm/term/term_hash_wide.h"

// On the work stack: the cdr that follows is not a list. (Low bits 11: no term.)
#define MARK_CDR ((Term)TERM_TAG_HEADER)

static inline uint64_t erts_word(Term t)
{
    if (term_is_small(t)) {
        return t | 15;
    }
    if (term_is_atom(t)) {
        return (uint64_t)atom_index(t) << 6 | 11;
    }
    if (term_is_local_pid(t)) {
        return (uint64_t)pid_data(t) << 4 | 3;
    }
    return term_is_nil(t) ? 0x3B : port_number(t) << 4 | 7;
}

static inline uint32_t turn_constant(uint32_t hash, uint32_t kind)
{
    hash ^= kind;
    return hash << 17 ^ hash >> 15;
}

static uint32_t hash_node(uint32_t hash, uint32_t kind, const Node *node)
{
    return hash_two(hash, kind, (uint32_t)erts_word(node->name), node->creation);
}

static uint32_t hash_reference(uint32_t hash, Term t)
{
    RefNumbers numbers = ref_numbers(t);
    // Ids that an external reference does not have count as 0, so they compare equal and hash
    // equal.
    for (uint32_t i = numbers.count; i < 3; i++) {
        numbers.n[i] = 0;
    }
    hash = hash_one(hash, HASH_KIND(7), numbers.n[0]);
    hash = hash_two(hash, HASH_KIND(8), numbers.n[1], numbers.n[2]);
    uint32_t fourth = numbers.count > 3 ? numbers.n[3] : 0,
             fifth = numbers.count > 4 ? numbers.n[4] : 0;
    // Only old or foreign nodes make so many (ERTS hashes three); without them invariant 2 would
    // not hold.
    return fourth || fifth ? hash_two(hash, HASH_KIND(8), fourth, fifth) : hash;
}

static uint32_t hash_external(uint32_t hash, Term t)
{
    const Node *node = external_node(t);
    if (term_is_external(t, EXTERNAL_PID)) {
        hash = hash_node(hash, HASH_KIND(5), node);
        return hash_halves(hash, HASH_KIND(5), external_word(t, 0));
    }
    if (term_is_external(t, EXTERNAL_PORT)) {
        hash = hash_node(hash, HASH_KIND(6), node);
        return hash_halves(hash, HASH_KIND(6), external_word(t, 0));
    }
    return hash_reference(hash_node(hash, HASH_KIND(7), node), t);
}

static uint32_t hash_export_fun(uint32_t hash, Term t)
{
    const ExportName *name = export_name(fun_export(t));
    hash = hash_two(hash, HASH_KIND(14), (uint32_t)erts_word(name->module),
                    (uint32_t)erts_word(name->function));
    return hash_one(hash, HASH_KIND(14), (uint32_t)name->arity);
}

// The first of the words becomes the next term, the others wait.
static void push_backwards(WordStack *s, const Term *words, uint32_t count)
{
    while (count > 0) {
        word_stack_push(s, words[--count]);
    }
}

static uint32_t hash_closure(uint32_t hash, Term t, WordStack *s)
{
    const FunEntry *entry = fun_entry(t);
    uint32_t free_count = header_arity(boxed_header(t)) - 2;
    hash = hash_two(hash, HASH_KIND(20), free_count, (uint32_t)erts_word(entry->module));
    hash = hash_two(hash, HASH_KIND(21), entry->index, entry->old_uniq);
    push_backwards(s, fun_free(t), free_count);
    return hash;
}

static uint32_t hash_flatmap(uint32_t hash, Term t, WordStack *s)
{
    uint32_t size = tuple_arity(t) - 1;
    const Term *words = boxed_words(t);
    const Term *keys = tuple_elements(words[1]), *values = words + 2;
    for (uint32_t i = size; i-- > 0;) {
        word_stack_push(s, values[i]);
        word_stack_push(s, keys[i]);
    }
    return hash_one(hash, HASH_KIND(16), size);
}

// Children of a trie's root or node: leaves as key over value. The last child is hashed first.
static void push_children(WordStack *s, const Term *children, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        Term child = children[i];
        if (term_is_cons(child)) {
            word_stack_push(s, cons_tail(child));
            word_stack_push(s, cons_head(child));
        } else {
            word_stack_push(s, child);
        }
    }
}

// Mixes one boxed object; its parts go to the stack.
static uint32_t hash_boxed(uint32_t hash, Term t, WordStack *s)
{
    const Term *words = boxed_words(t);
    uint32_t arity = header_arity(words[0]);
    switch (header_subtag(words[0])) {
    case SUBTAG_TUPLE:
        push_backwards(s, words + 1, arity);
        return hash_one(hash, HASH_KIND(9), arity);
    case SUBTAG_RECORD:
        push_backwards(s, record_values(t), record_size(t));
        return hash_two(hash, HASH_KIND(23), record_size(t),
                        (uint32_t)small_value(record_definition(t)[RECORD_HASH]));
    case SUBTAG_BIG_POS:
    case SUBTAG_BIG_NEG: return hash_big(hash, t);
    case SUBTAG_FLOAT: return hash_halves(hash, HASH_KIND(12), hash_float_bits(t));
    case SUBTAG_FUN: return hash_closure(hash, t, s);
    case SUBTAG_EXPORT_FUN: return hash_export_fun(hash, t);
    case SUBTAG_REF: return hash_reference(hash, t);
    case SUBTAG_EXTERNAL: return hash_external(hash, t);
    case SUBTAG_FLATMAP: return hash_flatmap(hash, t, s);
    case SUBTAG_HASHMAP:
        push_children(s, words + 2, arity - 1);
        return hash_one(hash, HASH_KIND(16), (uint32_t)small_value(words[1]));
    case SUBTAG_HASHNODE: push_children(s, words + 1, arity); return hash;
    case SUBTAG_HEAP_BIN:
    case SUBTAG_REFC_BIN:
    case SUBTAG_SUB_BIN:
    case SUBTAG_MATCH: {
        BitView view = binary_view(t);
        return hash_bitstring(hash, view, view.size_bits / 8);
    }
    default: check_failed(__FILE__, __LINE__, "a term that cannot be hashed");
    }
}

static uint32_t hash_parts(uint32_t hash, WordStack *s)
{
    while (!word_stack_is_empty(s)) {
        Term t = word_stack_pop(s);
        if (term_is_cons(t)) {
            Term rest;
            hash = hash_list_bytes(hash, t, true, &rest);
            if (!term_is_cons(rest)) {
                word_stack_push(s, rest);
                continue;
            }
            hash = turn_constant(hash, HASH_KIND(17));
            word_stack_push(s, cons_tail(rest));
            if (!term_is_cons(cons_tail(rest))) {
                word_stack_push(s, MARK_CDR);
            }
            word_stack_push(s, cons_head(rest));
        } else if (term_is_boxed(t)) {
            hash = hash_boxed(hash, t, s);
        } else if (t == MARK_CDR) {
            hash = turn_constant(hash, HASH_KIND(18));
        } else {
            hash = hash_halves(hash, HASH_KIND(1), erts_word(t));
        }
    }
    return hash;
}

uint64_t hash_erts_word(Term t) { return erts_word(t); }

uint32_t term_hash_internal(Term t, uint32_t salt)
{
    return release_hashes_wide() ? (uint32_t)term_hash_wide(t, salt) : term_hash_narrow(t, salt);
}

uint32_t term_hash_narrow(Term t, uint32_t salt)
{
    // A prime, so that nothing hashes as phash2 does.
    uint32_t hash = salt ^ UINT32_C(3432918353);
    if (LIKELY(term_is_immediate(t))) {
        return hash_halves(hash, HASH_KIND(1), erts_word(t));
    }
    WordStack s;
    word_stack_init(&s);
    word_stack_push(&s, t);
    hash = hash_parts(hash, &s);
    word_stack_free(&s);
    return hash;
}
