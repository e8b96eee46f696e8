// SPDX-License-Identifier: Apache-2.0
// ets_bif_info.c -- ets:info/1,2 and what it is made of.
//
// One function per item would say less than the one switch below; the list of ets:info/1 is in its
// order, which is that of ERTS. Sizes are our own: memory counts what this table really takes, in
// words.
//
// Read before: vm/ets/ets_table.c     Read next: vm/ets/ets_bif_walk.c
#include <math.h>

#include "vm/bif/argument.h"
#include "vm/ets/ets_owner.h"
#include "vm/heap/offheap.h"
#include "vm/proc/time.h"

static Term kind_atom(EtsKind kind)
{
    switch (kind) {
    case ETS_SET: return ATOM_SET;
    case ETS_BAG: return ATOM_BAG;
    case ETS_DUPLICATE_BAG: return ATOM_DUPLICATE_BAG;
    case ETS_ORDERED_SET: break;
    }
    return ATOM_ORDERED_SET;
}

static Term protection_atom(EtsProtection protection)
{
    return protection == ETS_PUBLIC      ? ATOM_PUBLIC
           : protection == ETS_PROTECTED ? ATOM_PROTECTED
                                         : ATOM_PRIVATE;
}

static Term write_concurrency_term(Space *space, const EtsTable *t)
{
    const Term value = t->options.write_concurrency;
    return term_is_small(value) ? space_tuple2(space, ATOM_DEBUG_HASH_FIXED_NUMBER_OF_LOCKS, value)
                                : value;
}

// {Megaseconds, Seconds, Microseconds} of the moment when the table became fixed
static Term fixed_timestamp(Space *space, const EtsTable *t)
{
    const int64_t us = (t->fixed_since + time_offset_ns()) / 1000;
    return space_tuple3(space, space_integer(space, us / 1000000000000),
                        space_integer(space, us / 1000000 % 1000000),
                        space_integer(space, us % 1000000));
}

static Term fixed_info(Space *space, EtsTable *t, bool is_monotonic)
{
    if (!ets_table_is_fixed(t)) {
        return ATOM_FALSE;
    }
    const Term list = ets_owner_fixations(space, t);
    return space_tuple2(
        space, is_monotonic ? space_integer(space, t->fixed_since) : fixed_timestamp(space, t),
        list);
}

// {Buckets, Average, Deviation, ExpectedDeviation, Shortest, Longest, Deleted, Locks}; false for
// trees
static Term stats_info(Space *space, const EtsTable *t)
{
    if (ets_table_is_tree(t)) {
        return ATOM_FALSE;
    }
    const EtsHash *h = &t->contents.hash;
    uint64_t shortest = UINT64_MAX, longest = 0, deleted = 0, objects = 0;
    double squares = 0;
    for (uint32_t slot = 0; slot < h->active; slot++) {
        uint64_t length = 0;
        for (const EtsObject *o = *ets_hash_bucket(h, slot); o != NULL; o = o->next) {
            length++;
            deleted += o->deleted;
        }
        objects += length;
        squares += (double)length * (double)length;
        shortest = length < shortest ? length : shortest;
        longest = length > longest ? length : longest;
    }
    const double buckets = h->active, average = (double)objects / buckets;
    const double variance = (squares - (double)objects * average) / (buckets - 1);
    const Term e[8] = {small_make(h->active),
                       space_float(space, average),
                       space_float(space, sqrt(variance > 0 ? variance : 0)),
                       space_float(space, sqrt(average * (1 - 1 / buckets))),
                       small_make((int64_t)shortest),
                       small_make((int64_t)longest),
                       small_make((int64_t)deleted),
                       small_make(h->stride)};
    return space_tuple(space, 8, e);
}

// TERM_NONE: no such item. t is locked for reading.
static Term table_info(Space *space, EtsTable *t, Term item)
{
    const EtsOptions *o = &t->options;
    switch (term_is_atom(item) ? atom_index(item) : ATOM_INDEX_EMPTY) {
    case ATOM_INDEX_SIZE: return small_make((int64_t)ets_table_count_objects(t));
    case ATOM_INDEX_MEMORY:
        return small_make((int64_t)((ets_table_bytes(t) + sizeof(Term) - 1) / sizeof(Term)));
    case ATOM_INDEX_TYPE: return kind_atom(o->kind);
    case ATOM_INDEX_OWNER: return atomic_load(&t->owner);
    case ATOM_INDEX_HEIR: return t->heir;
    case ATOM_INDEX_PROTECTION: return protection_atom(t->protection);
    case ATOM_INDEX_WRITE_CONCURRENCY: return write_concurrency_term(space, t);
    case ATOM_INDEX_READ_CONCURRENCY: return argument_boolean(o->read_concurrency);
    case ATOM_INDEX_NAME: return t->name;
    case ATOM_INDEX_KEYPOS: return small_make(o->keypos);
    case ATOM_INDEX_NODE: return node_this->name;
    case ATOM_INDEX_NAMED_TABLE: return argument_boolean(o->is_named);
    case ATOM_INDEX_COMPRESSED: return argument_boolean(o->compressed);
    case ATOM_INDEX_ID: return ets_table_tid(space, t);
    case ATOM_INDEX_DECENTRALIZED_COUNTERS: return argument_boolean(o->decentralized_counters);
    case ATOM_INDEX_FIXED: return argument_boolean(ets_table_is_fixed(t));
    case ATOM_INDEX_SAFE_FIXED: return fixed_info(space, t, false);
    case ATOM_INDEX_SAFE_FIXED_MONOTONIC_TIME: return fixed_info(space, t, true);
    case ATOM_INDEX_STATS: return stats_info(space, t);
    default: return TERM_NONE;
    }
}

