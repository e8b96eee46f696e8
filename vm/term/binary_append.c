// SPDX-License-Identifier: Apache-2.0
// binary_append.c -- growing a binary at its end without copying it each time.
//
// The loop  f(<<Acc/binary, X>>)  would be quadratic if every turn copied Acc. So the first append copies into data with
// room to spare and returns a WRITABLE sub binary; the next append finds that its argument ends
// exactly where the used part of the data ends, claims the bits behind it, and returns a longer sub
// binary of the same refc binary:
//
//     sub 1 [0 .. 40)   sub 2 [0 .. 56)   sub 3 [0 .. 64)      all three valid for ever: the bits below used_bits
//        \                 |                /                  never change
//         v                v               v
//        refc binary -> BinData [ used ........... | room ........... ]
//                                                  ^used_bits
//
// Only one holder can own the tail, because claiming it is one compare-and-swap of used_bits: the
// second append to
// "sub 1" finds used_bits ahead of its end and copies. This needs no lock and no knowledge of who
// else sees the data, so a binary keeps its spare room when it is sent away or matched.
//
// When the room is used up, the data is reallocated at twice the need if nobody can notice: one
// reference, and no raw pointer (the refc binary's flag, cleared by binary_pin). Then all sub
// binaries of that refc binary see the new address through it. Otherwise a new refc binary is made
// and the content copied; doubling keeps the sum linear.
//
// INVARIANTS
//   1. Bits below used_bits are never written again, with one exception: an append that begins
//      inside a byte rewrites that byte (with the same upper bits), and therefore happens in place
//      only if refs is 1.
//   2. Only the process that owns the refc binary object writes its fields; a copy of the object
//      elsewhere has its own.
//   3. A refc binary's size_bytes covers every sub binary that refers to it.
//
// Otherwise: ERTS lets one process alone own a writable binary and takes the right away when the
// binary is matched or sent ("emasculates" it), which costs a copy in the loops that alternate
// appending and matching.
//
// Read before: vm/term/binary.c
#include "vm/term/binary.h"

#include "vm/base/alloc.h"
#include "vm/term/bits.h"

enum { APPEND_ROOM_MIN = 256, WRITABLE_ROOM_MAX = 1 << 30 };
#define APPEND_BITS_MAX ((uint64_t)1 << 56) // beyond any memory, and far from overflow of sums

static SubBin *find_writable(Term bitstring)
{
    if (!term_is_subtag(bitstring, SUBTAG_SUB_BIN)) {
        return NULL;
    }
    SubBin *sub = (SubBin *)boxed_words(bitstring);
    return sub->flags & BINARY_WRITABLE ? sub : NULL;
}

static Term make_writable_sub(Space *space, Term refc, uint64_t offset_bits, uint64_t size_bits)
{
    SubBin *sub = (SubBin *)space_take(space, SUB_BIN_WORDS);
    *sub = (SubBin){header_make(SUBTAG_SUB_BIN, SUB_BIN_WORDS - 1), refc, offset_bits, size_bits,
                    BINARY_WRITABLE};
    return boxed_make((Term *)sub);
}

// New data with room_bytes, of which used_bits count as used; a refc binary for it and the sub
// binary of the used part.
static Term make_writable(Space *space, size_t room_bytes, uint64_t used_bits)
{
    BinData *data = bin_data_new(room_bytes);
    atomic_store_explicit(&data->used_bits, used_bits, memory_order_relaxed);
    Term refc = binary_from_data(space, data, data->bytes, (used_bits + 7) / 8);
    ((RefcBin *)boxed_words(refc))->flags = BINARY_WRITABLE;
    return make_writable_sub(space, refc, 0, used_bits);
}

Term binary_new_writable(Space *space, size_t room_bytes)
{
    return make_writable(space, room_bytes < WRITABLE_ROOM_MAX ? room_bytes : WRITABLE_ROOM_MAX, 0);
}

static size_t grow_room(uint64_t used_bits)
{
    size_t room_bytes = 2 * ((used_bits + 7) / 8);
    return room_bytes < APPEND_ROOM_MIN ? APPEND_ROOM_MIN : room_bytes;
}

static bool data_is_exclusive(BinData *data)
{
    // acquire: reads of a former second holder happen before we write.
    return atomic_load_explicit(&data->refs, memory_order_acquire) == 1;
}

