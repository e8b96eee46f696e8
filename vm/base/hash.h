// SPDX-License-Identifier: Apache-2.0
// hash.h -- hashes of bytes and words for the machine's own tables. Programs never see these values
// (those that they see are in vm/term/term_hash.h), so they may be changed for speed at any time.
//
// Both are a multiplication to 128 bits folded by xor: every bit of the input reaches every bit of
// the result.
#pragma once

#include "vm/base/platform.h"

#define HASH_MULTIPLIER_A UINT64_C(0x9E3779B97F4A7C15)
#define HASH_MULTIPLIER_B UINT64_C(0xD6E8FEB86659FD93)

static inline uint64_t hash_fold(uint64_t a, uint64_t b)
{
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}
static inline uint64_t hash_word(uint64_t word)
{
    return hash_fold(word ^ HASH_MULTIPLIER_B, HASH_MULTIPLIER_A);
}
static inline uint64_t hash_combine(uint64_t hash, uint64_t word)
{
    return hash_fold(hash ^ HASH_MULTIPLIER_A, word ^ HASH_MULTIPLIER_B) + HASH_MULTIPLIER_A;
}
// 1 to 7 bytes, without a call.
static inline uint64_t hash_load_tail(const uint8_t *at, size_t size_bytes)
{
    if (size_bytes < 4) {
        return at[0] | (uint64_t)at[size_bytes / 2] << 8 | (uint64_t)at[size_bytes - 1] << 16;
    }
    uint32_t first, last;
    memcpy(&first, at, 4);
    memcpy(&last, at + size_bytes - 4, 4);
    return first | (uint64_t)last << 32;
}
static inline uint64_t hash_bytes(const void *bytes, size_t size_bytes)
{
    const uint8_t *at = bytes;
    uint64_t hash = size_bytes * HASH_MULTIPLIER_A;
    uint64_t word;
    for (; size_bytes >= 8; at += 8, size_bytes -= 8) {
        memcpy(&word, at, 8);
        hash = hash_combine(hash, word);
    }
    if (size_bytes) {
        hash = hash_combine(hash, hash_load_tail(at, size_bytes));
    }
    return hash_word(hash);
}
