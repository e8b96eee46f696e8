// SPDX-License-Identifier: Apache-2.0
// beam_operand.c -- the compact encoding of operands: 1 byte for most, any number of bytes for the
// rest.
//
//   bits  7 6 5 4 3 2 1 0
//        [value  |0|tag  ]                         0..15
//        [high |0 1|tag  ][low byte]               0..2047: three bits above eight
//        [n-2  |1 1|tag  ][n bytes]                2 to 8 bytes, big-endian (tag i: with a sign)
//        [1 1 1 1 1|tag  ][n-9, a tagged u][n bytes]            9 bytes and more
//
//   tag 0 u  number      1 i  integer      2 a  atom, 0 is []     3 x  register    4 y  register
//       5 f  label       6 h  character    7 z  extended; its value says which:
//           z 1  list: u n, then n operands     z 2  float register: u     z 4  literal: u index
//           z 3  allocation list: u n, then n times u kind (0 words, 1 floats, 2 funs), u number
//           z 5  register with a type: x or y, u index into the Type chunk
//
// The idea: compact_read knows the shape of a number, the functions below it know what the number
// means, with indexes checked against the tables. Integers that are not small become literals, so
// later stages know constants only as Terms.
//
// Invariants: 1. An Operand's indexes (atom, literal, type, label) are in range. 2. A list's items
// are neither lists nor allocation lists, lie in one piece, and are not longer than the rest of the
// chunk.
// Exceptions: u numbers above 64 bits are legal in sizes of binaries, which then fail at run time:
// they read as UINT64_MAX. Type hints are dropped when the file has no Type chunk that we know.
//
// Read before: loader/beam_chunks.c     Read next: loader/beam_code.c
#include "loader/beam_operand.h"

#include "loader/beam_spare.h"
#include "vm/base/alloc.h"
#include "vm/term/bignum.h"
#include "vm/term/fun.h"

// Memory that is not touched costs nothing, growing does.
enum { FIRST_OPERANDS = 1 << 16 };
enum { LARGE_INTEGER_BYTES = 128 << 10, CHARACTER_MAX = 0x10FFFF, REGISTER_MAX = 1023 };

typedef enum ExtendedTag {
    EXTENDED_FLOAT,
    EXTENDED_LIST,
    EXTENDED_FR,
    EXTENDED_ALLOC,
    EXTENDED_LITERAL,
    EXTENDED_TYPED,
} ExtendedTag;

// ---- numbers

static uint64_t value_of_bytes(const uint8_t *bytes, size_t count)
{
    uint64_t value = 0;
    for (size_t i = 0; i < count; i++) {
        value = value << 8 | bytes[i];
    }
    return value;
}

static bool read_large(Bytes *b, Compact *c, uint8_t length_code)
{
    size_t count = (size_t)length_code + 2;
    if (length_code == 7) {
        uint32_t more;
        // Not a recursion of unknown depth: compact_read_u32 refuses what does not fit 32 bits.
        if (!compact_read_u32(b, &more)) {
            return false;
        }
        count = (size_t)more + 9;
    }
    const uint8_t *bytes = bytes_take(b, count);
    if (bytes == NULL) {
        return false;
    }
    if (count <= 8) {
        int unused_bits = 64 - 8 * (int)count;
        c->value = value_of_bytes(bytes, count);
        if (c->tag == COMPACT_I) {
            c->value = (uint64_t)((int64_t)(c->value << unused_bits) >> unused_bits);
        }
    } else {
        c->large = bytes;
        c->size_bytes = count;
    }
    return true;
}

// The length of a length: at most 8 bytes, and no length itself.
static bool read_short(Bytes *b, Compact *c, bool may_be_large)
{
    uint8_t first = bytes_u8(b);
    *c = (Compact){.tag = first & 7};
    if ((first & 0x08) == 0) {
        c->value = first >> 4;
        return !b->bad;
    }
    if ((first & 0x10) == 0) {
        c->value = (uint64_t)(first >> 5) << 8 | bytes_u8(b);
        return !b->bad;
    }
    uint8_t length_code = first >> 5;
    return !b->bad && (may_be_large || length_code < 7) && read_large(b, c, length_code);
}

bool compact_read(Bytes *b, Compact *c) { return read_short(b, c, true); }

bool compact_read_u32(Bytes *b, uint32_t *value)
{
    Compact c;
    if (!read_short(b, &c, false) || c.tag != COMPACT_U || c.value > UINT32_MAX) {
        return false;
    }
    *value = (uint32_t)c.value;
    return true;
}

// ---- what they mean

static bool fail(OperandReader *r, const char *what)
{
    return beam_fail(r->error, "Code", bytes_offset(&r->bytes), "%s", what);
}

static bool is_at_most(const Compact *c, uint64_t limit)
{
    return c->large == NULL && c->value <= limit;
}

static Operand term_operand(Term t) { return (Operand){.kind = OPERAND_TERM, .value = t}; }

