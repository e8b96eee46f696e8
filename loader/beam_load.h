// SPDX-License-Identifier: Apache-2.0
// beam_load.h -- the whole pipeline from bytes to a CodeBlock. Start here for loading.
//
//   bytes -> chunks -> generic instructions -> verified -> specific instructions -> threaded code
//
// Read before: vm/main.c     Read next: loader/beam_file.h
#pragma once

#include "loader/beam_code.h"

// Loads one module from memory. NULL on failure, *error filled. The block is not installed
// (vm/code/module.h does that). The bytes may be compressed with gzip; they are not referred to
// afterwards.
CodeBlock *beam_load(const uint8_t *bytes, size_t size_bytes, BeamError *error);
// The first half: everything up to verified generic code (tests, tools). The input must outlive the
// result.
BeamCode *beam_parse(const uint8_t *bytes, size_t size_bytes, BeamError *error);
void beam_parse_free(BeamCode *code); // with its literal area
