// SPDX-License-Identifier: Apache-2.0
// compare_same.c -- =:=, exact equality: the comparison that matching and map lookups do all the
// time.
//
// Simpler than the order: terms of different kinds are just not the same, and header words can be
// compared whole. Parts wait on a work stack as two arrays; a list's rest is walked in a loop, so a
// long list needs no stack.
//
//   entry:  [pointer into b][pointer into a][count]      a pair of terms is an array of one
//
// Large maps: equal maps have equal tries (map_hash.c), so header, size and children decide,
// without lookups.
//
// EXCEPTIONS: 0.0 and -0.0 are the same up to OTP 26. Closures are the same when they come from
// the same fun and captured the same values, wherever they were created. Refs are compared by their
// ids; pid and magic refs have other words besides.
//
// Read before: vm/term/compare.c
#include "vm/base/release.h"
#include "vm/base/stack.h"
#include "vm/term/bits.h"
#include "vm/term/compare.h"
#include "vm/term/compare_leaf.h"
#include "vm/term/fun.h"
#include "vm/term/ref.h"

static void push_array(WordStack *s, const Term *a, const Term *b, size_t count)
{
    if (count) {
        word_stack_push(s, (uint64_t)(uintptr_t)b);
        word_stack_push(s, (uint64_t)(uintptr_t)a);
        word_stack_push(s, count);
    }
}

static bool is_same_closure(WordStack *s, Term a, Term b)
{
    const FunEntry *x = fun_entry(a), *y = fun_entry(b);
    if (x != y && (x->module != y->module || x->index != y->index || x->old_uniq != y->old_uniq)) {
        return false;
    }
    push_array(s, fun_free(a), fun_free(b), header_arity(boxed_header(a)) - 2);
    return true;
}

static bool is_same_external(Term a, Term b)
{
    if (external_node(a) != external_node(b)) {
        return false;
    }
    return term_is_external(a, EXTERNAL_REF) ? compare_references(a, b) == 0
                                             : external_word(a, 0) == external_word(b, 0);
}

// Objects with the same subtag: whether they are the same as far as one can see; parts go to the
// stack.
static bool is_same_boxed(WordStack *s, Subtag subtag, const Term *a, const Term *b)
{
    Term ta = boxed_make(a), tb = boxed_make(b);
    uint32_t arity = header_arity(a[0]);
    switch (subtag) {
    case SUBTAG_REF: return compare_references(ta, tb) == 0;
    case SUBTAG_EXTERNAL:
        return header_extra(a[0]) == header_extra(b[0]) && is_same_external(ta, tb);
    case SUBTAG_HEAP_BIN:
    case SUBTAG_REFC_BIN:
    case SUBTAG_SUB_BIN:
    case SUBTAG_MATCH:
        return binary_size_bits(ta) == binary_size_bits(tb) && compare_bitstrings(ta, tb) == 0;
    default: break;
    }
    if (a[0] != b[0]) {
        return false;
    }
    switch (subtag) {
    case SUBTAG_BIG_POS:
    case SUBTAG_BIG_NEG: return memcmp(a + 1, b + 1, arity * sizeof *a) == 0;
    case SUBTAG_FLOAT:
        return release_has_signed_zero() ? memcmp(a + 1, b + 1, sizeof *a) == 0
                                         : float_value(ta) == float_value(tb);
    case SUBTAG_FUN: return is_same_closure(s, ta, tb);
    case SUBTAG_EXPORT_FUN: return a[1] == b[1];
    case SUBTAG_TUPLE:
    case SUBTAG_RECORD: // the definition is a tuple
    case SUBTAG_FLATMAP:
    case SUBTAG_HASHMAP: // the size is a small, which compares like a child
    case SUBTAG_HASHNODE: push_array(s, a + 1, b + 1, arity); return true;
    default: check_failed(__FILE__, __LINE__, "a term that cannot be compared");
    }
}

// Two terms that are not the same word.
static bool is_same_term(WordStack *s, Term a, Term b)
{
    while (term_is_cons(a) && term_is_cons(b)) {
        Term x = cons_head(a), y = cons_head(b);
        if (x != y) {
            if (term_is_immediate(x) || term_is_immediate(y)) {
                return false;
            }
            push_array(s, cons_words(a), cons_words(b), 2);
            return true;
        }
        a = cons_tail(a);
        b = cons_tail(b);
        if (a == b) {
            return true;
        }
    }
    if (!term_is_boxed(a) || !term_is_boxed(b)) {
        return false;
    }
    const Term *x = boxed_words(a), *y = boxed_words(b);
    Subtag subtag = header_subtag(x[0]);
    uint32_t bits = 1u << SUBTAG_HEAP_BIN | 1u << SUBTAG_REFC_BIN | 1u << SUBTAG_SUB_BIN;
    if (subtag != header_subtag(y[0]) && !(bits >> subtag & bits >> header_subtag(y[0]) & 1)) {
        return false;
    }
    return is_same_boxed(s, subtag, x, y);
}

static bool are_arrays_same(WordStack *s)
{
    while (!word_stack_is_empty(s)) {
        size_t count = word_stack_pop(s);
        const Term *a = (const Term *)(uintptr_t)word_stack_pop(s);
        const Term *b = (const Term *)(uintptr_t)word_stack_pop(s);
        while (count && *a == *b) {
            a++;
            b++;
            count--;
        }
        if (count) {
            if (term_is_immediate(*a) || term_is_immediate(*b)) {
                return false;
            }
            push_array(s, a + 1, b + 1, count - 1);
            if (!is_same_term(s, *a, *b)) {
                return false;
            }
        }
    }
    return true;
}

// The usual keys: tuples whose first different element is an immediate, or that have none, need no stack.
static bool are_tuples_decided(const Term *a, const Term *b, bool *is_same)
{
    if (header_subtag(a[0]) != SUBTAG_TUPLE || header_subtag(b[0]) != SUBTAG_TUPLE) {
        return false;
    }
    *is_same = false;
    if (a[0] != b[0]) {
        return true;
    }
    for (uint32_t i = 1, arity = header_arity(a[0]); i <= arity; i++) {
        if (a[i] != b[i]) {
            return term_is_immediate(a[i]) || term_is_immediate(b[i]);
        }
    }
    *is_same = true;
    return true;
}

bool term_same_slow(Term a, Term b)
{
    bool is_same;
    if (a == b) {
        return true;
    }
    if (term_is_boxed(a) && term_is_boxed(b) &&
        are_tuples_decided(boxed_words(a), boxed_words(b), &is_same)) {
        return is_same;
    }
    WordStack s;
    word_stack_init(&s);
    bool result = is_same_term(&s, a, b) && are_arrays_same(&s);
    word_stack_free(&s);
    return result;
}