// An immediate is final; other literals move once more when reading is done, so their index is kept
// until then.
static Operand literal_operand(OperandReader *r, uint32_t index)
{
    Term t = r->literals->terms[index];
    return term_is_immediate(t) ? term_operand(t)
                                : (Operand){.kind = OPERAND_LITERAL, .value = index};
}

static Term integer_of_bytes(Space *space, const uint8_t *bytes, size_t count)
{
    size_t limb_count = (count + 7) / 8;
    bool is_negative = bytes[0] >> 7;
    uint64_t *limbs = vm_calloc(limb_count * 8);
    uint64_t carry = 1; // of the negation
    for (size_t i = 0; i < limb_count; i++) {
        size_t end = count - 8 * i, start = end > 8 ? end - 8 : 0;
        limbs[i] = value_of_bytes(bytes + start, end - start);
        if (is_negative) {
            uint64_t filled =
                end - start < 8 ? limbs[i] | UINT64_MAX << (8 * (end - start)) : limbs[i];
            limbs[i] = ~filled + carry;
            carry = carry && limbs[i] == 0;
        }
    }
    Term t = integer_from_limbs(space, limbs, limb_count, is_negative);
    vm_free(limbs, limb_count * 8);
    return t;
}

static bool read_integer(OperandReader *r, const Compact *c, Operand *out)
{
    if (c->large == NULL && small_fits((int64_t)c->value)) {
        *out = term_operand(small_make((int64_t)c->value));
        return true;
    }
    Term t;
    if (c->large == NULL) {
        t = space_integer(&r->literals->space, (int64_t)c->value);
    } else if (c->size_bytes > LARGE_INTEGER_BYTES) {
        return fail(r, "integer is too large");
    } else {
        t = integer_of_bytes(&r->literals->space, c->large, c->size_bytes);
    }
    if (term_is_none(t)) {
        return fail(r, "integer is too large");
    }
    *out =
        term_is_small(t) ? term_operand(t) : literal_operand(r, beam_literals_add(r->literals, t));
    return true;
}

static bool read_atom(OperandReader *r, const Compact *c, Operand *out)
{
    if (!is_at_most(c, r->code->atom_count)) {
        return fail(r, "atom index is out of range");
    }
    *out = term_operand(r->code->atoms[c->value]);
    return true;
}

static bool read_register(OperandReader *r, const Compact *c, Operand *out)
{
    if (!is_at_most(c, REGISTER_MAX)) {
        return fail(r, "register number is out of range");
    }
    *out = (Operand){.kind = c->tag == COMPACT_X ? OPERAND_X : OPERAND_Y, .value = c->value};
    return true;
}

static bool read_typed_register(OperandReader *r, Operand *out)
{
    Compact c;
    uint32_t type;
    if (!compact_read(&r->bytes, &c) || (c.tag != COMPACT_X && c.tag != COMPACT_Y)) {
        return fail(r, "a type hint belongs to an x or y register");
    }
    if (!read_register(r, &c, out)) {
        return false;
    }
    if (!compact_read_u32(&r->bytes, &type)) {
        return fail(r, "malformed type hint");
    }
    if (r->code->type_count > 0) {
        if (type >= r->code->type_count || type > UINT16_MAX) {
            return fail(r, "type index is out of range");
        }
        out->has_type = 1;
        out->type = (uint16_t)type;
    }
    return true;
}

static bool read_allocation(OperandReader *r, Operand *out)
{
    enum { WORDS, FLOATS, FUNS, KINDS, NUMBER_MAX = 1 << 24 };
    uint32_t count, totals[KINDS] = {0};
    if (!compact_read_u32(&r->bytes, &count) || count > KINDS) {
        return fail(r, "malformed allocation list");
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t kind, number;
        if (!compact_read_u32(&r->bytes, &kind) || !compact_read_u32(&r->bytes, &number) ||
            kind >= KINDS || number > NUMBER_MAX) {
            return fail(r, "malformed allocation list");
        }
        totals[kind] += number;
    }
    *out = (Operand){.kind = OPERAND_ALLOC,
                     .value = totals[WORDS] + (uint64_t)totals[FLOATS] * FLOAT_WORDS +
                              (uint64_t)totals[FUNS] * FUN_WORDS};
    return true;
}

static bool read_extended(OperandReader *r, const Compact *c, Operand *out)
{
    uint32_t index;
    switch (c->large == NULL ? c->value : UINT64_MAX) {
    case EXTENDED_FLOAT: return fail(r, "float operand of OTP R15 or older");
    case EXTENDED_LIST: return fail(r, "a list where no list can be");
    case EXTENDED_FR:
        if (!compact_read_u32(&r->bytes, &index) || index > REGISTER_MAX) {
            return fail(r, "float register number is out of range");
        }
        *out = (Operand){.kind = OPERAND_FR, .value = index};
        return true;
    case EXTENDED_ALLOC: return read_allocation(r, out);
    case EXTENDED_LITERAL:
        if (!compact_read_u32(&r->bytes, &index) || index >= r->literal_count) {
            return fail(r, "literal index is out of range");
        }
        *out = literal_operand(r, index);
        return true;
    case EXTENDED_TYPED: return read_typed_register(r, out);
    default: return fail(r, "unknown kind of operand");
    }
}

