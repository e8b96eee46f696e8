// SPDX-License-Identifier: Apache-2.0
// ets_select.c -- walks over tables: the loop, its pauses, and the forms of its results.
//
//   lock table -> walk over up to SLICE_OBJECTS objects -> end, or chunk full: build result
//                                                       -> pause: fix the table (sets, bags),
//                                                          keep the walk's state, unlock, yield
//
// A walk over buckets is at a slot number; between slices the table is fixed, so buckets stay where
// they are. A walk over a tree is at a key, which is found again whatever has happened meanwhile.
// Results are consed up, so each is in front of the one before: a tree is walked from its end for
// select/2, to give ascending keys.
//
// State of a paused walk, in the process's on_heap_state:
//
//   {magic reference to a Walk, results so far, last key, range, table}
//
// Continuations that programs see have the forms of ERTS (ets:repair_continuation/2 knows them):
//
//   set, bag      {Tid, Slot, Chunk, Program, Rest, RestSize}     Rest: found, but beyond Chunk
//   ordered set   {Table, LastKey, Range, Chunk, Program, [], Reverse, 0}
//
// INVARIANTS
//   1. Objects are removed or replaced only under the write lock; the modes DELETE and REPLACE take
//      it, the others read.
//   2. A Walk that is paused with is_fixed counts one fixation of its process.
//
// Elsewhere: which keys need be looked at is ets_pattern.c.
// Read before: vm/ets/ets_pattern.c     Read next: vm/ets/ets_bif_select.c
#include "vm/ets/ets_select.h"

#include "vm/base/alloc.h"
#include "vm/bif/argument.h"
#include "vm/ets/ets_owner.h"
#include "vm/ets/ets_pattern.h"
#include "vm/proc/process_extra.h"
#include "vm/term/compare.h"

enum { SLICE_OBJECTS = 1000, OBJECTS_PER_REDUCTION = 1, SLOT_END = -1 };

typedef struct Walk {
    EtsSelect how;
    BinData *program; // both: one reference
    BinData *table;
    bool is_fixed;
    bool is_continued; // began with a continuation
    bool is_range;     // of a tree: range is a key pattern (in the results' space: see state)
    int64_t slot;      // next one; SLOT_END
    uint64_t got;
    // only while it runs
    Process *p;
    EtsTable *t;
    Term list; // results
    Term key;  // last one of a tree; TERM_NIL and !has_key: at the beginning
    bool has_key;
    Term range; // TERM_NIL or the key pattern
    Term id;    // as the caller named the table
    int64_t budget;
} Walk;

typedef enum Outcome { WALK_END, WALK_CHUNK, WALK_PAUSE } Outcome;

static bool writes(const Walk *w)
{
    return w->how.mode == ETS_SELECT_DELETE || w->how.mode == ETS_SELECT_REPLACE;
}
static bool is_full(const Walk *w) { return w->how.chunk != 0 && w->got >= w->how.chunk; }

// ---- one object

// The match's result, if it counts; TERM_NONE otherwise.
static Term match_object(Walk *w, const EtsObject *o)
{
    const Term result = match_run(match_program(w->program), ets_object_tuple(o), w->p->pid);
    w->budget--;
    if (w->how.mode == ETS_SELECT_COUNT || w->how.mode == ETS_SELECT_DELETE) {
        return result == ATOM_TRUE ? result : TERM_NONE;
    }
    return result;
}

// What does not change the table.
static void take_result(Walk *w, const EtsObject *o, Term result)
{
    w->got++;
    if (w->how.mode == ETS_SELECT_LIST) {
        Space *space = process_space(w->p);
        const bool is_whole = result == ets_object_tuple(o);
        w->list = space_cons(space, is_whole ? ets_object_copy(space, o) : copy_term(space, result),
                             w->list);
    }
}

// The new object that a result of select_replace is; NULL: it is none with this key.
static EtsObject *make_replacement(const Walk *w, const EtsObject *old, Term result)
{
    const uint32_t keypos = w->t->options.keypos;
    if (!term_is_tuple(result) || tuple_arity(result) < keypos ||
        !term_same(tuple_elements(result)[keypos - 1], ets_object_key(old, keypos))) {
        return NULL;
    }
    return ets_object_new(result);
}

