// SPDX-License-Identifier: Apache-2.0
// record.h -- native records (OTP 29): values with a module, a name and named fields. A type of its own,
// ordered between tuples and maps; the older records, which are tuples, have nothing to do with it.
//
//   record      [header RECORD, 1+n][definition][value]*n              values in the order of the keys
//   definition  {Hash, Module, Name, IsExported, Key, ...}   a tuple that no program ever sees; keys are
//                                                            atoms, as declared, each once
//
// Each value refers to its definition, so records that were made before code was changed keep theirs.
// Records that a module's code makes share the definition in its literal area; a decoded record brings
// its own. Since the definition is a tuple, the collector, copying and =:= need to know nothing of
// records but that all words after the header are terms.
//
// Hash is phash2's hash of {Module, Name, IsExported, Key, ...}: the part of a record's hash that values
// do not change.
//
// Elsewhere: ERTS sorts the keys by atom index and keeps the declared order beside them. What it says
// about several fields at once (which of two missing ones is reported, the order of erlang:display/1)
// follows from the atom numbers of that node, so nobody can rely on it; here it is the declared order.
// Read before: vm/term/space.h     Read next: vm/code/code.h (RecordTemplate: what a module defines)
#pragma once

#include "vm/term/atom.h"
#include "vm/term/space.h"

// Elements of a definition.
enum { RECORD_HASH, RECORD_MODULE, RECORD_NAME, RECORD_IS_EXPORTED, RECORD_KEYS };

static inline bool term_is_record(Term t) { return term_is_subtag(t, SUBTAG_RECORD); }
static inline uint32_t record_size(Term record) { return header_arity(boxed_header(record)) - 1; }
static inline Term *record_values(Term record) { return boxed_words(record) + 2; }
// The elements of the definition.
static inline const Term *record_definition(Term record)
{
    return tuple_elements(boxed_words(record)[1]);
}
static inline const Term *record_keys(Term record)
{
    return record_definition(record) + RECORD_KEYS;
}
static inline bool record_is(Term record, Term module, Term name)
{
    const Term *definition = record_definition(record);
    return definition[RECORD_MODULE] == module && definition[RECORD_NAME] == name;
}
static inline bool record_is_exported(Term record)
{
    return record_definition(record)[RECORD_IS_EXPORTED] == ATOM_TRUE;
}
// The place of a field's value, or NULL.
static inline Term *record_find(Term record, Term key)
{
    const Term *keys = record_keys(record);
    uint32_t size = record_size(record), i = 0;
    while (i < size && keys[i] != key) {
        i++;
    }
    return i < size ? record_values(record) + i : NULL;
}

// A definition. TERM_NONE when a key stands there twice.
Term record_define(Space *space, Term module, Term name, Term is_exported, const Term *keys,
                   uint32_t count);
// A record of this definition; the values are to be written at once.
Term record_new(Space *space, Term definition);
