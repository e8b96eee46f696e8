// SPDX-License-Identifier: Apache-2.0
// bif_record.c -- native records (OTP 29) as values: made, changed, read and asked for their definition,
// where module and names are known at run time only. And the guards that tell records.
//
//     {badrecord, Term}   no record, or not the one named       {badmap, Term}   an argument must be a map
//     {badfield, {{Module, Name}, Field}}                       the record has no such field
//
// A record that is created here carries its own definition: nothing says that a module has one like it.
//
// Read before: vm/term/record.h     Elsewhere: the instructions, vm/interp/record_ops.c
#include "vm/base/alloc.h"
#include "vm/base/release.h"
#include "vm/bif/argument.h"
#include "vm/code/module.h"
#include "vm/term/map.h"
#include "vm/term/record.h"

static Term raise_pair(Process *p, Term tag, Term term)
{
    return bif_error(p, space_tuple2(process_space(p), tag, term));
}
static Term raise_badrecord(Process *p, Term term) { return raise_pair(p, ATOM_BADRECORD, term); }

static Term raise_badfield(Process *p, Term module, Term name, Term field)
{
    Space *s = process_space(p);
    return raise_pair(p, ATOM_BADFIELD, space_tuple2(s, space_tuple2(s, module, name), field));
}

// ---- guards

Term bif_erlang_is_record_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_is_record(arg[0]));
}

static bool is_tagged_tuple(Term t, Term tag)
{
    return term_is_tuple(t) && tuple_arity(t) >= 1 && tuple_elements(t)[0] == tag;
}

Term bif_erlang_is_record_2(Process *p, Term *arg)
{
    if (!term_is_atom(arg[1])) {
        return bif_badarg(p);
    }
    return argument_boolean(
        is_tagged_tuple(arg[0], arg[1]) ||
        (term_is_record(arg[0]) && record_definition(arg[0])[RECORD_NAME] == arg[1]));
}

// A tuple with this atom in front, of this size; or a native record of this module and name.
Term bif_erlang_is_record_3(Process *p, Term *arg)
{
    if (term_is_atom(arg[1]) && term_is_small(arg[2])) {
        return argument_boolean(is_tagged_tuple(arg[0], arg[1]) &&
                                (int64_t)tuple_arity(arg[0]) == small_value(arg[2]));
    }
    if (term_is_atom(arg[1]) && term_is_atom(arg[2]) && release_has_native_records()) {
        return argument_boolean(term_is_record(arg[0]) && record_is(arg[0], arg[1], arg[2]));
    }
    return bif_badarg(p);
}

// ---- records:create/4

// The names of the fields of [{Name, Value}] and the values; badarg or badfield otherwise.
static bool take_pairs(Process *p, Term *arg, Term *keys, Term *values)
{
    Term list = arg[2], pair;
    for (uint32_t i = 0; argument_next(&list, &pair); i++) {
        if (!term_is_tuple_of(pair, 2)) {
            bif_badarg(p);
            return false;
        }
        keys[i] = tuple_elements(pair)[0];
        values[i] = tuple_elements(pair)[1];
        if (!term_is_atom(keys[i])) {
            raise_badfield(p, arg[0], arg[1], keys[i]);
            return false;
        }
    }
    return true;
}

static Term create(Process *p, Term *arg, Term is_exported, uint32_t count, Term *keys)
{
    Term *values = keys + count;
    if (!take_pairs(p, arg, keys, values)) {
        return TERM_NONE;
    }
    Space *s = process_space(p);
    Term definition = record_define(s, arg[0], arg[1], is_exported, keys, count);
    if (term_is_none(definition)) {
        return bif_badarg(p);
    }
    Term record = record_new(s, definition);
    if (count) {
        memcpy(record_values(record), values, count * sizeof *values);
    }
    return record;
}

Term bif_records_create_4(Process *p, Term *arg)
{
    if (!term_is_atom(arg[0]) || !term_is_atom(arg[1])) {
        return raise_badrecord(p, arg[1]);
    }
    if (!term_is_map(arg[3])) {
        return raise_pair(p, ATOM_BADMAP, arg[3]);
    }
    Term is_exported = map_get(arg[3], ATOM_IS_EXPORTED);
    int64_t count = list_length(arg[2]);
    if (map_size(arg[3]) != 1 || (is_exported != ATOM_TRUE && is_exported != ATOM_FALSE) ||
        count < 0 || count > TUPLE_ARITY_MAX - RECORD_KEYS) {
        return bif_badarg(p);
    }
    const size_t bytes = 2 * (size_t)count * sizeof(Term);
    Term *keys = vm_alloc(bytes + 1);
    Term record = create(p, arg, is_exported, (uint32_t)count, keys);
    vm_free(keys, bytes + 1);
    return record;
}

