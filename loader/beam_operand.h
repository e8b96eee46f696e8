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
    BeamCode *code;         // tables of the other chunks; operands are appended to it
    BeamLiterals *literals; // big integers are added here
    uint32_t literal_count; // of LitT: only these may be named
    PlainTag plain[8];      // per tag: operands that need no closer look
    BeamError *error;
} OperandReader;

// Before the first one is read; the tables it needs are complete.
void operands_begin(OperandReader *r);
// Makes room for so many operands in all.
void operands_grow(BeamCode *code, uint32_t count);
// Reads one operand of any kind into a place that exists.
bool operand_read_any(OperandReader *r, uint32_t at);

// ---- the short way, in line: half a million operands pass while a system boots

// The shortest forms of the commonest operands: returns what follows the operand, or NULL for all
// others. There are at least two bytes.
ALWAYS_INLINE const uint8_t *operand_read_plain(const PlainTag *tags, const Term *atoms,
                                                const uint8_t *at, Operand *out)
{
    const uint32_t first = at[0], second = at[1];
    const PlainTag *plain = &tags[first & 7];
    const uint32_t is_long = first >> 3 & 1;
    uint64_t value = is_long ? first >> 5 << 8 | second : first >> 4;
    const uint32_t form = first & 0x18; // 0x18: more than 11 bits
    if (UNLIKELY(form == 0x18 || value >= plain->limit)) {
        return NULL;
    }
    value = (first & 7) == COMPACT_A ? atoms[value] : value << plain->shift;
    // (Operand){.kind = plain->kind, .value = value} in two stores.
    const uint64_t words[2] = {plain->kind, value};
    memcpy(out, words, sizeof words);
    return at + 1 + is_long;
}

ALWAYS_INLINE uint32_t operands_reserve(BeamCode *code, uint32_t count)
{
    const uint32_t first = code->operand_count;
    if (UNLIKELY(code->operand_room - first < count)) {
        operands_grow(code, first + count);
    }
    code->operand_count = first + count;
    return first;
}

// Reads operands into places [at, end), by `read` what is not plain.
ALWAYS_INLINE bool operands_read_row(OperandReader *r, uint32_t at, uint32_t end,
                                     bool (*read)(OperandReader *r, uint32_t at))
{
    const uint8_t *in = r->bytes.at, *last = r->bytes.end - 1;
    const Term *atoms = r->code->atoms;
    Operand *operands = r->code->operands;
    for (; at < end; at++) {
        const uint8_t *next =
            in < last ? operand_read_plain(r->plain, atoms, in, &operands[at]) : NULL;
        if (UNLIKELY(next == NULL)) {
            r->bytes.at = in;
            if (!read(r, at)) {
                return false;
            }
            next = r->bytes.at;
            operands = r->code->operands; // a list may have moved them
        }
        in = next;
    }
    r->bytes.at = in;
    return true;
}

// Reads `arity` operands and appends them to code->operands; what an extended list holds is
// appended behind them. *first is the index of the first.
static inline bool operands_read(OperandReader *r, uint32_t arity, uint32_t *first)
{
    const uint32_t at = operands_reserve(r->code, arity);
    *first = at;
    return operands_read_row(r, at, at + arity, operand_read_any);
}
