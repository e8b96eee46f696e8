// SPDX-License-Identifier: Apache-2.0
// beam_code.h -- a .beam file taken apart: tables as arrays, and the code chunk as one list of generic instructions per
// function, as the compiler wrote them (the listing of erlc -S). Made by beam_chunks.c and beam_code.c, checked by beam_verify.c,
// read by beam_rewrite.c and beam_emit.c.
//
// Read before: loader/beam_file.h     Read next: loader/beam_verify.h
#pragma once

#include "vm/base/bytes.h"
#include "vm/code/code.h"

typedef enum OperandKind {
    OPERAND_NONE,
    OPERAND_U,       // untagged number: value
    OPERAND_X,       // value = index
    OPERAND_Y,
    OPERAND_FR,
    OPERAND_TERM,    // a constant: value is the Term (atom, small integer, [], literal, big integer or float)
    OPERAND_LABEL,   // value = label number; 0: none (p in listings, {f,0})
    OPERAND_LIST,    // value = index of its first item in BeamCode.operands, count = number of items
    OPERAND_ALLOC,   // allocation list: value = words, count = floats, extra = funs
} OperandKind;

typedef struct Operand {
    uint8_t kind;
    uint8_t has_type;  // a type hint was attached: type
    uint16_t type;     // index into the Type chunk
    uint32_t count;
    uint64_t value;
    uint32_t extra;
} Operand;

typedef struct GenericInstr {
    uint16_t opcode;         // 1..191
    uint16_t operand_count;
    uint32_t operands;       // index of the first in BeamCode.operands
    uint32_t offset;         // byte offset in the Code chunk, for messages
} GenericInstr;

typedef struct BeamFunction {
    uint32_t first, end;     // instructions [first, end): begins with label, (line), func_info, label
    Term name;
    uint32_t arity;
    uint32_t entry_label;
} BeamFunction;

typedef struct BeamImport { Term module, function; uint32_t arity; } BeamImport;
typedef struct BeamExport { Term function; uint32_t arity, label; } BeamExport;
typedef struct BeamFun { Term name; uint32_t arity, label, index, free_count, old_uniq; } BeamFun;
typedef struct BeamLine { uint32_t file, line; } BeamLine;
// What a Type chunk entry says; only what the emitter uses.
typedef struct BeamType { uint32_t types; bool has_min, has_max; int64_t min, max; uint32_t unit; } BeamType;

typedef struct BeamCode {
    Term module;
    Term *atoms;          uint32_t atom_count;      // [1..atom_count]; [0] unused
    BeamImport *imports;  uint32_t import_count;
    BeamExport *exports;  uint32_t export_count;
    BeamFun *funs;        uint32_t fun_count;
    Term *literals;       uint32_t literal_count;   // built in literal_area
    BeamLine *lines;      uint32_t line_count;      // [0] = no line
    Term *files;          uint32_t file_count;      // file names; [0] = "Module.erl"
    BeamType *types;      uint32_t type_count;
    const uint8_t *strings; uint32_t string_size;   // StrT, points into the input
    Term attributes, compile_info;
    uint8_t md5[16];
    LiteralArea *literal_area;
    uint32_t label_count;    // labels are 1..label_count-1
    uint32_t on_load_label;  // 0: none
    GenericInstr *instrs; uint32_t instr_count;
    Operand *operands;    uint32_t operand_count;
    BeamFunction *functions; uint32_t function_count;
} BeamCode;
void beam_code_free(BeamCode *code); // everything but literal_area, which the CodeBlock takes over on success

// Why a file was refused: one line for people.
typedef struct BeamError {
    char chunk[5];       // "Code", "LitT", ... or "FOR1"
    size_t offset;       // byte offset in the chunk
    char reason[160];
} BeamError;
// Fills *error and returns false (so: return beam_fail(...)).
bool beam_fail(BeamError *error, const char *chunk, size_t offset, const char *format, ...) PRINTF_LIKE(4, 5);
