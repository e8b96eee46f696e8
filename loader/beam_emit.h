// SPDX-License-Identifier: Apache-2.0
// beam_emit.h -- specific instructions to threaded code: chooses variants, writes cells, patches labels.
// Read before: loader/beam_rewrite.h     Read next: vm/code/code.h
#pragma once

#include "loader/beam_code.h"

// Translates verified code. The result owns code->literal_area. NULL and *error only when a limit is exceeded.
CodeBlock *beam_emit(BeamCode *code, BeamError *error);
