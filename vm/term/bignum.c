// SPDX-License-Identifier: Apache-2.0
// bignum.c -- add, subtract, multiply, divide and compare integers of any size.
//
// A big integer is sign and magnitude: the sign is in the header's subtag, the magnitude in limbs
// that GMP's mpn_ functions read and write directly in the heap. Every function here has the same
// shape:
//
//   both small?  -> plain C arithmetic, done      (60-bit values: a sum always fits 64 bits)
//   operand_load -> sign, limbs and count of each, whatever the term looks like
//   operand_take -> room for the largest possible result
//   mpn_...      -> the magnitude
//   operand_finish -> drops zero limbs, makes it small if it fits, gives back spare words
//
// INVARIANTS
//   1. A finished big integer does not fit a small and its top limb is not zero, so equal numbers
//      are equal words (term.h 2). compare.c and term_hash.c rely on it.
//   2. Results never overlap operands: space_take returns fresh words.
//
// Elsewhere: bit operations and shifts in bignum_bits.c, text in bignum_text.c, floats in
// bignum_convert.c. ERTS has schoolbook arithmetic of its own; the numbers are the same, large
// products come much sooner here.
// Read before: vm/term/bignum.h
#include "vm/term/bignum_operand.h"

#include "vm/base/alloc.h"

Term operand_finish(Space *space, Term *words, size_t taken, size_t count, bool negative)
{
    const mp_limb_t *limbs = operand_limbs(words);
    while (count && limbs[count - 1] == 0) {
        count--;
    }
    Term result;
    size_t used = 0;
    if (count == 0) {
        result = SMALL(0);
    } else if (count == 1 && limbs[0] <= (uint64_t)SMALL_MAX + negative) {
        result = small_make(negative ? -(int64_t)limbs[0] : (int64_t)limbs[0]);
    } else if (UNLIKELY(count > bignum_max_limbs())) {
        result = TERM_NONE;
    } else {
        words[0] = header_make(negative ? SUBTAG_BIG_NEG : SUBTAG_BIG_POS, (uint32_t)count);
        result = boxed_make(words);
        used = count + 1;
    }
    if (used != taken + 1) {
        space_trim(space, words, taken + 1, words + used);
    }
    return result;
}

static int compare_magnitudes(const Operand *a, const Operand *b)
{
    if (a->count != b->count) {
        return a->count < b->count ? -1 : 1;
    }
    return a->count ? mpn_cmp(a->limbs, b->limbs, (mp_size_t)a->count) : 0;
}

// a + b, where the sign of b is given apart (so subtraction is the same code).
static Term add_operands(Space *space, const Operand *a, const Operand *b, bool b_negative)
{
    const Operand *larger = a, *lesser = b;
    bool negative = a->negative;
    if (compare_magnitudes(a, b) < 0) {
        larger = b;
        lesser = a;
        negative = b_negative;
    }
    if (larger->count == 0) {
        return SMALL(0);
    }
    mp_size_t count = (mp_size_t)larger->count, lesser_count = (mp_size_t)lesser->count;
    size_t taken = larger->count + 1;
    Term *words = operand_take(space, taken);
    mp_limb_t *sum = operand_limbs(words);
    if (a->negative == b_negative) {
        sum[count] = mpn_add(sum, larger->limbs, count, lesser->limbs, lesser_count);
    } else {
        mpn_sub(sum, larger->limbs, count, lesser->limbs, lesser_count);
        sum[count] = 0;
    }
    return operand_finish(space, words, taken, taken, negative);
}

Term integer_add(Space *space, Term a, Term b)
{
    if (LIKELY(term_are_both_small(a, b))) {
        return space_integer(space, small_value(a) + small_value(b));
    }
    Operand x, y;
    operand_load(&x, a);
    operand_load(&y, b);
    return add_operands(space, &x, &y, y.negative);
}

Term integer_subtract(Space *space, Term a, Term b)
{
    if (LIKELY(term_are_both_small(a, b))) {
        return space_integer(space, small_value(a) - small_value(b));
    }
    Operand x, y;
    operand_load(&x, a);
    operand_load(&y, b);
    return add_operands(space, &x, &y, !y.negative);
}

Term integer_negate(Space *space, Term a) { return integer_subtract(space, SMALL(0), a); }

