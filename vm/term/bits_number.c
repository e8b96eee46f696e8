// SPDX-License-Identifier: Apache-2.0
// bits_number.c -- integer and float segments of bit syntax: bits to numbers and back.
//
// An integer of any size is a row of 64-bit limbs, least significant first. In memory those limbs
// lie backwards in a big-endian segment and forwards in a little-endian one, and the top limb is
// the short one in both:
//
//     big:     [top, short | limb k-2 | ... | limb 0]        little:  [limb 0 | ... | limb k-2 | top, short]
//
// so read_limb and write_limb find the place of one limb, and the rest of this file need not think
// about endianness. Negative numbers are two's complement of the segment's width on the outside and
// sign with magnitude inside; the conversion is "invert and add one", carried from limb to limb in
// both directions.
//
// Floats: 64 and 32 bits are the machine's formats; 16 bits are converted here, rounding once, to
// nearest even, from the double (by way of a float it would round twice). What does not fit becomes
// infinity when written, as in ERTS; reading infinity or NaN fails the match.
//
// INVARIANTS
//   1. Results are in normal form: small when it fits (bignum.c's integer_from_limbs sees to it).
//
// Read before: vm/term/bits.c     Read next: vm/term/bits_utf.c
#include "vm/term/bits.h"

#include "vm/base/alloc.h"
#include "vm/term/bignum.h"

#include <math.h>

enum { LIMBS_INLINE = 32 };

static bool is_little(uint32_t flags) { return flags & (SEGMENT_LITTLE | SEGMENT_NATIVE); }

// 1..64 bits as a little-endian number.
static uint64_t read_little(const uint8_t *bytes, uint64_t at_bit, uint32_t size_bits)
{
    uint32_t odd = size_bits % 8;
    uint32_t whole = size_bits - odd;
    uint64_t value = 0;
    if (whole) {
        value = __builtin_bswap64(bits_get_u64(bytes, at_bit, whole)) >> (64 - whole);
    }
    return odd ? value | bits_get_u64(bytes, at_bit + whole, odd) << whole : value;
}

static void write_little(uint8_t *bytes, uint64_t at_bit, uint32_t size_bits, uint64_t value)
{
    uint32_t odd = size_bits % 8;
    uint32_t whole = size_bits - odd;
    if (whole) {
        bits_put_u64(bytes, at_bit, whole, __builtin_bswap64(value << (64 - whole)));
    }
    if (odd) {
        bits_put_u64(bytes, at_bit + whole, odd, value >> whole);
    }
}

static uint64_t read_up_to_64(const uint8_t *bytes, uint64_t at_bit, uint32_t size_bits,
                              uint32_t flags)
{
    return is_little(flags) ? read_little(bytes, at_bit, size_bits)
                            : bits_get_u64(bytes, at_bit, size_bits);
}

static void write_up_to_64(uint8_t *bytes, uint64_t at_bit, uint32_t size_bits, uint32_t flags,
                           uint64_t value)
{
    if (is_little(flags)) {
        write_little(bytes, at_bit, size_bits, value);
    } else {
        bits_put_u64(bytes, at_bit, size_bits, value);
    }
}

// Where limb i of a segment of size_bits lies, and how many bits it has there.
static uint64_t find_limb(uint64_t at_bit, uint64_t size_bits, uint64_t i, uint32_t flags,
                          uint32_t *limb_bits)
{
    uint64_t left = size_bits - i * 64;
    *limb_bits = left < 64 ? (uint32_t)left : 64;
    return is_little(flags) ? at_bit + i * 64 : at_bit + left - *limb_bits;
}

static void negate_limbs(uint64_t *limbs, size_t count)
{
    uint64_t carry = 1;
    for (size_t i = 0; i < count; i++) {
        limbs[i] = ~limbs[i] + carry;
        carry = carry && limbs[i] == 0;
    }
}

static Term read_long_integer(Space *space, const uint8_t *bytes, uint64_t at_bit,
                              uint64_t size_bits, uint32_t flags)
{
    uint64_t few[LIMBS_INLINE];
    size_t count = (size_bits + 63) / 64;
    uint64_t *limbs = count <= LIMBS_INLINE ? few : vm_alloc(count * sizeof *limbs);
    uint32_t limb_bits = 64;
    for (size_t i = 0; i < count; i++) {
        uint64_t place = find_limb(at_bit, size_bits, i, flags, &limb_bits);
        limbs[i] = read_up_to_64(bytes, place, limb_bits, flags);
    }
    bool negative = (flags & SEGMENT_SIGNED) && limbs[count - 1] >> (limb_bits - 1) & 1;
    if (negative) {
        limbs[count - 1] |= limb_bits < 64 ? UINT64_MAX << limb_bits : 0; // extend the sign
        negate_limbs(limbs, count);
    }
    Term integer = integer_from_limbs(space, limbs, count, negative);
    if (limbs != few) {
        vm_free(limbs, count * sizeof *limbs);
    }
    return integer;
}

