// SPDX-License-Identifier: Apache-2.0
// ets_bif_update.c -- BIFs that change elements of one object: update_counter, update_element.
//
// The operations work on a draft: the words of the object's tuple, of which some are replaced by
// new values while everything else still points into the object. Only when all operations are found
// valid is the draft written back:
//
//   object  [ header | k | 7 | ptr | ... parts ]
//   draft   [ header | k | 8 | ptr ]
//
// If old and new values are immediate, the words are stored into the object; else a new object is
// made from the draft and takes the old one's place.
//
// Elsewhere: select_replace is in ets_select.c.
// Read before: vm/ets/ets_bif_object.c     Read next: vm/ets/ets_bif_walk.c
#include "vm/base/alloc.h"
#include "vm/bif/argument.h"
#include "vm/ets/ets_table.h"
#include "vm/term/bignum.h"

typedef struct Draft {
    Term *words;      // header and elements
    size_t count;     // words
    EtsObject **link; // to the object; NULL: it is a new one (default of update_counter/4)
    bool in_place;    // so far only immediates have changed into immediates
} Draft;

static EtsObject **find_link(EtsTable *t, Term key)
{
    if (ets_table_is_tree(t)) {
        EtsObject **link = ets_tree_find(&t->contents.tree, key);
        return *link ? link : NULL;
    }
    EtsObject **link = ets_hash_find(&t->contents.hash, key, ets_hash_of(key));
    return *link && !(*link)->deleted ? link : NULL; // a set: at most one of a key
}

// False: the key is not there and there is no usable default (TERM_NONE: none).
static bool begin_draft(EtsTable *t, Term key, Term default_tuple, Draft *d)
{
    *d = (Draft){.link = find_link(t, key), .in_place = true};
    if (d->link == NULL &&
        (term_is_none(default_tuple) || tuple_arity(default_tuple) < t->options.keypos)) {
        return false;
    }
    const Term *from = d->link ? (*d->link)->data : boxed_words(default_tuple);
    d->count = (size_t)header_arity(from[0]) + 1;
    d->words = vm_alloc(d->count * sizeof(Term));
    memcpy(d->words, from, d->count * sizeof(Term));
    if (d->link == NULL) {
        d->words[t->options.keypos] = key;
    }
    return true;
}

static void set_element(Draft *d, int64_t position, Term value)
{
    d->in_place = d->in_place && term_is_immediate(value) && term_is_immediate(d->words[position]);
    d->words[position] = value;
}

static void commit_draft(EtsTable *t, const Draft *d)
{
    if (d->link != NULL && d->in_place) {
        memcpy((*d->link)->data + 1, d->words + 1, (d->count - 1) * sizeof(Term));
        return;
    }
    EtsObject *o = ets_object_new(boxed_make(d->words));
    if (d->link != NULL && ets_table_is_tree(t)) {
        ets_tree_replace(&t->contents.tree, d->link, o);
    } else if (d->link != NULL) {
        ets_hash_replace(&t->contents.hash, d->link, o);
    } else if (ets_table_is_tree(t)) {
        ets_tree_put(&t->contents.tree, o, false);
    } else {
        ets_hash_put(&t->contents.hash, o, false, ets_table_is_fixed(t));
    }
}

static void end_draft(Draft *d) { vm_free(d->words, d->count * sizeof(Term)); }

static bool has_one_object_per_key(const EtsTable *t)
{
    return t->options.kind == ETS_SET || t->options.kind == ETS_ORDERED_SET;
}

// A single operation as a list of one, whose cell is the caller's.
static Term as_list(Term operations, Term cell[2])
{
    if (!term_is_tuple(operations)) {
        return operations;
    }
    cell[0] = operations;
    cell[1] = TERM_NIL;
    return cons_make(cell);
}

// What became of an operation: fine, badarg, or badarg with a cause.
typedef struct Outcome {
    bool is_ok;
    Term cause;
} Outcome;
static Outcome fine(void) { return (Outcome){true, TERM_NONE}; }
static Outcome wrong(Term cause) { return (Outcome){false, cause}; }

// The fourth argument is a tuple; if not, a table that cannot be used is the greater error.
static bool has_default(Process *p, Term *arg)
{
    if (term_is_tuple(arg[3])) {
        return true;
    }
    EtsTable *t = ets_table_lock(p, arg[0], ETS_WRITE, false);
    if (t != NULL) {
        ets_table_unlock(t);
        ets_badarg(p);
    }
    return false;
}

// ---- update_element

static Outcome update_one_element(const EtsTable *t, Draft *d, Term operation)
{
    if (!term_is_tuple_of(operation, 2) || !term_is_small(tuple_elements(operation)[0])) {
        return wrong(TERM_NONE);
    }
    const int64_t position = small_value(tuple_elements(operation)[0]);
    if (position == t->options.keypos) {
        return wrong(ATOM_KEYPOS);
    }
    if (position < 1 || position >= (int64_t)d->count) {
        return wrong(release_explains_positions() ? ATOM_POSITION : TERM_NONE);
    }
    set_element(d, position, tuple_elements(operation)[1]);
    return fine();
}

static Outcome update_elements(const EtsTable *t, Draft *d, Term operations)
{
    Outcome outcome = fine();
    Term operation;
    while (outcome.is_ok && argument_next(&operations, &operation)) {
        outcome = update_one_element(t, d, operation);
    }
    return outcome.is_ok && operations != TERM_NIL ? wrong(TERM_NONE) : outcome;
}

