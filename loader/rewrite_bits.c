// SPDX-License-Identifier: Apache-2.0
// rewrite_bits.c -- rules for bit syntax, both generations of it.
//
// Constant sizes choose the instruction: a byte, a few bits that one load brings, or any size. The start of a match is fused with
// the position or the number that is taken first, as loops over binaries begin with just that.
//
// Read before: loader/rewriter.h     Read next: vm/code/segments.h
#include "loader/rewriter.h"

#include <stdlib.h>

#include "vm/code/segments.h"
#include "vm/term/bits.h"

// ---- binaries: building

static Operand flags_of(const Operand *a)
{
    const uint64_t f = a->value;
    return arg_number(f & SEGMENT_NATIVE ? f | SEGMENT_LITTLE : f);
}

// The flags of a bs_create_bin segment: [] or a literal list of atoms.
static uint64_t flags_of_list(Term list)
{
    uint64_t flags = 0;
    for (; term_is_cons(list); list = cons_tail(list)) {
        const Term flag = cons_head(list);
        flags |= flag == ATOM_LITTLE || flag == ATOM_NATIVE ? SEGMENT_LITTLE
                 : flag == ATOM_SIGNED                      ? SEGMENT_SIGNED
                                                            : 0;
    }
    return flags;
}

static SegmentKind kind_of_segment(Term type, const Operand *size)
{
    if (type == ATOM_BINARY) {
        return size->kind == OPERAND_TERM && size->value == ATOM_ALL ? SEGMENT_BINARY_ALL
                                                                     : SEGMENT_BINARY;
    }
    return type == ATOM_APPEND           ? SEGMENT_APPEND
           : type == ATOM_PRIVATE_APPEND ? SEGMENT_PRIVATE_APPEND
           : type == ATOM_FLOAT          ? SEGMENT_FLOAT
           : type == ATOM_INTEGER        ? SEGMENT_INTEGER
           : type == ATOM_STRING         ? SEGMENT_STRING
           : type == ATOM_UTF8           ? SEGMENT_UTF8
           : type == ATOM_UTF16          ? SEGMENT_UTF16
                                         : SEGMENT_UTF32;
}

// A segment as bs_create_bin's instructions have it: three words (vm/code/segments.h).
static void read_segment(const Rewriter *w, const Operand *segment, Operand *out)
{
    const SegmentKind kind = kind_of_segment(segment[0].value, &segment[5]);
    const uint64_t unit = segment[2].value & 0xFFFF;
    uint64_t flags = flags_of_list(segment[3].value);
    out[1] = segment[4];
    out[2] = segment[5];
    if (kind == SEGMENT_INTEGER && segment[5].kind == OPERAND_TERM &&
        segment[5].value <= SMALL(UINT16_MAX) && term_is_small(segment[5].value)) {
        flags |= SEGMENT_BITS;
        out[2] = arg_number((uint64_t)small_value(segment[5].value) * unit);
    }
    if (kind == SEGMENT_STRING) {
        out[1] = arg_pointer(w->code->strings + segment[4].value);
        out[2] =
            arg_number(segment[5].kind == OPERAND_TERM ? (uint64_t)small_value(segment[5].value)
                                                       : segment[5].value);
    }
    out[0] = arg_number((uint64_t)kind | flags << 8 | unit << 16 | segment[1].value << 32);
}

// How many bits at most a segment adds to a packed number; 0: it cannot be packed.
static uint64_t packed_bits(const Operand *segment)
{
    const uint64_t flags = segment[0].value >> 8 & 0xFF, bits = segment[2].value;
    switch ((SegmentKind)(segment[0].value & 0xFF)) {
    case SEGMENT_STRING: return bits <= PACKED_MAX / 8 ? 8 * bits : 0;
    case SEGMENT_UTF8: return 32;
    case SEGMENT_INTEGER:
        return flags & SEGMENT_BITS && bits <= PACKED_MAX &&
                       !(flags & SEGMENT_LITTLE && bits % 8 != 0)
                   ? bits
                   : 0;
    default: return 0;
    }
}

static bool are_packed(const Operand *segments, uint32_t count)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; i < count; i++) {
        const uint64_t more = packed_bits(segments + 3 * i);
        if (more == 0) {
            return false;
        }
        bits += more;
    }
    return count > 0 && bits <= PACKED_MAX;
}

// The bytes of a string as a number, most significant first.
static Operand number_of_string(const Operand *segment)
{
    const uint8_t *bytes = (const uint8_t *)(uintptr_t)segment[1].value;
    uint64_t number = 0;
    for (uint64_t i = 0; i < segment[2].value; i++) {
        number = number << 8 | bytes[i];
    }
    return arg_term(small_make((int64_t)number));
}

