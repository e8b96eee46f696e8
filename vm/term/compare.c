// SPDX-License-Identifier: Apache-2.0
// compare.c -- the order of all terms, without recursion.
//
// A loop compares two terms. Leaves give a result; composite terms put the comparisons of their
// parts on a work stack, so that the next to be done is on top, and the loop takes that. The first
// result that is not 0 ends everything:
//
//   { a, [1|T] }        { b, [1|U] }       stack:   [T][U]  <- below: what follows, if equal so far
//
//   entry of the stack           words, the top first
//   two terms                    a, b
//   two arrays of terms          MARK_ARRAY with the count, pointer, pointer
//   end of a flat map's keys     MARK_INEXACT: from here on 1 == 1.0 again
//
// Large maps are the exception: their parts must be compared even after one differed, because
// another key may come first. So there is a chain of map states (compare_map.c); each remembers how
// high the stack was, gets the result of what it asked, and asks again. A result that is not 0 ends
// everything only when the chain is empty.
//
//   chain:  [ map in key of map | mark 12 ] -> [ outer map | mark 4 ]
//
// INVARIANTS
//   1. Words with low bits 11 are marks, pointers are 8-aligned; both are told apart by position,
//      after a mark.
//   2. When the stack is at the innermost map's mark, the result belongs to that map.
//
// Elsewhere: =:= is in compare_same.c, leaves in compare_leaf.c. Guards and arithmetic compare
// smalls themselves.
// Read before: vm/term/compare.h     Read next: vm/term/map_flat.c
#include "vm/term/compare.h"

#include "vm/base/release.h"

#include "vm/base/stack.h"
#include "vm/term/compare_leaf.h"
#include "vm/term/compare_map.h"
#include "vm/term/fun.h"
#include "vm/term/map.h"
#include "vm/term/record.h"
#include "vm/term/ref.h"

// Classes of terms in ascending order. A float counts apart from integers only in the exact order.
typedef enum TermClass {
    CLASS_INTEGER,
    CLASS_FLOAT,
    CLASS_ATOM,
    CLASS_REF,
    CLASS_FUN,
    CLASS_PORT,
    CLASS_PID,
    CLASS_TUPLE,
    CLASS_RECORD,
    CLASS_MAP,
    CLASS_NIL,
    CLASS_LIST,
    CLASS_BITSTRING,
} TermClass;

#define MARK_ARRAY TERM_TAG_HEADER // | count << 3
#define MARK_INEXACT ((uint64_t)7) // bit 2 tells it from an array

typedef struct MapFrame {
    struct MapFrame *outer;
    MapCompare *state;
    size_t mark; // height of the stack
    bool was_exact;
} MapFrame;

typedef struct Comparison {
    WordStack stack;
    MapFrame *frame; // innermost map
    bool is_exact;
    bool is_equality; // only "equal or not" is wanted
} Comparison;

static TermClass classify_boxed(Term t)
{
    static const uint8_t classes[16] = {
        [SUBTAG_TUPLE] = CLASS_TUPLE,
        [SUBTAG_BIG_POS] = CLASS_INTEGER,
        [SUBTAG_BIG_NEG] = CLASS_INTEGER,
        [SUBTAG_FLOAT] = CLASS_FLOAT,
        [SUBTAG_FUN] = CLASS_FUN,
        [SUBTAG_EXPORT_FUN] = CLASS_FUN,
        [SUBTAG_REF] = CLASS_REF,
        [SUBTAG_FLATMAP] = CLASS_MAP,
        [SUBTAG_HASHMAP] = CLASS_MAP,
        [SUBTAG_HEAP_BIN] = CLASS_BITSTRING,
        [SUBTAG_REFC_BIN] = CLASS_BITSTRING,
        [SUBTAG_SUB_BIN] = CLASS_BITSTRING,
        [SUBTAG_RECORD] = CLASS_RECORD,
        [SUBTAG_MATCH] = CLASS_BITSTRING,
    };
    static const uint8_t external[] = {
        [EXTERNAL_PID] = CLASS_PID, [EXTERNAL_PORT] = CLASS_PORT, [EXTERNAL_REF] = CLASS_REF};
    Term header = boxed_header(t);
    Subtag subtag = header_subtag(header);
    return subtag == SUBTAG_EXTERNAL ? external[header_extra(header) & 3] : classes[subtag];
}

