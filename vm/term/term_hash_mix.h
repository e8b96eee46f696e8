// SPDX-License-Identifier: Apache-2.0
// term_hash_mix.h -- inside the term_hash files only: Bob Jenkins's mixing, as ERTS applies it to
// terms.
//
// State is one 32-bit hash. A step adds two words to a constant that names the kind of data
// (multiples of the golden ratio, HASH_KIND(n) = n * 0x9E3779B9) and mixes them with the state.
#pragma once

#include "vm/base/stack.h"
#include "vm/term/binary.h"
#include "vm/term/term.h"

#define HASH_KIND(n) ((uint32_t)(n)*UINT32_C(0x9E3779B9))

static inline uint32_t hash_mix(uint32_t a, uint32_t b, uint32_t c)
{
    a = (a - b - c) ^ (c >> 13);
    b = (b - c - a) ^ (a << 8);
    c = (c - a - b) ^ (b >> 13);
    a = (a - b - c) ^ (c >> 12);
    b = (b - c - a) ^ (a << 16);
    c = (c - a - b) ^ (b >> 5);
    a = (a - b - c) ^ (c >> 3);
    b = (b - c - a) ^ (a << 10);
    return (c - a - b) ^ (b >> 15);
}
static inline uint32_t hash_two(uint32_t hash, uint32_t kind, uint32_t a, uint32_t b)
{
    return hash_mix(kind + a, kind + b, hash);
}
static inline uint32_t hash_one(uint32_t hash, uint32_t kind, uint32_t a)
{
    return hash_mix(kind + a, kind, hash);
}
static inline uint32_t hash_halves(uint32_t hash, uint32_t kind, uint64_t word)
{
    return hash_two(hash, kind, (uint32_t)word, (uint32_t)(word >> 32));
}
// A small in 0..255: lists of those are hashed four at a time.
static inline bool term_is_byte(Term t) { return (t & ~(Term)0xFF0) == 0; }

// Bits of a float, -0.0 as 0.0 (they are the same term).
static inline uint64_t hash_float_bits(Term t)
{
    double value = float_value(t);
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return value == 0.0 ? 0 : bits;
}

// A bitstring; counted_bytes is how many of its whole bytes are hashed (all, but see phash2).
uint32_t hash_bitstring(uint32_t hash, BitView view, uint64_t counted_bytes);
// A list's leading bytes. Sets *rest to what follows: a cons whose head is no byte, or the tail.
// with_count: the last one to three bytes are mixed with their number.
uint32_t hash_list_bytes(uint32_t hash, Term list, bool with_count, Term *rest);
uint32_t hash_big(uint32_t hash, Term big);
