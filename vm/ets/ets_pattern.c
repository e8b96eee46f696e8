// SPDX-License-Identifier: Apache-2.0
// ets_pattern.c -- looks at heads (and, for select_replace, bodies) of match specifications from
// outside.
//
//   {{a, '_'}, ...}      key a is known:        look into one bucket, or go down the tree once
//   {{{a, '$1'}, '_'}}   key begins with {a,:   an ordered set need only be walked from the first
//   such key to the last {'$1', ...} '_'      nothing is known
//
// A key that holds no variable anywhere counts as known, even if it is a map: a map in a head would
// also match larger maps, but ERTS looks such keys up, too.
//
// Read before: vm/ets/match_program.h     Read next: vm/ets/ets_select.c
#include "vm/ets/ets_pattern.h"

#include "vm/base/alloc.h"
#include "vm/base/stack.h"
#include "vm/ets/match_program.h"
#include "vm/term/compare.h"

enum { NESTING_MAX = 100 };

static bool is_variable(Term t) { return t == ATOM_UNDERSCORE || match_variable(t) >= 0; }

// The key of a head or tuple; TERM_NONE: it has none.
static Term key_of(Term tuple, uint32_t keypos)
{
    return term_is_tuple(tuple) && tuple_arity(tuple) >= keypos ? tuple_elements(tuple)[keypos - 1]
                                                                : TERM_NONE;
}

// ---- keys

static void add_key(EtsPattern *pattern, Term key)
{
    for (uint32_t i = 0; i < pattern->key_count; i++) {
        if (term_same(pattern->keys[i], key)) {
            return;
        }
    }
    if (pattern->key_count == pattern->key_room) {
        const uint32_t room = pattern->key_room ? pattern->key_room * 2 : 4;
        pattern->keys = vm_realloc(pattern->keys, pattern->key_room * sizeof *pattern->keys,
                                   room * sizeof *pattern->keys);
        pattern->key_room = room;
    }
    pattern->keys[pattern->key_count++] = key;
}

void ets_pattern_free(EtsPattern *pattern)
{
    vm_free(pattern->keys, pattern->key_room * sizeof *pattern->keys);
}

// An ordered set has one way through the tree: one key, or one range, or everything.
static void narrow_for_tree(EtsPattern *pattern, uint32_t partial_count)
{
    if (pattern->plan == ETS_KEYS_BOUND && pattern->key_count > 1) {
        pattern->plan = ETS_KEYS_ANY;
    }
    if (pattern->plan == ETS_KEYS_ANY && partial_count == 1 && pattern->key_count == 0) {
        pattern->plan = ETS_KEYS_RANGE;
    }
}

void ets_pattern_analyze(const EtsTable *t, Term spec, EtsPattern *pattern)
{
    uint32_t partial_count = 0;
    bool is_open = false; // some head fits any key
    *pattern = (EtsPattern){.plan = ETS_KEYS_NONE, .partial = TERM_NIL};
    for (; term_is_cons(spec); spec = cons_tail(spec)) {
        const Term head = tuple_elements(cons_head(spec))[0];
        const Term key = key_of(head, t->options.keypos);
        if (is_variable(head) || (!term_is_none(key) && is_variable(key))) {
            is_open = true;
        } else if (term_is_none(key)) {
            continue;
        } else if (match_has_variable(key)) {
            pattern->partial = key;
            partial_count++;
        } else {
            add_key(pattern, key);
        }
    }
    if (is_open || partial_count > 0) {
        pattern->plan = ETS_KEYS_ANY;
    } else if (pattern->key_count > 0) {
        pattern->plan = ETS_KEYS_BOUND;
    }
    if (ets_table_is_tree(t)) {
        narrow_for_tree(pattern, is_open ? 2 : partial_count);
    }
}

// ---- ranges

typedef enum Order { BEFORE, AFTER, EQUAL, UNKNOWN } Order; // the matches, seen from the key

static Order order_of(int compared) { return compared < 0 ? BEFORE : compared > 0 ? AFTER : EQUAL; }

static Order compare_partial(Term pattern, Term key, int nesting);

static Order compare_tuples(Term pattern, Term key, int nesting)
{
    const uint32_t arity = tuple_arity(pattern);
    if (arity != tuple_arity(key)) {
        return arity < tuple_arity(key) ? BEFORE : AFTER;
    }
    for (uint32_t i = 0; i < arity; i++) {
        const Order order =
            compare_partial(tuple_elements(pattern)[i], tuple_elements(key)[i], nesting + 1);
        if (order != EQUAL) {
            return order;
        }
    }
    return EQUAL;
}