static void emit_packs(Rewriter *w, const Operand *segments, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const Operand *segment = segments + (size_t)3 * i;
        const uint64_t kind = segment[0].value & 0xFF, bits = packed_bits(segment);
        const bool is_little = segment[0].value >> 8 & SEGMENT_LITTLE;
        const Operand value = kind == SEGMENT_STRING ? number_of_string(segment) : segment[1];
        const Operand scale = arg_number(1ull << bits), size = arg_number(bits);
        if (i == 0 && (is_little || kind == SEGMENT_UTF8)) {
            emit(w, INSTR_bs_pack_nothing, NULL);
        }
        if (kind == SEGMENT_UTF8) {
            EMIT(bs_pack_utf8, value);
        } else if (kind == SEGMENT_INTEGER && is_little) {
            EMIT(bs_pack_little, scale, size, value);
        } else if (i == 0) {
            EMIT(bs_pack_first, scale, size, value);
        } else {
            EMIT(bs_pack, scale, size, value);
        }
    }
}

// Segments is what is handed on: all of them, also where the instruction needs only what is packed.
static void emit_create(Rewriter *w, const Operand *a, const Operand *segments, uint32_t count)
{
    const Operand list = arg_list(0, 3 * count), alloc = alloc_words(&a[1]);
    const uint64_t kind = count > 0 ? segments[0].value & 0xFF : SEGMENT_STRING;
    const uint64_t unit = count > 0 ? segments[0].value >> 16 & 0xFFFF : 0;
    const bool is_append = kind <= SEGMENT_PRIVATE_APPEND && (unit == 1 || unit == 8);
    if (is_append && are_packed(segments + 3, count - 1)) {
        const Operand mask = arg_number(unit - 1),
                      in_place = arg_number(kind == SEGMENT_PRIVATE_APPEND);
        emit_packs(w, segments + 3, count - 1);
        emit_instr(w->e, INSTR_bs_append_packed,
                   (const Operand[]){a[0], alloc, a[2], mask, in_place, segments[1], a[4], list},
                   segments);
    } else if (are_packed(segments, count)) {
        emit_packs(w, segments, count);
        emit_instr(w->e, INSTR_bs_create_packed, (const Operand[]){a[0], alloc, a[2], a[4], list},
                   segments);
    } else {
        emit_instr(w->e, INSTR_bs_create_bin, (const Operand[]){a[0], alloc, a[2], a[4], list},
                   segments);
    }
}

// bs_create_bin F Alloc Live Unit Destination Segments
static uint32_t rule_bs_create_bin(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Operand *items = items_of(w, &a[5]);
    const uint32_t count = a[5].count / 6;
    Operand *segments = malloc((3 * (size_t)count + 1) * sizeof *segments);
    CHECK(segments != NULL);
    for (uint32_t i = 0; i < count; i++) {
        read_segment(w, items + (size_t)6 * i, segments + (size_t)3 * i);
    }
    emit_create(w, a, segments, count);
    free(segments);
    return 1;
}

// A size operand: registers and terms as they are, plain numbers become small integers.
static Operand size_term(const Operand *a)
{
    return a->kind == OPERAND_U ? arg_term(small_make((int64_t)a->value)) : *a;
}

static uint32_t rule_bs_init2(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    EMIT(bs_init, a[0], size_term(&a[1]), alloc_words(&a[2]),
         arg_number(g->opcode == OP_bs_init2 ? 8 : 1), a[3], a[5]);
    return 1;
}
static uint32_t rule_bs_append(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(bs_append, a[0], size_term(&a[1]), a[2], a[3], a[4], a[5], a[7]);
    return 1;
}
static uint32_t rule_bs_private_append(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(bs_private_append, a[0], size_term(&a[1]), a[2], a[3], a[5]);
    return 1;
}
static uint32_t rule_bs_add(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(bs_add, a[0], size_term(&a[1]), size_term(&a[2]), a[3], a[4]);
    return 1;
}
static uint32_t rule_bs_put(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    const Operand size = size_term(&a[1]), flags = flags_of(&a[3]);
    if (g->opcode == OP_bs_put_integer) {
        EMIT(bs_put_integer, a[0], size, a[2], flags, a[4]);
    } else if (g->opcode == OP_bs_put_float) {
        EMIT(bs_put_float, a[0], size, a[2], flags, a[4]);
    } else {
        EMIT(bs_put_binary, a[0], size, a[2], a[4]);
    }
    return 1;
}
static uint32_t rule_bs_put_string(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(bs_put_string, arg_pointer(w->code->strings + a[1].value), a[0]);
    return 1;
}
static uint32_t rule_bs_utf_size(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    EMIT(bs_utf_size, arg_number(g->opcode == OP_bs_utf8_size ? SEGMENT_UTF8 : SEGMENT_UTF16), a[1],
         a[2]);
    return 1;
}
static uint32_t rule_bs_put_utf(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    const SegmentKind kind = g->opcode == OP_bs_put_utf8    ? SEGMENT_UTF8
                             : g->opcode == OP_bs_put_utf16 ? SEGMENT_UTF16
                                                            : SEGMENT_UTF32;
    EMIT(bs_put_utf, a[0], arg_number(kind), flags_of(&a[1]), a[2]);
    return 1;
}

