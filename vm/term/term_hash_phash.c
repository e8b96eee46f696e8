// SPDX-License-Identifier: Apache-2.0
// term_hash_phash.c -- erlang:phash/2, the hash before phash2: old programs and old mnesia tables
// keep its values.
//
// One state, multiplied by a prime a little above 2^28 and increased, byte by byte. What comes
// after the parts of a list or tuple (its end, its arity) waits below them on the stack as a
// marker:
//
//        tuple   [arity][MARK_ARITY] [element n] .. [element 1]
//        list    [tail][MARK_TAIL][head], at its end [MARK_END]
//
// EXCEPTIONS: a run of bytes in a list is hashed with one multiplication for each, not as integers
// are. A map counts with its phash2.
//
// Read before: vm/term/term_hash.c
#include "vm/base/stack.h"
#include "vm/term/atom.h"
#include "vm/term/bignum.h"
#include "vm/term/bits.h"
#include "vm/term/fun.h"
#include "vm/term/ref.h"
#include "vm/term/term_hash.h"
#include "vm/term/term_hash_mix.h"

enum {
    PRIME_1 = 268440163,
    PRIME_2 = 268439161,
    PRIME_3 = 268435459,
    PRIME_4 = 268436141,
    PRIME_5 = 268438633,
    PRIME_6 = 268437017,
    PRIME_8 = 268437511,
    PRIME_9 = 268439627,
    PRIME_10 = 268440479,
    PRIME_11 = 268440577,
    PRIME_12 = 268440581,
    PRIME_13 = 268440593,
    PRIME_14 = 268440611,
    PRIME_15 = 268440629,
};

#define MARK_ARITY ((Term)1 << 6 | TERM_TAG_HEADER)  // below it: the arity
#define MARK_TAIL ((Term)2 << 6 | TERM_TAG_HEADER)   // below it: the tail of a list
#define MARK_END ((Term)3 << 6 | TERM_TAG_HEADER)    // a list has ended
#define MARK_RECORD ((Term)4 << 6 | TERM_TAG_HEADER) // below it: the number of words

static uint32_t step_bytes(uint32_t hash, uint64_t word, int count, uint32_t prime)
{
    for (; count > 0; count--, word >>= 8) {
        hash = hash * prime + (word & 0xFF);
    }
    return hash;
}

static uint32_t hash_magnitude(uint32_t hash, const uint64_t *limbs, uint32_t count, bool negative)
{
    for (uint32_t i = 0; i + 1 < count; i++) {
        hash = step_bytes(hash, limbs[i], 8, PRIME_2);
    }
    uint64_t last = limbs[count - 1];
    hash = step_bytes(hash, last, last >> 32 ? 8 : 4, PRIME_2);
    return hash * (negative ? PRIME_4 : PRIME_3);
}

static uint32_t hash_port(uint32_t hash, uint64_t number)
{
    if (number >> 32) {
        hash = step_bytes(hash, number >> 32, 4, PRIME_11);
    }
    return step_bytes(hash, number, 4, PRIME_9) * PRIME_10;
}

static uint32_t hash_pid(uint32_t hash, uint32_t number)
{
    return step_bytes(hash, number, 4, PRIME_5) * PRIME_6;
}

static uint32_t hash_atom(uint32_t hash, Term atom)
{
    return hash * PRIME_1 + atom_name(atom)->hash;
}

static uint32_t hash_immediate(uint32_t hash, Term t)
{
    if (term_is_small(t)) {
        int64_t value = small_value(t);
        uint64_t magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value;
        return hash_magnitude(hash, &magnitude, 1, value < 0);
    }
    if (term_is_atom(t)) {
        return hash_atom(hash, t);
    }
    if (term_is_nil(t)) {
        return hash * PRIME_3 + 1;
    }
    if (term_is_local_pid(t)) {
        return hash_pid(hash, pid_number(t));
    }
    return hash_port(hash, port_number(t));
}

static uint32_t hash_bits(uint32_t hash, BitView view)
{
    uint64_t at = view.offset_bits, bytes = view.size_bits / 8;
    uint32_t rest = view.size_bits % 8;
    for (uint64_t i = 0; i < bytes; i++, at += 8) {
        hash = hash * PRIME_1 + (uint32_t)bits_get_u64(view.bytes, at, 8);
    }
    if (rest) {
        uint32_t last = (uint32_t)bits_get_u64(view.bytes, at, rest);
        hash = (hash * PRIME_1 + last) * PRIME_12 + rest;
    }
    return hash * PRIME_4 + (uint32_t)bytes;
}

