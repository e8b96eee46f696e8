// SPDX-License-Identifier: Apache-2.0
// copy.c -- copies a term, with all that belongs to it, to another space.
//
// Two passes. The first (copy_size) counts words; it walks the term with an explicit stack. The
// second needs no stack at all, since the copy itself is the list of what remains to be done:
//
//   [ done: pointers only into the copy or to literals | copied word by word, pointers still lead to the source | free ]
//   ^base                                              ^scan                                                    ^top
//
// The scan takes the next word; if it points to the source, that object is copied to top and the
// word changed. Of a list, up to LIST_RUN cells are copied at once when the first is met, which
// keeps them together; their tails then point into the copy already, and the scan passes over them.
// (As in gc_move.c, and so many for the same reason.)
//
// Exceptions
//   - Sharing is not kept: an object that is reached twice is copied twice (as ERTS does).
//   - Literals stay where they are, except in the _all forms.
//   - A sub binary of a heap binary becomes a heap binary of just its bits; one of a refc binary
//     brings a refc binary of its own. Both are written at once with their original, so the scan
//     passes over them.
//   - Match contexts never leave their process, so they are never met.
//
// Read before: vm/heap/copy.h     Read next: vm/heap/term_size.c
#include "vm/heap/copy.h"

#include "vm/base/stack.h"
#include "vm/heap/literal.h"
#include "vm/heap/offheap.h"
#include "vm/term/bits.h"

enum {
    CONTAINERS = 1u << SUBTAG_TUPLE | 1u << SUBTAG_FUN | 1u << SUBTAG_EXPORT_FUN |
                 1u << SUBTAG_FLATMAP | 1u << SUBTAG_HASHMAP | 1u << SUBTAG_HASHNODE |
                 1u << SUBTAG_RECORD
};

enum { LIST_RUN = 64 };

// ---- first pass: size

static inline bool is_kept(Term pointer, bool is_all)
{
    return !is_all && term_is_literal(pointer);
}

static inline uint64_t count_bytes(uint64_t bits) { return bits / 8 + (bits % 8 != 0); }

// What copying a sub binary takes (copy_sub_binary below).
static size_t measure_sub_binary(const SubBin *sub, bool is_all)
{
    if (is_kept(sub->original, is_all)) {
        return SUB_BIN_WORDS;
    }
    if (term_is_subtag(sub->original, SUBTAG_REFC_BIN)) {
        return SUB_BIN_WORDS + REFC_BIN_WORDS;
    }
    size_t words = heap_bin_words(count_bytes(sub->size_bits));
    return sub->size_bits % 8 == 0 ? words : words + SUB_BIN_WORDS;
}

// A match context is copied as the bitstring that is left of it.
static SubBin rest_of_match(const Term *words)
{
    const MatchContext *m = (const MatchContext *)words;
    return (SubBin){header_make(SUBTAG_SUB_BIN, SUB_BIN_WORDS - 1), m->original, m->at_bits,
                    m->end_bits - m->at_bits, 0};
}

static inline void push_unless_immediate(WordStack *stack, Term t)
{
    if (!term_is_immediate(t)) {
        word_stack_push(stack, t);
    }
}

static size_t measure_boxed(Term t, bool is_all, WordStack *stack)
{
    const Term *words = boxed_words(t);
    Term header = words[0];
    uint32_t arity = header_arity(header);
    Subtag subtag = header_subtag(header);
    if (subtag == SUBTAG_SUB_BIN) {
        return measure_sub_binary((const SubBin *)words, is_all);
    }
    if (subtag == SUBTAG_MATCH) {
        const SubBin rest = rest_of_match(words);
        return measure_sub_binary(&rest, is_all);
    }
    if (CONTAINERS >> subtag & 1) {
        for (uint32_t i = 1; i <= arity; i++) {
            push_unless_immediate(stack, words[i]);
        }
    }
    return 1 + (size_t)arity;
}

static size_t measure(Term t, bool is_all)
{
    if (term_is_immediate(t)) {
        return 0;
    }
    size_t words = 0;
    WordStack stack;
    word_stack_init(&stack);
    word_stack_push(&stack, t);
    while (!word_stack_is_empty(&stack)) {
        t = word_stack_pop(&stack);
        while (term_is_cons(t) && !is_kept(t, is_all)) {
            words += 2;
            push_unless_immediate(&stack, cons_head(t));
            t = cons_tail(t);
        }
        if (term_is_boxed(t) && !is_kept(t, is_all)) {
            words += measure_boxed(t, is_all, &stack);
        }
    }
    word_stack_free(&stack);
    return words;
}

size_t copy_size(Term t) { return measure(t, false); }
size_t copy_size_all(Term t) { return measure(t, true); }

// ---- second pass: copying

typedef struct Copier {
    Space *space; // off-heap objects are linked here
    Term *base;
    Term *top;
    uintptr_t room_bytes;             // of the copy, from base
    uintptr_t kept_start, kept_bytes; // the literals, if they stay; else nothing
} Copier;

ALWAYS_INLINE bool is_in_copy(const Copier *c, Term pointer)
{
    return pointer - (uintptr_t)c->base < c->room_bytes;
}

ALWAYS_INLINE bool is_literal_kept(const Copier *c, Term pointer)
{
    return pointer - c->kept_start < c->kept_bytes;
}

ALWAYS_INLINE Term copy_list(Copier *c, Term list)
{
    Term *to = c->top;
    const Term *last = to + 2 * (LIST_RUN - 1);
    Term copy = cons_make(to);
    for (;;) {
        const Term *cell = cons_words(list);
        to[0] = cell[0];
        list = cell[1];
        if (!term_is_cons(list) || is_literal_kept(c, list) || to == last) {
            to[1] = list; // if it is to be copied, the scan will find it
            c->top = to + 2;
            return copy;
        }
        to[1] = cons_make(to + 2);
        to += 2;
    }
}

