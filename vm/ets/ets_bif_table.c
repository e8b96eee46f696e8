// SPDX-License-Identifier: Apache-2.0
// ets_bif_table.c -- BIFs on whole tables: new, delete/1, delete_all_objects, rename, whereis,
// give_away, setopts, safe_fixtable, all.
//
// Freeing a large table's objects takes long, so what is deleted leaves the table at once, under
// its lock, and is freed afterwards in slices: the contents travel in a magic reference (the
// process's on_heap_state) from slice to slice.
//
// Elsewhere: ERTS empties a table in place, and everybody who comes by has to help; here the
// emptied table is usable at once.
// Read before: vm/ets/ets_owner.c     Read next: vm/ets/ets_bif_object.c
#include "vm/base/alloc.h"
#include "vm/bif/argument.h"
#include "vm/bif/bif_system.h"
#include "vm/ets/ets_owner.h"
#include "vm/proc/message.h"
#include "vm/proc/process_extra.h"

enum { FREE_SLICE = 4000, OBJECTS_PER_REDUCTION = 10 };

// ---- freeing in slices

typedef struct Doomed {
    uint64_t result; // term to return when done
    EtsContents contents;
} Doomed;

static void destroy_doomed(BinData *data)
{
    size_t work = SIZE_MAX;
    ets_contents_free(&((Doomed *)data->bytes)->contents, &work);
    vm_free(data, sizeof *data + data->size);
}

static Doomed *doomed_of(Process *p)
{
    const Term state = p->extra ? p->extra->on_heap_state : TERM_NIL;
    return term_is_magic_ref(state) && ref_magic_data(state)->destroy == destroy_doomed
               ? (Doomed *)ref_magic_data(state)->bytes
               : NULL;
}

static Term continue_freeing(Process *p, Doomed *d)
{
    size_t work = FREE_SLICE;
    const bool is_done = ets_contents_free(&d->contents, &work);
    argument_charge(p, FREE_SLICE - work, OBJECTS_PER_REDUCTION);
    if (!is_done) {
        return bif_again(p);
    }
    p->extra->on_heap_state = TERM_NIL;
    return d->result;
}

// Frees contents, then the BIF returns result (an immediate).
static Term free_contents(Process *p, EtsContents *contents, Term result)
{
    size_t work = FREE_SLICE;
    const bool is_done = ets_contents_free(contents, &work);
    argument_charge(p, FREE_SLICE - work, OBJECTS_PER_REDUCTION);
    if (is_done) {
        return result;
    }
    BinData *data = bin_data_new(sizeof(Doomed));
    data->destroy = destroy_doomed;
    *(Doomed *)data->bytes = (Doomed){.result = result, .contents = *contents};
    process_extra(p)->on_heap_state = ref_make_magic(process_space(p), data);
    return bif_again(p);
}

// ---- new

static bool read_boolean(Term t, bool *value)
{
    *value = t == ATOM_TRUE;
    return t == ATOM_TRUE || t == ATOM_FALSE;
}

enum { LOCKS_DEFAULT = 64, LOCKS_MAX = 32768 };

// true, false, auto or {debug_hash_fixed_number_of_locks, N}
static bool read_write_concurrency(Term t, EtsOptions *o, bool *is_decentralized)
{
    Term count;
    int64_t locks;
    if (t == ATOM_TRUE || t == ATOM_FALSE || t == ATOM_AUTO) {
        if (t == ATOM_AUTO) {
            *is_decentralized = true;
        } else if (t == ATOM_TRUE && o->kind != ETS_ORDERED_SET) {
            *is_decentralized = false;
        }
        o->write_concurrency = t;
        o->stride = LOCKS_DEFAULT;
        return true;
    }
    if (!argument_tagged(t, ATOM_DEBUG_HASH_FIXED_NUMBER_OF_LOCKS, &count) ||
        !argument_in_range(count, 1, LOCKS_MAX, &locks)) {
        return false;
    }
    *is_decentralized = true;
    o->write_concurrency = t;
    for (o->stride = LOCKS_DEFAULT; (int64_t)o->stride * 2 <= locks;) {
        o->stride *= 2;
    }
    return true;
}

