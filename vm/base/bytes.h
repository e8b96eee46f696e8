// SPDX-License-Identifier: Apache-2.0
// bytes.h -- Bytes: a cursor over input that cannot pass its end. Every hostile byte is read
// through it.
//
// A failed read sets `bad` and returns 0; reading on is harmless, so a reader checks `bad` once, at
// the end of a group. `at - start` is the offset for error messages.
#pragma once

#include "vm/base/platform.h"
#include "vm/fwd.h"

struct Bytes {
    const uint8_t *start; // first byte of the input (not owned)
    const uint8_t *at;    // next byte
    const uint8_t *end;   // one past the last
    bool bad;             // a read went past the end
};

static inline Bytes bytes_of(const void *data, size_t size_bytes)
{
    const uint8_t *p = data;
    return (Bytes){p, p, p + size_bytes, false};
}
static inline size_t bytes_left(const Bytes *b) { return (size_t)(b->end - b->at); }
static inline size_t bytes_offset(const Bytes *b) { return (size_t)(b->at - b->start); }

// Takes n bytes: pointer to them, or NULL and bad.
static inline const uint8_t *bytes_take(Bytes *b, size_t n)
{
    if (UNLIKELY(bytes_left(b) < n)) {
        b->bad = true;
        b->at = b->end;
        return NULL;
    }
    const uint8_t *p = b->at;
    b->at += n;
    return p;
}
static inline uint8_t bytes_u8(Bytes *b)
{
    const uint8_t *p = bytes_take(b, 1);
    return p ? *p : 0;
}
static inline uint16_t bytes_u16(Bytes *b)
{
    const uint8_t *p = bytes_take(b, 2);
    return p ? (uint16_t)(p[0] << 8 | p[1]) : 0;
}
static inline uint32_t bytes_u32(Bytes *b)
{
    const uint8_t *p = bytes_take(b, 4);
    return p ? (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3] : 0;
}
static inline uint64_t bytes_u64(Bytes *b)
{
    uint64_t high = bytes_u32(b);
    return high << 32 | bytes_u32(b);
}
// A cursor over the next n bytes, which are taken from b.
static inline Bytes bytes_slice(Bytes *b, size_t n)
{
    const uint8_t *p = bytes_take(b, n);
    return p ? bytes_of(p, n) : (Bytes){b->end, b->end, b->end, true};
}
