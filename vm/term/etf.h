// SPDX-License-Identifier: Apache-2.0
// etf.h -- the external term format (erl_ext_dist), both ways. Input bytes are hostile.
#pragma once

#include "vm/base/bytes.h"
#include "vm/base/vec.h"
#include "vm/term/space.h"

enum { ETF_SAFE = 1 }; // decoding: create no atoms, no new external funs
// Decodes one term after the version byte 131 has been read (131 is handled by etf_decode).
// Compressed terms too. Result TERM_NONE when malformed; *reason then says why (static text) and
// b->at stands where.
Term etf_decode(Space *space, Bytes *b, uint32_t flags, const char **reason);
Term etf_decode_body(Space *space, Bytes *b, uint32_t flags, const char **reason);

// ETF_MINOR_0: floats as text. ETF_MINOR_2: all atoms UTF-8 (the default of OTP 26 and later);
// without it, as OTP 25, atoms that are Latin-1 are written so. ETF_DETERMINISTIC: large maps in
// term order of their keys.
enum { ETF_MINOR_2 = 1, ETF_DETERMINISTIC = 2, ETF_MINOR_0 = 4, ETF_LOCAL = 8 };
// From OTP 26 on also ETF_LOCAL: a form that only this machine, while it runs, reads back.
// Appends 131 and the term to out. compression 0: plain, 1..9: compressed if that is smaller.
void etf_encode(ByteVec *out, Term t, uint32_t flags, int compression);
void etf_encode_body(ByteVec *out, Term t, uint32_t flags);
// erlang:external_size: as ERTS counts it, which for closures is a few bytes more than is written.
// (Without ETF_LOCAL.) SIZE_MAX: cannot be encoded (a binary of 4 GiB or more): system_limit. Encode nothing that large.
size_t etf_size(Term t, uint32_t flags);