// ---- binaries: matching

enum { PEEK_BITS_MAX = 57 }; // bits that one 8-byte load holds wherever they begin

// The next instruction tests with the same label that what is left is whole bytes. Whichever test fails, code at that label
// depends neither on the position nor on the register that the first writes, since the other might have failed.
static bool unit8_follows(const Rewriter *w, const GenericInstr *g, const Operand *a)
{
    const GenericInstr *next = next_is(w, g, OP_bs_test_unit);
    const Operand *b = next ? operands_of(w, next) : NULL;
    return b && b[0].value == a[0].value && same_register(&b[1], &a[1]) && b[2].value == 8 &&
           !same_register(&a[1], &a[6]);
}
// The width of a bs_get_integer2 with a constant size, unsigned and big-endian, that a peek can read; else 0.
static uint64_t plain_bits(const Operand *a)
{
    const Operand size = size_term(&a[3]);
    if ((flags_of(&a[5]).value & (SEGMENT_LITTLE | SEGMENT_SIGNED) &&
         small_value(size.value) * (int64_t)a[4].value != 8) ||
        flags_of(&a[5]).value & SEGMENT_SIGNED || size.kind != OPERAND_TERM ||
        !term_is_small(size.value)) {
        return 0;
    }
    const int64_t bits = small_value(size.value) * (int64_t)a[4].value;
    return bits > 0 && bits <= PEEK_BITS_MAX ? (uint64_t)bits : 0;
}

// bs_start_match4 Context, in place; bs_get_position (may be missing); bs_get_integer2: 0 when the number is of another kind.
static uint32_t emit_start_and_number(Rewriter *w, const Operand *context, const Operand *live,
                                      const GenericInstr *position, const GenericInstr *get)
{
    const Operand *a = operands_of(w, get);
    const uint64_t bits = plain_bits(a);
    if (bits == 0 || !same_register(&a[1], context) || same_register(&a[6], context) ||
        a[6].kind != OPERAND_X) {
        return 0;
    }
    const bool whole = unit8_follows(w, get, a);
    const Operand mask = arg_number(whole ? 7 : 0);
    if (position) {
        const Operand *b = operands_of(w, position);
        if (bits != 8 || same_register(&b[1], &a[6])) {
            return 0;
        }
        EMIT(bs_start_match_position_byte, a[0], *context, *live, mask, a[6], b[1], *context, a[6]);
        return 3 + whole;
    }
    if (bits == 8) {
        EMIT(bs_start_match_byte, a[0], *context, *live, mask, a[6], *context, a[6]);
    } else {
        EMIT(bs_start_match_bits, a[0], *context, *live, mask, arg_number(bits), a[6], *context,
             a[6]);
    }
    return 2 + whole;
}

// The position of the context just started is taken: into another register.
static const GenericInstr *position_follows(const Rewriter *w, const GenericInstr *g,
                                            const Operand *context)
{
    const GenericInstr *next = next_is(w, g, OP_bs_get_position);
    const Operand *b = next ? operands_of(w, next) : NULL;
    return b && same_register(&b[0], context) && !same_register(&b[1], context) ? next : NULL;
}