// ---- buckets

// The object at *link; returns the link to the next one.
static EtsObject **visit_link(Walk *w, EtsObject **link, uint32_t slot)
{
    EtsHash *h = &w->t->contents.hash;
    EtsObject *o = *link;
    const Term result = o->deleted ? TERM_NONE : match_object(w, o);
    if (term_is_none(result)) {
        return &o->next;
    }
    if (w->how.mode == ETS_SELECT_DELETE) {
        const bool keep = atomic_load(&w->t->fixed) > (uint32_t)w->is_fixed; // fixed by others
        ets_hash_remove(h, link, slot, keep);
        w->got++;
        return keep ? &o->next : link;
    }
    if (w->how.mode == ETS_SELECT_REPLACE) {
        EtsObject *new = make_replacement(w, o, result);
        if (new != NULL) {
            ets_hash_replace(h, link, new);
            w->got++;
        }
        return &(*link)->next;
    }
    take_result(w, o, result);
    return &o->next;
}

static void visit_bucket(Walk *w, uint32_t slot)
{
    EtsObject **link = ets_hash_bucket(&w->t->contents.hash, slot);
    while (*link != NULL) {
        link = visit_link(w, link, slot);
    }
}

static Outcome walk_buckets(Walk *w)
{
    while (w->slot != SLOT_END) {
        const uint32_t slot = (uint32_t)w->slot;
        visit_bucket(w, slot);
        const uint32_t next = ets_hash_next_slot(&w->t->contents.hash, slot);
        w->slot = next == 0 ? SLOT_END : (int64_t)next;
        if (next != 0 && is_full(w)) {
            return WALK_CHUNK;
        }
        if (next != 0 && w->budget <= 0) {
            return WALK_PAUSE;
        }
    }
    return WALK_END;
}

// Each bucket once, even if several keys lie in it.
static Outcome walk_bound_buckets(Walk *w, const EtsPattern *pattern)
{
    const EtsHash *h = &w->t->contents.hash;
    for (uint32_t i = 0; i < pattern->key_count; i++) {
        const uint32_t hash = ets_hash_of(pattern->keys[i]);
        const uint32_t slot = ets_hash_slot(h, hash);
        bool is_new = *ets_hash_find(h, pattern->keys[i], hash) != NULL;
        for (uint32_t j = 0; j < i && is_new; j++) {
            is_new = ets_hash_slot(h, ets_hash_of(pattern->keys[j])) != slot ||
                     *ets_hash_find(h, pattern->keys[j], ets_hash_of(pattern->keys[j])) == NULL;
        }
        if (is_new) {
            visit_bucket(w, slot);
        }
    }
    w->slot = SLOT_END;
    return WALK_END;
}

// ---- trees

// True: the tree has changed under the cursor.
static bool visit_node(Walk *w, EtsObject *o)
{
    EtsTree *tree = &w->t->contents.tree;
    const Term result = match_object(w, o);
    if (term_is_none(result)) {
        return false;
    }
    if (!writes(w)) {
        take_result(w, o, result);
        return false;
    }
    if (w->how.mode == ETS_SELECT_DELETE) {
        w->key = copy_term(process_space(w->p), ets_object_key(o, tree->keypos));
        ets_tree_erase_key(tree, w->key);
        w->got++;
        return true;
    }
    EtsObject *new = make_replacement(w, o, result);
    if (new == NULL) {
        return false;
    }
    w->key = copy_term(process_space(w->p), ets_object_key(new, tree->keypos));
    ets_tree_replace(tree, ets_tree_find(tree, w->key), new);
    w->got++;
    return true;
}

// Chunks go the way that programs see; a whole list is built from its end.
static bool goes_forward(const Walk *w)
{
    return w->how.mode != ETS_SELECT_LIST || (w->how.chunk != 0) != w->how.is_reverse;
}

static EtsObject *begin_tree(Walk *w, EtsCursor *cursor)
{
    const EtsTree *tree = &w->t->contents.tree;
    if (w->has_key) {
        return ets_cursor_after(cursor, tree, w->key, goes_forward(w));
    }
    return w->range == TERM_NIL
               ? ets_cursor_begin(cursor, tree, goes_forward(w))
               : ets_cursor_seek(cursor, tree, ets_pattern_side, &w->range, goes_forward(w));
}

