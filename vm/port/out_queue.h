// SPDX-License-Identifier: Apache-2.0
// out_queue.h -- OutQueue: bytes that wait to be written, taken from the front.
#pragma once

#include "vm/base/vec.h"

typedef struct OutQueue {
    ByteVec bytes;
    size_t at; // bytes before it have been written
} OutQueue;

static inline size_t out_queue_size(const OutQueue *q) { return q->bytes.size - q->at; }
static inline const uint8_t *out_queue_bytes(const OutQueue *q) { return q->bytes.data + q->at; }
static inline void out_queue_add(OutQueue *q, const void *bytes, size_t size)
{
    if (q->at > 4096 &&
        q->at > q->bytes.size / 2) { // what is left is moved at most once per doubling
        memmove(q->bytes.data, q->bytes.data + q->at, out_queue_size(q));
        q->bytes.size -= q->at;
        q->at = 0;
    }
    byte_vec_add(&q->bytes, bytes, size);
}
static inline void out_queue_drop(OutQueue *q, size_t size)
{
    q->at += size;
    if (q->at == q->bytes.size) {
        byte_vec_free(&q->bytes);
        *q = (OutQueue){0};
    }
}
static inline void out_queue_free(OutQueue *q)
{
    byte_vec_free(&q->bytes);
    *q = (OutQueue){0};
}