static uint32_t start_match(Rewriter *w, const GenericInstr *g, const Operand *fail,
                            const Operand *source, const Operand *live, const Operand *context)
{
    const bool sure = fail == NULL;
    const Operand label = sure ? arg_label(0) : *fail;
    if (same_register(source, context) && source->kind == OPERAND_X) {
        const GenericInstr *position = position_follows(w, g, context);
        const GenericInstr *get = next_is(w, position ? position : g, OP_bs_get_integer2);
        const uint32_t taken =
            sure && get ? emit_start_and_number(w, context, live, position, get) : 0;
        if (taken) {
            return taken;
        }
        if (position) {
            EMIT(bs_start_match_position, label, *source, *live, operands_of(w, position)[1],
                 *context);
            return 2;
        }
    }
    if (sure) {
        EMIT(bs_start_match_sure, *source, *live, *context);
    } else {
        EMIT(bs_start_match, label, *source, *live, *context);
    }
    return 1;
}
static uint32_t rule_bs_start_match3(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    return start_match(w, g, &a[0], &a[1], &a[2], &a[3]);
}
static uint32_t rule_bs_start_match4(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    return start_match(w, g, a[0].kind == OPERAND_LABEL ? &a[0] : NULL, &a[2], &a[1], &a[3]);
}
static uint32_t rule_bs_get_integer2(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    const Operand size = size_term(&a[3]), flags = flags_of(&a[5]);
    const uint64_t kind = flags.value & (SEGMENT_LITTLE | SEGMENT_SIGNED);
    if (size.kind == OPERAND_TERM && term_is_small(size.value)) {
        const int64_t bits = small_value(size.value) * (int64_t)a[4].value;
        const Operand width = arg_number((uint64_t)bits), flag_bits = arg_number(kind);
        const bool whole = unit8_follows(w, g, a);
        if (bits == 8 && !(kind & SEGMENT_SIGNED)) {
            emit(w, whole ? INSTR_bs_get_byte_unit8 : INSTR_bs_get_byte,
                 (const Operand[]){a[0], a[1], a[6]});
            return 1 + whole;
        }
        if (bits > 0 && bits <= PEEK_BITS_MAX && kind == 0) {
            emit(w, whole ? INSTR_bs_get_bits_unit8 : INSTR_bs_get_bits,
                 (const Operand[]){a[0], a[1], width, a[6]});
            return 1 + whole;
        }
        if (bits > 0 && bits <= PEEK_BITS_MAX && (bits % 8 == 0 || !(kind & SEGMENT_LITTLE))) {
            emit(w, whole ? INSTR_bs_get_bits_flags_unit8 : INSTR_bs_get_bits_flags,
                 (const Operand[]){a[0], a[1], width, flag_bits, a[6]});
            return 1 + whole;
        }
    }
    EMIT(bs_get_integer, a[0], a[1], a[2], size, a[4], flags, a[6]);
    return 1;
}
static uint32_t rule_bs_get_float2(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(bs_get_float, a[0], a[1], a[2], size_term(&a[3]), a[4], flags_of(&a[5]), a[6]);
    return 1;
}
static uint32_t rule_bs_get_binary2(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(bs_get_binary, a[0], a[1], a[2], size_term(&a[3]), a[4], a[6]);
    return 1;
}
static uint32_t rule_bs_skip_bits2(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(bs_skip_bits, a[0], a[1], size_term(&a[2]), a[3]);
    return 1;
}
static uint32_t rule_bs_test_unit(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const uint64_t unit = a[2].value;
    if (unit > 0 && unit <= UINT16_MAX && (unit & (unit - 1)) == 0) {
        EMIT(bs_test_unit_mask, a[0], a[1], arg_number(unit - 1));
    } else {
        EMIT(bs_test_unit, a[0], a[1], a[2]);
    }
    return 1;
}
static uint32_t rule_bs_match_string(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const uint8_t *string = w->code->strings + a[3].value;
    if (a[2].value > 0 && a[2].value <= PEEK_BITS_MAX) {
        EMIT(bs_match_bits, a[0], a[1], a[2],
             arg_number(bits_get_u64(string, 0, (uint32_t)a[2].value)));
        return 1;
    }
    EMIT(bs_match_string, a[0], a[1], a[2], arg_pointer(string));
    return 1;
}
static uint64_t utf_kind(uint32_t opcode)
{
    return opcode == OP_bs_get_utf8 || opcode == OP_bs_skip_utf8     ? 8
           : opcode == OP_bs_get_utf16 || opcode == OP_bs_skip_utf16 ? 16
                                                                     : 32;
}
static uint32_t rule_bs_get_utf(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    if (g->opcode == OP_bs_get_utf8) {
        EMIT(bs_get_utf8, a[0], a[1], a[4]);
        return 1;
    }
    EMIT(bs_get_utf, a[0], a[1], arg_number(utf_kind(g->opcode)), flags_of(&a[3]), a[4]);
    return 1;
}
static uint32_t rule_bs_skip_utf(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    if (g->opcode == OP_bs_skip_utf8) {
        EMIT(bs_skip_utf8, a[0], a[1]);
        return 1;
    }
    EMIT(bs_skip_utf, a[0], a[1], arg_number(utf_kind(g->opcode)), flags_of(&a[3]));
    return 1;
}

