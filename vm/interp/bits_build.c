// SPDX-License-Identifier: Apache-2.0
// bits_build.c -- builds binaries from segments.
//
// bs_create_bin holds all its segments, so it is done in two passes: the first adds up the bits (and finds wrong sizes and types),
// then the binary is made, on the heap, outside, or in place behind the binary that is appended to; the second pass writes
// from front to back at `at`. What is wrong is told with its segment, for the texts that erl_erts_errors makes.
//
// Room: everything that the binary's own objects need is reserved before anything is read, so nothing moves in between, and the
// instruction's Alloc words are still free at the end for the put instructions that follow.
#include "vm/interp/bits_build.h"

#include "vm/interp/support.h"
#include "vm/term/atom.h"
#include "vm/term/bignum.h"
#include "vm/term/bits.h"
#include "vm/term/map.h"

enum { BINARY_ROOM = 24 }; // words: heap binary of 64 bytes, or refc and sub binary
static const uint64_t SIZE_LIMIT_BITS = 1ull
                                        << 42; // more than any memory; keeps sums from overflowing

typedef struct Segment {
    SegmentKind kind;
    uint32_t flags, unit, number;
    uint64_t value_word, size_word;
} Segment;

static Segment read_segment(const Cell *segments, uint32_t i)
{
    const uint64_t head = WORD_ITEM(segments, i);
    return (Segment){(SegmentKind)(head & 0xFF), head >> 8 & 0xFF,
                     head >> 16 & 0xFFFF,        (uint32_t)(head >> 32),
                     WORD_ITEM(segments, i + 1), WORD_ITEM(segments, i + 2)};
}

static Term type_name(SegmentKind kind)
{
    switch (kind) {
    case SEGMENT_FLOAT: return ATOM_FLOAT;
    case SEGMENT_INTEGER: return ATOM_INTEGER;
    case SEGMENT_STRING: return ATOM_STRING;
    case SEGMENT_UTF8: return ATOM_UTF8;
    case SEGMENT_UTF16: return ATOM_UTF16;
    case SEGMENT_UTF32: return ATOM_UTF32;
    default: return ATOM_BINARY;
    }
}

// Describes the failure: error_info #{cause => {Number, Type, What, Value}, function => format_bs_fail, ...}.
static bool fail(Process *p, Term reason, const Segment *segment, Term what, Term value)
{
    Space *s = process_space(p);
    bif_error(p, reason);
    const Term cause =
        space_tuple4(s, small_make(segment->number), type_name(segment->kind), what, value);
    const Term pairs[] = {ATOM_CAUSE,          cause,       ATOM_FUNCTION,
                          ATOM_FORMAT_BS_FAIL, ATOM_MODULE, ATOM_ERL_ERTS_ERRORS};
    p->error_info = map_from_pairs(s, pairs, 3);
    p->raise_flags |= RAISE_HAS_INFO;
    return false;
}

// Size operand times unit, in bits.
static bool size_in_bits(Process *p, const Segment *segment, Term size, uint64_t *bits)
{
    if (!term_is_small(size)) {
        const bool is_huge = term_is_big(size) && !bignum_is_negative(size);
        return fail(p, is_huge ? ATOM_SYSTEM_LIMIT : ATOM_BADARG, segment, ATOM_SIZE, size);
    }
    if (small_value(size) < 0) {
        return fail(p, ATOM_BADARG, segment, ATOM_SIZE, size);
    }
    if (__builtin_mul_overflow((uint64_t)small_value(size), segment->unit, bits) ||
        *bits > SIZE_LIMIT_BITS) {
        return fail(p, ATOM_SYSTEM_LIMIT, segment, ATOM_SIZE, size);
    }
    return true;
}

static bool is_character(Term value)
{
    return term_is_small(value) && value <= SMALL(0x10FFFF) &&
           !(value >= SMALL(0xD800) && value <= SMALL(0xDFFF));
}