typedef struct NewOptions {
    EtsOptions table;
    bool is_decentralized;    // by kind and write_concurrency
    int decentralized_option; // -1: not given
} NewOptions;

static bool read_tagged_option(Term option, NewOptions *n)
{
    EtsOptions *o = &n->table;
    Term value;
    bool flag;
    if (argument_tagged(option, ATOM_KEYPOS, &value)) {
        int64_t position;
        if (!argument_in_range(value, 1, TUPLE_ARITY_MAX, &position)) {
            return false;
        }
        o->keypos = (uint32_t)position;
        return true;
    }
    if (argument_tagged(option, ATOM_WRITE_CONCURRENCY, &value)) {
        return read_write_concurrency(value, o, &n->is_decentralized);
    }
    if (argument_tagged(option, ATOM_READ_CONCURRENCY, &value)) {
        return read_boolean(value, &o->read_concurrency);
    }
    if (argument_tagged(option, ATOM_DECENTRALIZED_COUNTERS, &value)) {
        const bool is_boolean = read_boolean(value, &flag);
        n->decentralized_option = flag;
        return is_boolean;
    }
    if (argument_tagged(option, ATOM_HEIR, &value) && value == ATOM_NONE) {
        o->heir = ATOM_NONE;
        return true;
    }
    if (term_is_tuple_of(option, 3) && tuple_elements(option)[0] == ATOM_HEIR &&
        term_is_local_pid(tuple_elements(option)[1])) {
        o->heir = tuple_elements(option)[1];
        o->heir_data = tuple_elements(option)[2];
        return true;
    }
    return false;
}

static bool read_option(Term option, NewOptions *n)
{
    static const struct {
        Term name;
        EtsKind kind;
    } kinds[] = {{(Term)ATOM_INDEX_BAG << 4 | TERM_IMM_ATOM, ETS_BAG},
                 {(Term)ATOM_INDEX_DUPLICATE_BAG << 4 | TERM_IMM_ATOM, ETS_DUPLICATE_BAG},
                 {(Term)ATOM_INDEX_ORDERED_SET << 4 | TERM_IMM_ATOM, ETS_ORDERED_SET}};
    EtsOptions *o = &n->table;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (option == kinds[i].name) {
            o->kind = kinds[i].kind;
            n->is_decentralized = n->is_decentralized || o->kind == ETS_ORDERED_SET;
            return true;
        }
    }
    if (option == ATOM_PUBLIC || option == ATOM_PRIVATE) {
        o->protection = option == ATOM_PUBLIC ? ETS_PUBLIC : ETS_PRIVATE;
        return true;
    }
    if (option == ATOM_NAMED_TABLE) {
        o->is_named = true;
        return true;
    }
    if (option == ATOM_COMPRESSED) {
        o->compressed = true;
        return true;
    }
    // The defaults say nothing, not even after another one (as ERTS has it).
    return option == ATOM_SET || option == ATOM_PROTECTED || read_tagged_option(option, n);
}

static bool read_options(Term list, EtsOptions *options)
{
    NewOptions n = {.table = {.kind = ETS_SET,
                              .protection = ETS_PROTECTED,
                              .keypos = 1,
                              .write_concurrency = ATOM_FALSE,
                              .stride = 1,
                              .heir = ATOM_NONE,
                              .heir_data = ATOM_UNDEFINED,
                              .compressed = system_args && system_args->ets_compressed},
                    .decentralized_option = -1};
    Term option;
    while (argument_next(&list, &option)) {
        if (!read_option(option, &n)) {
            return false;
        }
    }
    EtsOptions *o = &n.table;
    const bool is_debug = term_is_tuple(o->write_concurrency);
    if (list != TERM_NIL || (is_debug && o->kind == ETS_ORDERED_SET)) {
        return false;
    }
    if (o->protection == ETS_PRIVATE) {
        o->write_concurrency = ATOM_FALSE;
        o->read_concurrency = false;
    }
    if (o->write_concurrency == ATOM_FALSE) {
        o->stride = 1;
    } else if (is_debug) {
        o->write_concurrency = SMALL(o->stride); // the tuple itself is in somebody's heap
    }
    const bool wants = n.decentralized_option < 0 ? n.is_decentralized : n.decentralized_option > 0;
    o->decentralized_counters = wants && o->write_concurrency != ATOM_FALSE;
    *options = *o;
    return true;
}

