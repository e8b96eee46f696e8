// SPDX-License-Identifier: Apache-2.0
// bignum_bits.c -- band, bor, bxor, bnot, bsl and bsr on integers of any size.
//
// Erlang defines these on two's complement of unbounded width, while we store sign and magnitude.
// The limbs of the two's complement form of a negative number are ~limb plus a carry that starts as
// 1 and goes on while limbs are zero; beyond the magnitude they are all ones. So one pass over the
// limbs, with one carry for each operand and one for the result, needs no temporary copy:
//
//   limb i of a -> ~ and carry if a < 0 -+
//                                        op -> ~ and carry if result < 0 -> limb i of the result
//   limb i of b -> ~ and carry if b < 0 -+
//
// Shifts to the right round towards minus infinity, hence the correction of negative numbers that
// lose a bit.
//
// INVARIANTS
//   1. The result of a logical operation has at most one limb more than the longer operand.
//
// Read before: vm/term/bignum.c
#include "vm/term/bignum_operand.h"

typedef enum LogicOp { LOGIC_AND, LOGIC_OR, LOGIC_XOR } LogicOp;

static inline uint64_t apply_logic(LogicOp op, uint64_t a, uint64_t b)
{
    return op == LOGIC_AND ? a & b : op == LOGIC_OR ? a | b : a ^ b;
}

static inline uint64_t negate_limb(uint64_t limb, bool *carry)
{
    limb = ~limb + *carry;
    *carry = *carry && limb == 0;
    return limb;
}

static inline uint64_t complement_limb(const Operand *o, size_t i, bool *carry)
{
    uint64_t limb = i < o->count ? o->limbs[i] : 0;
    return o->negative ? negate_limb(limb, carry) : limb;
}

static Term combine_bits(Space *space, LogicOp op, Term a, Term b)
{
    Operand x, y;
    operand_load(&x, a);
    operand_load(&y, b);
    size_t taken = (x.count > y.count ? x.count : y.count) + 1;
    Term *words = operand_take(space, taken);
    mp_limb_t *result = operand_limbs(words);
    bool negative = apply_logic(op, x.negative, y.negative);
    bool carry_x = true, carry_y = true, carry = true;
    for (size_t i = 0; i < taken; i++) {
        uint64_t limb =
            apply_logic(op, complement_limb(&x, i, &carry_x), complement_limb(&y, i, &carry_y));
        result[i] = negative ? negate_limb(limb, &carry) : limb;
    }
    return operand_finish(space, words, taken, taken, negative);
}

Term integer_and(Space *space, Term a, Term b)
{
    return term_are_both_small(a, b) ? (a & b) : combine_bits(space, LOGIC_AND, a, b);
}

Term integer_or(Space *space, Term a, Term b)
{
    return term_are_both_small(a, b) ? (a | b) : combine_bits(space, LOGIC_OR, a, b);
}

Term integer_xor(Space *space, Term a, Term b)
{
    return term_are_both_small(a, b) ? (a ^ b) : combine_bits(space, LOGIC_XOR, a, b);
}

Term integer_not(Space *space, Term a)
{
    return term_is_small(a) ? small_make(~small_value(a)) : integer_subtract(space, SMALL(-1), a);
}

// ---- shifts

static Term shift_limbs_left(Space *space, const Operand *a, uint64_t bits)
{
    size_t whole = bits / 64;
    unsigned part = bits % 64;
    size_t taken = a->count + whole + (part != 0);
    if (taken > bignum_max_limbs() + 1) {
        return TERM_NONE;
    }
    Term *words = operand_take(space, taken);
    mp_limb_t *result = operand_limbs(words);
    memset(result, 0, whole * sizeof *result);
    if (part) {
        result[taken - 1] = mpn_lshift(result + whole, a->limbs, (mp_size_t)a->count, part);
    } else {
        memcpy(result + whole, a->limbs, a->count * sizeof *result);
    }
    return operand_finish(space, words, taken, taken, a->negative);
}

static bool has_bits_below(const Operand *a, size_t whole, unsigned part)
{
    for (size_t i = 0; i < whole; i++) {
        if (a->limbs[i]) {
            return true;
        }
    }
    return part && a->limbs[whole] << (64 - part);
}

static Term shift_limbs_right(Space *space, const Operand *a, uint64_t bits)
{
    size_t whole = bits / 64;
    unsigned part = bits % 64;
    if (whole >= a->count) {
        return a->negative ? SMALL(-1) : SMALL(0);
    }
    size_t count = a->count - whole;
    Term *words = operand_take(space, count + 1);
    mp_limb_t *result = operand_limbs(words);
    if (part) {
        mpn_rshift(result, a->limbs + whole, (mp_size_t)count, part);
    } else {
        memcpy(result, a->limbs + whole, count * sizeof *result);
    }
    result[count] = 0;
    if (a->negative && has_bits_below(a, whole, part)) {
        mpn_add_1(result, result, (mp_size_t)count + 1, 1);
    }
    return operand_finish(space, words, count + 1, count + 1, a->negative);
}

static Term shift_small(Space *space, int64_t value, int64_t count, bool *is_done)
{
    *is_done = true;
    if (count <= 0) {
        return small_make(value >> (count < -63 ? 63 : -count));
    }
    // Room for the sign: a value of n significant bits may move 63 - n places.
    if (count < __builtin_clrsbll(value) + 1) {
        return space_integer(space, (int64_t)((uint64_t)value << count));
    }
    *is_done = false;
    return TERM_NONE;
}

Term integer_shift_left(Space *space, Term a, Term count)
{
    if (a == SMALL(0)) {
        return a;
    }
    if (!term_is_small(count)) {
        if (!bignum_is_negative(count)) {
            return TERM_NONE;
        }
        return integer_is_negative(a) ? SMALL(-1) : SMALL(0);
    }
    int64_t bits = small_value(count);
    if (bits == 0) {
        return a;
    }
    if (term_is_small(a)) {
        bool is_done;
        Term result = shift_small(space, small_value(a), bits, &is_done);
        if (is_done) {
            return result;
        }
    }
    Operand x;
    operand_load(&x, a);
    return bits > 0 ? shift_limbs_left(space, &x, (uint64_t)bits)
                    : shift_limbs_right(space, &x, -(uint64_t)bits);
}