// One command of bs_match; returns how many operands it has taken.
static uint32_t match_command(const Operand *c, Operand *out)
{
    const Term name = c[0].value;
    MatchCommand command = MATCH_SKIP;
    uint64_t unit = 1, flags = 0, live = 0, size = 0, value = 0;
    Operand destination = arg_number(0);
    uint32_t taken;
    if (name == ATOM_ENSURE_AT_LEAST) {
        command = MATCH_ENSURE_AT_LEAST, size = c[1].value, unit = c[2].value, taken = 3;
    } else if (name == ATOM_ENSURE_EXACTLY) {
        command = MATCH_ENSURE_EXACTLY, size = c[1].value, taken = 2;
    } else if (name == ATOM_INTEGER || name == ATOM_BINARY) {
        command = name == ATOM_INTEGER ? MATCH_INTEGER : MATCH_BINARY;
        live = c[1].value, flags = flags_of_list(c[2].value), size = c[3].value, unit = c[4].value,
        destination = c[5], taken = 6;
    } else if (name == ATOM_SKIP) {
        size = c[1].value, taken = 2;
    } else if (name == ATOM_GET_TAIL) {
        command = MATCH_GET_TAIL, live = c[1].value, unit = c[2].value, destination = c[3],
        taken = 4;
    } else { // '=:=' Live Size Value
        command = MATCH_EQUAL, size = c[2].value, value = c[3].value, taken = 4;
    }
    out[0] = arg_number((uint64_t)command | unit << 8 | flags << 24 | live << 40);
    out[1] = arg_number(size);
    out[2] = arg_number(value);
    out[3] = destination;
    return taken;
}

static uint32_t rule_bs_match(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Operand *items = items_of(w, &a[2]);
    Operand *out = malloc((MATCH_COMMAND_WORDS * a[2].count + 1) * sizeof *out);
    CHECK(out != NULL);
    uint32_t words = 0;
    for (uint32_t i = 0; i < a[2].count; words += MATCH_COMMAND_WORDS) {
        i += match_command(items + i, out + words);
    }
    const uint64_t context =
        a[1].kind == OPERAND_X ? operand_x((uint32_t)a[1].value) : operand_y((uint32_t)a[1].value);
    emit_instr(w->e, INSTR_bs_match,
               (const Operand[]){a[0], arg_number(context), arg_list(0, words)}, out);
    free(out);
    return 1;
}

const RuleRow rewrite_bits_rules[] = {
    {OP_bs_create_bin, rule_bs_create_bin},
    {OP_bs_init2, rule_bs_init2},
    {OP_bs_init_bits, rule_bs_init2},
    {OP_bs_append, rule_bs_append},
    {OP_bs_private_append, rule_bs_private_append},
    {OP_bs_add, rule_bs_add},
    {OP_bs_put_integer, rule_bs_put},
    {OP_bs_put_float, rule_bs_put},
    {OP_bs_put_binary, rule_bs_put},
    {OP_bs_put_string, rule_bs_put_string},
    {OP_bs_utf8_size, rule_bs_utf_size},
    {OP_bs_utf16_size, rule_bs_utf_size},
    {OP_bs_put_utf8, rule_bs_put_utf},
    {OP_bs_put_utf16, rule_bs_put_utf},
    {OP_bs_put_utf32, rule_bs_put_utf},
    {OP_bs_start_match3, rule_bs_start_match3},
    {OP_bs_start_match4, rule_bs_start_match4},
    {OP_bs_get_integer2, rule_bs_get_integer2},
    {OP_bs_get_float2, rule_bs_get_float2},
    {OP_bs_get_binary2, rule_bs_get_binary2},
    {OP_bs_skip_bits2, rule_bs_skip_bits2},
    {OP_bs_match_string, rule_bs_match_string},
    {OP_bs_test_unit, rule_bs_test_unit},
    {OP_bs_get_utf8, rule_bs_get_utf},
    {OP_bs_get_utf16, rule_bs_get_utf},
    {OP_bs_get_utf32, rule_bs_get_utf},
    {OP_bs_skip_utf8, rule_bs_skip_utf},
    {OP_bs_skip_utf16, rule_bs_skip_utf},
    {OP_bs_skip_utf32, rule_bs_skip_utf},
    {OP_bs_match, rule_bs_match},
    {0, NULL},
};
