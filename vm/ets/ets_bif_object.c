// SPDX-License-Identifier: Apache-2.0
// ets_bif_object.c -- BIFs on objects given by key or as tuples: insert, lookup, member, delete/2,
// delete_object, take.
//
// Tuples are copied into their blocks before the table is locked, and looked up objects are copied
// out under the read lock, so readers of one table run in parallel and a writer holds the lock only
// for linking. A list of tuples is inserted under one lock: others see all or none of it.
//
// Read before: vm/ets/ets_bif_table.c     Read next: vm/ets/ets_bif_update.c
#include "vm/base/alloc.h"
#include "vm/bif/argument.h"
#include "vm/ets/ets_owner.h"

// ---- what a table has under a key

// The first object of this key that is not deleted.
static EtsObject *find_object(EtsTable *t, Term key)
{
    if (ets_table_is_tree(t)) {
        return *ets_tree_find(&t->contents.tree, key);
    }
    EtsObject *o = *ets_hash_find(&t->contents.hash, key, ets_hash_of(key));
    while (o != NULL && o->deleted) {
        EtsObject *next = o->next;
        o = next && ets_hash_has_key(&t->contents.hash, next, key, (uint32_t)o->hash) ? next : NULL;
    }
    return o;
}

// The next one of the same key.
static EtsObject *next_object(EtsTable *t, EtsObject *o)
{
    if (ets_table_is_tree(t) || t->options.kind == ETS_SET) {
        return NULL;
    }
    const Term key = ets_object_key(o, t->options.keypos);
    const uint32_t hash = (uint32_t)o->hash;
    do {
        o = o->next;
    } while (o != NULL && o->deleted && ets_hash_has_key(&t->contents.hash, o, key, hash));
    return o != NULL && ets_hash_has_key(&t->contents.hash, o, key, hash) ? o : NULL;
}

// Newest in front in the bucket, so the list has the oldest in front.
Term ets_table_lookup(Space *space, EtsTable *t, Term key)
{
    Term list = TERM_NIL;
    for (EtsObject *o = find_object(t, key); o != NULL; o = next_object(t, o)) {
        list = space_cons(space, ets_object_copy(space, o), list);
    }
    return list;
}

Term bif_ets_lookup_2(Process *p, Term *arg)
{
    EtsTable *t = ets_table_lock(p, arg[0], ETS_READ, false);
    if (t == NULL) {
        return TERM_NONE;
    }
    const Term list = ets_table_lookup(process_space(p), t, arg[1]);
    ets_table_unlock(t);
    return list;
}

Term bif_ets_member_2(Process *p, Term *arg)
{
    EtsTable *t = ets_table_lock(p, arg[0], ETS_READ, false);
    if (t == NULL) {
        return TERM_NONE;
    }
    const bool is_there = find_object(t, arg[1]) != NULL;
    ets_table_unlock(t);
    return argument_boolean(is_there);
}

// The element, or the list of all objects' elements of a bag. TERM_NONE: some object is too small.
static Term copy_elements(Space *space, EtsTable *t, EtsObject *first, uint64_t position)
{
    const bool is_bag = t->options.kind == ETS_BAG || t->options.kind == ETS_DUPLICATE_BAG;
    Term list = TERM_NIL;
    for (EtsObject *o = first; o != NULL; o = next_object(t, o)) {
        if (position > ets_object_arity(o)) {
            return TERM_NONE;
        }
    }
    if (!is_bag) {
        return copy_term(space, first->data[position]);
    }
    for (EtsObject *o = first; o != NULL; o = next_object(t, o)) {
        list = space_cons(space, copy_term(space, o->data[position]), list);
    }
    return list;
}