// ---- records:update/4

static bool is_named(Term record, Term module, Term name)
{
    return name == ATOM_UNDERSCORE || record_is(record, module, name);
}

// The least key that is no field; TERM_NONE: the values have been written.
static Term write_fields(Term record, Term map)
{
    MapIterator it;
    Term key, value, unknown = TERM_NONE;
    map_iterator_init(&it, map);
    while (map_iterator_next(&it, &key, &value)) {
        Term *at = record_find(record, key);
        if (at != NULL) {
            *at = value;
        } else if (term_is_none(unknown) || term_compare_exact(key, unknown) < 0) {
            unknown = key;
        }
    }
    return unknown;
}

Term bif_records_update_4(Process *p, Term *arg)
{
    if (!term_is_record(arg[0])) {
        return raise_badrecord(p, arg[0]);
    }
    if (!is_named(arg[0], arg[1], arg[2])) {
        return raise_badrecord(p, arg[2]);
    }
    if (!term_is_map(arg[3])) {
        return raise_pair(p, ATOM_BADMAP, arg[3]);
    }
    const Term *definition = record_definition(arg[0]);
    const Term updated = record_new(process_space(p), boxed_words(arg[0])[1]);
    if (record_size(updated)) {
        memcpy(record_values(updated), record_values(arg[0]), record_size(updated) * sizeof(Term));
    }
    const Term unknown = write_fields(updated, arg[3]);
    if (!term_is_none(unknown)) {
        return raise_badfield(p, definition[RECORD_MODULE], definition[RECORD_NAME], unknown);
    }
    return map_size(arg[3]) == 0 ? arg[0] : updated;
}

// ---- questions

Term bif_records_get_2(Process *p, Term *arg)
{
    const Term *at =
        term_is_record(arg[1]) && term_is_atom(arg[0]) ? record_find(arg[1], arg[0]) : NULL;
    return at != NULL ? *at : bif_badarg(p);
}

Term bif_records_get_module_1(Process *p, Term *arg)
{
    return term_is_record(arg[0]) ? record_definition(arg[0])[RECORD_MODULE] : bif_badarg(p);
}

Term bif_records_get_name_1(Process *p, Term *arg)
{
    return term_is_record(arg[0]) ? record_definition(arg[0])[RECORD_NAME] : bif_badarg(p);
}

Term bif_records_get_field_names_1(Process *p, Term *arg)
{
    if (!term_is_record(arg[0])) {
        return raise_badrecord(p, arg[0]);
    }
    return space_list(process_space(p), record_keys(arg[0]), record_size(arg[0]), TERM_NIL);
}

Term bif_records_is_exported_1(Process *p, Term *arg)
{
    return term_is_record(arg[0]) ? argument_boolean(record_is_exported(arg[0]))
                                  : raise_badrecord(p, arg[0]);
}

// {#{is_exported => Boolean}, [Field | {Field, Default}]}
Term bif_records_get_definition_2(Process *p, Term *arg)
{
    const Module *m = term_is_atom(arg[0]) ? module_find(arg[0]) : NULL;
    const RecordTemplate *t =
        m != NULL && m->current != NULL ? code_record(m->current, arg[1]) : NULL;
    if (t == NULL) {
        return bif_badarg(p);
    }
    Space *s = process_space(p);
    const Term *definition = tuple_elements(t->definition);
    Term fields = TERM_NIL;
    for (uint32_t i = t->count; i-- > 0;) {
        Term field = definition[RECORD_KEYS + i];
        if (!term_is_none(t->defaults[i])) {
            field = space_tuple2(s, field, t->defaults[i]);
        }
        fields = space_cons(s, field, fields);
    }
    const Term pair[] = {ATOM_IS_EXPORTED, definition[RECORD_IS_EXPORTED]};
    return space_tuple2(s, map_from_pairs(s, pair, 1), fields);
}