// Once a variable is met nothing more can be said. Terms of different types compare the same
// whatever they hold.
static Order compare_partial(Term pattern, Term key, int nesting)
{
    while (term_is_cons(pattern) && term_is_cons(key) && nesting < NESTING_MAX) {
        const Order order = compare_partial(cons_head(pattern), cons_head(key), nesting + 1);
        if (order != EQUAL) {
            return order;
        }
        pattern = cons_tail(pattern);
        key = cons_tail(key);
    }
    if (is_variable(pattern) || nesting >= NESTING_MAX ||
        (term_is_map(pattern) && term_is_map(key))) {
        return UNKNOWN;
    }
    if (term_is_tuple(pattern) && term_is_tuple(key)) {
        return compare_tuples(pattern, key, nesting);
    }
    return order_of(term_compare(pattern, key));
}

int ets_pattern_side(const void *wanted, Term key)
{
    const Order order = compare_partial(*(const Term *)wanted, key, 0);
    return order == BEFORE ? -1 : order == AFTER ? 1 : 0;
}

// ---- select_replace

typedef struct BodyWalk {
    WordStack stack; // pairs to compare, and CONST_END marks
    bool is_const;   // inside {const, Term}
} BodyWalk;
#define CONST_END TERM_NONE

static void push_pair(BodyWalk *w, Term head, Term body)
{
    word_stack_push(&w->stack, head);
    word_stack_push(&w->stack, body);
}

static bool compare_tuple_body(BodyWalk *w, Term head, Term body)
{
    if (!w->is_const) {
        const uint32_t arity = tuple_arity(body);
        const Term *e = tuple_elements(body);
        if (arity == 2 && e[0] == ATOM_CONST) {
            word_stack_push(&w->stack, CONST_END);
            push_pair(w, head, e[1]);
            w->is_const = true;
            return true;
        }
        if (arity != 1 || !term_is_tuple(e[0])) {
            return false; // a call
        }
        body = e[0];
    }
    if (!term_is_tuple(head) || tuple_arity(head) != tuple_arity(body)) {
        return false;
    }
    for (uint32_t i = 0; i < tuple_arity(body); i++) {
        push_pair(w, tuple_elements(head)[i], tuple_elements(body)[i]);
    }
    return true;
}

// Will `body` surely build the term that `head` has matched?
static bool compare_body(BodyWalk *w, Term head, Term body)
{
    if (term_is_cons(body)) {
        if (!term_is_cons(head)) {
            return false;
        }
        push_pair(w, cons_tail(head), cons_tail(body));
        push_pair(w, cons_head(head), cons_head(body));
        return true;
    }
    if (term_is_tuple(body)) {
        return compare_tuple_body(w, head, body);
    }
    if (!term_is_immediate(body)) {
        return !term_is_map(body) &&
               term_same(head, body); // the map that was matched may have more keys
    }
    return head == body && head != ATOM_UNDERSCORE && head != ATOM_DOLLAR_DOLLAR &&
           head != ATOM_DOLLAR_UNDERSCORE && !(w->is_const && match_variable(head) >= 0);
}

static bool builds_same(Term head, Term body, bool is_const)
{
    BodyWalk w = {.is_const = is_const};
    bool is_same = true;
    word_stack_init(&w.stack);
    push_pair(&w, head, body);
    while (is_same && !word_stack_is_empty(&w.stack)) {
        const Term b = word_stack_pop(&w.stack);
        if (b == CONST_END) {
            w.is_const = false;
            continue;
        }
        const Term h = word_stack_pop(&w.stack);
        is_same = compare_body(&w, h, b);
    }
    word_stack_free(&w.stack);
    return is_same;
}

static bool is_element_call(Term t, uint32_t keypos)
{
    return term_is_tuple_of(t, 3) && tuple_elements(t)[0] == ATOM_ELEMENT &&
           tuple_elements(t)[1] == small_make(keypos) &&
           tuple_elements(t)[2] == ATOM_DOLLAR_UNDERSCORE;
}

static bool clause_keeps_key(Term head, Term body, uint32_t keypos)
{
    if (!term_is_cons(body) || cons_tail(body) != TERM_NIL) {
        return false;
    }
    const Term result = cons_head(body);
    if (result == ATOM_DOLLAR_UNDERSCORE) {
        return true;
    }
    const Term head_key = key_of(head, keypos);
    if (!term_is_tuple(result) || tuple_arity(result) == 0 || term_is_none(head_key)) {
        return false;
    }
    const Term *e = tuple_elements(result);
    const bool is_const = tuple_arity(result) == 2 && e[0] == ATOM_CONST;
    if (!is_const && tuple_arity(result) != 1) {
        return false;
    }
    const Term key = key_of(is_const ? e[1] : e[0], keypos);
    if (term_is_none(key)) {
        return false;
    }
    return builds_same(head_key, key, is_const) || (!is_const && is_element_call(key, keypos));
}

bool ets_pattern_keeps_key(Term spec, uint32_t keypos)
{
    for (; term_is_cons(spec); spec = cons_tail(spec)) {
        const Term clause = cons_head(spec);
        if (!term_is_tuple_of(clause, 3) ||
            !clause_keeps_key(tuple_elements(clause)[0], tuple_elements(clause)[2], keypos)) {
            return false;
        }
    }
    return spec == TERM_NIL;
}
