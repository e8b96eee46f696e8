// SPDX-License-Identifier: Apache-2.0
// bignum.h -- integers of any size: arithmetic on small and big terms alike; limbs by GMP's mpn_
// functions.
//
//   [header: SUBTAG_BIG_POS or _NEG, arity n][n limbs of 64 bits, least significant first, the last
//   not zero]
//
// All functions accept small or big operands and return a small when the value fits. Results are
// built in `space`.
// TERM_NONE: division by zero, or too large (bignum_max_limbs): the caller raises badarith or
// system_limit.
#pragma once

#include "vm/term/space.h"

// As ERTS: a number larger than this is system_limit.
static inline size_t bignum_max_limbs(void) { return release_integer_words(); }

static inline uint32_t bignum_limbs(Term big) { return tuple_arity(big); }
static inline uint64_t *bignum_words(Term big) { return boxed_words(big) + 1; }
static inline bool bignum_is_negative(Term big)
{
    return header_subtag(boxed_header(big)) == SUBTAG_BIG_NEG;
}

Term integer_add(Space *space, Term a, Term b);
Term integer_subtract(Space *space, Term a, Term b);
Term integer_multiply(Space *space, Term a, Term b);
Term integer_divide(Space *space, Term a, Term b);    // truncating, Erlang's div
Term integer_remainder(Space *space, Term a, Term b); // sign of a, Erlang's rem
Term integer_negate(Space *space, Term a);
Term integer_and(Space *space, Term a, Term b); // two's complement of unbounded width
Term integer_or(Space *space, Term a, Term b);
Term integer_xor(Space *space, Term a, Term b);
Term integer_not(Space *space, Term a);
// negative count shifts right (arithmetic)
Term integer_shift_left(Space *space, Term a, Term count);
int integer_compare(Term a, Term b);                  // <0, 0, >0
bool integer_to_double(Term a, double *value);        // false: out of range
Term integer_from_double(Space *space, double value); // truncates; value finite
bool integer_to_i64(Term a, int64_t *value);
bool integer_to_u64(Term a, uint64_t *value);
bool integer_is_negative(Term a);
// magnitude: limbs least significant first; normalises.
Term integer_from_limbs(Space *space, const uint64_t *limbs, size_t count, bool negative);
// Text in base 2..36 (upper case digits): allocates *text (vm_alloc, *size bytes, not terminated).
void integer_to_text(Term a, int base, char **text, size_t *size);
// Digits with optional sign; TERM_NONE when malformed.
Term integer_from_text(Space *space, const char *text, size_t size, int base);