static uint32_t hash_external(uint32_t hash, Term t)
{
    if (term_is_external(t, EXTERNAL_PID)) {
        return hash_pid(hash, (uint32_t)external_word(t, 0));
    }
    if (term_is_external(t, EXTERNAL_PORT)) {
        return hash_port(hash, external_word(t, 0));
    }
    return step_bytes(hash, ref_numbers(t).n[0], 4, PRIME_9) * PRIME_10;
}

static uint32_t hash_export_fun(uint32_t hash, Term t)
{
    const ExportName *name = export_name(fun_export(t));
    hash = hash * PRIME_11 + (uint32_t)name->arity;
    return hash_atom(hash_atom(hash, name->module), name->function);
}

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
    hash = hash_atom(hash * PRIME_10 + free_count, entry->module);
    hash = (hash * PRIME_2 + entry->index) * PRIME_2 + entry->old_uniq;
    push_backwards(s, fun_free(t), free_count);
    return hash;
}

static uint32_t hash_boxed(uint32_t hash, Term t, WordStack *s)
{
    const Term *words = boxed_words(t);
    uint32_t arity = header_arity(words[0]);
    switch (header_subtag(words[0])) {
    case SUBTAG_TUPLE:
        word_stack_push(s, arity);
        word_stack_push(s, MARK_ARITY);
        push_backwards(s, words + 1, arity);
        return hash;
    case SUBTAG_RECORD:
        word_stack_push(s, arity);
        word_stack_push(s, MARK_RECORD);
        push_backwards(s, words + 1, arity);
        return hash;
    case SUBTAG_BIG_POS:
    case SUBTAG_BIG_NEG:
        return hash_magnitude(hash, bignum_words(t), bignum_limbs(t), bignum_is_negative(t));
    case SUBTAG_FLOAT: {
        uint64_t bits = hash_float_bits(t);
        return hash * PRIME_6 + ((uint32_t)bits ^ (uint32_t)(bits >> 32));
    }
    case SUBTAG_FUN: return hash_closure(hash, t, s);
    case SUBTAG_EXPORT_FUN: return hash_export_fun(hash, t);
    case SUBTAG_REF: return step_bytes(hash, ref_numbers(t).n[0], 4, PRIME_9) * PRIME_10;
    case SUBTAG_EXTERNAL: return hash_external(hash, t);
    case SUBTAG_FLATMAP:
    case SUBTAG_HASHMAP: return hash * PRIME_13 + PRIME_14 + term_hash_phash2(t);
    case SUBTAG_HEAP_BIN:
    case SUBTAG_REFC_BIN:
    case SUBTAG_SUB_BIN:
    case SUBTAG_MATCH: return hash_bits(hash, binary_view(t));
    default: check_failed(__FILE__, __LINE__, "a term that cannot be hashed");
    }
}

// A list, or what is left of one: bytes at once, then either a head that is no byte, or the end.
static uint32_t hash_list(uint32_t hash, Term t, WordStack *s)
{
    while (term_is_cons(t) && term_is_byte(cons_head(t))) {
        hash = hash * PRIME_2 + (uint32_t)small_value(cons_head(t));
        t = cons_tail(t);
    }
    if (term_is_cons(t)) {
        word_stack_push(s, cons_tail(t));
        word_stack_push(s, MARK_TAIL);
        word_stack_push(s, cons_head(t));
    } else {
        word_stack_push(s, MARK_END);
        word_stack_push(s, t);
    }
    return hash;
}

uint32_t term_hash_phash(Term t)
{
    WordStack s;
    word_stack_init(&s);
    word_stack_push(&s, t);
    uint32_t hash = 0;
    while (!word_stack_is_empty(&s)) {
        Term next = word_stack_pop(&s);
        if (term_is_cons(next)) {
            hash = hash_list(hash, next, &s);
        } else if (term_is_boxed(next)) {
            hash = hash_boxed(hash, next, &s);
        } else if (next == MARK_TAIL) {
            hash = hash_list(hash, word_stack_pop(&s), &s);
        } else if (next == MARK_END) {
            hash *= PRIME_8;
        } else if (next == MARK_ARITY) {
            hash = hash * PRIME_9 + (uint32_t)word_stack_pop(&s);
        } else if (next == MARK_RECORD) {
            hash = hash * PRIME_15 + (uint32_t)word_stack_pop(&s);
        } else {
            hash = hash_immediate(hash, next);
        }
    }
    word_stack_free(&s);
    return hash;
}
