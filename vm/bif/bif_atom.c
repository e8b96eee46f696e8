// SPDX-License-Identifier: Apache-2.0
// bif_atom.c -- atoms to text and back: atom_to_list/1, list_to_atom/1, binary_to_atom/2, ...
//
// The table keeps names as UTF-8. A name has at most 255 characters; a longer one is system_limit
// for the functions that may create an atom, and simply no existing atom (badarg) for those that
// may not. When the atom table is full, the machine stops, as ERTS does: nothing sensible can go on
// without atoms.
//
// Read before: vm/term/atom.h     Read next: vm/bif/bif_number_text.c
#include "vm/bif/text_list.h"
#include "vm/term/binary.h"
#include "vm/term/bits.h"

static const AtomName *find_name(Term t) { return term_is_atom(t) ? atom_name(t) : NULL; }

Term bif_erlang_atom_to_list_1(Process *p, Term *arg)
{
    const AtomName *name = find_name(arg[0]);
    if (!name) {
        return bif_badarg(p);
    }
    return text_list_from_utf8(process_space(p), (const uint8_t *)name->text, name->size, TERM_NIL);
}

// Checked text (UTF-8, not too long) to an atom.
static Term intern_checked(const void *text, size_t size)
{
    Term atom = atom_from_utf8(text, size);
    if (UNLIKELY(term_is_none(atom))) {
        check_fatal("no more index entries in atom_tab (max=%u)", atom_limit());
    }
    return atom;
}

Term bif_erlang_list_to_atom_1(Process *p, Term *arg)
{
    ByteVec text = {0};
    TextStatus status = text_list_utf8(arg[0], ATOM_MAX_CHARACTERS, &text);
    Term atom = status == TEXT_OK
                    ? intern_checked(text.data ? text.data : (const uint8_t *)"", text.size)
                    : TERM_NONE;
    byte_vec_free(&text);
    if (status != TEXT_OK) {
        return bif_error(p, status == TEXT_TOO_LONG ? ATOM_SYSTEM_LIMIT : ATOM_BADARG);
    }
    return atom;
}

Term bif_erlang_list_to_existing_atom_1(Process *p, Term *arg)
{
    ByteVec text = {0};
    Term atom = TERM_NONE;
    if (text_list_utf8(arg[0], ATOM_MAX_CHARACTERS, &text) == TEXT_OK) {
        atom = atom_existing(text.data ? (const char *)text.data : "", text.size);
    }
    byte_vec_free(&text);
    return term_is_none(atom) ? bif_badarg(p) : atom;
}

// ---- binaries

static bool is_utf8_name(Term encoding)
{
    return encoding == ATOM_UTF8 || encoding == ATOM_UNICODE;
}

// The name as Latin-1; false when a character does not fit.
static bool append_latin1(ByteVec *out, const AtomName *name)
{
    const uint8_t *at = (const uint8_t *)name->text;
    size_t size = name->size;
    uint32_t code_point;
    while (size > 0) {
        uint32_t used = utf8_decode(at, size, &code_point);
        if (used == 0 || code_point > 255) {
            return false;
        }
        byte_vec_u8(out, (uint8_t)code_point);
        at += used;
        size -= used;
    }
    return true;
}

Term bif_erlang_atom_to_binary_2(Process *p, Term *arg)
{
    const AtomName *name = find_name(arg[0]);
    if (!name) {
        return bif_badarg(p);
    }
    if (is_utf8_name(arg[1])) {
        return space_binary(process_space(p), name->text, name->size);
    }
    if (arg[1] != ATOM_LATIN1) {
        return bif_badarg(p);
    }
    ByteVec text = {0};
    bool fits = append_latin1(&text, name);
    Term binary = fits ? space_binary(process_space(p), text.data, text.size) : TERM_NONE;
    byte_vec_free(&text);
    return fits ? binary : bif_badarg(p);
}

// Appends the text as UTF-8 and counts characters, up to one more than an atom may have.
static TextStatus append_as_utf8(ByteVec *out, const uint8_t *bytes, size_t size, bool is_latin1)
{
    uint32_t code_point;
    uint8_t encoded[4];
    for (size_t count = 0; size > 0; count++) {
        uint32_t used = 1;
        code_point = *bytes;
        if (!is_latin1) {
            used = utf8_decode(bytes, size, &code_point);
        }
        if (used == 0) {
            return TEXT_BAD;
        }
        if (count == ATOM_MAX_CHARACTERS) {
            return TEXT_TOO_LONG;
        }
        byte_vec_add(out, encoded, utf8_encode(code_point, encoded));
        bytes += used;
        size -= used;
    }
    return TEXT_OK;
}

// The text is looked up as it stands first: most are names already. TERM_NONE: no name, or no atom.
static Term intern_utf8(const uint8_t *bytes, size_t size, bool must_exist)
{
    return must_exist ? atom_existing((const char *)bytes, size)
                      : atom_from_utf8((const char *)bytes, size);
}

static Term convert_binary(Process *p, const Term *arg, bool must_exist)
{
    size_t size;
    uint8_t *copy;
    const uint8_t *bytes = binary_bytes(arg[0], &size, &copy);
    if (!bytes) {
        return bif_badarg(p);
    }
    if (is_utf8_name(arg[1])) {
        const Term known = intern_utf8(bytes, size, must_exist);
        if (!term_is_none(known)) {
            binary_bytes_free(copy, size);
            return known;
        }
    }
    ByteVec text = {0};
    TextStatus status = TEXT_BAD;
    if (arg[1] == ATOM_LATIN1 || is_utf8_name(arg[1])) {
        status = append_as_utf8(&text, bytes, size, arg[1] == ATOM_LATIN1);
    }
    binary_bytes_free(copy, size);
    Term atom = TERM_NONE;
    if (status == TEXT_OK) {
        atom = must_exist ? atom_existing(text.data ? (const char *)text.data : "", text.size)
                          : intern_checked(text.data ? text.data : (const uint8_t *)"", text.size);
    }
    byte_vec_free(&text);
    if (!term_is_none(atom)) {
        return atom;
    }
    return status == TEXT_TOO_LONG && !must_exist ? bif_error(p, ATOM_SYSTEM_LIMIT) : bif_badarg(p);
}

Term bif_erlang_binary_to_atom_2(Process *p, Term *arg) { return convert_binary(p, arg, false); }

Term bif_erlang_binary_to_existing_atom_2(Process *p, Term *arg)
{
    return convert_binary(p, arg, true);
}
