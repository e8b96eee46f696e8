// SPDX-License-Identifier: Apache-2.0
// max_heap.h -- the max_heap_size option: a number of words, or #{size => N, kill => B,
// error_logger => B, include_shared_binaries => B}.
#pragma once

#include "vm/bif/argument.h"
#include "vm/term/map.h"

// What is not in the map keeps its value in *words and *flags. False: not a valid option.
bool max_heap_parse(Term value, size_t *words, uint32_t *flags);
Term max_heap_map(Space *space, size_t words, uint32_t flags);