// Makes the data of `refc` hold used_bits, moving it if that is allowed.
static bool ensure_room(RefcBin *refc, uint64_t used_bits)
{
    BinData *data = refc->data;
    if ((used_bits + 7) / 8 <= data->size) {
        return true;
    }
    bool movable = (refc->flags & BINARY_WRITABLE) && !data->destroy && data_is_exclusive(data);
    if (!movable) {
        return false;
    }
    size_t room = grow_room(used_bits);
    vm_memory_count(MEMORY_BINARIES, room, data->size);
    data = vm_realloc(data, sizeof *data + data->size, sizeof *data + room);
    data->size = room;
    refc->data = data;
    refc->bytes = data->bytes;
    return true;
}

// Claims extra_bits behind `sub` in place; false: the caller must copy.
static bool claim_tail(Space *space, SubBin *sub, uint64_t extra_bits)
{
    RefcBin *refc = (RefcBin *)boxed_words(sub->original);
    if (header_subtag(refc->header) != SUBTAG_REFC_BIN) {
        return false;
    }
    uint64_t end = sub->offset_bits + sub->size_bits;
    if (atomic_load_explicit(&refc->data->used_bits, memory_order_relaxed) != end) {
        return false;
    }
    const bool is_exclusive = data_is_exclusive(refc->data);
    if ((end % 8 && !is_exclusive) || !ensure_room(refc, end + extra_bits)) {
        return false;
    }
    if (is_exclusive) { // nobody to race with
        atomic_store_explicit(&refc->data->used_bits, end + extra_bits, memory_order_relaxed);
    } else if (!atomic_compare_exchange_strong(&refc->data->used_bits, &end, end + extra_bits)) {
        return false; // another process was faster
    }
    size_t size_bytes = (end + extra_bits + 7) / 8;
    if (size_bytes > refc->size_bytes) {
        space->offheap_bytes += size_bytes - refc->size_bytes;
        refc->size_bytes = size_bytes;
    }
    return true;
}

static Term copy_to_writable(Space *space, Term bitstring, uint64_t extra_bits)
{
    BitView view = binary_view(bitstring);
    uint64_t used_bits = view.size_bits + extra_bits;
    Term copy = make_writable(space, grow_room(used_bits), used_bits);
    bits_copy((uint8_t *)binary_view(copy).bytes, 0, view.bytes, view.offset_bits, view.size_bits);
    return copy;
}

static bool is_appendable(Term bitstring, uint64_t extra_bits)
{
    return term_is_bitstring(bitstring) && extra_bits < APPEND_BITS_MAX &&
           binary_size_bits(bitstring) < APPEND_BITS_MAX;
}

// Where the last extra_bits of `grown` are to be written.
static Term point_at_tail(Term grown, uint64_t extra_bits, uint8_t **bytes, uint64_t *at_bit)
{
    BitView view = binary_view(grown);
    *bytes = (uint8_t *)view.bytes;
    *at_bit = view.offset_bits + view.size_bits - extra_bits;
    return grown;
}

Term binary_append(Space *space, Term bitstring, uint64_t extra_bits, uint8_t **bytes,
                   uint64_t *at_bit)
{
    if (!is_appendable(bitstring, extra_bits)) {
        return TERM_NONE;
    }
    Term grown = bitstring;
    if (extra_bits) {
        SubBin *sub = find_writable(bitstring);
        if (sub && claim_tail(space, sub, extra_bits)) {
            grown = make_writable_sub(space, sub->original, sub->offset_bits,
                                      sub->size_bits + extra_bits);
        } else {
            grown = copy_to_writable(space, bitstring, extra_bits);
        }
    }
    return point_at_tail(grown, extra_bits, bytes, at_bit);
}

Term binary_append_private(Space *space, Term bitstring, uint64_t extra_bits, uint8_t **bytes,
                           uint64_t *at_bit)
{
    SubBin *sub = is_appendable(bitstring, extra_bits) ? find_writable(bitstring) : NULL;
    // The object may be older than the space's youngest generation: only raw words of it are
    // changed.
    if (sub && claim_tail(space, sub, extra_bits)) {
        sub->size_bits += extra_bits;
        return point_at_tail(bitstring, extra_bits, bytes, at_bit);
    }
    return binary_append(space, bitstring, extra_bits, bytes, at_bit);
}

void binary_pin(Term bitstring)
{
    Term original = bitstring;
    if (term_is_subtag(bitstring, SUBTAG_SUB_BIN)) {
        original = ((SubBin *)boxed_words(bitstring))->original;
    }
    // Tested before writing: shared areas hold refc binaries too, whose flags are 0 already.
    if (term_is_subtag(original, SUBTAG_REFC_BIN) && ((RefcBin *)boxed_words(original))->flags) {
        ((RefcBin *)boxed_words(original))->flags = 0;
    }
}

void binary_freeze(Term bitstring)
{
    binary_pin(bitstring);
    SubBin *sub = find_writable(bitstring);
    if (sub) {
        sub->flags = 0;
    }
}
