// SPDX-License-Identifier: Apache-2.0
// binary.c -- binaries and bitstrings: making them, looking at their bits, taking parts, and match
// contexts.
//
// Three layouts hold one type (pictures in binary.h). Whoever only reads asks for a BitView, which
// hides them:
//
//     sub binary                     heap or refc binary                 bytes
//    [hdr|original|offset|size|fl] -> [hdr| ...            |bytes *] -> [01101001|01101...]
//                                                                        ^ view.bytes, after whole bytes of offset
//
// Whoever keeps a part keeps the original alive, so a part is five words whatever its size. That
// has a price (a small part can hold a large original), so parts that fit in those five words are
// copied instead.
//
// INVARIANTS
//   1. The original of a sub binary or match context is a heap or refc binary, never another sub
//      binary: parts of parts point at the root (binary_part_bits adds the offsets).
//   2. Bytes behind a heap binary's content, up to the word boundary, are zero: dumps and copies
//      are deterministic.
//   3. A refc binary is linked into the space it is built in, which thereby owns one reference to
//      its data.
//
// Exceptions: binary_append.c changes refc and sub binaries that only the caller can see.
// Elsewhere: moving bits is bits.c. ERTS keeps sub binaries' sizes as bytes and bits; here all are
// in bits.
//
// Read before: vm/term/binary.h     Read next: vm/term/bits.c
#include "vm/term/binary.h"

#include "vm/base/alloc.h"
#include "vm/term/bits.h"

// ---- data outside the heap

BinData *bin_data_new(size_t size_bytes)
{
    BinData *data = vm_alloc(sizeof *data + size_bytes);
    vm_memory_count(MEMORY_BINARIES, sizeof *data + size_bytes, 0);
    atomic_init(&data->refs, 1);
    data->size = size_bytes;
    data->destroy = NULL;
    atomic_init(&data->used_bits, BIN_DATA_FIXED);
    return data;
}

void bin_data_release(BinData *data)
{
    // acq_rel: whatever other holders did to the bytes happens before they are freed.
    if (atomic_fetch_sub_explicit(&data->refs, 1, memory_order_acq_rel) != 1) {
        return;
    }
    vm_memory_count(MEMORY_BINARIES, 0, sizeof *data + data->size);
    if (data->destroy) {
        data->destroy(data);
    } else {
        vm_free(data, sizeof *data + data->size);
    }
}

// ---- views

// The bytes of a heap or refc binary.
static const uint8_t *find_bytes(Term original)
{
    const Term *words = boxed_words(original);
    return header_subtag(words[0]) == SUBTAG_HEAP_BIN ? ((const HeapBin *)words)->bytes
                                                      : ((const RefcBin *)words)->bytes;
}

static BitView make_view(const uint8_t *bytes, uint64_t offset_bits, uint64_t size_bits)
{
    return (BitView){bytes + offset_bits / 8, offset_bits % 8, size_bits};
}

BitView binary_view(Term bitstring)
{
    const Term *words = boxed_words(bitstring);
    switch (header_subtag(words[0])) {
    case SUBTAG_HEAP_BIN: {
        const HeapBin *heap = (const HeapBin *)words;
        return make_view(heap->bytes, 0, heap->size_bytes * 8);
    }
    case SUBTAG_REFC_BIN: {
        const RefcBin *refc = (const RefcBin *)words;
        return make_view(refc->bytes, 0, refc->size_bytes * 8);
    }
    case SUBTAG_SUB_BIN: {
        const SubBin *sub = (const SubBin *)words;
        return make_view(find_bytes(sub->original), sub->offset_bits, sub->size_bits);
    }
    case SUBTAG_MATCH: {
        const MatchContext *match = (const MatchContext *)words;
        return make_view(match->bytes, match->at_bits, match->end_bits - match->at_bits);
    }
    default: check_failed(__FILE__, __LINE__, "not a bitstring");
    }
}

uint64_t binary_size_bits(Term bitstring)
{
    const Term *words = boxed_words(bitstring);
    switch (header_subtag(words[0])) {
    case SUBTAG_HEAP_BIN: return ((const HeapBin *)words)->size_bytes * 8;
    case SUBTAG_REFC_BIN: return ((const RefcBin *)words)->size_bytes * 8;
    default: return binary_view(bitstring).size_bits;
    }
}

bool term_is_binary(Term t) { return term_is_bitstring(t) && binary_size_bits(t) % 8 == 0; }

const uint8_t *binary_bytes(Term binary, size_t *size_bytes, uint8_t **copy)
{
    *copy = NULL;
    *size_bytes = 0;
    if (!term_is_binary(binary)) {
        return NULL;
    }
    BitView view = binary_view(binary);
    *size_bytes = view.size_bits / 8;
    if (view.offset_bits == 0) {
        return view.bytes;
    }
    if (*size_bytes) {
        *copy = vm_alloc(*size_bytes);
        bits_copy(*copy, 0, view.bytes, view.offset_bits, view.size_bits);
    }
    return *size_bytes ? *copy : view.bytes;
}

void binary_bytes_free(uint8_t *copy, size_t size_bytes)
{
    if (copy) {
        vm_free(copy, size_bytes);
    }
}

// ---- making

