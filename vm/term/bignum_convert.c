// SPDX-License-Identifier: Apache-2.0
// bignum_convert.c -- integers to and from C integers, limbs and floats.
//
// Float to integer is exact: a double is m * 2^e with m of 53 bits, so the limbs are m shifted into
// place.
//
// Integer to float follows ERTS to the last bit, which is not the nearest float in every case: ERTS
// folds the limbs from the top as  d = d * 2^64 + limb  in double arithmetic, rounding at each step
// (first the limb, then the sum). Programs see the difference: float(34702639597349508170) is
// 3.470263959734951e19 there, while the nearest float is 3.4702639597349507e19.
//
// Read before: vm/term/bignum.c     Elsewhere: rounding of decimal text in float.c.
#include "vm/term/bignum_operand.h"

#include <math.h>

bool integer_to_double(Term a, double *value)
{
    if (LIKELY(term_is_small(a))) {
        *value = (double)small_value(a);
        return true;
    }
    Operand x;
    operand_load(&x, a);
    double sum = 0.0;
    for (size_t i = x.count; i-- > 0;) {
        sum = sum * 0x1p64 + (double)x.limbs[i];
        if (!isfinite(sum)) {
            return false;
        }
    }
    *value = x.negative ? -sum : sum;
    return true;
}

Term integer_from_double(Space *space, double value)
{
    if (value > -0x1p63 && value < 0x1p63) {
        return space_integer(space, (int64_t)value);
    }
    int exponent;
    // 0.5 <= mantissa < 1, times 2^53 is a whole number; exponent >= 64 here, or 64 for -2^63.
    double mantissa = frexp(fabs(value), &exponent);
    uint64_t bits = (uint64_t)(mantissa * 0x1p53);
    unsigned shift = (unsigned)exponent - 53;
    size_t taken = shift / 64 + 2;
    Term *words = operand_take(space, taken);
    mp_limb_t *limbs = operand_limbs(words);
    memset(limbs, 0, taken * sizeof *limbs);
    limbs[taken - 2] = bits << shift % 64;
    limbs[taken - 1] = shift % 64 ? bits >> (64 - shift % 64) : 0;
    return operand_finish(space, words, taken, taken, value < 0);
}

bool integer_to_i64(Term a, int64_t *value)
{
    if (LIKELY(term_is_small(a))) {
        *value = small_value(a);
        return true;
    }
    if (bignum_limbs(a) != 1) {
        return false;
    }
    uint64_t limb = bignum_words(a)[0];
    bool negative = bignum_is_negative(a);
    if (limb > (uint64_t)INT64_MAX + negative) {
        return false;
    }
    *value = (int64_t)(negative ? -limb : limb);
    return true;
}

bool integer_to_u64(Term a, uint64_t *value)
{
    if (LIKELY(term_is_small(a))) {
        *value = (uint64_t)small_value(a);
        return small_value(a) >= 0;
    }
    if (bignum_limbs(a) != 1 || bignum_is_negative(a)) {
        return false;
    }
    *value = bignum_words(a)[0];
    return true;
}

Term integer_from_limbs(Space *space, const uint64_t *limbs, size_t count, bool negative)
{
    while (count && limbs[count - 1] == 0) {
        count--;
    }
    if (count > bignum_max_limbs()) {
        return TERM_NONE;
    }
    Term *words = operand_take(space, count);
    if (count) {
        memcpy(operand_limbs(words), limbs, count * sizeof *limbs);
    }
    return operand_finish(space, words, count, count, negative);
}