static TermClass classify(Term t)
{
    switch (t & TERM_TAG_MASK) {
    case TERM_TAG_CONS: return CLASS_LIST;
    case TERM_TAG_BOXED: return classify_boxed(t);
    default: break;
    }
    switch (t & TERM_IMM_MASK) {
    case TERM_IMM_SMALL: return CLASS_INTEGER;
    case TERM_IMM_ATOM: return CLASS_ATOM;
    case TERM_IMM_PID: return CLASS_PID;
    default: return term_is_nil(t) ? CLASS_NIL : CLASS_PORT;
    }
}

static void push_array(Comparison *c, const Term *a, const Term *b, size_t count)
{
    if (count) {
        word_stack_push(&c->stack, (uint64_t)(uintptr_t)b);
        word_stack_push(&c->stack, (uint64_t)(uintptr_t)a);
        word_stack_push(&c->stack, (uint64_t)count << 3 | MARK_ARRAY);
    }
}

static void push_terms(Comparison *c, Term a, Term b)
{
    word_stack_push(&c->stack, b);
    word_stack_push(&c->stack, a);
}

// ---- composite terms: order so far, the rest on the stack

static int compare_tuples(Comparison *c, Term a, Term b)
{
    uint32_t arity = tuple_arity(a);
    if (arity != tuple_arity(b)) {
        return compare_words(arity, tuple_arity(b));
    }
    push_array(c, tuple_elements(a), tuple_elements(b), arity);
    return 0;
}

// By module, name, is it exported, number of fields, their names, then values.
static int compare_records(Comparison *c, Term a, Term b)
{
    const Term *x = record_definition(a), *y = record_definition(b);
    const uint32_t size = record_size(a);
    int order = x == y ? 0 : compare_atoms(x[RECORD_MODULE], y[RECORD_MODULE]);
    order = order ? order : compare_atoms(x[RECORD_NAME], y[RECORD_NAME]);
    order = order ? order : (int)record_is_exported(a) - (int)record_is_exported(b);
    order = order ? order : compare_words(size, record_size(b));
    for (uint32_t i = 0; i < size && order == 0 && x != y; i++) {
        order = compare_atoms(x[RECORD_KEYS + i], y[RECORD_KEYS + i]);
    }
    if (order == 0) {
        push_array(c, record_values(a), record_values(b), size);
    }
    return order;
}

// Walks along both lists while the heads are equal leaves.
static int compare_lists(Comparison *c, Term a, Term b)
{
    do {
        Term x = cons_head(a), y = cons_head(b);
        a = cons_tail(a);
        b = cons_tail(b);
        if (x != y) {
            if (term_are_both_small(x, y)) {
                return (int64_t)x < (int64_t)y ? -1 : 1;
            }
            push_terms(c, a, b);
            push_terms(c, x, y);
            return 0;
        }
        if (a == b) {
            return 0;
        }
    } while (term_is_cons(a) && term_is_cons(b));
    push_terms(c, a, b);
    return 0;
}

static int compare_closures(Comparison *c, Term a, Term b)
{
    const FunEntry *x = fun_entry(a), *y = fun_entry(b);
    if (x->module != y->module) {
        return compare_atoms(x->module, y->module);
    }
    if (x->index != y->index) {
        return (int32_t)x->index < (int32_t)y->index ? -1 : 1;
    }
    if (x->old_uniq != y->old_uniq) {
        return (int32_t)x->old_uniq < (int32_t)y->old_uniq ? -1 : 1;
    }
    uint32_t count_a = header_arity(boxed_header(a)) - 2;
    uint32_t count_b = header_arity(boxed_header(b)) - 2;
    if (count_a != count_b) {
        return compare_words(count_a, count_b);
    }
    push_array(c, fun_free(a), fun_free(b), count_a);
    return 0;
}

