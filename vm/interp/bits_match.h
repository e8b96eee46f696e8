// SPDX-License-Identifier: Apache-2.0
// bits_match.h -- the slow parts of binary matching.
#pragma once

#include "vm/code/segments.h"
#include "vm/interp/instr_macros.h"
#include "vm/term/bits.h"

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
bool match_commands_gc(Process *p, Registers *r, uint64_t context_operand, const Cell *commands, uint32_t words);
