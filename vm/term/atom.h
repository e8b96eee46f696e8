// SPDX-License-Identifier: Apache-2.0
// atom.h -- the atom table: names to indexes and back. Never shrinks.
//
// Lookup by index and by name takes no lock; inserting takes one. Names are UTF-8, at most 255
// characters. The atoms that C code names are in atoms.def, in index order, so ATOM_OK is a
// compile-time constant.
#pragma once

#include "vm/term/term.h"

enum AtomIndex {
#define ATOM(c_name, text) ATOM_INDEX_##c_name,
#include "vm/term/atoms.def"
#undef ATOM
    ATOM_PREDEFINED_COUNT
};
enum { ATOM_MAX_CHARACTERS = 255, ATOM_MAX_BYTES = 255 * 4 };

// ATOM_<c_name>: constants of type Term.
#define ATOM(c_name, text) \
    static const Term ATOM_##c_name = (Term)ATOM_INDEX_##c_name << 4 | TERM_IMM_ATOM;
#include "vm/term/atoms.def"
#undef ATOM

typedef struct AtomName {
    const char *text; // UTF-8, not terminated; lives for ever
    uint32_t size;    // bytes
    // ERTS's hash of the name (hashpjw over UTF-8): phash2 and internal hash use it
    uint32_t hash;
    uint64_t
        prefix; // the first eight bytes as a number, the first one highest; zeros behind the end
} AtomName;

void atom_init(uint32_t limit);
// Creates or finds. size in bytes; TERM_NONE when the text is not UTF-8, too long (> 255
// characters) or the table is full.
Term atom_from_utf8(const char *text, size_t size);
Term atom_from_latin1(const char *text, size_t size);
Term atom_from_text(const char *text); // zero-terminated ASCII of our own; never fails
// Finds only: TERM_NONE when there is no such atom.
Term atom_existing(const char *text, size_t size);
const AtomName *atom_name(Term atom);
uint32_t atom_count(void);
uint32_t atom_limit(void);
size_t atom_bytes(void); // memory the table uses