Term bits_utf_size(Term value, SegmentKind kind)
{
    if (kind == SEGMENT_UTF16) {
        return SMALL(value >= SMALL(0x10000) ? 4 : 2);
    }
    if (kind == SEGMENT_UTF32) {
        return SMALL(4);
    }
    return SMALL(value < SMALL(0x80)      ? 1
                 : value < SMALL(0x800)   ? 2
                 : value < SMALL(0x10000) ? 3
                                          : 4);
}

static bool add_segment_bits(Process *p, Registers *r, const Segment *g, uint64_t *total)
{
    Term *e = p->heap.stack;
    uint64_t bits = 0;
    if (LIKELY(g->flags & SEGMENT_BITS)) {
        *total += g->size_word;
        return true;
    }
    const Term value = g->kind == SEGMENT_STRING ? TERM_NIL : operand_read(r, e, g->value_word);
    switch (g->kind) {
    case SEGMENT_APPEND:
    case SEGMENT_PRIVATE_APPEND: return true;
    case SEGMENT_STRING: bits = g->size_word * 8; break;
    case SEGMENT_BINARY_ALL:
        if (!term_is_bitstring(value)) {
            return fail(p, ATOM_BADARG, g, ATOM_TYPE, value);
        }
        bits = binary_size_bits(value);
        break;
    case SEGMENT_UTF8:
    case SEGMENT_UTF16: bits = (uint64_t)small_value(bits_utf_size(value, g->kind)) * 8; break;
    case SEGMENT_UTF32:
        if (!is_character(value)) {
            return fail(p, ATOM_BADARG, g, ATOM_TYPE, value);
        }
        bits = 32;
        break;
    default:
        if (!size_in_bits(p, g, operand_read(r, e, g->size_word), &bits)) {
            return false;
        }
    }
    *total += bits;
    return *total <= SIZE_LIMIT_BITS || fail(p, ATOM_SYSTEM_LIMIT, g, ATOM_SIZE, SMALL(-1));
}

// ---- writing one segment at *at

static bool write_binary(const Segment *g, Term value, uint64_t bits, uint8_t *bytes, uint64_t *at)
{
    if (!term_is_bitstring(value)) {
        return false;
    }
    const BitView view = binary_view(value);
    if (view.size_bits < bits ||
        (g->kind == SEGMENT_BINARY_ALL && g->unit > 1 && bits % g->unit != 0)) {
        return false;
    }
    bits_copy(bytes, *at, view.bytes, view.offset_bits, bits);
    *at += bits;
    return true;
}

// The usual number: small, whole bytes at a byte boundary, big-endian. False: it is another.
static inline bool write_bytes(Term value, uint64_t bits, uint32_t flags, uint8_t *bytes,
                               uint64_t *at)
{
    if (!term_is_small(value) || bits > 64 || (bits | *at) % 8 != 0 || (flags & SEGMENT_LITTLE)) {
        return false;
    }
    uint8_t *to = bytes + *at / 8;
    for (uint64_t left = bits; left > 0; *to++ = (uint8_t)((uint64_t)small_value(value) >> left)) {
        left -= 8;
    }
    *at += bits;
    return true;
}

static bool write_integer(Term value, uint64_t bits, uint32_t flags, uint8_t *bytes, uint64_t *at)
{
    if (!term_is_integer(value)) {
        return false;
    }
    bits_put_integer(bytes, *at, bits, flags, value);
    *at += bits;
    return true;
}

// The value as a double; false when it is no number or out of range.
static bool number_as_double(Term value, double *number)
{
    if (term_is_float(value)) {
        *number = float_value(value);
        return true;
    }
    return term_is_integer(value) && integer_to_double(value, number);
}

