// SPDX-License-Identifier: Apache-2.0
// instr.h -- what the generator knows of instructions, as data: for the emitter, the verifier and
// the disassembler. The tables themselves are in build/gen/instr_tables.c (written by
// tools/gen_instrs.py from vm/interp/instrs/*.tab).
#pragma once

#include "vm/code/code.h"

// How an operand is encoded in a variant.
typedef enum OperandClass {
    CLASS_R0,
    CLASS_R1,
    CLASS_R2,
    CLASS_R3,  // x0..x3, in machine registers: no field
    CLASS_X,   // u16: byte offset into the x registers
    CLASS_Y,   // u16: byte offset from E
    CLASS_I,   // i32: an immediate term that fits, sign-extended
    CLASS_C,   // u64: any constant term
    CLASS_G,   // u64: anything: a constant term, or a register as operand_x / operand_y below
    CLASS_U16, // a plain number
    CLASS_U32,
    CLASS_U64,   // a plain number or a pointer
    CLASS_LABEL, // i32: byte distance from cell 0; 0: no label
    CLASS_FR,    // u16: byte offset into the float registers
    // u32 count; the items follow the instruction's fixed part as u64 each (CLASS_G or plain words)
    CLASS_LIST,
} OperandClass;

// Register operands inside a CLASS_G field: never a term, since the low bits are 11.
static inline uint64_t operand_x(uint32_t index) { return (uint64_t)index << 8 | 0x03; }
static inline uint64_t operand_y(uint32_t index) { return (uint64_t)index << 8 | 0x07; }

enum { INSTR_OPERANDS = 12 };
typedef struct VariantInfo {
    uint16_t instr;                  // index into instr_infos
    uint8_t size_cells;              // fixed part
    uint8_t classes[INSTR_OPERANDS]; // OperandClass
    uint8_t offsets[INSTR_OPERANDS]; // byte offset of the field from cell 0
} VariantInfo;

// How a variant is written: its fields in the order of their offsets. Each is written as 64 bits, and
// what comes behind overwrites what was too much, so there are no sizes to distinguish, and no gaps.
typedef enum FieldForm {
    FORM_REGISTER, // its byte offset
    FORM_VALUE,
    FORM_U16,
    FORM_U32,
    FORM_LABEL,
    FORM_LIST,
    FORM_GENERAL,
} FieldForm;
typedef struct FieldPlan {
    uint8_t count, size_cells;
    uint8_t list; // the operand that is one, or INSTR_NO_LIST
    struct {
        uint8_t operand, offset, form;
    } fields[INSTR_OPERANDS];
} FieldPlan;
enum { INSTR_NO_LIST = 255 };

typedef enum OperandRole {
    ROLE_IN,
    ROLE_OUT,
    ROLE_IMM,
    ROLE_LABEL,
    ROLE_FR,
    ROLE_LIST
} OperandRole;
enum { INSTR_CHOICE_TERMS = 4, CHOICE_BITS = 3 };
typedef struct InstrInfo {
    const char *name;
    uint8_t operand_count;
    uint8_t roles[INSTR_OPERANDS];
    uint8_t widths[INSTR_OPERANDS]; // ROLE_IMM: CLASS_U16, CLASS_U32 or CLASS_U64
    const char *operand_names[INSTR_OPERANDS];
    uint16_t first_variant, variant_count; // the last variant is the general one (CLASS_G operands)
    uint16_t checked; // the form that tests what this one assumes of its operands; else itself
    // Which variant: instr_choices[first_choice + the classes (R0..C) of these operands, CHOICE_BITS
    // each, the first one highest].
    uint8_t choice_count, choice_terms[INSTR_CHOICE_TERMS];
    uint32_t first_choice;
} InstrInfo;
extern const InstrInfo instr_infos[];
extern const VariantInfo instr_variants[];
extern const uint16_t instr_choices[]; // a variant
extern const FieldPlan instr_plans[];
extern const uint16_t instr_variant_plans[]; // by variant: which of instr_plans
extern const uint32_t instr_count, instr_variant_count;
extern Cell instr_handlers[]; // by variant: an address (of 32 bits); filled at start
// Of an instruction that has one variant.
static inline Cell instr_handler(uint32_t instr)
{
    return instr_handlers[instr_infos[instr].first_variant];
}
