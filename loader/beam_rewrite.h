// SPDX-License-Identifier: Apache-2.0
// beam_rewrite.h -- generic instructions (what the compiler wrote) to specific ones (what
// vm/interp/instrs defines).
//
// An opcode with an `op N` definition becomes that instruction, operand by operand. The others have
// a rule: a function in beam_rewrite.c, found by opcode. A rule sees the instructions that follow,
// and may take several of them (fusion); a label is an instruction of its own, so what a rule takes
// has no jump target inside.
//
// Read before: loader/beam_verify.h     Read next: loader/beam_emit.h
#pragma once

#include "loader/beam_emit.h"

// Emits one function.
void beam_rewrite_function(Emitter *e, const BeamFunction *function);
