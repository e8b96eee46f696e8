// SPDX-License-Identifier: Apache-2.0
// record_ops.c -- native records: creation, update and access, with their errors.
//
//     {badrecord, Term}                    no record, not the one asked for, not defined, or not exported
//     {badfield, {{Module, Name}, Field}}  the record has no such field
//     {novalue, {{Module, Name}, Field}}   a new record: the field has no default and was not given
//
// The idea: a new record starts as its template's defaults, an update as a copy; then the given values are
// written over it. A field that does not exist counts before one without a value.
//
// Read before: vm/term/record.h, vm/interp/instrs/record.tab
#include "vm/interp/record_ops.h"

#include "vm/code/module.h"
#include "vm/interp/instr_macros.h"
#include "vm/interp/raise.h"

// {Tag, {{Module, Name}, Field}}
static Term raise_field(Process *p, Term tag, Term definition, Term field)
{
    Space *s = process_space(p);
    const Term *d = tuple_elements(definition);
    const Term id = space_tuple2(s, d[RECORD_MODULE], d[RECORD_NAME]);
    raise_error_pair(p, tag, space_tuple2(s, id, field));
    return TERM_NONE;
}

static Term raise_badrecord(Process *p, Term term)
{
    raise_error_pair(p, ATOM_BADRECORD, term);
    return TERM_NONE;
}

// Writes the given values into a record in the making. False: one of the fields does not exist, described.
static bool write_fields(Process *p, Registers *r, Term record, const Cell *fields, uint32_t count)
{
    for (uint32_t i = 0; i < count; i += 2) {
        const Term key = WORD_ITEM(fields, i);
        Term *at = record_find(record, key);
        if (at == NULL) {
            raise_field(p, ATOM_BADFIELD, boxed_words(record)[1], key);
            return false;
        }
        *at = operand_read(r, p->heap.stack, WORD_ITEM(fields, i + 1));
    }
    return true;
}

Term record_create_gc(Process *p, Registers *r, const RecordTemplate *t, const Cell *fields,
                      uint32_t count, uint32_t live)
{
    const Term record = record_new(process_space(p), t->definition);
    Term *values = record_values(record);
    if (t->count) {
        memcpy(values, t->defaults, t->count * sizeof *values);
    }
    const bool is_known = write_fields(p, r, record, fields, count);
    uint32_t missing = t->count;
    for (uint32_t i = t->count; i-- > 0;) {
        if (term_is_none(values[i])) {
            values[i] = TERM_NIL; // the record may be garbage, but must be a term
            missing = i;
        }
    }
    if (!is_known) {
        return TERM_NONE;
    }
    if (missing < t->count) {
        return raise_field(p, ATOM_NOVALUE, t->definition, record_keys(record)[missing]);
    }
    return finish_gc(p, r, record, live);
}

Term record_create_ext_gc(Process *p, Registers *r, Term id, const Cell *fields, uint32_t count,
                          uint32_t live)
{
    const Module *m = module_find(tuple_elements(id)[0]);
    const RecordTemplate *t =
        m != NULL && m->current != NULL ? code_record(m->current, tuple_elements(id)[1]) : NULL;
    if (t == NULL || tuple_elements(t->definition)[RECORD_IS_EXPORTED] != ATOM_TRUE) {
        return raise_badrecord(p, id);
    }
    return record_create_gc(p, r, t, fields, count, live);
}

Term record_update_gc(Process *p, Registers *r, Term record, const Cell *fields, uint32_t count,
                      uint32_t live)
{
    if (!term_is_record(record)) {
        return raise_badrecord(p, record);
    }
    const Term updated = record_new(process_space(p), boxed_words(record)[1]);
    if (record_size(record)) {
        memcpy(record_values(updated), record_values(record), record_size(record) * sizeof(Term));
    }
    return write_fields(p, r, updated, fields, count) ? finish_gc(p, r, updated, live) : TERM_NONE;
}

static bool is_readable_as(Term record, Term id)
{
    if (id == ATOM_UNDERSCORE) {
        return true;
    }
    if (term_is_atom(id)) {
        return record_definition(record)[RECORD_NAME] == id;
    }
    return record_is(record, tuple_elements(id)[0], tuple_elements(id)[1]) &&
           record_is_exported(record);
}

Term record_field(Process *p, Term record, Term id, Term field)
{
    if (!term_is_record(record) || !is_readable_as(record, id)) {
        return raise_badrecord(p, record);
    }
    const Term *at = record_find(record, field);
    return at != NULL ? *at : raise_field(p, ATOM_BADFIELD, boxed_words(record)[1], field);
}
