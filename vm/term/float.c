// SPDX-License-Identifier: Apache-2.0
// float.c -- floats as decimal text and back.
//
// The shortest text has the digits of float_shortest.c; what remains is layout. With digits
// d1 d2 .. dn meaning d1d2..dn * 10^e:
//
//     1729, e = 1    17290.0     plain, if not longer than scientific (limits in is_plain) and, for
//     1729, e = -2   17.29       whole numbers, below 2^53: above, not every one is a float
//     1729, e = -6   0.001729
//     1729, e = 7    1.729e10    else scientific: always a digit after the point, no + or zeros
//                                in the exponent
//
// INVARIANTS
//   1. Texts are what OTP 25 writes, including what {decimals, D} loses: below 2^53 it multiplies
//      the fraction by 10^D in double arithmetic, where printf would be exact.
//
// Read before: vm/term/float.h     Read next: vm/term/float_shortest.c
#include "vm/term/float.h"

#include "vm/base/alloc.h"
#include "vm/term/float_shortest.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { OTP_TEXT_MAX = 255 };

// ---- shortest

typedef struct Digits {
    uint64_t value; // digits as an integer, no trailing zeros
    int count;
    int exponent; // of ten, for `value`
} Digits;

// value > 0.
static Digits find_shortest(double value)
{
    Decimal shortest;
    if (value < 0x1p53 && value == floor(value)) {
        shortest = (Decimal){(uint64_t)value, 0};
        // Whole numbers up to 2^53 are their own digits.
        for (; shortest.digits % 10 == 0; shortest.exponent++) {
            shortest.digits /= 10;
        }
    } else {
        shortest = float_shortest(value);
    }
    Digits d = {shortest.digits, 0, shortest.exponent};
    for (uint64_t rest = d.value; rest; rest /= 10) {
        d.count++;
    }
    return d;
}

static bool is_plain(Digits d)
{
    int lower = d.count == 1 ? -4 : -(d.count + 2);
    int upper = d.count == 1 || d.exponent + d.count - 1 >= 10 ? 2 : 1;
    if (d.exponent < lower || d.exponent > upper) {
        return false;
    }
    static const uint64_t limits[] = {(UINT64_C(1) << 53) - 1, (UINT64_C(1) << 52) / 5,
                                      (UINT64_C(1) << 51) / 25};
    return d.exponent < 0 || d.value <= limits[d.exponent];
}

static char *put_text(char *to, const char *text, int count)
{
    memcpy(to, text, (size_t)count);
    return to + count;
}

static char *put_zeros(char *to, int count)
{
    memset(to, '0', (size_t)count);
    return to + count;
}

// At least so many digits.
static char *put_number(char *to, uint64_t number, int digits)
{
    char text[20], *const end = text + sizeof text;
    char *at = end;
    for (; number > 0 || end - at < digits; number /= 10) {
        *--at = (char)('0' + number % 10);
    }
    return put_text(to, at, (int)(end - at));
}

static char *put_plain(char *to, Digits d, const char *digits)
{
    int whole = d.count + d.exponent; // digits before the point
    if (d.exponent >= 0) {
        to = put_zeros(put_text(to, digits, d.count), d.exponent);
        return put_text(to, ".0", 2);
    }
    if (whole > 0) {
        *(to = put_text(to, digits, whole)) = '.';
        return put_text(to + 1, digits + whole, d.count - whole);
    }
    return put_text(put_zeros(put_text(to, "0.", 2), -whole), digits, d.count);
}

static char *put_scientific(char *to, Digits d, const char *digits)
{
    *to++ = digits[0];
    *to++ = '.';
    to = d.count > 1 ? put_text(to, digits + 1, d.count - 1) : put_text(to, "0", 1);
    const int exponent = d.exponent + d.count - 1;
    to = put_text(to, exponent < 0 ? "e-" : "e", exponent < 0 ? 2 : 1);
    return put_number(to, (uint64_t)abs(exponent), 1);
}