// otherwise: what it is when the key is not there; TERM_NONE: an error.
static Term lookup_element(Process *p, Term *arg, Term otherwise)
{
    int64_t position;
    EtsTable *t = ets_table_lock(p, arg[0], ETS_READ, false);
    if (t == NULL) {
        return TERM_NONE;
    }
    if (!argument_in_range(arg[2], 1, SMALL_MAX, &position)) {
        ets_table_unlock(t);
        return ets_badarg(p);
    }
    EtsObject *first = find_object(t, arg[1]);
    const Term element =
        first ? copy_elements(process_space(p), t, first, (uint64_t)position) : TERM_NONE;
    ets_table_unlock(t);
    if (!term_is_none(element)) {
        return element;
    }
    if (first) {
        return ets_badarg(p);
    }
    return term_is_none(otherwise) ? ets_error(p, ATOM_BADKEY) : otherwise;
}

Term bif_ets_lookup_element_3(Process *p, Term *arg) { return lookup_element(p, arg, TERM_NONE); }
Term bif_ets_lookup_element_4(Process *p, Term *arg) { return lookup_element(p, arg, arg[3]); }

// ---- deleting

Term bif_ets_delete_2(Process *p, Term *arg)
{
    EtsTable *t = ets_table_lock(p, arg[0], ETS_WRITE, true);
    if (t == NULL) {
        return TERM_NONE;
    }
    if (ets_table_is_tree(t)) {
        ets_tree_erase_key(&t->contents.tree, arg[1]);
    } else {
        ets_hash_erase_key(&t->contents.hash, arg[1], ets_table_is_fixed(t));
    }
    ets_table_unlock(t);
    return ATOM_TRUE;
}

static bool is_object(const EtsTable *t, Term tuple)
{
    return term_is_tuple(tuple) && tuple_arity(tuple) >= t->options.keypos;
}

Term bif_ets_delete_object_2(Process *p, Term *arg)
{
    EtsTable *t = ets_table_lock(p, arg[0], ETS_WRITE, true);
    if (t == NULL) {
        return TERM_NONE;
    }
    const bool is_valid = is_object(t, arg[1]);
    if (is_valid && ets_table_is_tree(t)) {
        ets_tree_erase_object(&t->contents.tree, arg[1]);
    } else if (is_valid) {
        ets_hash_erase_object(&t->contents.hash, arg[1], ets_table_is_fixed(t));
    }
    ets_table_unlock(t);
    return is_valid ? ATOM_TRUE : ets_badarg(p);
}

Term bif_ets_take_2(Process *p, Term *arg)
{
    EtsTable *t = ets_table_lock(p, arg[0], ETS_WRITE, true);
    if (t == NULL) {
        return TERM_NONE;
    }
    const Term list = ets_table_lookup(process_space(p), t, arg[1]);
    if (list != TERM_NIL && ets_table_is_tree(t)) {
        ets_tree_erase_key(&t->contents.tree, arg[1]);
    } else if (list != TERM_NIL) {
        ets_hash_erase_key(&t->contents.hash, arg[1], ets_table_is_fixed(t));
    }
    ets_table_unlock(t);
    return list;
}

// ---- inserting

static bool put_object(EtsTable *t, EtsObject *o, bool only_new)
{
    return ets_table_is_tree(t)
               ? ets_tree_put(&t->contents.tree, o, only_new)
               : ets_hash_put(&t->contents.hash, o, only_new, ets_table_is_fixed(t));
}

static Term insert_one(Process *p, Term id, Term tuple, bool only_new)
{
    EtsObject *o = term_is_tuple(tuple) && tuple_arity(tuple) > 0 ? ets_object_new(tuple) : NULL;
    EtsTable *t = ets_table_lock(p, id, ETS_WRITE, true);
    const bool is_valid = t != NULL && o != NULL && is_object(t, tuple);
    bool is_put = false;
    if (is_valid) {
        is_put = put_object(t, o, only_new);
    }
    if (t != NULL) {
        ets_table_unlock(t);
    }
    if (!is_valid) {
        if (o != NULL) {
            ets_object_free(o);
        }
        return t == NULL ? TERM_NONE : ets_badarg(p);
    }
    return argument_boolean(is_put || !only_new);
}

