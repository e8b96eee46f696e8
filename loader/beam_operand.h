// SPDX-License-Identifier: Apache-2.0
// beam_operand.h -- the compact encoding of operands, and operands as the rest of the loader sees
// them.
//
// Read before: loader/beam_chunks.h     Read next: loader/beam_code.h
#pragma once

#include "loader/beam_literals.h"

// The low three bits of an operand's first byte.
typedef enum CompactTag {
    COMPACT_U,
    COMPACT_I,
    COMPACT_A,
    COMPACT_X,
    COMPACT_Y,
    COMPACT_F,
    COMPACT_H,
    COMPACT_Z,
} CompactTag;

// One tagged number.
typedef struct Compact {
    CompactTag tag;
    uint64_t value; // of COMPACT_I: as int64_t
    const uint8_t
        *large; // NULL: it is in value. Else size_bytes of the number, most significant first
    size_t size_bytes;
} Compact;

// Reads one tagged number. False: malformed or at the end of the input.
bool compact_read(Bytes *b, Compact *c);
// Reads one that must be an untagged number of at most 32 bits.
bool compact_read_u32(Bytes *b, uint32_t *value);

// Operands of a tag with values below the limit: their kind; their value is shifted by so much.
typedef struct PlainTag {
    uint32_t limit;
    uint8_t kind, shift;
} PlainTag;

// What is needed to read operands of the Code chunk.
typedef struct OperandReader {
    Bytes bytes;
    BeamCode *code;           // tables of the other chunks; operands are appended to it
    BeamLiterals *literals;   // big integers are added here
    uint32_t literal_count;   // of LitT: only these may be named
    PlainTag plain[8]; // per tag: operands that need no closer look
    BeamError *error;
} OperandReader;

// Before the first one is read; the tables it needs are complete.
void operands_begin(OperandReader *r);
// Reads `arity` operands and appends them to code->operands; what an extended list holds is
// appended behind them. *first is the index of the first.
bool operands_read(OperandReader *r, uint32_t arity, uint32_t *first);