static Term copy_refc(Copier *c, const Term *words)
{
    Term *to = c->top;
    c->top += REFC_BIN_WORDS;
    memcpy(to, words, REFC_BIN_WORDS * sizeof(Term));
    offheap_adopt_copy(c->space, to);
    return boxed_make(to);
}

static Term write_sub(Copier *c, Term original, uint64_t offset_bits, uint64_t size_bits)
{
    SubBin *to = (SubBin *)c->top;
    c->top += SUB_BIN_WORDS;
    *to = (SubBin){header_make(SUBTAG_SUB_BIN, SUB_BIN_WORDS - 1), original, offset_bits, size_bits,
                   0};
    return boxed_make((Term *)to);
}

static Term copy_heap_bits(Copier *c, const SubBin *sub)
{
    const HeapBin *from = (const HeapBin *)boxed_words(sub->original);
    uint64_t size_bytes = count_bytes(sub->size_bits);
    uint32_t words = heap_bin_words(size_bytes);
    HeapBin *to = (HeapBin *)c->top;
    c->top += words;
    to->header = header_make(SUBTAG_HEAP_BIN, words - 1);
    to->size_bytes = size_bytes;
    memset(to->bytes, 0, (words - 2) * sizeof(Term));
    bits_copy(to->bytes, 0, from->bytes, sub->offset_bits, sub->size_bits);
    return boxed_make((Term *)to);
}

static Term copy_sub_binary(Copier *c, const SubBin *sub)
{
    if (is_literal_kept(c, sub->original)) {
        return write_sub(c, sub->original, sub->offset_bits, sub->size_bits);
    }
    if (term_is_subtag(sub->original, SUBTAG_REFC_BIN)) {
        Term original = copy_refc(c, boxed_words(sub->original));
        return write_sub(c, original, sub->offset_bits, sub->size_bits);
    }
    Term bytes = copy_heap_bits(c, sub);
    return sub->size_bits % 8 == 0 ? bytes : write_sub(c, bytes, 0, sub->size_bits);
}

// An object that is no container.
static NOINLINE Term copy_opaque(Copier *c, const Term *words)
{
    if (header_subtag(words[0]) == SUBTAG_SUB_BIN) {
        return copy_sub_binary(c, (const SubBin *)words);
    }
    if (header_subtag(words[0]) == SUBTAG_MATCH) {
        const SubBin rest = rest_of_match(words);
        return copy_sub_binary(c, &rest);
    }
    Term *to = c->top;
    size_t count = (size_t)header_arity(words[0]) + 1;
    c->top += count;
    memcpy(to, words, count * sizeof(Term));
    if (offheap_is_object(words[0])) {
        offheap_adopt_copy(c->space, to);
    }
    return boxed_make(to);
}

ALWAYS_INLINE Term copy_container(Copier *c, const Term *words)
{
    Term *to = c->top;
    size_t count = (size_t)header_arity(words[0]) + 1;
    c->top += count;
    switch (count) { // small tuples: no call
    case 3: memcpy(to, words, 24); break;
    case 4: memcpy(to, words, 32); break;
    case 5: memcpy(to, words, 40); break;
    default: memcpy(to, words, count * sizeof(Term));
    }
    return boxed_make(to);
}

ALWAYS_INLINE Term copy_pointer(Copier *c, Term t)
{
    if (term_is_cons(t)) {
        return copy_list(c, t);
    }
    const Term *words = boxed_words(t);
    if (CONTAINERS >> header_subtag(words[0]) & 1) {
        return copy_container(c, words);
    }
    // By way of another struct: the address of *c must not escape, or its members could not live in
    // registers.
    Copier outside = *c;
    Term copy = copy_opaque(&outside, words);
    c->top = outside.top;
    return copy;
}

static void scan_copy(Copier *outside)
{
    Copier c = *outside;
    Term *scan = c.base;
    while (scan < c.top) {
        Term t = *scan;
        if (term_is_immediate(t)) {
            scan++;
        } else if (!header_is(t)) {
            if (!is_in_copy(&c, t) && !is_literal_kept(&c, t)) {
                *scan = copy_pointer(&c, t);
            }
            scan++;
        } else {
            scan += CONTAINERS >> header_subtag(t) & 1 ? 1 : 1 + (size_t)header_arity(t);
        }
    }
    *outside = c;
}

static Term copy_measured(Space *space, Term t, size_t words, bool is_all)
{
    if (words == 0) {
        return t; // an immediate or a literal
    }
    Term *base = space_take(space, words);
    Copier c = {.space = space, .base = base, .top = base, .room_bytes = words * sizeof(Term)};
    if (!is_all) {
        c.kept_start = literal_range_start;
        c.kept_bytes = literal_range_size;
    }
    Term copy = copy_pointer(&c, t);
    scan_copy(&c);
    CHECK(c.top == base + words);
    return copy;
}

Term copy_term_sized(Space *space, Term t, size_t words)
{
    return copy_measured(space, t, words, false);
}
Term copy_term(Space *space, Term t) { return copy_measured(space, t, copy_size(t), false); }
Term copy_term_all(Space *space, Term t) { return copy_measured(space, t, copy_size_all(t), true); }

Fragment *copy_to_fragment(Term t, Term *copy)
{
    size_t words = copy_size(t);
    if (words == 0) {
        *copy = t;
        return NULL;
    }
    Fragment *f = fragment_new(words);
    Space space = fragment_space(f);
    *copy = copy_term_sized(&space, t, words);
    fragment_close(f, &space);
    return f;
}