// As ets_table_lock for information; *result is set when NULL is returned: undefined, or TERM_NONE
// with badarg.
static EtsTable *lock_for_info(Process *p, Term id, Term *result)
{
    Term cause;
    EtsTable *t = ets_table_find(id, &cause);
    *result = cause == ATOM_ID ? ATOM_UNDEFINED : TERM_NONE;
    if (t == NULL) {
        if (cause == ATOM_TYPE) {
            ets_error(p, cause);
        }
        return NULL;
    }
    rwlock_read(&t->lock);
    if (t->is_deleted || (term_is_atom(id) && t->name != id)) {
        ets_table_unlock(t);
        return NULL;
    }
    return t;
}

Term bif_ets_info_1(Process *p, Term *arg)
{
    const Term items[] = {ATOM_PROTECTION,
                          ATOM_KEYPOS,
                          ATOM_TYPE,
                          ATOM_NAMED_TABLE,
                          ATOM_NODE,
                          ATOM_SIZE,
                          ATOM_NAME,
                          ATOM_HEIR,
                          ATOM_OWNER,
                          ATOM_MEMORY,
                          ATOM_COMPRESSED,
                          ATOM_WRITE_CONCURRENCY,
                          ATOM_READ_CONCURRENCY,
                          ATOM_DECENTRALIZED_COUNTERS,
                          ATOM_ID};
    Space *space = process_space(p);
    Term list = TERM_NIL;
    EtsTable *t = lock_for_info(p, arg[0], &list);
    if (t == NULL) {
        return list;
    }
    list = TERM_NIL;
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        list =
            space_cons(space, space_tuple2(space, items[i], table_info(space, t, items[i])), list);
    }
    ets_table_unlock(t);
    return list;
}

// What a table's objects own outside: [{Address, Bytes, References}] for ets:info(T, binary), which
// ets.erl collects.
static Term list_binaries(Space *space, const EtsObject *o, Term list)
{
    for (OffHeapLink *link = o->offheap; link != NULL; link = link->next) {
        const Term *object = offheap_object(link);
        if (header_subtag(object[0]) == SUBTAG_REFC_BIN) {
            const BinData *data = offheap_data(object);
            list = space_cons(space,
                              space_tuple3(space, space_unsigned(space, (uint64_t)(uintptr_t)data),
                                           space_unsigned(space, data->size),
                                           space_integer(space, atomic_load(&data->refs))),
                              list);
        }
    }
    return list;
}

Term bif_erts_internal_ets_lookup_binary_info_2(Process *p, Term *arg)
{
    EtsTable *t = ets_table_lock(p, arg[0], ETS_READ, false);
    Term list = TERM_NIL;
    if (t == NULL) {
        return TERM_NONE;
    }
    if (ets_table_is_tree(t)) {
        const EtsObject *o = *ets_tree_find(&t->contents.tree, arg[1]);
        list = o ? list_binaries(process_space(p), o, list) : list;
    } else {
        const EtsHash *h = &t->contents.hash;
        const uint32_t hash = ets_hash_of(arg[1]);
        for (const EtsObject *o = *ets_hash_find(h, arg[1], hash);
             o != NULL && ets_hash_has_key(h, o, arg[1], hash); o = o->next) {
            list = list_binaries(process_space(p), o, list);
        }
    }
    ets_table_unlock(t);
    return list;
}

Term bif_ets_info_2(Process *p, Term *arg)
{
    if (arg[1] == ATOM_BINARY) {
        return bif_trap(p, arg, export_get(ATOM_ERTS_INTERNAL, ATOM_ETS_INFO_BINARY, 1), 1, arg);
    }
    Term value;
    EtsTable *t = lock_for_info(p, arg[0], &value);
    if (t == NULL) {
        return value;
    }
    value = table_info(process_space(p), t, arg[1]);
    ets_table_unlock(t);
    return term_is_none(value) ? ets_badarg(p) : value;
}
