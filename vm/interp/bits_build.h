// SPDX-License-Identifier: Apache-2.0
// bits_build.h -- construction of binaries: bs_create_bin, and the older bs_init/bs_put family (code compiled before OTP 25).
#pragma once

#include "vm/code/segments.h"
#include "vm/interp/instr_macros.h"
#include "vm/term/binary.h"

// ---- for hot parts: segments of constant size, up to PACKED_MAX bits of them, are packed into one
// number by bs_pack instructions and written at once. What is not a small integer makes packed_bits
// too large for that, and bs_create_bin's own way is gone.

enum { PACKED_BAD = 1 << 16 };

static inline void pack_bits(Registers *r, bool is_good, uint64_t value, uint64_t scale,
                             uint64_t bits)
{
    r->packed = r->packed * scale + (value & (scale - 1));
    r->packed_bits += is_good ? bits : PACKED_BAD;
}

static inline void pack_utf8(Registers *r, Term value)
{
    const uint64_t c = value >> 4;
    if (!term_is_small(value) || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
        r->packed_bits += PACKED_BAD;
    } else if (c < 0x80) {
        pack_bits(r, true, c, 1 << 8, 8);
    } else if (c < 0x800) {
        pack_bits(r, true, 0xC080 | (c & 0x7C0) << 2 | (c & 0x3F), 1 << 16, 16);
    } else if (c < 0x10000) {
        pack_bits(r, true, 0xE08080 | (c & 0xF000) << 4 | (c & 0xFC0) << 2 | (c & 0x3F), 1 << 24,
                  24);
    } else {
        pack_bits(r, true,
                  0xF0808080 | (c & 0x1C0000) << 6 | (c & 0x3F000) << 4 | (c & 0xFC0) << 2 |
                      (c & 0x3F),
                  1ull << 32, 32);
    }
}

// Writes what is packed behind the sub binary when that can be done in place without asking anybody
// (its data is held by one refc binary only and has room for the 8 bytes stored). The caller makes
// the longer sub binary.
ALWAYS_INLINE bool append_packed(Registers *r, const SubBin *sub)
{
    RefcBin *const refc = (RefcBin *)boxed_words(sub->original);
    uint64_t end = sub->offset_bits + sub->size_bits;
    const uint64_t shift = 64 - end % 8 - r->packed_bits; // 0..63, else there are too many bits
    if (!(sub->flags & BINARY_WRITABLE) || header_subtag(refc->header) != SUBTAG_REFC_BIN ||
        shift > 63) {
        return false;
    }
    r->packed <<= shift; // nobody reads it again: the slow part takes the segments
    HIDE(end);
    BinData *const data = refc->data;
    if (atomic_load_explicit(&data->used_bits, memory_order_relaxed) != end ||
        end / 8 + 8 > data->size || atomic_load_explicit(&data->refs, memory_order_acquire) != 1) {
        return false;
    }
    atomic_store_explicit(&data->used_bits, end + r->packed_bits, memory_order_relaxed);
    HIDE(end);
    int64_t more = (int64_t)((end + r->packed_bits + 7) / 8 - refc->size_bytes);
    HIDE(more);
    if (more > 0) {
        r->process->heap.space.offheap_bytes += (uint64_t)more;
        refc->size_bytes += (uint64_t)more;
    }
    HIDE(end);
    uint8_t *at = refc->bytes + end / 8;
    HIDE(at);
    const uint64_t kept = *at & 0xFF00 >> end % 8; // of a byte that is begun
    const uint64_t value = __builtin_bswap64(kept << 56 | r->packed);
    memcpy(at, &value, 8);
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