static bool write_utf(SegmentKind kind, uint32_t flags, Term value, uint8_t *bytes, uint64_t *at)
{
    if (!is_character(value)) {
        return false;
    }
    const uint32_t c = (uint32_t)small_value(value);
    uint8_t text[4];
    uint32_t size = 4;
    if (kind == SEGMENT_UTF8) {
        size = utf8_encode(c, text);
    } else if (kind == SEGMENT_UTF16) {
        const uint32_t pair = c < 0x10000 ? c
                                          : (0xD800 + ((c - 0x10000) >> 10)) << 16 |
                                                (0xDC00 + ((c - 0x10000) & 0x3FF));
        size = c < 0x10000 ? 2 : 4;
        for (uint32_t i = 0; i < size; i += 2) {
            const uint32_t half = size == 2 ? pair : i == 0 ? pair >> 16 : pair & 0xFFFF;
            const bool little = flags & SEGMENT_LITTLE;
            text[i] = (uint8_t)(little ? half : half >> 8);
            text[i + 1] = (uint8_t)(little ? half >> 8 : half);
        }
    } else {
        for (uint32_t i = 0; i < 4; i++) {
            text[i] = (uint8_t)(c >> (flags & SEGMENT_LITTLE ? 8 * i : 24 - 8 * i));
        }
    }
    bits_copy(bytes, *at, text, 0, size * 8);
    *at += size * 8;
    return true;
}

static bool write_float_segment(Process *p, const Segment *g, Term value, Term size, uint64_t bits,
                                uint8_t *bytes, uint64_t *at)
{
    double number;
    if (bits != 16 && bits != 32 && bits != 64) {
        return fail(p, ATOM_BADARG, g, ATOM_INVALID, size);
    }
    if (!term_is_number(value)) {
        return fail(p, ATOM_BADARG, g, ATOM_TYPE, value);
    }
    if (!number_as_double(value, &number) || !bits_put_float(bytes, *at, bits, g->flags, number)) {
        return fail(p, ATOM_BADARG, g, ATOM_NO_FLOAT, value);
    }
    *at += bits;
    return true;
}

static bool write_segment(Process *p, Registers *r, const Segment *g, uint8_t *bytes, uint64_t *at)
{
    Term *e = p->heap.stack;
    if (g->kind == SEGMENT_STRING) {
        bits_copy(bytes, *at, (const uint8_t *)(uintptr_t)g->value_word, 0, g->size_word * 8);
        *at += g->size_word * 8;
        return true;
    }
    const Term value = operand_read(r, e, g->value_word);
    if (LIKELY(g->flags & SEGMENT_BITS)) {
        return write_bytes(value, g->size_word, g->flags, bytes, at) ||
               write_integer(value, g->size_word, g->flags, bytes, at) ||
               fail(p, ATOM_BADARG, g, ATOM_TYPE, value);
    }
    if (g->kind >= SEGMENT_UTF8) {
        return write_utf(g->kind, g->flags, value, bytes, at) ||
               fail(p, ATOM_BADARG, g, ATOM_TYPE, value);
    }
    if (g->kind == SEGMENT_BINARY_ALL) {
        return write_binary(g, value, binary_size_bits(value), bytes, at) ||
               fail(p, ATOM_BADARG, g, ATOM_UNIT, value);
    }
    const Term size = operand_read(r, e, g->size_word);
    const uint64_t bits = (uint64_t)small_value(size) * g->unit;
    if (g->kind == SEGMENT_FLOAT) {
        return write_float_segment(p, g, value, size, bits, bytes, at);
    }
    if (g->kind == SEGMENT_INTEGER) {
        return write_integer(value, bits, g->flags, bytes, at) ||
               fail(p, ATOM_BADARG, g, ATOM_TYPE, value);
    }
    return write_binary(g, value, bits, bytes, at) ||
           fail(p, ATOM_BADARG, g, term_is_bitstring(value) ? ATOM_SHORT : ATOM_TYPE, value);
}

// ---- bs_create_bin

static Term new_bitstring(Space *s, uint64_t bits, uint8_t **bytes)
{
    Term binary = binary_new(s, (bits + 7) / 8, bytes);
    if (bits % 8 != 0) {
        (*bytes)[bits / 8] = 0;
        binary = binary_part_bits(s, binary, 0, bits);
    }
    return binary;
}

