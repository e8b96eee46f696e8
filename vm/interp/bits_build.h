// SPDX-License-Identifier: Apache-2.0
// bits_build.h -- construction of binaries: bs_create_bin, and the older bs_init/bs_put family (code compiled before OTP 25).
#pragma once

#include "vm/code/segments.h"
#include "vm/interp/instr_macros.h"
#include "vm/term/binary.h"

// For hot parts: writes the low bits of value behind the sub binary when that can be done in place without asking anybody (its data
// is held by one refc binary only and has room for the 8 bytes stored). The caller makes the longer sub binary.
static inline bool append_word(Registers *r, Term sub_binary, uint64_t value, uint64_t bits)
{
    const SubBin *const sub = (const SubBin *)boxed_words(sub_binary);
    RefcBin *const refc = (RefcBin *)boxed_words(sub->original);
    const uint64_t end = sub->offset_bits + sub->size_bits;
    if (!(sub->flags & BINARY_WRITABLE) || header_subtag(refc->header) != SUBTAG_REFC_BIN ||
        (end | sub->size_bits) % 8 != 0) {
        return false;
    }
    BinData *const data = refc->data;
    if (atomic_load_explicit(&data->used_bits, memory_order_relaxed) != end ||
        end / 8 + 8 > data->size || atomic_load_explicit(&data->refs, memory_order_acquire) != 1) {
        return false;
    }
    value = __builtin_bswap64(value << (64 - bits));
    memcpy(refc->bytes + end / 8, &value, 8);
    atomic_store_explicit(&data->used_bits, end + bits, memory_order_relaxed);
    const uint64_t size_bytes = (end + bits) / 8;
    if (size_bytes > refc->size_bytes) {
        r->process->heap.space.offheap_bytes += size_bytes - refc->size_bytes;
        refc->size_bytes = size_bytes;
    }
    return true;
}

// The new binary; TERM_NONE: badarg or system_limit described. Afterwards alloc words are free in the block.
Term bits_create_gc(Process *p, Registers *r, size_t alloc, uint32_t live, const Cell *segments,
                    uint32_t words);

// ---- bs_init2, bs_init_bits, bs_append, bs_private_append: make the binary that the bs_put instructions then fill from front to
// back; where they stand is in r->build_bytes, r->build_at. size in bits.
Term bits_init_gc(Process *p, Registers *r, Term size, uint32_t unit, size_t alloc, uint32_t live);
Term bits_append_gc(Process *p, Registers *r, Term size, uint32_t unit, size_t alloc, uint32_t live,
                    Term bitstring, uint32_t unit_of_bitstring, bool is_private);
bool bits_put_integer_segment(Process *p, Registers *r, Term size, uint32_t unit, uint32_t flags,
                              Term value);
bool bits_put_float_segment(Process *p, Registers *r, Term size, uint32_t unit, uint32_t flags,
                            Term value);
bool bits_put_binary_segment(Process *p, Registers *r, Term size, uint32_t unit,
                             Term value); // size: or atom all
bool bits_put_string(Process *p, Registers *r, const uint8_t *bytes, uint32_t size);
bool bits_put_utf(Process *p, Registers *r, SegmentKind kind, uint32_t flags, Term value);
Term bits_add_sizes(Process *p, Term a, Term b, uint32_t unit); // bs_add: a + b * unit
Term bits_utf_size(Term value, SegmentKind kind); // bytes; any answer for what is not a character
