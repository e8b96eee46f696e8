// SPDX-License-Identifier: Apache-2.0
// vec.c -- ByteVec grows by half of its size at a time, so that n appended bytes cost O(n).
//
//   data -> [ used bytes ........ | reserved ...... ]
//                                 ^size             ^room
//
// INVARIANTS
//   1. size <= room; data is NULL exactly when room is 0.
//   2. byte_vec_reserve does not change size: the caller adds what it wrote.
//
// Read before: vm/base/alloc.h
#include "vm/base/vec.h"

#include "vm/base/check.h"

#include <stdarg.h>
#include <stdio.h>

enum { BYTE_VEC_FIRST_ROOM = 64 };

void byte_vec_grow(ByteVec *v, size_t n)
{
    CHECK(n <= SIZE_MAX / 2 - v->size);
    size_t need = v->size + n;
    size_t room = v->room + v->room / 2;
    if (room < need) {
        room = need;
    }
    if (room < BYTE_VEC_FIRST_ROOM) {
        room = BYTE_VEC_FIRST_ROOM;
    }
    v->data = vm_realloc(v->data, v->room, room);
    v->room = room;
}

void byte_vec_u16(ByteVec *v, uint16_t n)
{
    n = __builtin_bswap16(n);
    byte_vec_add(v, &n, sizeof n);
}

void byte_vec_u32(ByteVec *v, uint32_t n)
{
    n = __builtin_bswap32(n);
    byte_vec_add(v, &n, sizeof n);
}

void byte_vec_u64(ByteVec *v, uint64_t n)
{
    n = __builtin_bswap64(n);
    byte_vec_add(v, &n, sizeof n);
}

void byte_vec_text(ByteVec *v, const char *text) { byte_vec_add(v, text, strlen(text)); }

void byte_vec_printf(ByteVec *v, const char *format, ...)
{
    enum { USUAL_SIZE = 128 };
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    uint8_t *at = byte_vec_reserve(v, USUAL_SIZE);
    int size = vsnprintf((char *)at, USUAL_SIZE, format, arguments);
    CHECK(size >= 0);
    if (size >= USUAL_SIZE) {
        at = byte_vec_reserve(v, (size_t)size + 1);
        vsnprintf((char *)at, (size_t)size + 1, format, again);
    }
    va_end(again);
    va_end(arguments);
    v->size += (size_t)size;
}

void byte_vec_free(ByteVec *v)
{
    vm_free(v->data, v->room);
    *v = (ByteVec){0};
}
