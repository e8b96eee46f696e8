// SPDX-License-Identifier: Apache-2.0
// bits.h -- moving and reading bits at any offset: what bit syntax needs underneath. No terms of
// its own but numbers.
#pragma once

#include "vm/term/binary.h"

// Flags of bit syntax segments, as they stand in operands of the instructions.
enum {
    SEGMENT_ALIGNED = 1,
    SEGMENT_LITTLE = 2,
    SEGMENT_SIGNED = 4,
    SEGMENT_EXACT = 8,
    SEGMENT_NATIVE = 16
};

// Copies size_bits from src at src_bit to dst at dst_bit (bits counted from each pointer, most
// significant first); other bits of dst are kept. The ranges must not overlap.
void bits_copy(uint8_t *dst, uint64_t dst_bit, const uint8_t *src, uint64_t src_bit,
               uint64_t size_bits);
int bits_compare(BitView a, BitView b); // <0, 0, >0: by bits, then shorter first
// Up to 64 bits, big-endian (unsigned).
uint64_t bits_get_u64(const uint8_t *bytes, uint64_t at_bit, uint32_t size_bits);
void bits_put_u64(uint8_t *bytes, uint64_t at_bit, uint32_t size_bits, uint64_t value);
// Integer segment of any size -> small or big.
Term bits_get_integer(Space *space, const uint8_t *bytes, uint64_t at_bit, uint64_t size_bits,
                      uint32_t flags);
// Writes the low size_bits of an integer (two's complement). integer: small or big.
void bits_put_integer(uint8_t *bytes, uint64_t at_bit, uint64_t size_bits, uint32_t flags,
                      Term integer);
// 16, 32 or 64 bits; false when the bits are not a finite number or the size is wrong.
bool bits_get_float(const uint8_t *bytes, uint64_t at_bit, uint64_t size_bits, uint32_t flags,
                    double *value);
bool bits_put_float(uint8_t *bytes, uint64_t at_bit, uint64_t size_bits, uint32_t flags,
                    double value);
// UTF: returns the number of bits used, 0 when invalid. *code_point is set.
uint32_t bits_get_utf8(const uint8_t *bytes, uint64_t at_bit, uint64_t end_bit,
                       uint32_t *code_point);
uint32_t bits_get_utf16(const uint8_t *bytes, uint64_t at_bit, uint64_t end_bit, uint32_t flags,
                        uint32_t *code_point);
uint32_t bits_get_utf32(const uint8_t *bytes, uint64_t at_bit, uint64_t end_bit, uint32_t flags,
                        uint32_t *code_point);
uint32_t utf8_encode(uint32_t code_point,
                     uint8_t out[4]); // bytes written; 0 when not a valid code point
uint32_t utf8_decode(const uint8_t *bytes, size_t size,
                     uint32_t *code_point); // bytes read; 0 when invalid
uint32_t utf8_length(uint32_t code_point);  // 1..4; 0 when not valid
size_t utf8_ascii_prefix(const uint8_t *bytes,
                         size_t size); // how many bytes below 16#80 come first
