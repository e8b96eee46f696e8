// SPDX-License-Identifier: Apache-2.0
// bits.c -- reading, writing, copying and comparing bits at any offset: what bit syntax stands on.
//
// Bits are counted from the most significant one of the first byte, so bits 5..14 of memory are
//
//     byte 0         byte 1
//     [0 1 2 3 4 5 6 7|8 9 a b c d e f]     = the value of these ten bits read as one big-endian number
//                ^^^^^ ^^^^^^^^^^^^^^
//
// Everything is made of two moves, bits_get_u64 and bits_put_u64: up to 64 bits at any offset,
// through one 8-byte big-endian load or store and, if the bits cross into it, a ninth byte. Neither
// touches a byte in which none of the bits asked for lies, so the last byte of a binary can be at
// the end of mapped memory.
//
// A little-endian number whose size is not a multiple of 8 has its odd bits in the last byte, at
// that byte's upper end:
// <<16#ABC:12/little>> is BC, then the four bits A. So a little-endian number is the byte-swapped
// whole part, plus the odd bits as its most significant ones.
//
// INVARIANTS
//   1. Bytes outside the range asked for are neither read nor written; bits outside it keep their
//      value.
//
// Elsewhere: integers and floats of bit syntax are bits_number.c, UTF is bits_utf.c, and the
// instructions that call them are in vm/interp/instrs/binary_*.tab.
//
// Read before: vm/term/binary.c     Read next: vm/term/bits_number.c
#include "vm/term/bits.h"

static uint64_t load_u64(const uint8_t *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, 8);
    return __builtin_bswap64(word);
}

static void store_u64(uint8_t *bytes, uint64_t word)
{
    word = __builtin_bswap64(word);
    memcpy(bytes, &word, 8);
}

uint64_t bits_get_u64(const uint8_t *bytes, uint64_t at_bit, uint32_t size_bits)
{
    if (size_bits == 0) {
        return 0;
    }
    bytes += at_bit / 8;
    uint32_t skip = at_bit % 8;
    uint32_t span = skip + size_bits; // bits from the first byte's beginning
    if (span >= 64) {
        uint64_t word = load_u64(bytes) << skip;
        if (span > 64) {
            word |= (uint64_t)bytes[8] >> (8 - skip);
        }
        return word >> (64 - size_bits);
    }
    uint64_t word = 0;
    uint32_t count = (span + 7) / 8;
    for (uint32_t i = 0; i < count; i++) {
        word = word << 8 | bytes[i];
    }
    word >>= count * 8 - span;
    return word & (UINT64_MAX >> (64 - size_bits));
}

// Replaces the bits of *byte that mask selects.
static void merge_byte(uint8_t *byte, uint8_t mask, uint8_t value)
{
    *byte = (uint8_t)((*byte & ~mask) | (value & mask));
}

void bits_put_u64(uint8_t *bytes, uint64_t at_bit, uint32_t size_bits, uint64_t value)
{
    if (size_bits == 0) {
        return;
    }
    bytes += at_bit / 8;
    uint32_t skip = at_bit % 8;
    if (skip + size_bits < 8) {
        uint32_t right = 8 - skip - size_bits;
        merge_byte(bytes, (uint8_t)((0xFFu >> (8 - size_bits)) << right),
                   (uint8_t)(value << right));
        return;
    }
    if (skip) {
        uint32_t first = 8 - skip;
        merge_byte(bytes++, (uint8_t)(0xFFu >> skip), (uint8_t)(value >> (size_bits - first)));
        size_bits -= first;
    }
    if (size_bits == 64) {
        store_u64(bytes, value);
        return;
    }
    while (size_bits >= 8) {
        size_bits -= 8;
        *bytes++ = (uint8_t)(value >> size_bits);
    }
    if (size_bits) {
        merge_byte(bytes, (uint8_t)(0xFF00u >> size_bits), (uint8_t)(value << (8 - size_bits)));
    }
}

void bits_copy(uint8_t *dst, uint64_t dst_bit, const uint8_t *src, uint64_t src_bit,
               uint64_t size_bits)
{
    dst += dst_bit / 8;
    src += src_bit / 8;
    uint32_t dst_skip = dst_bit % 8;
    uint32_t src_skip = src_bit % 8;
    if (dst_skip && size_bits) { // fill up dst's first byte
        uint32_t first = 8 - dst_skip < size_bits ? 8 - dst_skip : (uint32_t)size_bits;
        bits_put_u64(dst, dst_skip, first, bits_get_u64(src, src_skip, first));
        src_skip += first;
        src += src_skip / 8;
        src_skip %= 8;
        size_bits -= first;
        dst++;
    }
    if (src_skip == 0) {
        size_t whole = size_bits / 8;
        if (whole) {
            memcpy(dst, src, whole);
        }
        dst += whole;
        src += whole;
        size_bits %= 8;
    }
    while (size_bits >= 64) {
        store_u64(dst, bits_get_u64(src, src_skip, 64));
        dst += 8;
        src += 8;
        size_bits -= 64;
    }
    bits_put_u64(dst, 0, (uint32_t)size_bits, bits_get_u64(src, src_skip, (uint32_t)size_bits));
}

int bits_compare(BitView a, BitView b)
{
    uint64_t common = a.size_bits < b.size_bits ? a.size_bits : b.size_bits;
    uint64_t at = 0;
    if (a.offset_bits == 0 && b.offset_bits == 0) {
        int order = common / 8 ? memcmp(a.bytes, b.bytes, common / 8) : 0;
        if (order) {
            return order;
        }
        at = common / 8 * 8;
    }
    while (at < common) {
        uint32_t step = common - at < 64 ? (uint32_t)(common - at) : 64;
        uint64_t x = bits_get_u64(a.bytes, a.offset_bits + at, step);
        uint64_t y = bits_get_u64(b.bytes, b.offset_bits + at, step);
        if (x != y) {
            return x < y ? -1 : 1;
        }
        at += step;
    }
    return a.size_bits < b.size_bits ? -1 : a.size_bits > b.size_bits;
}
