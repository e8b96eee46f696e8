// SPDX-License-Identifier: Apache-2.0
// term_hash_wide.c -- the hash that orders large maps from OTP 27 on: 128 bits of MurmurHash3, fed
// with terms instead of bytes, folded to 64.
//
//   alpha, beta    two words; what a term is goes mostly into alpha, what is in it into beta
//   ticks          how many words were mixed; stands for the length
//
// Immediates go in as ERTS's tagged words (erts_word in term_hash_internal.c); one alone takes a
// short cut. The elements of a tuple are mixed at once if they are immediates, and otherwise wait on
// the stack, the last one first.
//
// EXCEPTIONS: as in term_hash_internal.c: pids, ports, references, external ones and fun M:F/A are
// hashed by what they are here, not by ERTS's numbers and addresses.
//
// Read before: vm/term/term_hash_internal.c
#include "vm/term/term_hash_wide.h"

#include "vm/base/alloc.h"
#include "vm/base/stack.h"
#include "vm/term/bignum.h"
#include "vm/term/bits.h"
#include "vm/term/fun.h"
#include "vm/term/map.h"
#include "vm/term/map_hash.h"
#include "vm/term/record.h"
#include "vm/term/ref.h"

enum WideKind {
    WIDE_IMMEDIATE = 1,
    WIDE_ELEMENT,
    WIDE_CAR,
    WIDE_CDR,
    WIDE_STRING,
    WIDE_TUPLE,
    WIDE_FLATMAP,
    WIDE_HASHMAP_FULL,
    WIDE_HASHMAP,
    WIDE_HASHNODE,
    WIDE_BINARY,
    WIDE_FUN,
    WIDE_EXPORT_FUN,
    WIDE_BIG_NEGATIVE,
    WIDE_BIG_POSITIVE,
    WIDE_REF,
    WIDE_EXTERNAL_REF,
    WIDE_EXTERNAL_PID,
    WIDE_EXTERNAL_PORT,
    WIDE_FLOAT,
    WIDE_RECORD = WIDE_TUPLE + 1, // only where kind_of moves the others up
};

// On the work stack: the rest of a list that is none. (Low bits 11: no term.)
#define MARK_CDR ((Term)TERM_TAG_HEADER)
#define FACTOR_1 UINT64_C(0x87C37B91114253D5)
#define FACTOR_2 UINT64_C(0x4CF5AD432745937F)

typedef struct Wide {
    uint64_t alpha, beta, ticks;
    WordStack stack;
} Wide;

// Since there are records, what stands behind tuples has the next number.
static inline uint64_t kind_of(enum WideKind kind)
{
    return kind > WIDE_TUPLE && release_has_native_records() ? kind + 1u : kind;
}

static inline uint64_t rotate(uint64_t x, int bits) { return x << bits | x >> (64 - bits); }
static inline uint64_t pair(uint64_t low, uint64_t high) { return low | high << 32; }

static inline uint64_t scramble_alpha(uint64_t word)
{
    return rotate(word * FACTOR_1, 31) * FACTOR_2;
}
static inline uint64_t scramble_beta(uint64_t word)
{
    return rotate(word * FACTOR_2, 33) * FACTOR_1;
}

static inline void mix_alpha(Wide *h, uint64_t word)
{
    h->alpha = rotate(h->alpha ^ scramble_alpha(word), 27);
    h->alpha = (h->alpha + h->beta) * 5 + 0x52DCE729;
    h->ticks++;
}

static inline void mix_beta(Wide *h, uint64_t word)
{
    h->beta = rotate(h->beta ^ scramble_beta(word), 31);
    h->beta = (h->beta + h->alpha) * 5 + 0x38495AB5;
    h->ticks++;
}

static inline uint64_t finish_word(uint64_t hash)
{
    hash = (hash ^ hash >> 33) * UINT64_C(0xFF51AFD7ED558CCD);
    hash = (hash ^ hash >> 33) * UINT64_C(0xC4CEB9FE1A85EC53);
    return hash ^ hash >> 33;
}

static void mix_immediate(Wide *h, Term t)
{
    mix_alpha(h, WIDE_IMMEDIATE);
    mix_beta(h, hash_erts_word(t));
}

static void add_part(Wide *h, Term t)
{
    if (term_is_immediate(t)) {
        mix_immediate(h, t);
    } else {
        mix_alpha(h, WIDE_ELEMENT);
        word_stack_push(&h->stack, t);
    }
}

// All but the last are parts; the last one is the next term.
static void add_parts(Wide *h, const Term *words, uint32_t count)
{
    for (uint32_t i = 0; i + 1 < count; i++) {
        add_part(h, words[i]);
    }
    if (count > 0) {
        word_stack_push(&h->stack, words[count - 1]);
    }
}

