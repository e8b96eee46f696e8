// SPDX-License-Identifier: Apache-2.0
// md5.c -- the MD5 digest (RFC 1321): checksums of modules, unique ids of funs, erlang:md5/1.
//
// The message is taken in blocks of 16 little-endian words. Four rounds of 16 steps stir each block
// into the state a, b, c, d; a step is
//
//      a = b + rotate_left(a + f(b, c, d) + word[k] + sine[i], s)
//
// and the four names move round by one, where f, the order k of the words and the rotations s
// belong to the round. After the last byte come one bit 1, zeros up to 8 bytes before a block's
// end, and the length in bits.
//
// Invariants: 1. pending holds size_bits / 8 % 64 bytes between calls, never a full block.
// Elsewhere: nobody may rely on MD5 against an attacker; the BEAM uses it as a name for code, and
// so do we.
#include "vm/base/md5.h"

// floor(2^32 * |sin(i + 1)|)
static const uint32_t sine[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};
static const uint8_t rotations[4][4] = {
    {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

static inline uint32_t rotate_left(uint32_t x, uint32_t n) { return x << n | x >> (32 - n); }

static inline uint32_t mix_three(int round, uint32_t b, uint32_t c, uint32_t d)
{
    switch (round) {
    case 0: return (b & c) | (~b & d);
    case 1: return (b & d) | (c & ~d);
    case 2: return b ^ c ^ d;
    default: return c ^ (b | ~d);
    }
}

static inline int word_at_step(int round, int i)
{
    static const uint8_t factor[4] = {1, 5, 3, 7}, offset[4] = {0, 1, 5, 0};
    return (factor[round] * i + offset[round]) & 15;
}

static void add_block(uint32_t state[4], const uint8_t *block)
{
    uint32_t words[16];
    memcpy(words, block, sizeof words);
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
#pragma GCC unroll 64
    for (int i = 0; i < 64; i++) {
        int round = i >> 4;
        uint32_t sum = a + mix_three(round, b, c, d) + words[word_at_step(round, i)] + sine[i];
        uint32_t next = b + rotate_left(sum, rotations[round][i & 3]);
        a = d;
        d = c;
        c = b;
        b = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

void md5_init(Md5 *m) { *m = (Md5){.state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}}; }

void md5_update(Md5 *m, const void *bytes, size_t size_bytes)
{
    const uint8_t *at = bytes;
    size_t held = m->size_bits / 8 % MD5_BLOCK_BYTES;
    m->size_bits += size_bytes * 8;
    // A full block is put together in pending also when all of it is here: programs see what is left there.
    if (held || size_bytes >= MD5_BLOCK_BYTES) {
        size_t taken = MD5_BLOCK_BYTES - held < size_bytes ? MD5_BLOCK_BYTES - held : size_bytes;
        memcpy(m->pending + held, at, taken);
        at += taken;
        size_bytes -= taken;
        if (held + taken < MD5_BLOCK_BYTES) {
            return;
        }
        add_block(m->state, m->pending);
    }
    for (; size_bytes >= MD5_BLOCK_BYTES; at += MD5_BLOCK_BYTES, size_bytes -= MD5_BLOCK_BYTES) {
        add_block(m->state, at);
    }
    if (size_bytes) {
        memcpy(m->pending, at, size_bytes);
    }
}

void md5_final(Md5 *m, uint8_t digest[MD5_BYTES])
{
    static const uint8_t padding[MD5_BLOCK_BYTES] = {0x80};
    uint64_t size_bits = m->size_bits;
    size_t held = m->size_bits / 8 % MD5_BLOCK_BYTES;
    md5_update(m, padding, held < 56 ? 56 - held : 120 - held);
    md5_update(m, &size_bits, sizeof size_bits);
    memcpy(digest, m->state, MD5_BYTES);
}
