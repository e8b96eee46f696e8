// SPDX-License-Identifier: Apache-2.0
// binary.h -- binaries and bitstrings: three layouts for one type, and the match context.
//
//   heap binary  [header 1+n][size_bytes][n words of bytes, the last one padded with zeros]   up to 64 bytes
//   refc binary  [header 5][next][BinData *][bytes *][size_bytes][flags]                      off-heap object
//   sub binary   [header 4][original][offset_bits][size_bits][flags]      original: a heap or refc binary
//   match        [header 4][original][bytes *][at_bits][end_bits]         only while matching
//
// `original` is the only term in its object and is always the word after the header; the rest is
// raw. Bit offsets count from bit 0 of the original's bytes, most significant bit of a byte first.
//
// Appending in place: a sub binary with BINARY_WRITABLE refers to a refc binary whose BinData has
// room behind its used part. The sub binary that ends exactly where the used part ends may grow
// into that room (one atomic step claims it, so even holders in two processes cannot both win); all
// others copy. See binary_append.c.
//
// INVARIANTS
//   1. A heap binary's size is at most BINARY_HEAP_MAX; a refc binary created by us is larger (not
//      those of NIFs).
//   2. A sub binary's or match context's range lies inside its original.
//   3. A match context's `bytes` points at the original's byte 0 at all times (a collection updates
//      it).
//   4. The first 8 bytes there can be read even if there are fewer: match_start copies refc
//      binaries that are shorter.
#pragma once

#include "vm/term/space.h"

enum { BINARY_HEAP_MAX = 64, REFC_BIN_WORDS = 6, SUB_BIN_WORDS = 5, MATCH_WORDS = 5 };
// A part of a binary is copied up to this size: a heap binary of so many bytes is no larger than a
// sub binary.
enum { BINARY_PART_COPY_MAX = (SUB_BIN_WORDS - 2) * 8 };

// Memory outside heaps, counted: bytes of a refc binary, or the object behind a magic reference or
// NIF resource.
struct BinData {
    _Atomic intptr_t refs;
    size_t size;                    // room in bytes after this struct
    void (*destroy)(BinData *data); // frees it, called at zero references; NULL: plain vm_free
    _Atomic uint64_t
        used_bits; // of a binary that may grow: bits in use; BIN_DATA_FIXED: it may not
    uint8_t bytes[] ALIGNED(16);
};
#define BIN_DATA_FIXED UINT64_MAX
// In the flags word. Sub binary: may grow if it is the last one. Refc binary: nobody keeps a raw
// pointer to the bytes, so they may move while refs is 1. Whoever copies one of the two objects to
// another space clears the flag in the copy.
enum { BINARY_WRITABLE = 1 };

BinData *bin_data_new(size_t size_bytes); // refs 1, not zeroed
static inline void bin_data_retain(BinData *data)
{
    atomic_fetch_add_explicit(&data->refs, 1, memory_order_relaxed);
}
void bin_data_release(BinData *data);

typedef struct HeapBin {
    Term header;
    uint64_t size_bytes;
    uint8_t bytes[];
} HeapBin;
typedef struct RefcBin {
    Term header;
    OffHeapLink link;
    BinData *data;
    uint8_t *bytes;
    uint64_t size_bytes;
    uint64_t flags;
} RefcBin;
typedef struct SubBin {
    Term header;
    Term original;
    uint64_t offset_bits;
    uint64_t size_bits;
    uint64_t flags;
} SubBin;
typedef struct MatchContext {
    Term header;
    Term original;
    uint8_t *bytes;
    uint64_t at_bits;
    uint64_t end_bits;
} MatchContext;
// Bits of what term_is_bitstring.
static inline uint64_t bitstring_bits(Term bitstring)
{
    const Term *words = boxed_words(bitstring);
    switch (header_subtag(words[0])) {
    case SUBTAG_HEAP_BIN: return ((const HeapBin *)words)->size_bytes * 8;
    case SUBTAG_REFC_BIN: return ((const RefcBin *)words)->size_bytes * 8;
    default: return ((const SubBin *)words)->size_bits;
    }
}

static inline uint32_t heap_bin_words(size_t size_bytes)
{
    return 2 + (uint32_t)((size_bytes + 7) / 8);
}

// A bitstring's bits, wherever they lie: byte pointer, bit offset into it (0..7 after normalising),
// length in bits.
typedef struct BitView {
    const uint8_t *bytes;
    uint64_t offset_bits; // 0..7
    uint64_t size_bits;
} BitView;
BitView binary_view(Term bitstring);
static inline bool bit_view_is_bytes(BitView v)
{
    return v.offset_bits == 0 && v.size_bits % 8 == 0;
}
uint64_t binary_size_bits(Term bitstring);
// Whole-byte content, contiguous: returns a pointer to the bytes and sets *size_bytes. When the
// bits are not byte aligned they are copied to *copy (vm_alloc of the size, to be freed by the
// caller with binary_bytes_free; else NULL).
// NULL when the term is not a binary (whole bytes).
const uint8_t *binary_bytes(Term binary, size_t *size_bytes, uint8_t **copy);
void binary_bytes_free(uint8_t *copy, size_t size_bytes);

// New binaries. Content is undefined and to be written through *bytes.
Term binary_new(Space *space, size_t size_bytes, uint8_t **bytes);
// Takes over one reference.
Term binary_from_data(Space *space, BinData *data, uint8_t *bytes, size_t size_bytes);
// Part of a bitstring without copying (size and position in bits, must lie inside). Small
// whole-byte results may be copied.
Term binary_part_bits(Space *space, Term bitstring, uint64_t from_bits, uint64_t size_bits);
// bits_of.. a bitstring built from any bit view (copies).
Term binary_from_bits(Space *space, BitView view);

// ---- appending (binary_append.c): bs_append, bs_private_append, bs_create_bin, bs_init_writable
// A bitstring with the content of `bitstring` and extra_bits more, whose content is undefined and
// to be written from bit *at_bit of *bytes. In place if `bitstring` is the writable tail of its
// data, else copied into new data with room to spare. extra_bits 0: `bitstring` itself (and do not
// write). NONE: not a bitstring, or too large.
Term binary_append(Space *space, Term bitstring, uint64_t extra_bits, uint8_t **bytes,
                   uint64_t *at_bit);
// The same for the only reference to `bitstring`: the sub binary object itself is changed where
// that is possible.
Term binary_append_private(Space *space, Term bitstring, uint64_t extra_bits, uint8_t **bytes,
                           uint64_t *at_bit);
// An empty writable binary with room for room_bytes.
Term binary_new_writable(Space *space, size_t room_bytes);
// Ends writability of this term (a later append copies). Needed only where the objects themselves
// change owner or become shared without being copied (literal areas, persistent terms); copies are
// never writable.
void binary_freeze(Term bitstring);
// Forbids moving the bytes of a writable binary: call before keeping a raw pointer into them over
// other Erlang code.
void binary_pin(Term bitstring);

// Match contexts (bs_start_match3/4). NONE when term is no bitstring (or context).
Term match_start(Space *space, Term bitstring_or_context);
static inline MatchContext *match_of(Term context) { return (MatchContext *)boxed_words(context); }
Term match_tail(Space *space,
                Term context); // the rest as a bitstring (bs_get_tail); the context stays as it is
// The next size_bits as a bitstring (must be there); does not advance.
Term match_part(Space *space, Term context, uint64_t size_bits);
