// SPDX-License-Identifier: Apache-2.0
// term_hash_mix.c -- the hashing of flat data that phash2 and the internal hash have in common.
//
// Bytes are taken twelve at a time as three little-endian words a, b, c, mixed, and c is the state
// that goes on; the last block counts the length in the lowest byte of c. A bitstring that does not
// start at a byte boundary is copied first, since what is hashed are its bits, wherever they lie.
//
// Read before: vm/term/term_hash_mix.h
#include "vm/term/term_hash_mix.h"

#include "vm/term/bignum.h"
#include "vm/term/bits.h"

enum { BLOCK_BYTES = 12 };

static uint32_t hash_block(uint32_t hash, const uint8_t *bytes, uint64_t size)
{
    uint32_t a = HASH_KIND(1), b = HASH_KIND(1), c = hash;
    uint32_t words[3];
    // The full mixing keeps a and b as well, unlike hash_mix, which returns only c.
#define MIX_LINE(x, y, z, shifted) x = (x - y - z) ^ (shifted)
    for (uint64_t left = size;; left -= BLOCK_BYTES, bytes += BLOCK_BYTES) {
        bool is_last = left < BLOCK_BYTES;
        memset(words, 0, sizeof words);
        if (is_last) {
            // Bytes 8..10 go to the upper three of c: the lowest is for the length.
            uint64_t low = left < 8 ? left : 8;
            memcpy(words, bytes, low);
            memcpy((uint8_t *)words + 9, bytes + low, left - low);
            words[2] += (uint32_t)size;
        } else {
            memcpy(words, bytes, BLOCK_BYTES);
        }
        a += words[0];
        b += words[1];
        c += words[2];
        MIX_LINE(a, b, c, c >> 13);
        MIX_LINE(b, c, a, a << 8);
        MIX_LINE(c, a, b, b >> 13);
        MIX_LINE(a, b, c, c >> 12);
        MIX_LINE(b, c, a, a << 16);
        MIX_LINE(c, a, b, b >> 5);
        MIX_LINE(a, b, c, c >> 3);
        MIX_LINE(b, c, a, a << 10);
        MIX_LINE(c, a, b, b >> 15);
        if (is_last) {
            return c;
        }
    }
#undef MIX_LINE
}

uint32_t hash_bitstring(uint32_t hash, BitView view, uint64_t counted_bytes)
{
    uint32_t rest_bits = view.size_bits % 8;
    hash += HASH_KIND(13);
    if (counted_bytes == 0 && rest_bits == 0) {
        return hash;
    }
    const uint8_t *bytes = view.bytes;
    uint8_t *copy = NULL;
    size_t copy_size = view.size_bits / 8 + 1;
    if (view.offset_bits) {
        copy = vm_alloc(copy_size);
        copy[copy_size - 1] = 0;
        bits_copy(copy, 0, view.bytes, view.offset_bits, view.size_bits);
        bytes = copy;
    }
    hash = hash_block(hash, bytes, counted_bytes);
    if (rest_bits) {
        hash = hash_two(hash, HASH_KIND(15), rest_bits, bytes[counted_bytes] >> (8 - rest_bits));
    }
    vm_free(copy, copy ? copy_size : 0);
    return hash;
}

uint32_t hash_list_bytes(uint32_t hash, Term list, bool with_count, Term *rest)
{
    uint32_t collected = 0, count = 0;
    while (term_is_cons(list) && term_is_byte(cons_head(list))) {
        collected = collected << 8 | (uint32_t)small_value(cons_head(list));
        if (++count == 4) {
            hash = hash_one(hash, HASH_KIND(4), collected);
            collected = count = 0;
        }
        list = cons_tail(list);
    }
    if (count) {
        hash = with_count ? hash_two(hash, HASH_KIND(22), collected, count)
                          : hash_one(hash, HASH_KIND(4), collected);
    }
    *rest = list;
    return hash;
}

uint32_t hash_big(uint32_t hash, Term big)
{
    uint32_t kind = bignum_is_negative(big) ? HASH_KIND(10) : HASH_KIND(11);
    for (uint32_t i = 0; i < bignum_limbs(big); i++) {
        hash = hash_halves(hash, kind, bignum_words(big)[i]);
    }
    return hash;
}