static void mix_flatmap(Wide *h, Term map)
{
    const uint32_t size = flatmap_size(map);
    const Term *keys = tuple_elements(flatmap_keys(map)), *values = flatmap_values(map);
    mix_alpha(h, kind_of(WIDE_FLATMAP));
    mix_beta(h, size);
    for (uint32_t i = 0; i < size; i++) {
        add_part(h, values[i]);
        if (i + 1 < size) {
            add_part(h, keys[i]);
        }
    }
    if (size > 0) {
        word_stack_push(&h->stack, keys[size - 1]);
    }
}

static void mix_node(Wide *h, Term node)
{
    const Term *words = boxed_words(node), *children = map_node_children(words);
    const uint32_t count = map_node_child_count(words);
    if (header_subtag(words[0]) == SUBTAG_HASHMAP) {
        mix_alpha(h, kind_of(count == 16 ? WIDE_HASHMAP_FULL : WIDE_HASHMAP));
        mix_beta(h, (uint64_t)small_value(words[1]));
    } else {
        mix_alpha(h, kind_of(WIDE_HASHNODE));
    }
    for (uint32_t i = 0; i < count; i++) {
        if (term_is_cons(children[i])) {
            add_part(h, cons_tail(children[i]));
            add_part(h, cons_head(children[i]));
        } else {
            word_stack_push(&h->stack, children[i]);
        }
    }
}

static uint64_t read_word(const uint8_t *bytes, size_t count)
{
    uint64_t word = 0;
    for (size_t i = 0; i < count; i++) {
        word |= (uint64_t)bytes[i] << (8 * i);
    }
    return word;
}

static void mix_bytes(Wide *h, const uint8_t *bytes, uint64_t bits)
{
    const uint64_t size = bits / 8;
    uint64_t at = 0;
    for (; at + 16 <= size; at += 16) {
        mix_alpha(h, read_word(bytes + at, 8));
        mix_beta(h, read_word(bytes + at + 8, 8));
    }
    const uint64_t left = size - at;
    if (left > 8) {
        h->beta ^= scramble_beta(read_word(bytes + at + 8, left - 8));
    }
    if (left > 0) {
        h->alpha ^= scramble_alpha(read_word(bytes + at, left < 8 ? left : 8));
    }
    if (bits % 8) {
        mix_alpha(h, bytes[size] >> (8 - bits % 8));
    }
}

static void mix_bitstring(Wide *h, Term t)
{
    const BitView view = binary_view(t);
    mix_alpha(h, kind_of(WIDE_BINARY));
    mix_beta(h, view.size_bits);
    if (view.offset_bits == 0) {
        mix_bytes(h, view.bytes, view.size_bits);
        return;
    }
    const size_t size = (view.size_bits + 7) / 8;
    uint8_t *copy = vm_calloc(size);
    bits_copy(copy, 0, view.bytes, view.offset_bits, view.size_bits);
    mix_bytes(h, copy, view.size_bits);
    vm_free(copy, size);
}

static void mix_big(Wide *h, Term big)
{
    const uint64_t *limbs = bignum_words(big);
    const uint32_t count = bignum_limbs(big);
    uint32_t i = 0;
    mix_alpha(
        h, pair(kind_of(bignum_is_negative(big) ? WIDE_BIG_NEGATIVE : WIDE_BIG_POSITIVE), count));
    for (; i + 2 <= count; i += 2) {
        mix_alpha(h, limbs[i]);
        mix_beta(h, limbs[i + 1]);
    }
    if (i < count) {
        mix_beta(h, limbs[i]);
    }
}

static void mix_reference(Wide *h, Term t, enum WideKind kind)
{
    const RefNumbers numbers = ref_numbers(t);
    uint32_t n[5] = {0}; // ids that a reference does not have count as 0
    for (uint32_t i = 0; i < numbers.count && i < 5; i++) {
        n[i] = numbers.n[i];
    }
    mix_alpha(h, pair(kind_of(kind), n[0]));
    mix_beta(h, pair(n[1], n[2]));
    mix_alpha(h, pair(n[3], n[4]));
}

static void mix_external(Wide *h, Term t)
{
    const Node *node = external_node(t);
    mix_beta(h, pair(hash_erts_word(node->name), node->creation));
    if (term_is_external(t, EXTERNAL_REF)) {
        mix_reference(h, t, WIDE_EXTERNAL_REF);
    } else {
        mix_alpha(
            h, kind_of(term_is_external(t, EXTERNAL_PID) ? WIDE_EXTERNAL_PID : WIDE_EXTERNAL_PORT));
        mix_alpha(h, external_word(t, 0));
    }
}

