// SPDX-License-Identifier: Apache-2.0
// port_text.c -- strings of open_port as bytes.
//
// Lists of characters are encoded as file names are (vm/bif/filename.h); binaries are raw.
//
// Read before: vm/port/port_text.h
#include "vm/port/port_text.h"

#include "vm/bif/filename.h"
#include "vm/term/atom.h"
#include "vm/term/binary.h"

static bool append_binary(ByteVec *out, Term name)
{
    size_t size;
    uint8_t *copy;
    const uint8_t *bytes = binary_bytes(name, &size, &copy);
    bool is_good = bytes && (size == 0 || memchr(bytes, 0, size) == NULL);
    if (is_good) {
        byte_vec_add(out, bytes, size);
    }
    binary_bytes_free(copy, bytes ? size : 0);
    return is_good;
}

bool port_text_append(ByteVec *out, Term name, bool allow_atom)
{
    if (term_is_bitstring(name)) {
        return append_binary(out, name);
    }
    if (term_is_atom(name)) {
        const AtomName *a = atom_name(name);
        byte_vec_add(out, a->text, a->size);
        return allow_atom && memchr(a->text, 0, a->size) == NULL;
    }
    return term_is_list(name) && filename_append(out, name);
}

char *port_text_copy(Term name, bool allow_empty, bool allow_atom, size_t *size)
{
    ByteVec v = {0};
    char *text = NULL;
    if (port_text_append(&v, name, allow_atom) && (v.size || allow_empty)) {
        text = vm_alloc(v.size + 1);
        if (v.size) {
            memcpy(text, v.data, v.size);
        }
        text[v.size] = '\0';
        *size = v.size;
    }
    byte_vec_free(&v);
    return text;
}