Term bif_ets_new_2(Process *p, Term *arg)
{
    EtsOptions options;
    if (!term_is_atom(arg[0]) || !term_is_list(arg[1]) || !read_options(arg[1], &options)) {
        return ets_badarg(p);
    }
    if (options.heir != ATOM_NONE && options.heir != p->pid && process_find(options.heir) == NULL) {
        options.heir = ATOM_NONE;
    }
    EtsTable *t = ets_table_new(p, arg[0], &options);
    if (t == NULL) {
        return ets_error(p, ATOM_ALREADY_EXISTS);
    }
    return ets_table_id(process_space(p), t);
}

// ---- delete

Term bif_ets_delete_1(Process *p, Term *arg)
{
    Doomed *going_on = doomed_of(p);
    if (going_on != NULL) {
        return continue_freeing(p, going_on);
    }
    EtsTable *t = ets_table_lock(p, arg[0], ETS_WRITE, true);
    if (t == NULL) {
        return TERM_NONE;
    }
    EtsContents contents;
    ets_table_delete(t, &contents);
    return free_contents(p, &contents, ATOM_TRUE);
}

// internal_delete_all(Table, undefined) -> number of objects
Term bif_ets_internal_delete_all_2(Process *p, Term *arg)
{
    Doomed *going_on = doomed_of(p);
    if (going_on != NULL) {
        return continue_freeing(p, going_on);
    }
    EtsTable *t = ets_table_lock(p, arg[0], ETS_WRITE, true);
    if (t == NULL) {
        return TERM_NONE;
    }
    const Term count = small_make((int64_t)ets_table_count_objects(t));
    if (!ets_table_is_tree(t) && ets_table_is_fixed(t)) {
        ets_hash_mark_all(&t->contents.hash);
        argument_charge(p, (size_t)small_value(count), OBJECTS_PER_REDUCTION);
        ets_table_unlock(t);
        return count;
    }
    EtsContents contents = t->contents;
    ets_contents_init(&t->contents, &t->options);
    ets_table_unlock(t);
    return free_contents(p, &contents, count);
}

// ---- names and owners

Term bif_ets_rename_2(Process *p, Term *arg)
{
    EtsTable *t = ets_table_lock(p, arg[0], ETS_WRITE, false);
    if (t == NULL) {
        return TERM_NONE;
    }
    ets_table_unlock(t);
    if (!term_is_atom(arg[1]) || !ets_table_rename(t, arg[1])) {
        return ets_badarg(p);
    }
    return t->options.is_named ? arg[1] : arg[0];
}

Term bif_ets_whereis_1(Process *p, Term *arg)
{
    Term cause;
    if (!term_is_atom(arg[0])) {
        return ets_badarg(p);
    }
    EtsTable *t = ets_table_find(arg[0], &cause);
    if (t == NULL) {
        return ATOM_UNDEFINED;
    }
    rwlock_read(&t->lock);
    const Term tid =
        t->is_deleted || t->name != arg[0] ? ATOM_UNDEFINED : ets_table_tid(process_space(p), t);
    ets_table_unlock(t);
    return tid;
}

Term bif_ets_give_away_3(Process *p, Term *arg)
{
    EtsTable *t = ets_table_lock(p, arg[0], ETS_WRITE, false);
    if (t == NULL) {
        return TERM_NONE;
    }
    const Term owner = atomic_load(&t->owner);
    ets_table_unlock(t);
    if (!term_is_local_pid(arg[1]) || process_find(arg[1]) == NULL) {
        return ets_badarg(p);
    }
    if (owner != p->pid) {
        return ets_error(p, ATOM_NOT_OWNER);
    }
    if (arg[1] == owner) {
        return ets_error(p, ATOM_OWNER);
    }
    return ets_owner_give(p, t, arg[1], arg[2]) ? ATOM_TRUE : ets_badarg(p);
}

