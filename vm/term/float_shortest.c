// SPDX-License-Identifier: Apache-2.0
// float_shortest.c -- the fewest decimal digits that read back as the same float, without trying.
//
// A float is c * 2^q. Every real number nearer to it than to its neighbours is read back as it: an
// interval, whose ends belong to it when c is even (reading rounds half to even).
//
//            left          value          right          in quarters of c: 4c - 2, 4c, 4c + 2
//     ---------[-------------|-------------]---------    (4c - 1 when c is the least of its power
//          |       |       |       |       |       |      of two: the neighbour below is nearer)
//          multiples of 10^k
//
// k is chosen such that the interval is wider than 10^k and not than 10^(k+1): so it holds some
// multiples of 10^k and at most one of 10^(k+1). If there is that one, it is the answer; else the
// multiple of 10^k just below the value or the one just above it, the nearer of those inside.
//
// All of this is compared in integers: the three points are multiplied by 2^q / 10^k, kept to 64
// bits, with the last one set when anything was lost. 126 bits of the power of ten are enough for
// that to decide every comparison (R. Giulietti, The Schubfach way to render doubles, 2020).
//
// The powers are computed when they are needed first, and kept: programs use few.
//
// INVARIANTS
//   1. A power whose high half is not 0 is complete. Whoever computes it gets the same.
//
// Elsewhere: ERTS uses Ryu, which gives the same digits.
#include "vm/term/float_shortest.h"

#include "vm/base/check.h"

#include <gmp.h>
#include <math.h>
#include <stdatomic.h>
#include <string.h>

enum {
    FRACTION_BITS = 52,
    EXPONENT_BIAS = 1075,
    POWER_MIN = -292, // of ten
    POWER_MAX = 324,
    POWER_BITS = 126,
    HALF_BITS = 63,
};
#define HALF_MASK ((UINT64_C(1) << HALF_BITS) - 1)

// floor(10^e * 2^n) + 1 with the n that gives 126 bits: high * 2^63 + low.
typedef struct Power {
    _Atomic uint64_t high, low;
} Power;
static Power powers[POWER_MAX - POWER_MIN + 1];

// Logarithms rounded down: of powers of two to ten, of 3/4 of them, and of powers of ten to two.
static int log10_of_2(int e) { return (int)(e * INT64_C(661971961083) >> 41); }
static int log10_of_2_less(int e)
{
    return (int)((e * INT64_C(661971961083) - INT64_C(274743187321)) >> 41);
}
static int log2_of_10(int e) { return (int)(e * INT64_C(913124641741) >> 38); }

static NOINLINE void compute_power(Power *power, int e)
{
    mpz_t number, ten;
    mpz_init(number);
    mpz_init(ten);
    mpz_ui_pow_ui(ten, 10, (unsigned long)(e < 0 ? -e : e));
    const size_t bits = mpz_sizeinbase(ten, 2);
    if (e < 0) {
        mpz_ui_pow_ui(number, 2, POWER_BITS - 1 + bits);
        mpz_tdiv_q(number, number, ten);
    } else if (bits > POWER_BITS) {
        mpz_tdiv_q_2exp(number, ten, bits - POWER_BITS);
    } else {
        mpz_mul_2exp(number, ten, POWER_BITS - bits);
    }
    mpz_add_ui(number, number, 1);
    mpz_tdiv_q_2exp(ten, number, HALF_BITS);
    const uint64_t high = mpz_get_ui(ten);
    mpz_tdiv_r_2exp(number, number, HALF_BITS);
    atomic_store_explicit(&power->low, mpz_get_ui(number), memory_order_relaxed);
    atomic_store_explicit(&power->high, high, memory_order_release);
    mpz_clear(ten);
    mpz_clear(number);
}

static Power *find_power(int e)
{
    CHECK(e >= POWER_MIN && e <= POWER_MAX);
    Power *power = &powers[e - POWER_MIN];
    if (UNLIKELY(atomic_load_explicit(&power->high, memory_order_acquire) == 0)) {
        compute_power(power, e);
    }
    return power;
}

static uint64_t multiply_high(uint64_t a, uint64_t b)
{
    return (uint64_t)((unsigned __int128)a * b >> 64);
}

// power * point / 2^127, the last bit set when it is not exact.
static uint64_t scale(const Power *power, uint64_t point)
{
    const uint64_t high = atomic_load_explicit(&power->high, memory_order_relaxed);
    const uint64_t low = atomic_load_explicit(&power->low, memory_order_relaxed);
    const uint64_t middle = (high * point >> 1) + multiply_high(low, point);
    const uint64_t whole = multiply_high(high, point) + (middle >> HALF_BITS);
    return whole | ((middle & HALF_MASK) + HALF_MASK) >> HALF_BITS;
}

// The interval and the value, in quarters of 10^k.
typedef struct Scaled {
    uint64_t left, value, right;
    bool is_open; // the ends do not belong to it
} Scaled;

static bool is_inside(const Scaled *s, uint64_t multiple)
{
    return s->left + s->is_open <= 4 * multiple && 4 * multiple + s->is_open <= s->right;
}

static uint64_t choose_digits(const Scaled *s)
{
    const uint64_t below = s->value / 4, above = below + 1;
    if (below >= 10) {
        const uint64_t coarse = below / 10 * 10;
        const bool has_lower = is_inside(s, coarse);
        if (has_lower != is_inside(s, coarse + 10)) {
            return has_lower ? coarse : coarse + 10;
        }
    }
    const bool has_below = is_inside(s, below);
    if (has_below != is_inside(s, above)) {
        return has_below ? below : above;
    }
    const uint64_t half = 2 * (below + above);
    return s->value < half || (s->value == half && below % 2 == 0) ? below : above;
}

Decimal float_shortest(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    const int exponent_field = (int)(bits >> FRACTION_BITS);
    const uint64_t fraction = bits & ((UINT64_C(1) << FRACTION_BITS) - 1);
    const bool is_normal = exponent_field != 0;
    const uint64_t c = is_normal ? fraction | UINT64_C(1) << FRACTION_BITS : fraction;
    const int q = (is_normal ? exponent_field : 1) - EXPONENT_BIAS;
    const bool has_near_neighbour = fraction == 0 && exponent_field > 1;

    const int k = has_near_neighbour ? log10_of_2_less(q) : log10_of_2(q);
    const int shift = q + log2_of_10(-k) + 2;
    const Power *power = find_power(-k);
    const Scaled s = {.left = scale(power, (4 * c - (has_near_neighbour ? 1 : 2)) << shift),
                      .value = scale(power, (4 * c) << shift),
                      .right = scale(power, (4 * c + 2) << shift),
                      .is_open = c % 2 != 0};
    Decimal d = {choose_digits(&s), k};
    while (d.digits % 10 == 0) {
        d.digits /= 10;
        d.exponent++;
    }
    return d;
}
