// SPDX-License-Identifier: Apache-2.0
// port_text.h -- names of files, programs and variables, as open_port takes them, as bytes for the operating system.
#pragma once

#include "vm/base/vec.h"
#include "vm/bif/argument.h"

// Appends a string, a binary (its bytes as they are) or, if allowed, an atom. False: something else, or a zero among the bytes.
bool port_text_append(ByteVec *out, Term name, bool allow_atom);
// The same as a zero-terminated string in memory of its own; NULL: no such string, or an empty one where that is not allowed.
char *port_text_copy(Term name, bool allow_empty, bool allow_atom, size_t *size);
