// SPDX-License-Identifier: Apache-2.0
// opcodes.h -- the generic instructions by number: OP_<name>, and what is known of each without
// looking at operands.
#pragma once

#include "vm/base/platform.h"

// OP_return, OP_catch and so on: the prefix keeps the words of C and C++ out of the way.
typedef enum Opcode {
#define OPCODE(number, name, arity) OP_##name = number,
#include "loader/opcodes.def"
#undef OPCODE
    OPCODE_COUNT
} Opcode;

enum { OPCODE_ARITY_MAX = 8 };

typedef struct OpcodeInfo {
    const char *name;
    uint8_t arity; // operands as the file writes them; an extended list counts as one
    bool is_old;   // no release in scope executes it: refused
} OpcodeInfo;

extern const OpcodeInfo opcode_infos[OPCODE_COUNT]; // [0] is empty
static inline const char *opcode_name(uint32_t opcode)
{
    return opcode > 0 && opcode < OPCODE_COUNT ? opcode_infos[opcode].name : "?";
}