// Where the bits go: behind the first segment (append), or into a new bitstring.
static Term open_binary(Process *p, Registers *r, const Segment *first, uint64_t total,
                        uint8_t **bytes, uint64_t *at)
{
    Space *s = process_space(p);
    if (first->kind != SEGMENT_APPEND && first->kind != SEGMENT_PRIVATE_APPEND) {
        return new_bitstring(s, total, bytes);
    }
    const Term source = operand_read(r, p->heap.stack, first->value_word);
    if (!term_is_bitstring(source)) {
        fail(p, ATOM_BADARG, first, ATOM_TYPE, source);
        return TERM_NONE;
    }
    if (first->unit > 1 && binary_size_bits(source) % first->unit != 0) {
        fail(p, ATOM_BADARG, first, ATOM_UNIT, source);
        return TERM_NONE;
    }
    const bool is_private = first->kind == SEGMENT_PRIVATE_APPEND;
    const Term result =
        (is_private ? binary_append_private : binary_append)(s, source, total, bytes, at);
    if (term_is_none(result)) {
        fail(p, ATOM_SYSTEM_LIMIT, first, ATOM_SIZE, SMALL(-1));
    }
    return result;
}

Term bits_create_gc(Process *p, Registers *r, size_t alloc, uint32_t live, const Cell *segments,
                    uint32_t words)
{
    uint64_t total = 0, at = 0;
    uint8_t *bytes = NULL;
    process_reserve_gc(p, alloc + BINARY_ROOM, r->x, live);
    // A sum of constant sizes cannot overflow: the loader limits each to 32 bits.
    for (uint32_t i = 0; i < words; i += 3) {
        const Segment g = read_segment(segments, i);
        if (!add_segment_bits(p, r, &g, &total)) {
            return TERM_NONE;
        }
    }
    const Segment first = words ? read_segment(segments, 0) : (Segment){.kind = SEGMENT_STRING};
    const Term result = open_binary(p, r, &first, total, &bytes, &at);
    if (term_is_none(result)) {
        return TERM_NONE;
    }
    for (uint32_t i = first.kind <= SEGMENT_PRIVATE_APPEND ? 3 : 0; i < words; i += 3) {
        const Segment g = read_segment(segments, i);
        if (!write_segment(p, r, &g, bytes, &at)) {
            return TERM_NONE;
        }
    }
    process_charge(p, (uint32_t)(total >> 13));
    return result;
}

// ---- the older instructions

static Term plain_badarg(Process *p) { return bif_error(p, ATOM_BADARG); }

static bool old_size(Process *p, Term size, uint32_t unit, uint64_t *bits)
{
    if (!term_is_small(size) || small_value(size) < 0) {
        const bool is_huge = term_is_big(size) && !bignum_is_negative(size);
        bif_error(p, is_huge ? ATOM_SYSTEM_LIMIT : ATOM_BADARG);
        return false;
    }
    if (__builtin_mul_overflow((uint64_t)small_value(size), unit, bits) ||
        *bits > SIZE_LIMIT_BITS) {
        bif_error(p, ATOM_SYSTEM_LIMIT);
        return false;
    }
    return true;
}

// The bits from build_at on are there to be filled. They are zero until then: a program that fills
// fewer than it has asked for must not see what was in memory.
static void begin_building(Registers *r, uint64_t bits)
{
    r->build_end = r->build_at + bits;
    const uint64_t from = (r->build_at + 7) / 8;
    memset(r->build_bytes + from, 0, (r->build_end + 7) / 8 - from);
}

static bool has_room(const Registers *r, uint64_t bits)
{
    return bits <= r->build_end - r->build_at;
}

