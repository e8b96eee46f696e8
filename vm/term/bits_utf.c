// SPDX-License-Identifier: Apache-2.0
// bits_utf.c -- UTF-8, UTF-16 and UTF-32: code points to bytes and back, at any bit offset.
//
// A code point is 0..10FFFF without the surrogates D800..DFFF. UTF-8 in one picture (x: bits of the
// code point):
//
//     0xxxxxxx                                up to 7F        the shortest form is the only valid one, so the second
//     110xxxxx 10xxxxxx                       up to 7FF       byte's lower limit rises after E0 and F0, and its upper
//     1110xxxx 10xxxxxx 10xxxxxx              up to FFFF      limit falls after ED (surrogates) and F4 (> 10FFFF)
//     11110xxx 10xxxxxx 10xxxxxx 10xxxxxx     up to 10FFFF
//
// The bit forms fetch the bytes that there are and use the same decoder.
//
// Read before: vm/term/bits.c
#include "vm/term/bits.h"

static bool is_code_point(uint32_t c) { return c < 0xD800 || (c > 0xDFFF && c <= 0x10FFFF); }
static bool is_little(uint32_t flags) { return flags & (SEGMENT_LITTLE | SEGMENT_NATIVE); }

uint32_t utf8_length(uint32_t code_point)
{
    if (!is_code_point(code_point)) {
        return 0;
    }
    return 1 + (code_point > 0x7F) + (code_point > 0x7FF) + (code_point > 0xFFFF);
}

static uint8_t continuation(uint32_t bits) { return (uint8_t)(0x80 | (bits & 0x3F)); }

uint32_t utf8_encode(uint32_t code_point, uint8_t out[4])
{
    const uint32_t length = utf8_length(code_point);
    switch (length) {
    case 1: out[0] = (uint8_t)code_point; break;
    case 2:
        out[0] = (uint8_t)(0xC0 | code_point >> 6);
        out[1] = continuation(code_point);
        break;
    case 3:
        out[0] = (uint8_t)(0xE0 | code_point >> 12);
        out[1] = continuation(code_point >> 6);
        out[2] = continuation(code_point);
        break;
    case 4:
        out[0] = (uint8_t)(0xF0 | code_point >> 18);
        out[1] = continuation(code_point >> 12);
        out[2] = continuation(code_point >> 6);
        out[3] = continuation(code_point);
        break;
    default: break;
    }
    return length;
}

uint32_t utf8_decode(const uint8_t *bytes, size_t size, uint32_t *code_point)
{
    if (size == 0) {
        return 0;
    }
    uint8_t first = bytes[0];
    if (first < 0x80) {
        *code_point = first;
        return 1;
    }
    if (first < 0xC2 || first > 0xF4) {
        return 0;
    }
    uint32_t length = 2 + (first >= 0xE0) + (first >= 0xF0);
    if (size < length) {
        return 0;
    }
    uint32_t value = first & (0x7Fu >> length);
    for (uint32_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return 0;
        }
        value = value << 6 | (bytes[i] & 0x3F);
    }
    if (utf8_length(value) != length) { // overlong, surrogate or too large
        return 0;
    }
    *code_point = value;
    return length;
}

size_t utf8_ascii_prefix(const uint8_t *bytes, size_t size)
{
    size_t at = 0;
    for (uint64_t word; size - at >= sizeof word; at += sizeof word) {
        memcpy(&word, bytes + at, sizeof word);
        if (word & UINT64_C(0x8080808080808080)) {
            break;
        }
    }
    while (at < size && bytes[at] < 0x80) {
        at++;
    }
    return at;
}

uint32_t bits_get_utf8(const uint8_t *bytes, uint64_t at_bit, uint64_t end_bit,
                       uint32_t *code_point)
{
    uint64_t left = (end_bit - at_bit) / 8;
    size_t size = left < 4 ? (size_t)left : 4;
    if (at_bit % 8 == 0) {
        return utf8_decode(bytes + at_bit / 8, size, code_point) * 8;
    }
    uint8_t aligned[4];
    bits_copy(aligned, 0, bytes, at_bit, size * 8);
    return utf8_decode(aligned, size, code_point) * 8;
}

static uint32_t read_u16(const uint8_t *bytes, uint64_t at_bit, uint32_t flags)
{
    uint16_t unit = (uint16_t)bits_get_u64(bytes, at_bit, 16);
    return is_little(flags) ? __builtin_bswap16(unit) : unit;
}

uint32_t bits_get_utf16(const uint8_t *bytes, uint64_t at_bit, uint64_t end_bit, uint32_t flags,
                        uint32_t *code_point)
{
    if (end_bit - at_bit < 16) {
        return 0;
    }
    uint32_t high = read_u16(bytes, at_bit, flags);
    if (is_code_point(high)) {
        *code_point = high;
        return 16;
    }
    if (high > 0xDBFF || end_bit - at_bit < 32) {
        return 0;
    }
    uint32_t low = read_u16(bytes, at_bit + 16, flags);
    if (low < 0xDC00 || low > 0xDFFF) {
        return 0;
    }
    *code_point = 0x10000 + ((high & 0x3FF) << 10 | (low & 0x3FF));
    return 32;
}

uint32_t bits_get_utf32(const uint8_t *bytes, uint64_t at_bit, uint64_t end_bit, uint32_t flags,
                        uint32_t *code_point)
{
    if (end_bit - at_bit < 32) {
        return 0;
    }
    uint32_t value = (uint32_t)bits_get_u64(bytes, at_bit, 32);
    value = is_little(flags) ? __builtin_bswap32(value) : value;
    if (!is_code_point(value)) {
        return 0;
    }
    *code_point = value;
    return 32;
}
