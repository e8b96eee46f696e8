// SPDX-License-Identifier: Apache-2.0
// beam_types.h -- what the verifier knows of the types of terms in registers: a set of kinds, and
// how large a tuple is at least.
#pragma once

#include "loader/beam_rules.h"

// Kinds, as bits; a set of them says that the term is of one of these.
enum {
    KIND_NIL = 1,
    KIND_CONS = 2,
    KIND_TUPLE = 4,
    KIND_MAP = 8,
    KIND_FLOAT = 16,
    KIND_BITSTRING = 32,
    KIND_MATCH = 64, // a match context
    KIND_OTHER = 128,
    KIND_ANY = 255,
};

// A set of kinds; if it is a tuple, it has at least `size` elements (SIZE_NONE: it is none).
enum { SIZE_NONE = 255, SIZE_KNOWN_MAX = 254 };
typedef struct TypeFact {
    uint8_t kinds, size;
} TypeFact;

// Registers from 0 on that facts are kept of; of the others nothing is known.
enum { TYPED_REGISTERS = 32 };
typedef struct RegisterTypes {
    uint8_t x[TYPED_REGISTERS], y[TYPED_REGISTERS];
    uint8_t x_size[TYPED_REGISTERS], y_size[TYPED_REGISTERS];
} RegisterTypes;

TypeFact types_of(const RegisterTypes *t, const Operand *o); // of a register or a constant
void types_set(RegisterTypes *t, const Operand *reg, TypeFact fact);
// Nothing is known of any register; of x registers from `count` on; of y registers.
void types_forget(RegisterTypes *t);
void types_forget_x(RegisterTypes *t, uint64_t count);
void types_forget_y(RegisterTypes *t);
void types_shift_y(RegisterTypes *t, uint64_t count); // y[count] becomes y[0]
// *at becomes what holds for both. True when that changed it.
bool types_meet(RegisterTypes *at, const RegisterTypes *t);

// The fact without kinds that are not in `kinds`.
static inline TypeFact types_only(TypeFact f, uint8_t kinds)
{
    f.kinds &= kinds;
    f.size = f.kinds & KIND_TUPLE ? f.size : SIZE_NONE;
    return f;
}
static inline TypeFact types_kind(uint8_t kinds)
{
    return (TypeFact){kinds, kinds & KIND_TUPLE ? 0 : SIZE_NONE};
}
static inline TypeFact types_tuple(uint64_t size)
{
    return (TypeFact){KIND_TUPLE, size < SIZE_KNOWN_MAX ? (uint8_t)size : SIZE_KNOWN_MAX};
}
// True when the fact says that it is a tuple of at least so many elements.
static inline bool types_are_tuple(TypeFact f, uint64_t size)
{
    return (f.kinds & ~KIND_TUPLE) == 0 && size <= f.size;
}

// ---- what instructions need, test and make (operands `a`)

// True when the instruction's assumptions about types are facts.
bool types_prove(const RegisterTypes *t, uint32_t opcode, const Operand *a);
// A test with a label: NULL when it tests no type, else the operand that is tested; what it is in
// either case.
const Operand *types_test(const RegisterTypes *t, uint32_t opcode, const Operand *a,
                          TypeFact *passed, TypeFact *failed);
// What the instruction writes to its destination (*to); false: nothing is known.
bool types_result(uint32_t opcode, const Operand *a, const Operand **to, TypeFact *fact);