Term bits_get_integer(Space *space, const uint8_t *bytes, uint64_t at_bit, uint64_t size_bits,
                      uint32_t flags)
{
    if (size_bits == 0) {
        return SMALL(0);
    }
    if (size_bits > 64) {
        return read_long_integer(space, bytes, at_bit, size_bits, flags);
    }
    uint64_t value = read_up_to_64(bytes, at_bit, (uint32_t)size_bits, flags);
    if (flags & SEGMENT_SIGNED) {
        uint32_t unused = 64 - (uint32_t)size_bits;
        return space_integer(space, (int64_t)(value << unused) >> unused);
    }
    return space_unsigned(space, value);
}

static void write_small(uint8_t *bytes, uint64_t at_bit, uint64_t size_bits, uint32_t flags,
                        int64_t value)
{
    for (uint64_t i = 0; i * 64 < size_bits; i++) {
        uint32_t limb_bits;
        uint64_t place = find_limb(at_bit, size_bits, i, flags, &limb_bits);
        write_up_to_64(bytes, place, limb_bits, flags, (uint64_t)(i == 0 ? value : value >> 63));
    }
}

static void write_big(uint8_t *bytes, uint64_t at_bit, uint64_t size_bits, uint32_t flags, Term big)
{
    const uint64_t *limbs = bignum_words(big);
    uint64_t count = bignum_limbs(big);
    bool negative = bignum_is_negative(big);
    uint64_t carry = 1;
    for (uint64_t i = 0; i * 64 < size_bits; i++) {
        uint64_t limb = i < count ? limbs[i] : 0;
        if (negative) {
            limb = ~limb + carry;
            carry = carry && limb == 0;
        }
        uint32_t limb_bits;
        uint64_t place = find_limb(at_bit, size_bits, i, flags, &limb_bits);
        write_up_to_64(bytes, place, limb_bits, flags, limb);
    }
}

void bits_put_integer(uint8_t *bytes, uint64_t at_bit, uint64_t size_bits, uint32_t flags,
                      Term integer)
{
    if (term_is_small(integer)) {
        write_small(bytes, at_bit, size_bits, flags, small_value(integer));
    } else {
        write_big(bytes, at_bit, size_bits, flags, integer);
    }
}

// ---- floats

// A double's bits rounded to 16: sign, 5 bits of exponent, 10 of fraction.
static uint16_t make_half(double value)
{
    uint16_t sign = signbit(value) ? 0x8000 : 0;
    double size = fabs(value);
    if (size >= 65520.0) { // halfway between the largest half and what would come next
        return sign | 0x7C00;
    }
    int exponent;
    frexp(size, &exponent); // size = f * 2^exponent, f in [0.5, 1)
    if (size == 0.0 || exponent < -13) {
        exponent = -13; // subnormal: steps of 2^-24
    }
    // In units of the last place the value is at most 2^11: nearbyint rounds to even, exactly once.
    double units = nearbyint(ldexp(size, 11 - exponent));
    return sign | (uint16_t)((uint32_t)(exponent + 13) * 1024 + (uint32_t)units);
}

static bool read_half(uint16_t half, double *value)
{
    int exponent = half >> 10 & 31;
    int fraction = half & 1023;
    if (exponent == 31) {
        return false;
    }
    double size = exponent ? ldexp(1024 + fraction, exponent - 25) : ldexp(fraction, -24);
    *value = half & 0x8000 ? -size : size;
    return true;
}

bool bits_get_float(const uint8_t *bytes, uint64_t at_bit, uint64_t size_bits, uint32_t flags,
                    double *value)
{
    if (size_bits == 0) {
        *value = 0.0; // as ERTS
        return true;
    }
    if (size_bits != 16 && size_bits != 32 && size_bits != 64) {
        return false;
    }
    uint64_t image = read_up_to_64(bytes, at_bit, (uint32_t)size_bits, flags);
    if (size_bits == 16) {
        return read_half((uint16_t)image, value);
    }
    if (size_bits == 32) {
        uint32_t image32 = (uint32_t)image;
        float single;
        memcpy(&single, &image32, sizeof single);
        *value = single;
    } else {
        memcpy(value, &image, sizeof *value);
    }
    return isfinite(*value);
}

bool bits_put_float(uint8_t *bytes, uint64_t at_bit, uint64_t size_bits, uint32_t flags,
                    double value)
{
    uint64_t image = 0;
    if (size_bits == 64) {
        memcpy(&image, &value, sizeof value);
    } else if (size_bits == 32) {
        float single = (float)value;
        uint32_t image32;
        memcpy(&image32, &single, sizeof single);
        image = image32;
    } else if (size_bits == 16) {
        image = make_half(value);
    } else {
        return size_bits == 0;
    }
    write_up_to_64(bytes, at_bit, (uint32_t)size_bits, flags, image);
    return true;
}