static int compare_funs(Comparison *c, Term a, Term b)
{
    bool a_is_closure = term_is_closure(a), b_is_closure = term_is_closure(b);
    if (a_is_closure && b_is_closure) {
        return compare_closures(c, a, b);
    }
    if (a_is_closure || b_is_closure) {
        return a_is_closure ? -1 : 1;
    }
    const ExportName *x = export_name(fun_export(a)), *y = export_name(fun_export(b));
    if (x->module != y->module) {
        return compare_atoms(x->module, y->module);
    }
    if (x->function != y->function) {
        return compare_atoms(x->function, y->function);
    }
    return compare_words(x->arity, y->arity);
}

static void push_maps(Comparison *c, Term a, Term b)
{
    MapFrame *frame = vm_alloc(sizeof *frame);
    *frame = (MapFrame){c->frame, map_compare_begin(a, b), (size_t)(c->stack.top - c->stack.base),
                        c->is_exact};
    c->frame = frame;
}

// For equality any order will do: the keys must be the same, the values wait on the stack.
static int push_equal_values(Comparison *c, Term a, Term b)
{
    MapIterator it_a, it_b;
    Term key_a, key_b, value_a, value_b;
    map_iterator_init(&it_a, a);
    map_iterator_init(&it_b, b);
    while (map_iterator_next(&it_a, &key_a, &value_a) &&
           map_iterator_next(&it_b, &key_b, &value_b)) {
        if (!term_same(key_a, key_b)) {
            return 1;
        }
        if (value_a == value_b) {
            continue;
        }
        if (term_is_immediate(value_a) && term_is_immediate(value_b)) {
            return 1;
        }
        push_terms(c, value_a, value_b);
    }
    return 0;
}

static int compare_maps(Comparison *c, Term a, Term b)
{
    size_t size = map_size(a), size_b = map_size(b);
    if (size != size_b) {
        return compare_words(size, size_b);
    }
    if (term_is_hashmap(a) && c->is_equality) {
        return push_equal_values(c, a, b);
    }
    // What sorted keys tell at once must else be searched for; for equality any order will do.
    if (term_is_hashmap(a) || (release_orders_keys_by_number() && !c->is_equality)) {
        push_maps(c, a, b);
        return 0;
    }
    push_array(c, flatmap_values(a), flatmap_values(b), size);
    if (flatmap_keys(a) != flatmap_keys(b)) {
        if (!c->is_exact) {
            word_stack_push(&c->stack, MARK_INEXACT);
            c->is_exact = true;
        }
        push_array(c, tuple_elements(flatmap_keys(a)), tuple_elements(flatmap_keys(b)), size);
    }
    return 0;
}

// Two terms that are not the same word.
static int compare_terms(Comparison *c, Term a, Term b)
{
    TermClass class = classify(a), class_b = classify(b);
    if (class != class_b) {
        if (class <= CLASS_FLOAT && class_b <= CLASS_FLOAT && !c->is_exact) {
            return compare_numbers(a, b);
        }
        return class < class_b ? -1 : 1;
    }
    switch (class) {
    case CLASS_INTEGER: return compare_numbers(a, b);
    case CLASS_FLOAT: return c->is_exact ? compare_floats_exact(a, b) : compare_numbers(a, b);
    case CLASS_ATOM: return compare_atoms(a, b);
    case CLASS_REF: return compare_references(a, b);
    case CLASS_FUN: return compare_funs(c, a, b);
    case CLASS_PORT: return compare_ports(a, b);
    case CLASS_PID: return compare_pids(a, b);
    case CLASS_TUPLE: return compare_tuples(c, a, b);
    case CLASS_RECORD: return compare_records(c, a, b);
    case CLASS_MAP: return compare_maps(c, a, b);
    case CLASS_NIL: return 0;
    case CLASS_LIST: return compare_lists(c, a, b);
    case CLASS_BITSTRING: return compare_bitstrings(a, b);
    }
    return 0;
}

// ---- the loop

