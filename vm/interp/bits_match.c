// SPDX-License-Identifier: Apache-2.0
// bits_match.c -- takes segments off a match context.
//
// A context is [bytes, at_bits, end_bits]; every taker checks that enough bits are left, reads, advances. A failed match leaves the
// position where it was, since the next clause goes on from there.
#include "vm/interp/bits_match.h"

#include "vm/interp/support.h"
#include "vm/term/atom.h"
#include "vm/term/bignum.h"
#include "vm/term/compare.h"

bool match_size_bits(Term size, uint32_t unit, uint64_t *bits)
{
    return term_is_small(size) && small_value(size) >= 0 &&
           !__builtin_mul_overflow((uint64_t)small_value(size), unit, bits);
}

Term match_take_integer(Process *p, Term context, uint64_t bits, uint32_t flags)
{
    if (match_left(context) < bits) {
        return TERM_NONE;
    }
    MatchContext *m = match_of(context);
    const Term value = bits_get_integer(process_space(p), m->bytes, m->at_bits, bits, flags);
    m->at_bits += bits;
    return value;
}

Term match_take_float(Process *p, Term context, uint64_t bits, uint32_t flags)
{
    MatchContext *m = match_of(context);
    double value;
    if (match_left(context) < bits || !bits_get_float(m->bytes, m->at_bits, bits, flags, &value)) {
        return TERM_NONE;
    }
    m->at_bits += bits;
    return space_float(process_space(p), value);
}

Term match_take_binary(Process *p, Term context, uint64_t bits)
{
    if (match_left(context) < bits) {
        return TERM_NONE;
    }
    const Term part = match_part(process_space(p), context, bits);
    match_of(context)->at_bits += bits;
    return part;
}

Term match_take_all(Process *p, Term context, uint32_t unit)
{
    const uint64_t left = match_left(context);
    return unit > 1 && left % unit != 0 ? TERM_NONE : match_take_binary(p, context, left);
}

bool match_skip(Term context, uint64_t bits)
{
    if (match_left(context) < bits) {
        return false;
    }
    match_of(context)->at_bits += bits;
    return true;
}

bool match_string(Term context, uint64_t bits, const uint8_t *bytes)
{
    MatchContext *m = match_of(context);
    if (match_left(context) < bits) {
        return false;
    }
    const BitView here = {m->bytes + m->at_bits / 8, m->at_bits % 8, bits},
                  there = {bytes, 0, bits};
    if (bits_compare(here, there) != 0) {
        return false;
    }
    m->at_bits += bits;
    return true;
}

Term match_take_utf(Term context, uint32_t kind, uint32_t flags)
{
    MatchContext *m = match_of(context);
    uint32_t c = 0;
    const uint32_t bits = kind == 8 ? bits_get_utf8(m->bytes, m->at_bits, m->end_bits, &c)
                          : kind == 16
                              ? bits_get_utf16(m->bytes, m->at_bits, m->end_bits, flags, &c)
                              : bits_get_utf32(m->bytes, m->at_bits, m->end_bits, flags, &c);
    m->at_bits += bits;
    return bits == 0 ? TERM_NONE : small_make(c);
}

static bool run_command_gc(Process *p, Registers *r, Term context, const Cell *at)
{
    const uint64_t head = WORD_ITEM(at, 0), size = WORD_ITEM(at, 1);
    const uint32_t unit = head >> 8 & 0xFFFF, flags = head >> 24 & 0xFF, live = head >> 40 & 0xFFFF;
    uint64_t bits;
    Term result = TERM_NONE;
    switch ((MatchCommand)(head & 0xFF)) {
    case MATCH_ENSURE_AT_LEAST:
        return match_left(context) >= size &&
               (unit <= 1 || (match_left(context) - size) % unit == 0);
    case MATCH_ENSURE_EXACTLY: return match_left(context) == size;
    case MATCH_SKIP: return match_skip(context, size);
    case MATCH_EQUAL: {
        MatchContext *m = match_of(context);
        if (match_left(context) < size ||
            bits_get_u64(m->bytes, m->at_bits, (uint32_t)size) != WORD_ITEM(at, 2)) {
            return false;
        }
        m->at_bits += size;
        return true;
    }
    case MATCH_GET_TAIL: result = match_tail(process_space(p), context); break;
    case MATCH_INTEGER:
    case MATCH_BINARY:
        bits = size * unit;
        result = (head & 0xFF) == MATCH_INTEGER ? match_take_integer(p, context, bits, flags)
                                                : match_take_binary(p, context, bits);
        break;
    }
    if (term_is_none(result)) {
        return false;
    }
    result = finish_gc(p, r, result, live);
    operand_write(r, p->heap.stack, WORD_ITEM(at, 3), result);
    return true;
}

bool match_commands_gc(Process *p, Registers *r, uint64_t context_operand, const Cell *commands,
                       uint32_t words)
{
    for (uint32_t i = 0; i < words; i += MATCH_COMMAND_WORDS) {
        const Term context = operand_read(r, p->heap.stack, context_operand);
        if (!run_command_gc(p, r, context, commands + 2 * i)) {
            return false;
        }
    }
    return true;
}
