// SPDX-License-Identifier: Apache-2.0
// ets_bif_walk.c -- BIFs that go from key to key: first, last, next, prev, the same with the objects
// (first_lookup, ...), slot, and the raw forms for ets:info(T, binary).
//
// Sets and bags have one order for both directions: that of the buckets (ets_hash.c). In a fixed
// table a key that has been deleted still has its place, so next finds it.
//
// Read before: vm/ets/ets_bif_object.c     Read next: vm/ets/ets_bif_select.c
#include "vm/bif/argument.h"
#include "vm/ets/ets_table.h"

// `from`, or the first behind it in visiting order that is there (raw: or was). slot: where from
// lies; may move.
static const EtsObject *find_live(const EtsHash *h, const EtsObject *from, uint32_t slot,
                                  bool is_raw)
{
    for (;;) {
        while (from != NULL && from->deleted && !is_raw) {
            from = from->next;
        }
        if (from != NULL) {
            return from;
        }
        slot = ets_hash_next_slot(h, slot);
        if (slot == 0) {
            return NULL;
        }
        from = *ets_hash_bucket(h, slot);
    }
}

typedef enum WalkKind {
    WALK_KEYS,
    WALK_RAW,    // deleted keys, too
    WALK_LOOKUP, // {Key, Objects}
} WalkKind;

static Term key_or_end(Process *p, EtsTable *t, const EtsObject *o, WalkKind kind)
{
    if (o == NULL) {
        return ATOM_END_OF_TABLE;
    }
    Space *s = process_space(p);
    const Term key = copy_term(s, ets_object_key(o, t->options.keypos));
    return kind == WALK_LOOKUP ? space_tuple2(s, key, ets_table_lookup(s, t, key)) : key;
}

static const EtsObject *find_end(const EtsTable *t, bool forward, bool is_raw)
{
    EtsCursor cursor;
    if (ets_table_is_tree(t)) {
        return ets_cursor_begin(&cursor, &t->contents.tree, forward);
    }
    return find_live(&t->contents.hash, *ets_hash_bucket(&t->contents.hash, 0), 0, is_raw);
}

static Term go_to_end(Process *p, Term id, bool forward, WalkKind kind)
{
    EtsTable *t = ets_table_lock(p, id, ETS_READ, false);
    if (t == NULL) {
        return TERM_NONE;
    }
    const Term key = key_or_end(p, t, find_end(t, forward, kind == WALK_RAW), kind);
    ets_table_unlock(t);
    return key;
}

// False: the key is not there. *found NULL: it was the last.
static bool find_next(const EtsTable *t, Term key, bool forward, bool is_raw,
                      const EtsObject **found)
{
    EtsCursor cursor;
    if (ets_table_is_tree(t)) {
        *found = key == ATOM_END_OF_TABLE
                     ? NULL
                     : ets_cursor_after(&cursor, &t->contents.tree, key, forward);
        return key != ATOM_END_OF_TABLE;
    }
    const EtsHash *h = &t->contents.hash;
    const uint32_t hash = ets_hash_of(key);
    const EtsObject *o = *ets_hash_find(h, key, hash);
    if (o == NULL) {
        return false;
    }
    do {
        o = o->next;
    } while (o != NULL && h->kind != ETS_SET && ets_hash_has_key(h, o, key, hash));
    *found = find_live(h, o, ets_hash_slot(h, hash), is_raw);
    return true;
}

static Term go_on(Process *p, Term id, Term key, bool forward, WalkKind kind)
{
    EtsTable *t = ets_table_lock(p, id, ETS_READ, false);
    if (t == NULL) {
        return TERM_NONE;
    }
    const EtsObject *o;
    const bool is_there = find_next(t, key, forward, kind == WALK_RAW, &o);
    const Term next = is_there ? key_or_end(p, t, o, kind) : TERM_NONE;
    ets_table_unlock(t);
    return is_there ? next : ets_badarg(p);
}

Term bif_ets_first_1(Process *p, Term *arg) { return go_to_end(p, arg[0], true, WALK_KEYS); }
Term bif_ets_last_1(Process *p, Term *arg) { return go_to_end(p, arg[0], false, WALK_KEYS); }
Term bif_ets_next_2(Process *p, Term *arg) { return go_on(p, arg[0], arg[1], true, WALK_KEYS); }
Term bif_ets_prev_2(Process *p, Term *arg) { return go_on(p, arg[0], arg[1], false, WALK_KEYS); }
Term bif_ets_first_lookup_1(Process *p, Term *arg)
{
    return go_to_end(p, arg[0], true, WALK_LOOKUP);
}
Term bif_ets_last_lookup_1(Process *p, Term *arg)
{
    return go_to_end(p, arg[0], false, WALK_LOOKUP);
}
Term bif_ets_next_lookup_2(Process *p, Term *arg)
{
    return go_on(p, arg[0], arg[1], true, WALK_LOOKUP);
}
Term bif_ets_prev_lookup_2(Process *p, Term *arg)
{
    return go_on(p, arg[0], arg[1], false, WALK_LOOKUP);
}
Term bif_erts_internal_ets_raw_first_1(Process *p, Term *arg)
{
    return go_to_end(p, arg[0], true, WALK_RAW);
}
Term bif_erts_internal_ets_raw_next_2(Process *p, Term *arg)
{
    return go_on(p, arg[0], arg[1], true, WALK_RAW);
}

// ---- slot

static Term list_bucket(Space *space, const EtsObject *o)
{
    Term list = TERM_NIL;
    for (; o != NULL; o = o->next) {
        if (!o->deleted) {
            list = space_cons(space, ets_object_copy(space, o), list);
        }
    }
    return list;
}

// In a tree slot N is the object of rank N. TERM_NONE: badarg.
static Term list_slot(Process *p, const EtsTable *t, uint64_t slot)
{
    Space *space = process_space(p);
    if (!ets_table_is_tree(t)) {
        const EtsHash *h = &t->contents.hash;
        if (slot > h->active) {
            return TERM_NONE;
        }
        return slot == h->active ? ATOM_END_OF_TABLE
                                 : list_bucket(space, *ets_hash_bucket(h, (uint32_t)slot));
    }
    if (slot > t->contents.tree.count) {
        return TERM_NONE;
    }
    if (slot == t->contents.tree.count) {
        return ATOM_END_OF_TABLE;
    }
    EtsCursor cursor;
    const EtsObject *o = ets_cursor_begin(&cursor, &t->contents.tree, true);
    for (uint64_t i = 0; i < slot; i++) {
        o = ets_cursor_step(&cursor, true);
    }
    argument_charge(p, slot, 100);
    return space_cons(space, ets_object_copy(space, o), TERM_NIL);
}

Term bif_ets_slot_2(Process *p, Term *arg)
{
    int64_t slot;
    EtsTable *t = ets_table_lock(p, arg[0], ETS_READ, false);
    if (t == NULL) {
        return TERM_NONE;
    }
    const Term list = argument_in_range(arg[1], 0, SMALL_MAX, &slot)
                          ? list_slot(p, t, (uint64_t)slot)
                          : TERM_NONE;
    ets_table_unlock(t);
    return term_is_none(list) ? ets_badarg(p) : list;
}