static Outcome walk_tree(Walk *w)
{
    EtsTree *tree = &w->t->contents.tree;
    const bool forward = goes_forward(w);
    EtsCursor cursor;
    EtsObject *o = begin_tree(w, &cursor);
    while (o != NULL && (w->range == TERM_NIL ||
                         ets_pattern_side(&w->range, ets_object_key(o, tree->keypos)) == 0)) {
        const bool has_changed = visit_node(w, o);
        const bool stops = is_full(w) || w->budget <= 0;
        if (stops && !has_changed) {
            w->key = copy_term(process_space(w->p), ets_object_key(o, tree->keypos));
        }
        w->has_key = w->has_key || stops;
        if (stops) {
            return is_full(w) ? WALK_CHUNK : WALK_PAUSE;
        }
        o = has_changed ? ets_cursor_after(&cursor, tree, w->key, forward)
                        : ets_cursor_step(&cursor, forward);
    }
    return WALK_END;
}

static Outcome walk_bound_tree(Walk *w, const EtsPattern *pattern)
{
    EtsObject *o = *ets_tree_find(&w->t->contents.tree, pattern->keys[0]);
    if (o != NULL) {
        visit_node(w, o);
    }
    return WALK_END;
}

// ---- results

static Term reverse_list(Space *space, Term list)
{
    Term result = TERM_NIL, element;
    while (argument_next(&list, &element)) {
        result = space_cons(space, element, result);
    }
    return result;
}

static Term program_reference(Space *space, BinData *program)
{
    bin_data_retain(program);
    return ref_make_magic(space, program);
}

static Term chunk_or_end(Space *space, Term list, Term continuation)
{
    return list == TERM_NIL && continuation == ATOM_END_OF_TABLE
               ? ATOM_END_OF_TABLE
               : space_tuple2(space, list, continuation);
}

// The newest results are in front; those beyond the chunk's size go into the continuation. (In
// which order they come out again differs between the first chunk and the later ones, as in ERTS.)
static Term split_results(Walk *w, Term *rest, uint64_t *rest_size)
{
    Space *space = process_space(w->p);
    uint64_t surplus = w->got > w->how.chunk ? w->got - w->how.chunk : 0;
    Term list = w->list, reversed = TERM_NIL;
    *rest_size = surplus;
    for (; surplus > 0; surplus--) {
        reversed = space_cons(space, cons_head(list), reversed);
        list = cons_tail(list);
    }
    *rest = w->is_continued ? reversed : reverse_list(space, reversed);
    return list;
}

static Term hash_chunk(Walk *w)
{
    Space *space = process_space(w->p);
    Term rest;
    uint64_t rest_size;
    const Term list = split_results(w, &rest, &rest_size);
    if (rest_size == 0 && w->slot == SLOT_END) {
        return chunk_or_end(space, list, ATOM_END_OF_TABLE);
    }
    const Term e[6] = {ets_table_tid(space, w->t),
                       small_make(w->slot),
                       small_make((int64_t)w->how.chunk),
                       program_reference(space, w->program),
                       rest,
                       small_make((int64_t)rest_size)};
    return space_tuple2(space, list, space_tuple(space, 6, e));
}

static Term tree_chunk(Walk *w, Outcome outcome)
{
    Space *space = process_space(w->p);
    const Term list = reverse_list(space, w->list);
    if (outcome == WALK_END) {
        return chunk_or_end(space, list, ATOM_END_OF_TABLE);
    }
    const Term e[8] = {w->id,
                       w->key,
                       w->range,
                       small_make((int64_t)w->how.chunk),
                       program_reference(space, w->program),
                       TERM_NIL,
                       small_make(w->how.is_reverse),
                       SMALL(0)};
    return space_tuple2(space, list, space_tuple(space, 8, e));
}

static Term build_result(Walk *w, Outcome outcome)
{
    if (w->how.mode != ETS_SELECT_LIST) {
        return small_make((int64_t)w->got);
    }
    if (w->how.chunk == 0) {
        return w->list;
    }
    return ets_table_is_tree(w->t) ? tree_chunk(w, outcome) : hash_chunk(w);
}

// ---- pausing