static void mix_closure(Wide *h, Term t)
{
    const FunEntry *entry = fun_entry(t);
    const uint32_t count = header_arity(boxed_header(t)) - 2;
    mix_alpha(h, pair(kind_of(WIDE_FUN), count));
    mix_beta(h, pair(entry->index, entry->old_uniq));
    mix_immediate(h, entry->module);
    add_parts(h, fun_free(t), count);
}

static void mix_export_fun(Wide *h, Term t)
{
    const ExportName *name = export_name(fun_export(t));
    mix_alpha(h, pair(kind_of(WIDE_EXPORT_FUN), name->arity));
    mix_beta(h, pair(hash_erts_word(name->module), hash_erts_word(name->function)));
}

static void mix_boxed(Wide *h, Term t)
{
    const Term *words = boxed_words(t);
    const uint32_t arity = header_arity(words[0]);
    switch (header_subtag(words[0])) {
    case SUBTAG_TUPLE:
        mix_alpha(h, WIDE_TUPLE);
        mix_beta(h, arity);
        add_parts(h, words + 1, arity);
        break;
    case SUBTAG_RECORD:
        mix_alpha(h, pair(WIDE_RECORD, record_size(t)));
        mix_beta(h, (uint64_t)small_value(record_definition(t)[RECORD_HASH]));
        add_parts(h, record_values(t), record_size(t));
        break;
    case SUBTAG_BIG_POS:
    case SUBTAG_BIG_NEG: mix_big(h, t); break;
    case SUBTAG_FLOAT:
        mix_alpha(h, kind_of(WIDE_FLOAT));
        mix_beta(h, words[1]);
        break;
    case SUBTAG_FUN: mix_closure(h, t); break;
    case SUBTAG_EXPORT_FUN: mix_export_fun(h, t); break;
    case SUBTAG_REF: mix_reference(h, t, WIDE_REF); break;
    case SUBTAG_EXTERNAL: mix_external(h, t); break;
    case SUBTAG_FLATMAP: mix_flatmap(h, t); break;
    case SUBTAG_HASHMAP:
    case SUBTAG_HASHNODE: mix_node(h, t); break;
    case SUBTAG_HEAP_BIN:
    case SUBTAG_REFC_BIN:
    case SUBTAG_SUB_BIN: mix_bitstring(h, t); break;
    default: check_failed(__FILE__, __LINE__, "a term that cannot be hashed");
    }
}

// Bytes at the front of a list four at a time, then one element; the rest waits.
static void mix_list(Wide *h, Term t)
{
    uint64_t word = 0, bytes = 0;
    for (; term_is_cons(t) && (cons_head(t) & ~(Term)0xFF0) == 0; t = cons_tail(t)) {
        word = word << 8 | (uint64_t)small_value(cons_head(t));
        if (++bytes == 4) {
            mix_alpha(h, pair(WIDE_STRING | bytes << 8, word));
            word = bytes = 0;
        }
    }
    if (bytes > 0) {
        mix_alpha(h, pair(WIDE_STRING | bytes << 8, word));
    }
    if (!term_is_cons(t)) {
        word_stack_push(&h->stack, t);
        return;
    }
    const Term head = cons_head(t), tail = cons_tail(t);
    word_stack_push(&h->stack, tail);
    if (term_is_immediate(head)) {
        mix_alpha(h, pair(WIDE_IMMEDIATE, WIDE_CAR));
        mix_beta(h, hash_erts_word(head));
        if (!term_is_cons(tail)) {
            mix_alpha(h, WIDE_CDR);
        }
        return;
    }
    if (!term_is_cons(tail)) {
        word_stack_push(&h->stack, MARK_CDR);
    }
    mix_alpha(h, WIDE_CAR);
    word_stack_push(&h->stack, head);
}

uint64_t term_hash_wide(Term t, uint64_t salt)
{
    if (LIKELY(term_is_immediate(t))) {
        return finish_word(hash_erts_word(t) + salt);
    }
    Wide h = {.alpha = salt, .beta = salt};
    word_stack_init(&h.stack);
    word_stack_push(&h.stack, t);
    while (!word_stack_is_empty(&h.stack)) {
        t = word_stack_pop(&h.stack);
        if (term_is_cons(t)) {
            mix_list(&h, t);
        } else if (term_is_boxed(t)) {
            mix_boxed(&h, t);
        } else if (t == MARK_CDR) {
            mix_beta(&h, WIDE_CDR);
        } else {
            mix_immediate(&h, t);
        }
    }
    word_stack_free(&h.stack);
    uint64_t alpha = h.alpha ^ h.ticks, beta = h.beta ^ h.ticks;
    alpha += beta;
    beta += alpha;
    alpha = finish_word(alpha);
    beta = finish_word(beta);
    alpha += beta;
    beta += alpha;
    return alpha ^ beta;
}
