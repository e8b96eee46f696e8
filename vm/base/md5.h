// SPDX-License-Identifier: Apache-2.0
// md5.h -- the MD5 digest (RFC 1321), in pieces: begin, any number of updates, end.
//
// The state is a plain struct: it may be copied, stored in a binary and resumed
// (erlang:md5_update/2 does so).
#pragma once

#include "vm/base/platform.h"

enum { MD5_BYTES = 16, MD5_BLOCK_BYTES = 64 };

typedef struct Md5 {
    uint32_t state[4];
    uint64_t size_bits; // of the message so far (of programs that look: ERTS counts bits)
    uint8_t pending[MD5_BLOCK_BYTES]; // size_bits / 8 % 64 bytes that fill no block yet
} Md5;

void md5_init(Md5 *m);
void md5_update(Md5 *m, const void *bytes, size_t size_bytes);
// The state is used up.
void md5_final(Md5 *m, uint8_t digest[MD5_BYTES]);
