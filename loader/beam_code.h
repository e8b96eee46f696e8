// SPDX-License-Identifier: Apache-2.0
// beam_code.h -- a .beam file taken apart: tables as arrays, and the code chunk as one list of
// generic instructions per function, as the compiler wrote them (the listing of erlc -S). Made by
// beam_chunks.c and beam_code.c, checked by beam_verify.c, read by beam_rewrite.c and beam_emit.c.
//
// Read before: loader/beam_file.h     Read next: loader/beam_verify.h
#pragma once

#include "vm/base/bytes.h"
#include "vm/code/code.h"

typedef enum OperandKind {
    OPERAND_NONE,
    OPERAND_U, // untagged number: value; one that needs more than 64 bits is UINT64_MAX
    OPERAND_X, // value = index
    OPERAND_Y,
    OPERAND_FR,
    // a constant: value is the Term (atom, small integer, [], literal, big integer or float)
    OPERAND_TERM,
    OPERAND_LABEL, // value = label number; 0: none (p in listings, {f,0})
    OPERAND_LIST,  // value = index of its first item in BeamCode.operands, count = number of items
    OPERAND_ALLOC, // allocation list: value = words in all
    OPERAND_LITERAL, // only while reading: value = index into BeamLiterals; becomes OPERAND_TERM
} OperandKind;

// Half a million of them pass through the loader while a system boots: kept small.
typedef struct Operand {
    uint8_t kind;     // OperandKind
    uint8_t has_type; // a type hint was attached: type
    uint16_t type;    // index into the Type chunk
    uint32_t count;
    uint64_t value;
} Operand;
static_assert(sizeof(Operand) == 16, "see above");

typedef struct GenericInstr {
    uint16_t opcode; // 1..191
    uint8_t operand_count;
    uint8_t is_unproved; // the verifier does not know that its operands have the types it assumes
    uint32_t operands;   // index of the first in BeamCode.operands
    uint32_t offset;     // byte offset in the Code chunk, for messages
} GenericInstr;

typedef struct BeamFunction {
    uint32_t first, end; // instructions [first, end): begins with label, (line), func_info, label
    uint32_t body;       // the first instruction after the entry label
    Term name;
    uint32_t arity;
    uint32_t entry_label;
    bool has_nif_start; // a native function may take the place of its body
} BeamFunction;

typedef struct BeamImport {
    Term module, function;
    uint32_t arity;
    uint32_t bif_flags; // of the native function of that name; 0: there is none (yet)
    bool never_returns; // error/1 and the like (beam_returns.c)
    Export *export;     // NULL until the file is known to be right, unless somebody named it before
} BeamImport;
typedef struct BeamExport {
    Term function;
    uint32_t arity, label;
} BeamExport;
// arity is the implementing function's: the fun's own is arity - free_count.
typedef struct BeamFun {
    Term name;
    uint32_t arity, label, index, free_count, old_uniq;
} BeamFun;
typedef struct BeamLine {
    uint32_t file, line;
} BeamLine;
// A native record that the module defines. Defaults: the second of each pair of operands, of kind
// OPERAND_U where there is none.
typedef struct BeamRecord {
    Term name;
    Term definition;        // vm/term/record.h (while reading: an index into literals)
    uint32_t fields, count; // index of the first operand (field, default, ...), number of fields
} BeamRecord;
// What a Type chunk entry says; only what the emitter uses. It is a claim of the file: nobody
// checks that it is true.
enum {
    BEAM_TYPE_ATOM = 1 << 0,
    BEAM_TYPE_BITSTRING = 1 << 1,
    BEAM_TYPE_MATCH_CONTEXT = 1 << 2,
    BEAM_TYPE_CONS = 1 << 3,
    BEAM_TYPE_FLOAT = 1 << 4,
    BEAM_TYPE_FUN = 1 << 5,
    BEAM_TYPE_INTEGER = 1 << 6,
    BEAM_TYPE_MAP = 1 << 7,
    BEAM_TYPE_NIL = 1 << 8,
    BEAM_TYPE_PID = 1 << 9,
    BEAM_TYPE_PORT = 1 << 10,
    BEAM_TYPE_REFERENCE = 1 << 11,
    BEAM_TYPE_TUPLE = 1 << 12,
    BEAM_TYPE_RECORD = 1 << 13,
    BEAM_TYPE_ANY = (1 << 14) - 1,
};
typedef struct BeamType {
    uint32_t types;
    bool has_min, has_max;
    int64_t min, max;
    uint32_t unit;
} BeamType;

// Why a file was refused: one line for people.
typedef struct BeamError {
    char chunk[5]; // "Code", "LitT", ... or "FOR1"
    size_t offset; // byte offset in the chunk
    char reason[160];
} BeamError;
// Fills *error and returns false (so: return beam_fail(...)).
bool beam_fail(BeamError *error, const char *chunk, size_t offset, const char *format, ...)
    PRINTF_LIKE(4, 5);

typedef struct BeamCode {
    Term module;
    Term *atoms;
    uint32_t atom_count; // [1..atom_count]; [0] is [], as in operands
    BeamImport *imports;
    uint32_t import_count;
    BeamExport *exports;
    uint32_t export_count;
    BeamFun *funs;
    uint32_t fun_count;
    Term *literals;
    uint32_t literal_count; // built in literal_area; LitT's first, then those made by the reader
    BeamLine *lines;
    uint32_t line_count; // [0] = no line
    Term *files;
    uint32_t file_count; // file names; [0] = "Module.erl"
    BeamType *types;
    uint32_t type_count; // 0: no (known) Type chunk, no operand has a type
    const uint8_t *strings;
    uint32_t string_size; // StrT, points into the input
    BeamRecord *records;  // Recs: native records (OTP 29)
    uint32_t record_count;
    // The whole file when it came compressed, else NULL: then this is "the input".
    uint8_t *inflated;
    size_t inflated_bytes;
    Term attributes, compile_info;
    Digest *digest; // the MD5 of the module
    LiteralArea *literal_area;
    uint32_t label_count;   // labels are 1..label_count-1
    uint32_t on_load_label; // 0: none
    GenericInstr *instrs;
    uint32_t instr_count, instr_room;
    Operand *operands;
    uint32_t operand_count, operand_room;
    uint32_t
        last_literal_operand; // index + 1 of the last OPERAND_LITERAL; its count: of the one before
    BeamFunction *functions;
    uint32_t function_count;
} BeamCode;
// Reads the Code chunk (the other chunks have been read): instrs, operands, functions, label_count,
// on_load_label.
typedef struct BeamLiterals BeamLiterals;
bool beam_code_read(Bytes chunk, BeamCode *code, BeamLiterals *literals, BeamError *error);
void beam_code_free(
    BeamCode *code); // everything but literal_area, which the CodeBlock takes over on success
