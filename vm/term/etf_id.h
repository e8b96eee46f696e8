// SPDX-License-Identifier: Apache-2.0
// etf_id.h -- decoding atoms, and the identifiers that begin with a node's atom.
#pragma once

#include "vm/base/bytes.h"
#include "vm/term/space.h"

// The mark of a term in the form that only this machine reads: depends on the bytes, and on when the
// machine was started.
uint32_t etf_local_mark(const uint8_t *bytes, size_t size);
// Both: the tag has been read. On failure *reason is set (if it was NULL) and the result is
// TERM_NIL.
Term etf_id_atom(Bytes *b, uint8_t tag, uint32_t flags, const char **reason);
// A pid, port or reference, of this node or another.
Term etf_id_decode(Space *space, Bytes *b, uint8_t tag, uint32_t flags, const char **reason);
