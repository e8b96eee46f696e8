// SPDX-License-Identifier: Apache-2.0
// vec.h -- ByteVec: a growing byte buffer (for encoders, printing, emitting code).
#pragma once

#include "vm/base/alloc.h"

typedef struct ByteVec {
    uint8_t *data; // owned; NULL when empty
    size_t size;   // bytes used
    size_t room;   // bytes allocated
} ByteVec;

void byte_vec_grow(ByteVec *v, size_t n);
// Makes room for n more bytes and returns where they go, without counting them as used.
static inline uint8_t *byte_vec_reserve(ByteVec *v, size_t n)
{
    if (UNLIKELY(v->room - v->size < n)) {
        byte_vec_grow(v, n);
    }
    return v->data + v->size;
}
// Appends n bytes.
static inline void byte_vec_add(ByteVec *v, const void *bytes, size_t n)
{
    if (n) {
        memcpy(byte_vec_reserve(v, n), bytes, n);
        v->size += n;
    }
}
static inline void byte_vec_u8(ByteVec *v, uint8_t byte) { byte_vec_add(v, &byte, 1); }
void byte_vec_u16(ByteVec *v, uint16_t n); // big-endian, as u32 and u64
void byte_vec_u32(ByteVec *v, uint32_t n);
void byte_vec_u64(ByteVec *v, uint64_t n);
void byte_vec_text(ByteVec *v, const char *text);
void byte_vec_printf(ByteVec *v, const char *format, ...) PRINTF_LIKE(2, 3);
void byte_vec_free(ByteVec *v);
