// SPDX-License-Identifier: Apache-2.0
// bits_match.h -- binary matching: what hot parts inline, and the slow parts.
#pragma once

#include "vm/code/segments.h"
#include "vm/interp/instr_macros.h"
#include "vm/term/bits.h"

// ---- for hot parts: no calls in here

#define MATCH_HEADER header_make(SUBTAG_MATCH, MATCH_WORDS - 1)

// Takes the next 1..57 bits, which must be there: they are at the upper end of the word, what follows them is undefined. One load of 8
// bytes: those at the position; near the end the last 8, or the first (binary.h 4: there are so many).
static inline uint64_t match_take_bits(MatchContext *m, uint64_t bits)
{
    const uint64_t at = m->at_bits, end = m->end_bits;
    m->at_bits = at + bits; // before the load: that leaves registers for it
    uint64_t word;
    if (LIKELY(at + 57 <= end)) { // so the byte of bit at / 8 * 8 + 63 is there
        memcpy(&word, m->bytes + at / 8, 8);
        return __builtin_bswap64(word) << at % 8;
    }
    const uint64_t loaded_end = end > 64 ? (end + 7) & ~UINT64_C(7) : 64;
    memcpy(&word, m->bytes + loaded_end / 8 - 8, 8);
    return __builtin_bswap64(word) << (at + 64 - loaded_end);
}

// Takes the next byte, as a small integer.
static inline Term match_take_byte(MatchContext *m)
{
    const uint64_t at = m->at_bits;
    m->at_bits = at + 8;
    const uint8_t *const from = m->bytes + at / 8;
    uint32_t byte = from[0];
    if (UNLIKELY(at % 8 != 0)) {
        byte = (byte << 8 | from[1]) >> (8 - at % 8) & 0xFF;
    }
    return (Term)byte << 4;
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

// Is this a number of bytes that is copied rather than referred to?
static inline bool match_is_copied(uint64_t bits)
{
    return (bits >> 3 | bits << 61) <= BINARY_PART_COPY_MAX;
}

// Writes bytes [end - size, end) of data, of which the first 8 can be read (binary.h 4), as a heap binary. size is at most
// BINARY_PART_COPY_MAX.
static inline void match_copy_at(Term *room, const uint8_t *data, uint64_t end, uint64_t size)
{
    room[0] = header_make(SUBTAG_HEAP_BIN, 1 + ((uint32_t)size + 7) / 8);
    room[1] = size;
    HIDE(size);
    if (size % 8) {
        const uint64_t loaded_end = end > 8 ? end : 8;
        uint64_t word;
        memcpy(&word, data + loaded_end - 8, 8);
        word <<= 8 * (loaded_end - end);
        HIDE(size);
        room[2 + size / 8] = word >> (64 - 8 * (size % 8));
    }
    HIDE(size);
    const uint8_t *from = data + end - size;
    HIDE(from);
    for (uint64_t left = size / 8; left != 0;) {
        memcpy(room + 1 + left, from + 8 * left - 8, 8);
        left--;
        HIDE(left);
    }
    FORGET();
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