static Term update_element(Process *p, Term *arg, Term default_tuple)
{
    Term cell[2] ALIGNED(16);
    Draft d;
    EtsTable *t = ets_table_lock(p, arg[0], ETS_WRITE, true);
    if (t == NULL) {
        return TERM_NONE;
    }
    if (!has_one_object_per_key(t)) {
        ets_table_unlock(t);
        return ets_badarg(p);
    }
    const bool is_there = begin_draft(t, arg[1], default_tuple, &d);
    Outcome outcome = fine();
    if (is_there) {
        outcome = update_elements(t, &d, as_list(arg[2], cell));
        if (outcome.is_ok) {
            commit_draft(t, &d);
        }
        end_draft(&d);
    }
    ets_table_unlock(t);
    return outcome.is_ok ? argument_boolean(is_there) : ets_error(p, outcome.cause);
}

Term bif_ets_update_element_3(Process *p, Term *arg) { return update_element(p, arg, TERM_NONE); }

Term bif_ets_update_element_4(Process *p, Term *arg)
{
    return has_default(p, arg) ? update_element(p, arg, arg[3]) : TERM_NONE;
}

// ---- update_counter

typedef struct CounterUpdate {
    int64_t position;
    Term increment, threshold, warp_to; // the last two TERM_NONE without threshold
} CounterUpdate;

// {Position, Increment} or {Position, Increment, Threshold, SetValue}
static Outcome read_counter_update(const EtsTable *t, const Draft *d, Term operation,
                                   CounterUpdate *u)
{
    if (!term_is_tuple(operation)) {
        return wrong(TERM_NONE);
    }
    const uint32_t arity = tuple_arity(operation);
    const Term *e = tuple_elements(operation);
    const bool has_threshold = arity == 4;
    if ((arity != 2 && arity != 4) ||
        (has_threshold && (!term_is_integer(e[2]) || !term_is_integer(e[3]))) ||
        !term_is_small(e[0]) || !term_is_integer(e[1])) {
        return wrong(TERM_NONE);
    }
    *u = (CounterUpdate){small_value(e[0]), e[1], has_threshold ? e[2] : TERM_NONE,
                         has_threshold ? e[3] : TERM_NONE};
    if (u->position == t->options.keypos) {
        return wrong(ATOM_KEYPOS);
    }
    if (u->position < 1 || u->position >= (int64_t)d->count) {
        return wrong(ATOM_POSITION);
    }
    return term_is_integer(d->words[u->position]) ? fine() : wrong(TERM_NONE);
}

// The new count; TERM_NONE: too large.
static Term count_on(Space *space, const CounterUpdate *u, Term count)
{
    const Term sum = integer_add(space, count, u->increment);
    if (term_is_none(sum) || term_is_none(u->threshold)) {
        return sum;
    }
    const int order = integer_compare(sum, u->threshold);
    return (integer_is_negative(u->increment) ? order < 0 : order > 0) ? u->warp_to : sum;
}

// All operations on the draft. *last: the value of the last one; *list: of all, if wanted (newest
// first).
static Outcome update_counters(Process *p, const EtsTable *t, Draft *d, Term operations, Term *list)
{
    Space *space = process_space(p);
    Term operation;
    *list = TERM_NIL;
    while (argument_next(&operations, &operation)) {
        CounterUpdate u;
        const Outcome outcome = read_counter_update(t, d, operation, &u);
        if (!outcome.is_ok) {
            return outcome;
        }
        const Term count = count_on(space, &u, d->words[u.position]);
        if (term_is_none(count)) {
            return wrong(ATOM_SYSTEM_LIMIT);
        }
        set_element(d, u.position, count);
        *list = space_cons(space, count, *list);
    }
    return operations == TERM_NIL ? fine() : wrong(TERM_NONE);
}

static Term reverse_list(Space *space, Term list)
{
    Term result = TERM_NIL, element;
    while (argument_next(&list, &element)) {
        result = space_cons(space, element, result);
    }
    return result;
}

static Term update_counter(Process *p, Term *arg, Term default_tuple)
{
    Term increment_words[3] ALIGNED(16), cell[2] ALIGNED(16);
    Term operations = arg[2], list;
    Draft d;
    EtsTable *t = ets_table_lock(p, arg[0], ETS_WRITE, true);
    if (t == NULL) {
        return TERM_NONE;
    }
    const bool is_usable = has_one_object_per_key(t);
    if (!is_usable || !begin_draft(t, arg[1], default_tuple, &d)) {
        ets_table_unlock(t);
        return ets_error(p, is_usable ? ATOM_BADKEY : ATOM_TABLE_TYPE);
    }
    if (term_is_integer(operations)) {
        Space three = space_fixed(increment_words, 3);
        operations = space_tuple2(&three, small_make(t->options.keypos + 1), operations);
    }
    const Outcome outcome = update_counters(p, t, &d, as_list(operations, cell), &list);
    if (outcome.is_ok) {
        commit_draft(t, &d);
    }
    end_draft(&d);
    ets_table_unlock(t);
    if (!outcome.is_ok) {
        return outcome.cause == ATOM_SYSTEM_LIMIT ? bif_error(p, ATOM_SYSTEM_LIMIT)
                                                  : ets_error(p, outcome.cause);
    }
    return term_is_list(arg[2]) ? reverse_list(process_space(p), list) : cons_head(list);
}

Term bif_ets_update_counter_3(Process *p, Term *arg) { return update_counter(p, arg, TERM_NONE); }

Term bif_ets_update_counter_4(Process *p, Term *arg)
{
    return has_default(p, arg) ? update_counter(p, arg, arg[3]) : TERM_NONE;
}
