// SPDX-License-Identifier: Apache-2.0
// text_list.h -- strings as Erlang programs hand them over (lists of integers) as bytes in C, and
// back.
#pragma once

#include "vm/base/vec.h"
#include "vm/bif/argument.h"

typedef enum TextStatus { TEXT_OK, TEXT_BAD, TEXT_TOO_LONG } TextStatus;

// Appends a proper list of bytes (0..255). TEXT_BAD: something else; TEXT_TOO_LONG: more than
// max_bytes.
TextStatus text_list_bytes(Term list, size_t max_bytes, ByteVec *out);
// Appends a proper list of code points as UTF-8. TEXT_TOO_LONG as soon as more than max_characters
// stand there.
TextStatus text_list_utf8(Term list, size_t max_characters, ByteVec *out);
// A list of code points from valid UTF-8.
Term text_list_from_utf8(Space *space, const uint8_t *bytes, size_t size, Term tail);
