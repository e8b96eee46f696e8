// SPDX-License-Identifier: Apache-2.0
// platform.h -- compiler and C library facts that the rest of the machine relies on.
//
// Only this file names attributes and builtins; the rest uses the words below. 64-bit little-endian
// Linux is assumed and asserted: bit syntax and hashing read words directly.
#pragma once

#include <assert.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LIKELY(c) __builtin_expect(!!(c), 1)
#define UNLIKELY(c) __builtin_expect(!!(c), 0)
#define NORETURN __attribute__((noreturn))
#define NOINLINE __attribute__((noinline))
#define ALWAYS_INLINE __attribute__((always_inline)) static inline
#define COLD __attribute__((cold))
#define PRINTF_LIKE(at, first) __attribute__((__format__(__printf__, at, first)))
#define THREAD_LOCAL _Thread_local
#define CACHE_LINE 64
#define ALIGNED(n) __attribute__((aligned(n)))

static_assert(sizeof(void *) == 8, "a term is one 64-bit word");
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
              "bits.c and term_hash.c read words directly");