static Term make_heap_bin(Space *space, size_t size_bytes, uint8_t **bytes)
{
    uint32_t words = heap_bin_words(size_bytes);
    HeapBin *heap = (HeapBin *)space_take(space, words);
    heap->header = header_make(SUBTAG_HEAP_BIN, words - 1);
    heap->size_bytes = size_bytes;
    if (size_bytes) {
        ((Term *)heap)[words - 1] = 0; // padding (invariant 2)
    }
    *bytes = heap->bytes;
    return boxed_make((Term *)heap);
}

Term binary_from_data(Space *space, BinData *data, uint8_t *bytes, size_t size_bytes)
{
    RefcBin *refc = (RefcBin *)space_take(space, REFC_BIN_WORDS);
    refc->header = header_make(SUBTAG_REFC_BIN, REFC_BIN_WORDS - 1);
    refc->link.next = space->offheap;
    refc->data = data;
    refc->bytes = bytes;
    refc->size_bytes = size_bytes;
    refc->flags = 0;
    space->offheap = &refc->link;
    space->offheap_bytes += size_bytes;
    return boxed_make((Term *)refc);
}

Term binary_new(Space *space, size_t size_bytes, uint8_t **bytes)
{
    if (size_bytes <= BINARY_HEAP_MAX) {
        return make_heap_bin(space, size_bytes, bytes);
    }
    BinData *data = bin_data_new(size_bytes);
    *bytes = data->bytes;
    return binary_from_data(space, data, data->bytes, size_bytes);
}

static Term make_sub(Space *space, Term original, uint64_t offset_bits, uint64_t size_bits)
{
    SubBin *sub = (SubBin *)space_take(space, SUB_BIN_WORDS);
    *sub = (SubBin){header_make(SUBTAG_SUB_BIN, SUB_BIN_WORDS - 1), original, offset_bits,
                    size_bits, 0};
    return boxed_make((Term *)sub);
}

Term binary_from_bits(Space *space, BitView view)
{
    uint8_t *bytes;
    size_t size_bytes = (view.size_bits + 7) / 8;
    Term whole = binary_new(space, size_bytes, &bytes);
    if (view.size_bits % 8) {
        bytes[size_bytes - 1] = 0; // bits behind the end are zero, not what the allocator left
    }
    bits_copy(bytes, 0, view.bytes, view.offset_bits, view.size_bits);
    return view.size_bits % 8 ? make_sub(space, whole, 0, view.size_bits) : whole;
}

// A part of a heap or refc binary, copied when that takes no more room than referring to it.
static Term make_part(Space *space, Term original, uint64_t from_bits, uint64_t size_bits)
{
    if (size_bits % 8 == 0 && size_bits <= BINARY_PART_COPY_MAX * 8) {
        return binary_from_bits(space, make_view(find_bytes(original), from_bits, size_bits));
    }
    return make_sub(space, original, from_bits, size_bits);
}

Term binary_part_bits(Space *space, Term bitstring, uint64_t from_bits, uint64_t size_bits)
{
    INVARIANT(from_bits + size_bits <= binary_size_bits(bitstring), "binary.h 2");
    if (term_is_subtag(bitstring, SUBTAG_SUB_BIN)) {
        const SubBin *sub = (const SubBin *)boxed_words(bitstring);
        if (from_bits == 0 && size_bits == sub->size_bits) {
            return bitstring;
        }
        return make_part(space, sub->original, sub->offset_bits + from_bits, size_bits);
    }
    if (from_bits == 0 && size_bits == binary_size_bits(bitstring)) {
        return bitstring;
    }
    return make_part(space, bitstring, from_bits, size_bits);
}

// ---- match contexts

Term match_start(Space *space, Term bitstring_or_context)
{
    if (term_is_subtag(bitstring_or_context, SUBTAG_MATCH)) {
        return bitstring_or_context;
    }
    if (!term_is_bitstring(bitstring_or_context)) {
        return TERM_NONE;
    }
    Term original = bitstring_or_context;
    uint64_t at_bits = 0;
    uint64_t size_bits = binary_size_bits(original);
    if (term_is_subtag(original, SUBTAG_SUB_BIN)) {
        const SubBin *sub = (const SubBin *)boxed_words(original);
        at_bits = sub->offset_bits;
        original = sub->original;
    }
    if (term_is_subtag(original, SUBTAG_REFC_BIN) && binary_size_bits(original) < 64) {
        original = binary_from_bits(space, binary_view(original)); // of a NIF: binary.h 4
    }
    binary_pin(original); // the context keeps a raw pointer to the bytes
    MatchContext *match = (MatchContext *)space_take(space, MATCH_WORDS);
    *match = (MatchContext){header_make(SUBTAG_MATCH, MATCH_WORDS - 1), original,
                            (uint8_t *)find_bytes(original), at_bits, at_bits + size_bits};
    return boxed_make((Term *)match);
}

Term match_part(Space *space, Term context, uint64_t size_bits)
{
    const MatchContext *match = match_of(context);
    INVARIANT(size_bits <= match->end_bits - match->at_bits, "binary.h 2");
    return make_part(space, match->original, match->at_bits, size_bits);
}

Term match_tail(Space *space, Term context)
{
    const MatchContext *match = match_of(context);
    return match_part(space, context, match->end_bits - match->at_bits);
}