size_t float_to_text_short(double value, char *out)
{
    char *to = out;
    if (signbit(value)) {
        *to++ = '-';
        value = -value;
    }
    if (value == 0.0) {
        return (size_t)(put_text(to, "0.0", 3) - out);
    }
    Digits d = find_shortest(value);
    char digits[24];
    put_number(digits, d.value, 1);
    to = is_plain(d) ? put_plain(to, d, digits) : put_scientific(to, d, digits);
    return (size_t)(to - out);
}

// ---- with options

size_t float_to_text_scientific(double value, int decimals, char *out)
{
    // A negative number of decimals is no precision at all, hence 6.
    int size = snprintf(out, FLOAT_TEXT_MAX, "%.*e", decimals, value);
    return size < 0 || size > OTP_TEXT_MAX ? 0 : (size_t)size;
}

static size_t drop_zeros(const char *text, size_t size)
{
    while (text[size - 1] == '0') {
        size--;
    }
    return text[size - 1] == '.' ? size + 1 : size;
}

// Below 2^53 and up to 18 decimals OTP splits the number and rounds the fraction by itself.
static size_t split_decimals(double value, int decimals, char *out)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                    1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};
    char *to = out;
    if (signbit(value)) {
        *to++ = '-';
    }
    value = fabs(value);
    if (decimals == 0) {
        return (size_t)(put_number(to, (uint64_t)lround(value), 1) - out);
    }
    double whole = floor(value);
    double fraction = round((value - whole) * powers[decimals]);
    uint64_t whole_part = (uint64_t)whole, fraction_part = (uint64_t)fraction;
    if (fraction >= powers[decimals]) {
        whole_part++;
        fraction_part = 0;
    }
    to = put_number(to, whole_part, 1);
    *to++ = '.';
    return (size_t)(put_number(to, fraction_part, decimals) - out);
}

bool float_to_text_decimals(double value, int decimals, bool compact, char *out, size_t *size)
{
    enum { SPLIT_DECIMALS_MAX = 18 };
    if (decimals < 0) {
        return false;
    }
    bool is_split = fabs(value) <= 0x1p53 && decimals <= SPLIT_DECIMALS_MAX;
    if (is_split) {
        *size = split_decimals(value, decimals, out);
    } else {
        int length = snprintf(out, FLOAT_TEXT_MAX, "%.*f", decimals, value);
        if (length < 0 || length > OTP_TEXT_MAX) {
            return false;
        }
        *size = (size_t)length;
    }
    // Large numbers without decimals lose the zeros before their (missing) point here, as in OTP
    // 25.
    if (compact && !(is_split && decimals == 0)) {
        *size = drop_zeros(out, *size);
    }
    return true;
}

// ---- reading

static const char *skip_digits(const char *at, const char *end)
{
    while (at < end && *at >= '0' && *at <= '9') {
        at++;
    }
    return at;
}

static const char *skip_sign(const char *at, const char *end)
{
    return at < end && (*at == '+' || *at == '-') ? at + 1 : at;
}

// The position of the point in *point; false unless all of it is: sign? digits point digits (e
// sign? digits)?
static bool check_float_syntax(const char *text, size_t size, size_t *point)
{
    const char *end = text + size, *at = skip_sign(text, end), *next = skip_digits(at, end);
    if (next == at || next == end || (*next != '.' && *next != ',')) {
        return false;
    }
    *point = (size_t)(next - text);
    at = next + 1;
    next = skip_digits(at, end);
    if (next == at) {
        return false;
    }
    if (next < end && (*next == 'e' || *next == 'E')) {
        at = skip_sign(next + 1, end);
        next = skip_digits(at, end);
        if (next == at) {
            return false;
        }
    }
    return next == end;
}

bool float_from_text(const char *text, size_t size, double *value)
{
    enum { USUAL_SIZE = 128 };
    size_t point;
    if (!check_float_syntax(text, size, &point)) {
        return false;
    }
    char usual[USUAL_SIZE];
    char *copy = size < USUAL_SIZE ? usual : vm_alloc(size + 1);
    memcpy(copy, text, size);
    copy[point] = '.'; // ERTS takes a comma for a point
    copy[size] = 0;
    *value = strtod(copy, NULL); // too small gives 0.0 or a subnormal, which is no error
    if (copy != usual) {
        vm_free(copy, size + 1);
    }
    return isfinite(*value);
}
