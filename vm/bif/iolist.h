// SPDX-License-Identifier: Apache-2.0
// iolist.h -- iodata and bitstring lists: nested lists of bytes and binaries, walked leaf by leaf
// without recursion.
//
//     IolistCursor c;
//     iolist_begin(&c, term);
//     while (iolist_next(&c, &leaf)) { leaf is a small 0..255 or a bitstring }
//     if (!iolist_end(&c)) { it was no iolist: badarg }
#pragma once

#include "vm/base/stack.h"
#include "vm/base/vec.h"
#include "vm/bif/argument.h"

typedef struct IolistCursor {
    Term list;       // what is left of the list being walked
    bool bad;        // something met that may not stand in an iolist
    WordStack stack; // rests of the lists around it
} IolistCursor;

void iolist_begin(IolistCursor *c, Term iolist);
bool iolist_next(IolistCursor *c, Term *leaf);
// Frees the cursor, at any point; false when what was walked is no iolist.
bool iolist_end(IolistCursor *c);

// Size of all leaves in bits. false: not an iolist, or (unless with_bits) a leaf has not whole
// bytes.
bool iolist_size(Term iolist, bool with_bits, uint64_t *size_bits);
// Writes the leaves one after the other; iolist_size said that it is one and how large.
void iolist_write(Term iolist, uint8_t *bytes);
// Appends the bytes to out (which the caller frees in any case); false: not an iolist of whole
// bytes.
bool iolist_append(ByteVec *out, Term iolist);

// Once, when the other native functions are entered.
void iolist_init(void);
