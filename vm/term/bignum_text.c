// SPDX-License-Identifier: Apache-2.0
// bignum_text.c -- integers as digits in base 2 to 36, both ways.
//
// Up to 64 bits the digits are made and read by plain arithmetic. Beyond that GMP converts between
// limbs and arrays of digit values (bytes 0..base-1), with algorithms that do not grow with the
// square; here only the letters are added.
//
// INVARIANTS
//   1. *size of integer_to_text is exactly the size of the allocated block, because vm_free wants
//      to know it.
//
// Read before: vm/term/bignum.c
#include "vm/term/bignum_operand.h"

#include "vm/base/alloc.h"

enum { BASE_MAX = 36 };

static const char DIGITS[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static void write_one_limb(uint64_t limb, bool negative, int base, char **text, size_t *size)
{
    char digits[65];
    char *at = digits + sizeof digits;
    do {
        *--at = DIGITS[limb % (unsigned)base];
        limb /= (unsigned)base;
    } while (limb);
    if (negative) {
        *--at = '-';
    }
    *size = (size_t)(digits + sizeof digits - at);
    *text = vm_alloc(*size);
    memcpy(*text, at, *size);
}

void integer_to_text(Term a, int base, char **text, size_t *size)
{
    CHECK(base >= 2 && base <= BASE_MAX);
    Operand x;
    operand_load(&x, a);
    if (x.count <= 1) {
        write_one_limb(x.count ? x.limbs[0] : 0, x.negative, base, text, size);
        return;
    }
    // Each digit holds at least floor(log2 base) bits; mpn_get_str may write one leading zero.
    unsigned digit_bits = 31 - (unsigned)__builtin_clz((unsigned)base);
    size_t room = x.count * 64 / digit_bits + 3;
    uint8_t *digits = vm_alloc(room);
    mp_limb_t *scratch = vm_alloc((x.count + 1) * sizeof *scratch); // is destroyed
    memcpy(scratch, x.limbs, x.count * sizeof *scratch);
    size_t count = mpn_get_str(digits, base, scratch, (mp_size_t)x.count);
    vm_free(scratch, (x.count + 1) * sizeof *scratch);
    size_t zeros = 0;
    while (zeros + 1 < count && digits[zeros] == 0) {
        zeros++;
    }
    *size = count - zeros + x.negative;
    char *to = *text = vm_alloc(*size);
    if (x.negative) {
        *to++ = '-';
    }
    for (size_t i = zeros; i < count; i++) {
        *to++ = DIGITS[digits[i]];
    }
    vm_free(digits, room);
}

static int digit_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'A' && c <= 'Z') {
        return c - 'A' + 10;
    }
    return c >= 'a' && c <= 'z' ? c - 'a' + 10 : BASE_MAX;
}

static Term convert_digits(Space *space, const uint8_t *digits, size_t count, int base,
                           bool negative)
{
    unsigned digit_bits = 32 - (unsigned)__builtin_clz((unsigned)base - 1);
    size_t taken = count * digit_bits / 64 + 2;
    mp_limb_t *limbs = vm_alloc(taken * sizeof *limbs);
    mp_size_t used = mpn_set_str(limbs, digits, count, base);
    Term result = integer_from_limbs(space, (const uint64_t *)limbs, (size_t)used, negative);
    vm_free(limbs, taken * sizeof *limbs);
    return result;
}

Term integer_from_text(Space *space, const char *text, size_t size, int base)
{
    CHECK(base >= 2 && base <= BASE_MAX);
    bool negative = size && text[0] == '-';
    if (size && (text[0] == '-' || text[0] == '+')) {
        text++;
        size--;
    }
    if (size == 0) {
        return TERM_NONE;
    }
    while (size > 1 && text[0] == '0') {
        text++;
        size--;
    }
    // A digit is worth at least one bit.
    if (size / 64 > bignum_max_limbs()) {
        return TERM_NONE;
    }
    uint64_t value = 0;
    bool is_long = false;
    for (size_t i = 0; i < size; i++) {
        int digit = digit_value(text[i]);
        if (digit >= base) {
            return TERM_NONE;
        }
        is_long |= __builtin_mul_overflow(value, (unsigned)base, &value);
        is_long |= __builtin_add_overflow(value, (unsigned)digit, &value);
    }
    if (!is_long) {
        return integer_from_limbs(space, &value, 1, negative);
    }
    uint8_t *digits = vm_alloc(size);
    for (size_t i = 0; i < size; i++) {
        digits[i] = (uint8_t)digit_value(text[i]);
    }
    Term result = convert_digits(space, digits, size, base, negative);
    vm_free(digits, size);
    return result;
}