// Takes the next entry of the stack; compares the terms it names, as many as are leaves.
static int compare_entry(Comparison *c)
{
    uint64_t top = word_stack_pop(&c->stack);
    if (top == MARK_INEXACT) {
        c->is_exact = false;
        return 0;
    }
    if (!header_is(top)) {
        Term b = word_stack_pop(&c->stack);
        return top == b ? 0 : compare_terms(c, top, b);
    }
    const Term *a = (const Term *)(uintptr_t)word_stack_pop(&c->stack);
    const Term *b = (const Term *)(uintptr_t)word_stack_pop(&c->stack);
    for (size_t left = top >> 3; left > 0; left--, a++, b++) {
        if (*a == *b) {
            continue;
        }
        if (term_are_both_small(*a, *b)) {
            return (int64_t)*a < (int64_t)*b ? -1 : 1;
        }
        push_array(c, a + 1, b + 1, left - 1);
        return compare_terms(c, *a, *b);
    }
    return 0;
}

// Gives the innermost map the result of its question. True: it asked another, now on the stack;
// false: it is done, and *order is its own result.
static bool resume_map(Comparison *c, int *order)
{
    MapFrame *frame = c->frame;
    MapQuestion question;
    if (map_compare_step(frame->state, *order, &question, order)) {
        c->is_exact = question.is_exact || frame->was_exact;
        push_terms(c, question.a, question.b);
        return true;
    }
    c->is_exact = frame->was_exact;
    c->frame = frame->outer;
    vm_free(frame, sizeof *frame);
    return false;
}

static int run_comparison(Comparison *c, int order)
{
    for (;;) {
        size_t mark = c->frame ? c->frame->mark : 0;
        if (order != 0) {
            c->stack.top = c->stack.base + mark;
        }
        if ((size_t)(c->stack.top - c->stack.base) > mark) {
            order = compare_entry(c);
        } else if (!c->frame) {
            return order;
        } else if (resume_map(c, &order)) {
            order = 0;
        }
    }
}

// Tuples that their sizes decide, or a small or an atom as the first different element.
static bool are_tuples_decided(Term a, Term b, int *order)
{
    if (!term_is_tuple(a) || !term_is_tuple(b)) {
        return false;
    }
    const uint32_t arity = tuple_arity(a);
    if (arity != tuple_arity(b)) {
        *order = compare_words(arity, tuple_arity(b));
        return true;
    }
    const Term *x = tuple_elements(a), *y = tuple_elements(b);
    for (uint32_t i = 0; i < arity; i++) {
        if (x[i] == y[i]) {
            continue;
        }
        const bool are_small = term_are_both_small(x[i], y[i]);
        if (!are_small && !(term_is_atom(x[i]) && term_is_atom(y[i]))) {
            return false;
        }
        *order = !are_small ? compare_atoms(x[i], y[i]) : (int64_t)x[i] < (int64_t)y[i] ? -1 : 1;
        return true;
    }
    *order = 0;
    return true;
}

NOINLINE static int compare_composite(Term a, Term b, bool is_exact, bool is_equality)
{
    Comparison c;
    int decided;
    if (are_tuples_decided(a, b, &decided)) {
        return decided;
    }
    c.frame = NULL;
    c.is_exact = is_exact;
    c.is_equality = is_equality;
    word_stack_init(&c.stack);
    int order = run_comparison(&c, compare_terms(&c, a, b));
    word_stack_free(&c.stack);
    return order;
}

int term_compare(Term a, Term b)
{
    if (a == b) {
        return 0;
    }
    if (term_are_both_small(a, b)) {
        return (int64_t)a < (int64_t)b ? -1 : 1;
    }
    if (term_is_atom(a) && term_is_atom(b)) {
        return compare_atoms(a, b);
    }
    return compare_composite(a, b, false, false);
}

int term_compare_exact(Term a, Term b)
{
    if (a == b) {
        return 0;
    }
    if (term_are_both_small(a, b)) {
        return (int64_t)a < (int64_t)b ? -1 : 1;
    }
    if (term_is_atom(a) && term_is_atom(b)) {
        return compare_atoms(a, b);
    }
    return compare_composite(a, b, true, false);
}

bool term_equal_slow(Term a, Term b)
{
    if (term_is_immediate(a) && term_is_immediate(b)) {
        return a == b;
    }
    if (term_is_float(a) && term_is_float(b)) {
        return float_value(a) == float_value(b);
    }
    return compare_composite(a, b, false, true) == 0;
}
