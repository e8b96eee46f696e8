// SPDX-License-Identifier: Apache-2.0
// term_size.c -- how large a term is in ERTS, in words: what erts_debug:flat_size/1 and
// size_shared/1 answer.
//
// Nearly all our layouts have ERTS's sizes, and the walk is the same as in copy.c. The rest is a
// correction by type:
//
//   empty tuple         0   (a global literal there)
//   closure             5 + free variables   (3 + n here)      fun M:F/A            5   (2 here)
//                                       (these of OTP 25; later releases: vm/base/release.h)
//   external thing      one more (a link there)                magic reference      3   (5 here)
//   flat map            one more (its size)
//   sub binary          what a copy of it would take there: with bits 5 words more, and up to 2 bytes
//
// Measured on OTP 25.2.3 (erts_debug:flat_size/1 of each type).
// With sharing, every object is counted at its first visit only and literals never; the visited
// addresses are kept in a hash set, since we do not mark the terms themselves (other threads may
// read literals).
//
// Read before: vm/heap/copy.c     Read next: vm/heap/literal.c
#include "vm/heap/copy.h"

#include "vm/base/hash.h"
#include "vm/base/stack.h"
#include "vm/heap/literal.h"
#include "vm/term/binary.h"
#include "vm/term/fun.h"
#include "vm/term/ref.h"

enum {
    ERTS_FLATMAP_EXTRA = 1,
    ERTS_MAGIC_REF_WORDS = 3,
    ERTS_SHARED_BITS_WORDS = 8,
    SET_FIRST_ROOM = 256
};

// ---- the set of visited addresses: open addressing, room a power of two, 0: free
typedef struct WordSet {
    uint64_t *slots;
    size_t room, count;
} WordSet;

static bool put_word(WordSet *set, uint64_t word)
{
    size_t at = hash_word(word) & (set->room - 1);
    while (set->slots[at] != 0) {
        if (set->slots[at] == word) {
            return false;
        }
        at = (at + 1) & (set->room - 1);
    }
    set->slots[at] = word;
    set->count++;
    return true;
}

static void grow_set(WordSet *set)
{
    WordSet larger = {.room = set->room ? set->room * 2 : SET_FIRST_ROOM};
    larger.slots = vm_calloc(larger.room * sizeof *larger.slots);
    for (size_t i = 0; i < set->room; i++) {
        if (set->slots[i] != 0) {
            put_word(&larger, set->slots[i]);
        }
    }
    vm_free(set->slots, set->room * sizeof *set->slots);
    *set = larger;
}

// False when it was there already.
static bool add_to_set(WordSet *set, uint64_t word)
{
    if (set->count * 2 >= set->room) {
        grow_set(set);
    }
    return put_word(set, word);
}

// ---- sizes

// From OTP 27 on: what fits stands on the heap behind its size.
static size_t measure_bits_as_erts(uint64_t size_bits)
{
    return size_bits <= BINARY_HEAP_MAX * 8 ? 2 + (size_bits + 63) / 64 : ERTS_SHARED_BITS_WORDS;
}

static size_t measure_sub_as_erts(const SubBin *sub)
{
    if (release_has_one_bit_layout()) {
        return measure_bits_as_erts(sub->size_bits);
    }
    uint64_t loose_bits = sub->size_bits % 8 + sub->offset_bits % 8;
    uint64_t extra_bytes = loose_bits > 8 ? 2 : loose_bits > 0 ? 1 : 0;
    size_t words = loose_bits ? SUB_BIN_WORDS : 0;
    if (term_is_subtag(sub->original, SUBTAG_REFC_BIN)) {
        return words + REFC_BIN_WORDS;
    }
    return words + heap_bin_words(sub->size_bits / 8 + extra_bytes);
}

static void push_elements(WordStack *stack, const Term *words, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (!term_is_immediate(words[i])) {
            word_stack_push(stack, words[i]);
        }
    }
}

static size_t measure_boxed_as_erts(const Term *words, WordStack *stack)
{
    Term header = words[0];
    uint32_t arity = header_arity(header);
    switch (header_subtag(header)) {
    case SUBTAG_TUPLE:
        push_elements(stack, words + 1, arity);
        return arity == 0 ? 0 : 1 + (size_t)arity;
    case SUBTAG_FUN:
        push_elements(stack, words + 1, arity);
        return 1 + (size_t)arity - FUN_WORDS + release_fun_words();
    case SUBTAG_EXPORT_FUN: return release_export_fun_words();
    case SUBTAG_REF:
        return header_extra(header) == REF_MAGIC ? ERTS_MAGIC_REF_WORDS : 1 + (size_t)arity;
    case SUBTAG_EXTERNAL: return 2 + (size_t)arity;
    case SUBTAG_REFC_BIN:
        return release_has_one_bit_layout() ? ERTS_SHARED_BITS_WORDS : 1 + (size_t)arity;
    case SUBTAG_SUB_BIN: return measure_sub_as_erts((const SubBin *)words);
    case SUBTAG_FLATMAP:
        push_elements(stack, words + 1, arity);
        return 1 + (size_t)arity + ERTS_FLATMAP_EXTRA;
    case SUBTAG_HASHMAP:
    case SUBTAG_HASHNODE:
    case SUBTAG_RECORD: push_elements(stack, words + 1, arity); return 1 + (size_t)arity;
    default: return 1 + (size_t)arity;
    }
}

// seen NULL: count every path to an object, and literals.
static size_t measure_as_erts(Term t, WordSet *seen)
{
    size_t words = 0;
    WordStack stack;
    word_stack_init(&stack);
    push_elements(&stack, &t, 1);
    while (!word_stack_is_empty(&stack)) {
        t = word_stack_pop(&stack);
        while (!term_is_immediate(t)) {
            if (seen != NULL && (term_is_literal(t) || !add_to_set(seen, t))) {
                break;
            }
            if (!term_is_cons(t)) {
                words += measure_boxed_as_erts(boxed_words(t), &stack);
                break;
            }
            words += 2;
            push_elements(&stack, cons_words(t), 1);
            t = cons_tail(t);
        }
    }
    word_stack_free(&stack);
    return words;
}

size_t term_flat_size(Term t) { return measure_as_erts(t, NULL); }

size_t term_shared_size(Term t)
{
    WordSet seen = {0};
    size_t words = measure_as_erts(t, &seen);
    vm_free(seen.slots, seen.room * sizeof *seen.slots);
    return words;
}