static void destroy_walk(BinData *data)
{
    Walk *w = (Walk *)data->bytes;
    bin_data_release(w->program);
    bin_data_release(w->table);
    vm_free(data, sizeof *data + data->size);
}

// Everything that refers to the heap travels in the tuple.
static void keep_walk(const Walk *w)
{
    Space *space = process_space(w->p);
    BinData *data = bin_data_new(sizeof(Walk));
    data->destroy = destroy_walk;
    *(Walk *)data->bytes = *w;
    bin_data_retain(w->program);
    bin_data_retain(w->table);
    const Term e[5] = {ref_make_magic(space, data), w->list, w->has_key ? w->key : TERM_NIL,
                       w->range, w->id};
    process_extra(w->p)->on_heap_state = space_tuple(space, 5, e);
}

// Unlocks the table and returns the BIF's result.
static Term end_slice(Walk *w, Outcome outcome)
{
    EtsTable *t = w->t;
    argument_charge(w->p, (size_t)(SLICE_OBJECTS - w->budget), OBJECTS_PER_REDUCTION);
    if (outcome == WALK_PAUSE) {
        if (!ets_table_is_tree(t) && !w->is_fixed) {
            ets_owner_fix(w->p, t);
            w->is_fixed = true;
        }
        keep_walk(w);
        ets_table_unlock(t);
        return bif_again(w->p);
    }
    const Term result = build_result(w, outcome);
    if (w->how.mode == ETS_SELECT_DELETE && !ets_table_is_tree(t) && !ets_table_is_fixed(t)) {
        ets_hash_shrink(&t->contents.hash);
    }
    ets_table_unlock(t);
    if (w->is_fixed) {
        ets_owner_unfix(w->p, t);
    }
    return result;
}

static Outcome walk_on(Walk *w) { return ets_table_is_tree(w->t) ? walk_tree(w) : walk_buckets(w); }

bool ets_select_continue(Process *p, Term *result)
{
    const Term state = p->extra ? p->extra->on_heap_state : TERM_NIL;
    if (!term_is_tuple_of(state, 5)) {
        return false;
    }
    const Term *e = tuple_elements(state);
    BinData *data = ref_magic_data(e[0]);
    Walk w = *(Walk *)data->bytes;
    w.p = p;
    w.list = e[1];
    w.key = e[2];
    w.range = e[3];
    w.id = e[4];
    w.budget = SLICE_OBJECTS;
    p->extra->on_heap_state = TERM_NIL;
    bin_data_retain(data); // for the program and the table, till the end of this slice
    EtsTable *t = ets_table_lock(p, w.id, writes(&w) ? ETS_WRITE : ETS_READ, writes(&w));
    if (t != NULL && t->data != w.table) { // deleted, and another one has its name
        ets_table_unlock(t);
        ets_error(p, ATOM_ID);
        t = NULL;
    }
    if (t == NULL && w.is_fixed) {
        ets_owner_unfix(p, w.t);
    }
    *result = t == NULL ? TERM_NONE : end_slice(&w, walk_on(&w));
    bin_data_release(data);
    return true;
}

// ---- beginning

// An ordered set's head may be several ranges, of which `plan` has chosen one way.
static Outcome walk_first(Walk *w, const EtsPattern *pattern)
{
    switch (pattern->plan) {
    case ETS_KEYS_NONE: w->slot = SLOT_END; return WALK_END;
    case ETS_KEYS_BOUND:
        return ets_table_is_tree(w->t) ? walk_bound_tree(w, pattern)
                                       : walk_bound_buckets(w, pattern);
    case ETS_KEYS_RANGE: w->range = pattern->partial; break;
    case ETS_KEYS_ANY: break;
    }
    return walk_on(w);
}

static BinData *compile_for(Process *p, const EtsTable *t, Term spec, const EtsSelect *how)
{
    Term reason = ATOM_BADARG;
    BinData *program = NULL;
    if (how->mode != ETS_SELECT_REPLACE || ets_pattern_keeps_key(spec, t->options.keypos)) {
        program = match_compile(spec, NULL, &reason);
    }
    if (program == NULL && reason == ATOM_BADARG) {
        ets_badarg(p);
    } else if (program == NULL) {
        bif_error(p, reason);
    }
    return program;
}