Term integer_multiply(Space *space, Term a, Term b)
{
    if (LIKELY(term_are_both_small(a, b))) {
        int64_t product;
        if (LIKELY(!__builtin_mul_overflow(small_value(a), small_value(b), &product))) {
            return space_integer(space, product);
        }
    }
    Operand x, y;
    operand_load(&x, a);
    operand_load(&y, b);
    if (x.count == 0 || y.count == 0) {
        return SMALL(0);
    }
    const Operand *longer = x.count >= y.count ? &x : &y;
    const Operand *shorter = longer == &x ? &y : &x;
    size_t taken = x.count + y.count;
    if (taken > bignum_max_limbs() + 1) {
        return TERM_NONE; // the product has at least taken - 1 limbs
    }
    Term *words = operand_take(space, taken);
    mp_limb_t *product = operand_limbs(words);
    mp_size_t count = (mp_size_t)longer->count;
    if (shorter->count == 1) {
        product[count] = mpn_mul_1(product, longer->limbs, count, shorter->limbs[0]);
    } else if (x.limbs == y.limbs) {
        mpn_sqr(product, x.limbs, count);
    } else {
        mpn_mul(product, longer->limbs, count, shorter->limbs, (mp_size_t)shorter->count);
    }
    return operand_finish(space, words, taken, taken, x.negative != y.negative);
}

// ---- division

static Term divide_operands(Space *space, const Operand *a, const Operand *b)
{
    bool negative = a->negative != b->negative;
    mp_size_t count = (mp_size_t)a->count, divisor_count = (mp_size_t)b->count;
    size_t taken = a->count - b->count + 1;
    Term *words = operand_take(space, taken);
    mp_limb_t *quotient = operand_limbs(words);
    if (divisor_count == 1) {
        mpn_divrem_1(quotient, 0, a->limbs, count, b->limbs[0]);
    } else {
        mp_limb_t *remainder = vm_alloc(b->count * sizeof *remainder);
        mpn_tdiv_qr(quotient, remainder, 0, a->limbs, count, b->limbs, divisor_count);
        vm_free(remainder, b->count * sizeof *remainder);
    }
    return operand_finish(space, words, taken, taken, negative);
}

static Term take_remainder(Space *space, const Operand *a, const Operand *b)
{
    mp_size_t count = (mp_size_t)a->count, divisor_count = (mp_size_t)b->count;
    size_t taken = b->count;
    Term *words = operand_take(space, taken);
    mp_limb_t *remainder = operand_limbs(words);
    if (divisor_count == 1) {
        remainder[0] = mpn_mod_1(a->limbs, count, b->limbs[0]);
    } else {
        size_t size_bytes = (a->count - b->count + 1) * sizeof(mp_limb_t);
        mp_limb_t *quotient = vm_alloc(size_bytes);
        mpn_tdiv_qr(quotient, remainder, 0, a->limbs, count, b->limbs, divisor_count);
        vm_free(quotient, size_bytes);
    }
    return operand_finish(space, words, taken, taken, a->negative);
}

Term integer_divide(Space *space, Term a, Term b)
{
    if (LIKELY(term_are_both_small(a, b))) {
        // The least small divided by -1 fits 64 bits, so this cannot trap.
        return b == SMALL(0) ? TERM_NONE : space_integer(space, small_value(a) / small_value(b));
    }
    Operand x, y;
    operand_load(&x, a);
    operand_load(&y, b);
    if (y.count == 0) {
        return TERM_NONE;
    }
    return compare_magnitudes(&x, &y) < 0 ? SMALL(0) : divide_operands(space, &x, &y);
}

Term integer_remainder(Space *space, Term a, Term b)
{
    if (LIKELY(term_are_both_small(a, b))) {
        return b == SMALL(0) ? TERM_NONE : small_make(small_value(a) % small_value(b));
    }
    Operand x, y;
    operand_load(&x, a);
    operand_load(&y, b);
    if (y.count == 0) {
        return TERM_NONE;
    }
    return compare_magnitudes(&x, &y) < 0 ? a : take_remainder(space, &x, &y);
}

// ---- comparison

int integer_compare(Term a, Term b)
{
    if (LIKELY(term_are_both_small(a, b))) {
        return (int64_t)a < (int64_t)b ? -1 : a != b;
    }
    Operand x, y;
    operand_load(&x, a);
    operand_load(&y, b);
    if (x.negative != y.negative) {
        return x.negative ? -1 : 1;
    }
    int order = compare_magnitudes(&x, &y);
    return x.negative ? -order : order;
}

bool integer_is_negative(Term a)
{
    return term_is_small(a) ? (int64_t)a < 0 : bignum_is_negative(a);
}