typedef struct Batch {
    EtsObject **objects;
    size_t count;
    uint64_t smallest; // arity
} Batch;

static void free_batch(Batch *b, bool with_objects)
{
    for (size_t i = 0; with_objects && i < b->count; i++) {
        ets_object_free(b->objects[i]);
    }
    vm_free(b->objects, b->count * sizeof *b->objects);
}

// Copies of all tuples of a proper list; false: it is none.
static bool make_batch(Term list, Batch *b)
{
    const int64_t length = list_length(list);
    Term tuple;
    *b = (Batch){.smallest = UINT64_MAX};
    for (Term rest = list; argument_next(&rest, &tuple);) {
        if (!term_is_tuple(tuple)) {
            return false;
        }
        if (tuple_arity(tuple) < b->smallest) {
            b->smallest = tuple_arity(tuple);
        }
    }
    if (length < 0 || b->smallest == 0) {
        return false;
    }
    b->objects = vm_alloc((size_t)length * sizeof *b->objects);
    for (Term rest = list; argument_next(&rest, &tuple);) {
        b->objects[b->count++] = ets_object_new(tuple);
    }
    return true;
}

static bool is_any_there(EtsTable *t, const Batch *b)
{
    for (size_t i = 0; i < b->count; i++) {
        if (find_object(t, ets_object_key(b->objects[i], t->options.keypos)) != NULL) {
            return true;
        }
    }
    return false;
}

// A list goes into a bag from its end, and so does a very long one into any table. That is an
// accident of how ERTS lets others help with long insertions, but programs see it in the order of
// what they look up.
static bool goes_backward(const Process *p, const EtsTable *t, const Batch *b)
{
    return t->options.kind == ETS_BAG ||
           (p->reductions_left > 0 && b->count / 8 > (size_t)p->reductions_left);
}

// insert_new with several: nothing is inserted if any key is there; the same key twice in the list
// is no obstacle.
static Term insert_list(Process *p, Term id, Term list, bool only_new)
{
    Batch b;
    const bool is_list = make_batch(list, &b);
    EtsTable *t = ets_table_lock(p, id, ETS_WRITE, true);
    const bool is_valid = t != NULL && is_list && b.smallest >= t->options.keypos;
    const bool is_put = is_valid && !(only_new && is_any_there(t, &b));
    const bool backward = is_put && goes_backward(p, t, &b);
    for (size_t i = 0; is_put && i < b.count; i++) {
        put_object(t, b.objects[backward ? b.count - 1 - i : i], false);
    }
    if (t != NULL) {
        ets_table_unlock(t);
    }
    argument_charge(p, is_list ? b.count : 0, 4);
    if (is_list) {
        free_batch(&b, !is_put);
    }
    if (!is_valid) {
        return t == NULL ? TERM_NONE : ets_badarg(p);
    }
    return argument_boolean(is_put || !only_new);
}

static Term insert_any(Process *p, Term *arg, bool only_new)
{
    if (arg[1] == TERM_NIL) {
        EtsTable *t = ets_table_lock(p, arg[0], ETS_WRITE, false);
        if (t == NULL) {
            return TERM_NONE;
        }
        ets_table_unlock(t);
        return ATOM_TRUE;
    }
    if (!term_is_cons(arg[1])) {
        return insert_one(p, arg[0], arg[1], only_new);
    }
    return cons_tail(arg[1]) == TERM_NIL ? insert_one(p, arg[0], cons_head(arg[1]), only_new)
                                         : insert_list(p, arg[0], arg[1], only_new);
}

Term bif_ets_insert_2(Process *p, Term *arg) { return insert_any(p, arg, false); }
Term bif_ets_insert_new_2(Process *p, Term *arg) { return insert_any(p, arg, true); }