Term bits_init_gc(Process *p, Registers *r, Term size, uint32_t unit, size_t alloc, uint32_t live)
{
    uint64_t bits;
    if (!old_size(p, size, unit, &bits)) {
        return TERM_NONE;
    }
    process_reserve_gc(p, alloc + BINARY_ROOM, r->x, live);
    r->build_at = 0;
    const Term result = new_bitstring(process_space(p), bits, &r->build_bytes);
    begin_building(r, bits);
    return result;
}

Term bits_append_gc(Process *p, Registers *r, Term size, uint32_t unit, size_t alloc, uint32_t live,
                    Term bitstring, uint32_t unit_of_bitstring, bool is_private)
{
    uint64_t bits;
    if (!term_is_bitstring(bitstring) ||
        (unit_of_bitstring > 1 && binary_size_bits(bitstring) % unit_of_bitstring != 0)) {
        return plain_badarg(p);
    }
    if (!old_size(p, size, unit, &bits)) {
        return TERM_NONE;
    }
    if (!is_private) {
        r->x[live] = bitstring;
        process_reserve_gc(p, alloc + BINARY_ROOM, r->x, live + 1);
        bitstring = r->x[live];
    }
    const Term result = (is_private ? binary_append_private : binary_append)(
        process_space(p), bitstring, bits, &r->build_bytes, &r->build_at);
    if (term_is_none(result)) {
        return bif_error(p, ATOM_SYSTEM_LIMIT);
    }
    begin_building(r, bits);
    return result;
}

bool bits_put_integer_segment(Process *p, Registers *r, Term size, uint32_t unit, uint32_t flags,
                              Term value)
{
    uint64_t bits;
    if (!old_size(p, size, unit, &bits)) {
        return false;
    }
    return (has_room(r, bits) && write_integer(value, bits, flags, r->build_bytes, &r->build_at)) ||
           !term_is_none(plain_badarg(p));
}

bool bits_put_float_segment(Process *p, Registers *r, Term size, uint32_t unit, uint32_t flags,
                            Term value)
{
    uint64_t bits;
    double number;
    if (!old_size(p, size, unit, &bits)) {
        return false;
    }
    if (bits == 0 || !has_room(r, bits) || !number_as_double(value, &number) ||
        !bits_put_float(r->build_bytes, r->build_at, bits, flags, number)) {
        plain_badarg(p);
        return false;
    }
    r->build_at += bits;
    return true;
}

bool bits_put_binary_segment(Process *p, Registers *r, Term size, uint32_t unit, Term value)
{
    Segment g = {.kind = SEGMENT_BINARY, .unit = unit};
    uint64_t bits = 0;
    if (size == ATOM_ALL) {
        g.kind = SEGMENT_BINARY_ALL;
        bits = term_is_bitstring(value) ? binary_size_bits(value) : 0;
    } else if (!old_size(p, size, unit, &bits)) {
        return false;
    }
    return (has_room(r, bits) && write_binary(&g, value, bits, r->build_bytes, &r->build_at)) ||
           !term_is_none(plain_badarg(p));
}

bool bits_put_string(Process *p, Registers *r, const uint8_t *bytes, uint32_t size)
{
    if (!has_room(r, (uint64_t)size * 8)) {
        plain_badarg(p);
        return false;
    }
    bits_copy(r->build_bytes, r->build_at, bytes, 0, (uint64_t)size * 8);
    r->build_at += (uint64_t)size * 8;
    return true;
}

bool bits_put_utf(Process *p, Registers *r, SegmentKind kind, uint32_t flags, Term value)
{
    const int64_t bytes = kind == SEGMENT_UTF32 ? 4 : small_value(bits_utf_size(value, kind));
    return (has_room(r, (uint64_t)bytes * 8) &&
            write_utf(kind, flags, value, r->build_bytes, &r->build_at)) ||
           !term_is_none(plain_badarg(p));
}

Term bits_add_sizes(Process *p, Term a, Term b, uint32_t unit)
{
    uint64_t x, y;
    if (!old_size(p, a, 1, &x) || !old_size(p, b, unit, &y)) {
        return TERM_NONE;
    }
    return small_make((int64_t)(x + y));
}
