// SPDX-License-Identifier: Apache-2.0
// bignum_operand.h -- inside the bignum files only: an integer term, small or big, as sign and
// limbs, and the way back.
#pragma once

#include "vm/term/bignum.h"

#include <gmp.h>

static_assert(sizeof(mp_limb_t) == 8 && GMP_NAIL_BITS == 0, "limbs are heap words");

// limbs may point at `one` of the same struct, so an Operand is never copied.
typedef struct Operand {
    const mp_limb_t *limbs; // least significant first, the last not zero
    size_t count;           // 0: the number is zero
    bool negative;
    mp_limb_t one;
} Operand;

static inline void operand_load(Operand *o, Term t)
{
    if (term_is_small(t)) {
        int64_t value = small_value(t);
        o->negative = value < 0;
        o->one = value < 0 ? -(uint64_t)value : (uint64_t)value;
        o->limbs = &o->one;
        o->count = value != 0;
    } else {
        o->negative = bignum_is_negative(t);
        o->limbs = (const mp_limb_t *)bignum_words(t);
        o->count = bignum_limbs(t);
    }
}

// Words for a result of up to `limbs` limbs; the caller writes the limbs at words + 1, then calls
// operand_finish.
static inline Term *operand_take(Space *space, size_t limbs)
{
    return space_take(space, limbs + 1);
}
static inline mp_limb_t *operand_limbs(Term *words) { return (mp_limb_t *)(words + 1); }
// Makes a term of words taken for `taken` limbs, of which the first `count` hold the magnitude
// (leading zeros allowed); gives back what is not needed. TERM_NONE when it is too large.
Term operand_finish(Space *space, Term *words, size_t taken, size_t count, bool negative);
