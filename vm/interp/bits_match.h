// SPDX-License-Identifier: Apache-2.0
// bits_match.h -- binary matching: what hot parts inline, and the slow parts.
#pragma once

#include "vm/code/segments.h"
#include "vm/interp/instr_macros.h"
#include "vm/term/bits.h"

// ---- for hot parts: no calls in here

#define MATCH_HEADER header_make(SUBTAG_MATCH, MATCH_WORDS - 1)

// Bits from the position on, at the upper end of a word; 1..57 bits, which must be there. What follows them in the word is
// undefined. One load of 8 bytes: those at the position, near the end the last 8 (binary.h 4: there are always so many).
static inline uint64_t match_peek(const MatchContext *m)
{
    const uint64_t at = m->at_bits, end = m->end_bits;
    uint64_t word;
    if (LIKELY(at + 64 <= end)) {
        memcpy(&word, m->bytes + at / 8, 8);
        return __builtin_bswap64(word) << at % 8;
    }
    uint64_t from = end > 64 ? (end + 7) / 8 - 8 : 0;
    from = at / 8 < from ? at / 8 : from;
    memcpy(&word, m->bytes + from, 8);
    return __builtin_bswap64(word) << (at - from * 8);
}

// Writes a match context for a bitstring (match_start with known room). False: S is none, or of a kind for match_start.
static inline bool match_start_at(Term *room, Term s)
{
    MatchContext *const m = (MatchContext *)room;
    const Term *words = boxed_words(s);
    m->header = MATCH_HEADER;
    m->original = s;
    if (header_subtag(words[0]) == SUBTAG_SUB_BIN) {
        const SubBin *const sub = (const SubBin *)words;
        m->at_bits = sub->offset_bits;
        m->end_bits = sub->offset_bits + sub->size_bits;
        m->original = sub->original;
        words = boxed_words(sub->original);
    } else {
        m->at_bits = 0;
        m->end_bits =
            8 * (header_subtag(words[0]) == SUBTAG_HEAP_BIN ? ((const HeapBin *)words)->size_bytes
                                                            : ((const RefcBin *)words)->size_bytes);
    }
    if (header_subtag(words[0]) == SUBTAG_HEAP_BIN) {
        m->bytes = ((HeapBin *)words)->bytes;
        return true;
    }
    RefcBin *const refc = (RefcBin *)words;
    m->bytes = refc->bytes;
    if (refc->size_bytes < 8) {
        return false;
    }
    if (refc->flags) { // binary_pin
        refc->flags = 0;
    }
    return true;
}
static inline bool match_is_startable(Term s)
{
    return term_is_any_of(s, 1u << SUBTAG_HEAP_BIN | 1u << SUBTAG_REFC_BIN | 1u << SUBTAG_SUB_BIN |
                                 1u << SUBTAG_MATCH);
}

// Writes the next bits as a sub binary.
static inline void match_sub_at(Term *room, const MatchContext *m, uint64_t bits)
{
    SubBin *const sub = (SubBin *)room;
    sub->header = header_make(SUBTAG_SUB_BIN, SUB_BIN_WORDS - 1);
    sub->original = m->original;
    sub->offset_bits = m->at_bits;
    sub->size_bits = bits;
    sub->flags = 0;
}

// Writes the next bytes, at most BINARY_PART_COPY_MAX from a byte boundary on, as a heap binary; returns the end of it. There must be
// room for a sub binary.
static inline Term *match_copy_at(Term *room, const MatchContext *m, uint64_t bytes)
{
    const uint8_t *const from = m->bytes + m->at_bits / 8;
    Term *const end = room + 2 + (bytes + 7) / 8;
    room[0] = header_make(SUBTAG_HEAP_BIN, 1 + (bytes + 7) / 8);
    room[1] = bytes;
    if (LIKELY(m->end_bits - m->at_bits >= BINARY_PART_COPY_MAX * 8)) {
        memcpy(room + 2, from, 8);
        memcpy(room + 3, from + 8, 8);
        memcpy(room + 4, from + 16, 8);
        if (bytes % 8) {
            end[-1] &= ~(UINT64_MAX << bytes % 8 * 8);
        }
    } else if (bytes) {
        end[-1] = 0;
        for (uint8_t *to = (uint8_t *)(room + 2); bytes-- > 0;) {
            to[bytes] = from[bytes];
        }
    }
    return end;
}

// ---- slow parts

// Size operand of a segment in bits; false: not a size (the match fails), or too large.
bool match_size_bits(Term size, uint32_t unit, uint64_t *bits);
// Each takes the next segment of the context and advances; TERM_NONE: does not match (nothing advanced).
Term match_take_integer(Process *p, Term context, uint64_t bits, uint32_t flags);
Term match_take_float(Process *p, Term context, uint64_t bits, uint32_t flags);
Term match_take_binary(Process *p, Term context, uint64_t bits);
Term match_take_all(Process *p, Term context, uint32_t unit);
bool match_skip(Term context, uint64_t bits);
bool match_string(Term context, uint64_t bits, const uint8_t *bytes);
// kind: 8, 16 or 32. The character as a small.
Term match_take_utf(Term context, uint32_t kind, uint32_t flags);
static inline uint64_t match_left(Term context)
{
    const MatchContext *m = match_of(context);
    return m->end_bits - m->at_bits;
}

// bs_match: vm/code/segments.h. False: the match fails.
bool match_commands_gc(Process *p, Registers *r, uint64_t context_operand, const Cell *commands,
                       uint32_t words);
