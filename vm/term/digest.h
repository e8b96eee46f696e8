// SPDX-License-Identifier: Apache-2.0
// digest.h -- the MD5 of a module, computed when somebody asks for it.
//
// Read before: vm/base/md5.h     Read next: vm/term/fun.h
#pragma once

#include "vm/base/bytes.h"
#include "vm/term/binary.h"

// All of these make one with one reference.
Digest *digest_new(const uint8_t md5[16]);
// That of the parts one after the other. They lie in `holder`, which is kept as long as nobody has asked
// (NULL: nothing is kept, the MD5 is computed at once), or in `own`, which the digest frees (vm_alloc; or NULL).
enum { DIGEST_PARTS = 12 };
Digest *digest_of_parts(const Bytes *parts, uint32_t count, uint8_t *own, size_t own_bytes,
                        BinData *holder);
void digest_retain(Digest *d);
void digest_release(Digest *d); // NULL is allowed

const uint8_t *digest_md5(Digest *d); // 16 bytes, which live as long as d
bool digest_same(Digest *a, Digest *b);
bool digest_is_known(const Digest *d); // false: somebody would have to wait for it
