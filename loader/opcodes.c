// SPDX-License-Identifier: Apache-2.0
// opcodes.c -- the table of generic instructions, spelled out from opcodes.def.
//
// The idea: a number in the Code chunk selects a row; the row says how many operands follow.
// Nothing else about an instruction is needed to take the chunk apart, so a reader of BEAM files
// needs only this table and beam_operand.c.
//
// Invariants: 1. Row n is opcode n. 2. No arity is above OPCODE_ARITY_MAX (static_assert below).
// Elsewhere: operand kinds and effects of each opcode are in operand_rules.def; how it is executed
// in vm/interp/instrs. ERTS keeps the same facts in lib/compiler/src/genop.tab.
#include "loader/opcodes.h"

const OpcodeInfo opcode_infos[OPCODE_COUNT] = {
#define OPCODE(number, name, arity) [number] = {#name, arity, false},
#define OPCODE_OLD(number, name, arity) [number] = {#name, arity, true},
#include "loader/opcodes.def"
#undef OPCODE
};

#define OPCODE(number, name, arity) \
    static_assert(arity <= OPCODE_ARITY_MAX, "OPCODE_ARITY_MAX is too small for " #name);
#include "loader/opcodes.def"
#undef OPCODE