typedef struct Setopts {
    Term heir, heir_data; // heir: TERM_NONE: not given
    int protection;       // -1: not given
} Setopts;

static bool read_setopt(Term option, Setopts *s)
{
    Term value;
    if (argument_tagged(option, ATOM_PROTECTION, &value) && s->protection < 0) {
        s->protection = value == ATOM_PRIVATE     ? ETS_PRIVATE
                        : value == ATOM_PROTECTED ? ETS_PROTECTED
                        : value == ATOM_PUBLIC    ? ETS_PUBLIC
                                                  : -1;
        return s->protection >= 0;
    }
    if (!term_is_tuple(option) || tuple_arity(option) < 2 ||
        tuple_elements(option)[0] != ATOM_HEIR || !term_is_none(s->heir)) {
        return false;
    }
    s->heir = tuple_elements(option)[1];
    s->heir_data = tuple_arity(option) == 3 ? tuple_elements(option)[2] : ATOM_UNDEFINED;
    return (tuple_arity(option) == 2 && s->heir == ATOM_NONE) ||
           (tuple_arity(option) == 3 && term_is_local_pid(s->heir));
}

static bool read_setopts(Term options, Setopts *s)
{
    Term option;
    if (term_is_tuple(options)) {
        return read_setopt(options, s);
    }
    while (argument_next(&options, &option)) {
        if (!read_setopt(option, s)) {
            return false;
        }
    }
    return options == TERM_NIL;
}

Term bif_ets_setopts_2(Process *p, Term *arg)
{
    Setopts s = {.heir = TERM_NONE, .protection = -1};
    EtsTable *t = ets_table_lock(p, arg[0], ETS_WRITE, true);
    if (t == NULL) {
        return TERM_NONE;
    }
    const bool is_valid = read_setopts(arg[1], &s) && atomic_load(&t->owner) == p->pid;
    if (is_valid && !term_is_none(s.heir)) {
        const bool is_there = s.heir == ATOM_NONE || process_find(s.heir) != NULL;
        ets_table_set_heir(t, is_there ? s.heir : ATOM_NONE, s.heir_data);
    }
    if (is_valid && s.protection >= 0) {
        t->protection = (EtsProtection)s.protection;
    }
    ets_table_unlock(t);
    return is_valid ? ATOM_TRUE : ets_badarg(p);
}

// ---- fixing

Term bif_ets_safe_fixtable_2(Process *p, Term *arg)
{
    EtsTable *t = ets_table_lock(p, arg[0], ETS_READ, false);
    if (t == NULL) {
        return TERM_NONE;
    }
    if (arg[1] == ATOM_TRUE) {
        ets_owner_fix(p, t);
    }
    ets_table_unlock(t);
    if (arg[1] == ATOM_FALSE) {
        ets_owner_unfix(p, t);
    }
    return arg[1] == ATOM_TRUE || arg[1] == ATOM_FALSE ? ATOM_TRUE : ets_badarg(p);
}

Term bif_erts_internal_ets_super_user_1(Process *p, Term *arg)
{
    if (arg[0] != ATOM_TRUE && arg[0] != ATOM_FALSE) {
        return bif_badarg(p);
    }
    ets_owner_set_super_user(p, arg[0] == ATOM_TRUE);
    return ATOM_OK;
}

// ---- all

static Term list_tables(Space *space)
{
    Term list = TERM_NIL;
    ets_registry_lock();
    for (EtsTable *t = ets_registry_first(); t != NULL; t = t->all_next) {
        list = space_cons(space, ets_table_id(space, t), list);
    }
    ets_registry_unlock();
    return list;
}

// ets:all/0 waits for one {Ref, Tables} from every scheduler. The first message has all tables, the
// others none.
Term bif_ets_internal_request_all_0(Process *p, Term *arg)
{
    (void)arg;
    Space *space = process_space(p);
    const Term ref = ref_make(space);
    const uint32_t count = system_args ? system_args->schedulers : 1;
    message_send_process(p, p, space_tuple2(space, ref, list_tables(space)));
    for (uint32_t i = 1; i < count; i++) {
        message_send_process(p, p, space_tuple2(space, ref, TERM_NIL));
    }
    return ref;
}