// Any operand but a list.
static bool read_operand(OperandReader *r, const Compact *c, Operand *out)
{
    switch (c->tag) {
    case COMPACT_U:
        *out = (Operand){.kind = OPERAND_U, .value = c->large == NULL ? c->value : UINT64_MAX};
        return true;
    case COMPACT_I: return read_integer(r, c, out);
    case COMPACT_A: return read_atom(r, c, out);
    case COMPACT_X:
    case COMPACT_Y: return read_register(r, c, out);
    case COMPACT_F:
        if (c->large != NULL || (c->value >= r->code->label_count && c->value != 0)) {
            return fail(r, "label number is out of range");
        }
        *out = (Operand){.kind = OPERAND_LABEL, .value = c->value};
        return true;
    case COMPACT_H:
        if (!is_at_most(c, CHARACTER_MAX)) {
            return fail(r, "character is out of range");
        }
        *out = term_operand(small_make((int64_t)c->value));
        return true;
    case COMPACT_Z: return read_extended(r, c, out);
    }
    return fail(r, "unknown kind of operand");
}

void operands_grow(BeamCode *code, uint32_t count)
{
    const uint32_t old = code->operand_room;
    if (old == 0) {
        size_t bytes;
        code->operands = spare_take(SPARE_OPERANDS, &bytes);
        code->operand_room = (uint32_t)(bytes / sizeof(Operand));
    }
    if (code->operand_room < count) {
        const uint32_t least = code->operand_room ? code->operand_room * 2 : FIRST_OPERANDS;
        const uint32_t room = least > count ? least : count;
        code->operands = vm_realloc(code->operands, code->operand_room * sizeof(Operand),
                                    room * sizeof(Operand));
        code->operand_room = room;
    }
}

void operands_begin(OperandReader *r)
{
    enum { PLAIN_MAX = 1 << 11, SMALL_SHIFT = 4 };
    static_assert(SMALL(1) == 1 << SMALL_SHIFT, "small integers are a shift");
    const BeamCode *code = r->code;
    r->plain[COMPACT_U] = (PlainTag){.limit = PLAIN_MAX, .kind = OPERAND_U};
    r->plain[COMPACT_I] =
        (PlainTag){.limit = PLAIN_MAX, .kind = OPERAND_TERM, .shift = SMALL_SHIFT};
    r->plain[COMPACT_X] = (PlainTag){.limit = REGISTER_MAX + 1, .kind = OPERAND_X};
    r->plain[COMPACT_Y] = (PlainTag){.limit = REGISTER_MAX + 1, .kind = OPERAND_Y};
    r->plain[COMPACT_A] = (PlainTag){.limit = code->atom_count + 1, .kind = OPERAND_TERM};
    r->plain[COMPACT_F] = (PlainTag){.limit = code->label_count, .kind = OPERAND_LABEL};
}

// Literals that are no immediates are found again by beam_chunks_finish, in a chain.
static void chain_literal(BeamCode *code, uint32_t at)
{
    if (code->operands[at].kind == OPERAND_LITERAL) {
        code->operands[at].count = code->last_literal_operand;
        code->last_literal_operand = at + 1;
    }
}

// An item of a list.
static bool read_item(OperandReader *r, uint32_t at)
{
    Compact c;
    if (!compact_read(&r->bytes, &c)) {
        return fail(r, "malformed operand");
    }
    Operand *item = &r->code->operands[at];
    if (!read_operand(r, &c, item)) {
        return false;
    }
    if (item->kind == OPERAND_ALLOC) {
        return fail(r, "an allocation list within a list");
    }
    chain_literal(r->code, at);
    return true;
}

static bool read_list(OperandReader *r, uint32_t at)
{
    uint32_t count;
    if (!compact_read_u32(&r->bytes, &count) || count > bytes_left(&r->bytes)) {
        return fail(r, "list is longer than the chunk");
    }
    const uint32_t first = operands_reserve(r->code, count);
    r->code->operands[at] = (Operand){.kind = OPERAND_LIST, .value = first, .count = count};
    return operands_read_row(r, first, first + count, read_item);
}

bool operand_read_any(OperandReader *r, uint32_t at)
{
    Compact c;
    if (!compact_read(&r->bytes, &c)) {
        return fail(r, "malformed operand");
    }
    if (c.tag == COMPACT_Z && c.large == NULL && c.value == EXTENDED_LIST) {
        return read_list(r, at);
    }
    if (!read_operand(r, &c, &r->code->operands[at])) {
        return false;
    }
    chain_literal(r->code, at);
    return true;
}
