// SPDX-License-Identifier: Apache-2.0
// beam_load.h -- the whole pipeline from bytes to a CodeBlock. Start here for loading.
//
//   bytes -> chunks -> generic instructions -> verified -> specific instructions -> threaded code
//
// Read before: vm/main.c     Read next: loader/beam_file.h
#pragma once

#include "loader/beam_code.h"

// Loads one module from memory. NULL on failure, *error filled. The block is not installed
// (vm/code/module.h does that). The bytes may be compressed with gzip. Afterwards only the MD5 that nobody
// has asked for yet refers to them, if `holder` holds them (vm/term/digest.h; NULL: nobody does).
CodeBlock *beam_load(const uint8_t *bytes, size_t size_bytes, BinData *holder, BeamError *error);
// The same from a file. One that cannot be read is an error like any other; *is_there (NULL: not asked) tells whether there is one.
CodeBlock *beam_load_file(const char *path, bool *is_there, BeamError *error);
// The first half: everything up to verified generic code (tests, tools). The input must outlive the
// result.
BeamCode *beam_parse(const uint8_t *bytes, size_t size_bytes, BeamError *error);
void beam_parse_free(BeamCode *code); // with its literal area

// ---- questions about a file that is not being loaded; the bytes of a plain (not compressed) file
// The chunk with this name of four letters, in the input; of size 0 when there is none.
Bytes beam_load_chunk(const uint8_t *bytes, size_t size_bytes, const char *name);
// The module's MD5 as module_info(md5) would report it; false: not a module.
bool beam_load_md5(const uint8_t *bytes, size_t size_bytes, uint8_t digest[16]);