Term ets_select(Process *p, Term id, Term spec, const EtsSelect *how)
{
    const bool is_writing = how->mode == ETS_SELECT_DELETE || how->mode == ETS_SELECT_REPLACE;
    EtsTable *t = ets_table_lock(p, id, is_writing ? ETS_WRITE : ETS_READ, is_writing);
    if (t == NULL) {
        return TERM_NONE;
    }
    if (how->mode == ETS_SELECT_REPLACE && t->options.kind == ETS_BAG) {
        ets_table_unlock(t);
        return ets_error(p, ATOM_TABLE_TYPE);
    }
    BinData *program = compile_for(p, t, spec, how);
    if (program == NULL) {
        ets_table_unlock(t);
        return TERM_NONE;
    }
    Walk w = {.how = *how,
              .program = program,
              .table = t->data,
              .p = p,
              .t = t,
              .list = TERM_NIL,
              .range = TERM_NIL,
              .id = id,
              .budget = SLICE_OBJECTS};
    EtsPattern pattern;
    ets_pattern_analyze(t, spec, &pattern);
    const Term result = end_slice(&w, walk_first(&w, &pattern));
    ets_pattern_free(&pattern);
    bin_data_release(program);
    return result;
}

// ---- continuations of chunks

// {Tid, Slot, Chunk, Program, Rest, RestSize}
static bool read_hash_continuation(Walk *w, Term continuation)
{
    if (!term_is_tuple_of(continuation, 6)) {
        return false;
    }
    const Term *e = tuple_elements(continuation);
    int64_t slot, chunk, got;
    if (!argument_in_range(e[1], SLOT_END, UINT32_MAX, &slot) ||
        !argument_in_range(e[2], 1, SMALL_MAX, &chunk) ||
        !argument_in_range(e[5], 0, SMALL_MAX, &got) || list_length(e[4]) != got ||
        slot >= (int64_t)w->t->contents.hash.active) {
        return false;
    }
    w->program = match_program_of(e[3]);
    w->how = (EtsSelect){.mode = ETS_SELECT_LIST, .chunk = (uint64_t)chunk};
    w->slot = slot;
    w->list = e[4];
    w->got = (uint64_t)got;
    return w->program != NULL;
}

// {Table, LastKey, Range, Chunk, Program, Found, Reverse, Got}
static bool read_tree_continuation(Walk *w, Term continuation)
{
    if (!term_is_tuple_of(continuation, 8)) {
        return false;
    }
    const Term *e = tuple_elements(continuation);
    int64_t chunk, reverse, got;
    if (!argument_in_range(e[3], 1, SMALL_MAX, &chunk) ||
        !argument_in_range(e[6], 0, 1, &reverse) || !argument_in_range(e[7], 0, SMALL_MAX, &got) ||
        list_length(e[5]) != got) {
        return false;
    }
    w->program = match_program_of(e[4]);
    w->how =
        (EtsSelect){.mode = ETS_SELECT_LIST, .is_reverse = reverse == 1, .chunk = (uint64_t)chunk};
    w->key = e[1];
    w->has_key = true;
    w->range = e[2];
    w->list = e[5];
    w->got = (uint64_t)got;
    return w->program != NULL;
}

Term ets_select_chunk(Process *p, Term continuation)
{
    if (continuation == ATOM_END_OF_TABLE) {
        return continuation;
    }
    if (!term_is_tuple(continuation) || tuple_arity(continuation) == 0) {
        return ets_badarg(p);
    }
    const Term id = tuple_elements(continuation)[0];
    EtsTable *t = ets_table_lock(p, id, ETS_READ, false);
    if (t == NULL) {
        return TERM_NONE;
    }
    Walk w = {.table = t->data,
              .p = p,
              .t = t,
              .list = TERM_NIL,
              .range = TERM_NIL,
              .id = id,
              .budget = SLICE_OBJECTS,
              .is_continued = true};
    if (!(ets_table_is_tree(t) ? read_tree_continuation(&w, continuation)
                               : read_hash_continuation(&w, continuation))) {
        ets_table_unlock(t);
        return ets_badarg(p);
    }
    const bool is_enough = is_full(&w) || (!ets_table_is_tree(t) && w.slot == SLOT_END);
    return end_slice(&w, is_enough ? WALK_CHUNK : walk_on(&w));
}
