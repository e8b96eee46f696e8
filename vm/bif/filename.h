// SPDX-License-Identifier: Apache-2.0
// filename.h -- names of files, variables and programs between Erlang (lists of code points) and
// the operating system (bytes).
#pragma once

#include "vm/base/vec.h"
#include "vm/bif/argument.h"

// Set at start from +fn and the locale; before that: Latin-1, warnings on. warning: the atom
// warning, ignore or error.
void filename_init(bool is_utf8, Term warning);
bool filename_is_utf8(void);
// Appends a deep list of code points in the system's encoding; false: something else, a zero, or
// not in that encoding.
bool filename_append(ByteVec *out, Term name);
// A list of code points; bytes that are not in the encoding become a list of bytes.
Term filename_from_bytes(Space *space, const uint8_t *bytes, size_t size);
