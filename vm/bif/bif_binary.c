// SPDX-License-Identifier: Apache-2.0
// bif_binary.c -- binaries: sizes, parts, copies, conversion to lists, single bytes, and integers
// in bytes.
//
// A part of a binary is a sub-binary that shares its bytes (binary_part_bits). "Binary" in the
// errors below means whole bytes; where ERTS takes any bitstring and ignores its last bits
// (binary_part, split_binary, binary_to_list/3), so do we.
//
// Elsewhere: searching is bif_binary_search.c; from lists is bif_iolist.c.
// Read before: vm/term/binary.h     Read next: vm/bif/bif_binary_search.c
#include "vm/base/alloc.h"
#include "vm/base/release.h"
#include "vm/bif/argument.h"
#include "vm/term/bignum.h"
#include "vm/term/bits.h"

enum { BYTES_PER_REDUCTION = 64 };

// The compilers of 26 and later also ask a match context: for what it has not matched yet.
static bool read_size(Term t, uint64_t *bits)
{
    if (term_is_bitstring(t)) {
        *bits = binary_size_bits(t);
        return true;
    }
    if (term_is_subtag(t, SUBTAG_MATCH)) {
        const MatchContext *m = match_of(t);
        *bits = m->end_bits - m->at_bits;
        return true;
    }
    return false;
}

Term bif_erlang_bit_size_1(Process *p, Term *arg)
{
    uint64_t bits;
    return read_size(arg[0], &bits) ? space_unsigned(process_space(p), bits) : bif_badarg(p);
}

Term bif_erlang_byte_size_1(Process *p, Term *arg)
{
    uint64_t bits;
    return read_size(arg[0], &bits) ? space_unsigned(process_space(p), (bits + 7) / 8)
                                    : bif_badarg(p);
}

// Of a tuple or a bitstring (whose last bits do not count).
Term bif_erlang_size_1(Process *p, Term *arg)
{
    if (term_is_tuple(arg[0])) {
        return small_make(tuple_arity(arg[0]));
    }
    if (!term_is_bitstring(arg[0])) {
        return bif_badarg(p);
    }
    return space_unsigned(process_space(p), binary_size_bits(arg[0]) / 8);
}

// ---- parts

// Do parts made of whole bytes come from this?
static bool has_byte_parts(Term t)
{
    return release_refuses_odd_bits() ? term_is_binary(t) : term_is_bitstring(t);
}

// A length may be negative: the part then ends at the position.
static Term take_part(Process *p, Term binary, Term position, Term length)
{
    if (!has_byte_parts(binary)) {
        return bif_badarg(p);
    }
    int64_t size = (int64_t)(binary_size_bits(binary) / 8), from, count;
    if (!argument_in_range(position, 0, size, &from) ||
        !argument_in_range(length, -from, size - from, &count)) {
        return bif_badarg(p);
    }
    if (count < 0) {
        from += count;
        count = -count;
    }
    return binary_part_bits(process_space(p), binary, (uint64_t)from * 8, (uint64_t)count * 8);
}

Term bif_erlang_binary_part_3(Process *p, Term *arg)
{
    return take_part(p, arg[0], arg[1], arg[2]);
}

Term bif_erlang_binary_part_2(Process *p, Term *arg)
{
    if (!term_is_tuple_of(arg[1], 2)) {
        return bif_badarg(p);
    }
    return take_part(p, arg[0], tuple_elements(arg[1])[0], tuple_elements(arg[1])[1]);
}

Term bif_erlang_split_binary_2(Process *p, Term *arg)
{
    int64_t at;
    if (!term_is_bitstring(arg[0])) {
        return bif_badarg(p);
    }
    uint64_t size = binary_size_bits(arg[0]);
    if (!argument_in_range(arg[1], 0, (int64_t)(size / 8), &at)) {
        return bif_badarg(p);
    }
    Space *space = process_space(p);
    Term head = binary_part_bits(space, arg[0], 0, (uint64_t)at * 8);
    Term tail = binary_part_bits(space, arg[0], (uint64_t)at * 8, size - (uint64_t)at * 8);
    return space_tuple2(space, head, tail);
}

// ---- to lists

// The whole bytes of the view from `from` on, count of them, then tail.
static Term build_byte_list(Process *p, BitView view, size_t from, size_t count, Term tail)
{
    if (count == 0) {
        return tail;
    }
    argument_charge(p, count, BYTES_PER_REDUCTION);
    Term *cells = space_take(process_space(p), count * 2);
    for (size_t i = 0; i < count; i++) {
        uint64_t at_bit = view.offset_bits + (from + i) * 8;
        uint64_t byte =
            view.offset_bits ? bits_get_u64(view.bytes, at_bit, 8) : view.bytes[from + i];
        cells[2 * i] = small_make((int64_t)byte);
        cells[2 * i + 1] = i + 1 < count ? cons_make(cells + 2 * i + 2) : tail;
    }
    return cons_make(cells);
}

Term bif_erlang_binary_to_list_1(Process *p, Term *arg)
{
    if (!term_is_binary(arg[0])) {
        return bif_badarg(p);
    }
    BitView view = binary_view(arg[0]);
    return build_byte_list(p, view, 0, view.size_bits / 8, TERM_NIL);
}

// From byte Start to byte Stop, counted from 1, both included.
Term bif_erlang_binary_to_list_3(Process *p, Term *arg)
{
    if (!has_byte_parts(arg[0])) {
        return bif_badarg(p);
    }
    BitView view = binary_view(arg[0]);
    int64_t size = (int64_t)(view.size_bits / 8), start, stop;
    if (!argument_in_range(arg[1], 1, size, &start) ||
        !argument_in_range(arg[2], start, size, &stop)) {
        return bif_badarg(p);
    }
    return build_byte_list(p, view, (size_t)start - 1, (size_t)(stop - start) + 1, TERM_NIL);
}

// Bits that fill no byte come last, as a bitstring.
Term bif_erlang_bitstring_to_list_1(Process *p, Term *arg)
{
    if (!term_is_bitstring(arg[0])) {
        return bif_badarg(p);
    }
    BitView view = binary_view(arg[0]);
    Term tail = TERM_NIL;
    uint64_t odd_bits = view.size_bits % 8;
    if (odd_bits) {
        Term last = binary_part_bits(process_space(p), arg[0], view.size_bits - odd_bits, odd_bits);
        tail = space_cons(process_space(p), last, TERM_NIL);
    }
    return build_byte_list(p, view, 0, view.size_bits / 8, tail);
}

// ---- the module binary: single bytes, copies

static Term find_byte(Process *p, Term binary, Term position, bool from_end)
{
    int64_t at;
    if (!term_is_binary(binary)) {
        return bif_badarg(p);
    }
    BitView view = binary_view(binary);
    int64_t size = (int64_t)(view.size_bits / 8);
    if (!argument_in_range(position, 0, size - 1, &at)) {
        return bif_badarg(p);
    }
    uint64_t at_bit = (uint64_t)(from_end ? size - 1 - at : at) * 8;
    return small_make((int64_t)bits_get_u64(view.bytes, view.offset_bits + at_bit, 8));
}

Term bif_binary_at_2(Process *p, Term *arg) { return find_byte(p, arg[0], arg[1], false); }
Term bif_binary_first_1(Process *p, Term *arg) { return find_byte(p, arg[0], SMALL(0), false); }
Term bif_binary_last_1(Process *p, Term *arg) { return find_byte(p, arg[0], SMALL(0), true); }

static Term copy_times(Process *p, Term binary, uint64_t times)
{
    if (!term_is_bitstring(binary) || (times > 0 && !term_is_binary(binary))) {
        return bif_badarg(p);
    }
    BitView view = binary_view(binary);
    size_t size = view.size_bits / 8, total;
    if (__builtin_mul_overflow(size, times, &total) || total > (size_t)INT64_MAX / 8) {
        return bif_error(p, ATOM_SYSTEM_LIMIT);
    }
    uint8_t *bytes;
    argument_charge(p, total, 256);
    Term result = binary_new(process_space(p), total, &bytes);
    if (total > 0) {
        bits_copy(bytes, 0, view.bytes, view.offset_bits, view.size_bits);
        for (size_t done = size; done < total;) { // double what is there
            size_t step = done < total - done ? done : total - done;
            memcpy(bytes + done, bytes, step);
            done += step;
        }
    }
    return result;
}

Term bif_binary_copy_1(Process *p, Term *arg) { return copy_times(p, arg[0], 1); }

Term bif_binary_copy_2(Process *p, Term *arg)
{
    uint64_t times;
    if (!term_is_integer(arg[1]) || !integer_to_u64(arg[1], &times)) {
        return bif_badarg(p);
    }
    return copy_times(p, arg[0], times);
}

// How many bytes this term keeps in memory: those of the binary it is a part of.
Term bif_binary_referenced_byte_size_1(Process *p, Term *arg)
{
    Term binary = arg[0];
    if (!term_is_bitstring(binary)) {
        return bif_badarg(p);
    }
    const uint64_t bits = binary_size_bits(binary);
    if (release_counts_referenced_bits() && bits <= BINARY_HEAP_MAX * 8) {
        return space_unsigned(process_space(p), bits);
    }
    if (release_counts_whole_referenced_bytes() && bits <= BINARY_HEAP_MAX * 8) {
        return space_unsigned(process_space(p), bits / 8);
    }
    if (term_is_subtag(binary, SUBTAG_SUB_BIN)) {
        binary = ((const SubBin *)boxed_words(binary))->original;
    }
    if (term_is_subtag(binary, SUBTAG_REFC_BIN)) {
        const RefcBin *refc = (const RefcBin *)boxed_words(binary);
        return space_unsigned(process_space(p), refc->data->size);
    }
    return space_unsigned(process_space(p), ((const HeapBin *)boxed_words(binary))->size_bytes);
}

// ---- common prefix and suffix

typedef struct CommonPart {
    BitView *views;
    size_t count;
} CommonPart;

static uint64_t byte_of(BitView view, uint64_t index, bool from_end)
{
    uint64_t size = view.size_bits / 8;
    return bits_get_u64(view.bytes, view.offset_bits + (from_end ? size - 1 - index : index) * 8,
                        8);
}

static uint64_t count_common(const CommonPart *all, bool from_end)
{
    uint64_t limit = all->views[0].size_bits / 8;
    for (size_t i = 1; i < all->count; i++) {
        uint64_t size = all->views[i].size_bits / 8, at = 0;
        limit = size < limit ? size : limit;
        while (at < limit &&
               byte_of(all->views[i], at, from_end) == byte_of(all->views[0], at, from_end)) {
            at++;
        }
        limit = at;
    }
    return limit;
}

static Term find_common(Process *p, Term list, bool from_end)
{
    int64_t length = list_length(list);
    if (length < 1) {
        return bif_badarg(p);
    }
    CommonPart all = {vm_alloc((size_t)length * sizeof *all.views), 0};
    Term binary;
    bool ok = true;
    uint64_t total = 0;
    while (ok && argument_next(&list, &binary)) {
        ok = term_is_binary(binary);
        if (ok) {
            all.views[all.count] = binary_view(binary);
            total += all.views[all.count++].size_bits / 8;
        }
    }
    uint64_t common = ok ? count_common(&all, from_end) : 0;
    vm_free(all.views, (size_t)length * sizeof *all.views);
    argument_charge(p, common < total ? common * (size_t)length : total, BYTES_PER_REDUCTION);
    return ok ? space_unsigned(process_space(p), common) : bif_badarg(p);
}

Term bif_binary_longest_common_prefix_1(Process *p, Term *arg)
{
    return find_common(p, arg[0], false);
}

Term bif_binary_longest_common_suffix_1(Process *p, Term *arg)
{
    return find_common(p, arg[0], true);
}

// ---- integers in bytes

static bool read_endianness(Term t, uint32_t *flags)
{
    *flags = t == ATOM_LITTLE ? SEGMENT_LITTLE : 0;
    return t == ATOM_LITTLE || t == ATOM_BIG;
}

static Term encode_unsigned(Process *p, Term integer, Term endianness)
{
    uint32_t flags;
    if (!read_endianness(endianness, &flags) || !term_is_integer(integer) ||
        integer_is_negative(integer)) {
        return bif_badarg(p);
    }
    uint64_t top = term_is_small(integer) ? (uint64_t)small_value(integer)
                                          : bignum_words(integer)[bignum_limbs(integer) - 1];
    size_t size = top == 0 ? 1 : (size_t)(64 - __builtin_clzll(top) + 7) / 8;
    if (term_is_big(integer)) {
        size += ((size_t)bignum_limbs(integer) - 1) * 8;
    }
    uint8_t *bytes;
    argument_charge(p, size, BYTES_PER_REDUCTION);
    Term binary = binary_new(process_space(p), size, &bytes);
    bits_put_integer(bytes, 0, size * 8, flags, integer);
    return binary;
}

Term bif_binary_encode_unsigned_1(Process *p, Term *arg)
{
    return encode_unsigned(p, arg[0], ATOM_BIG);
}

Term bif_binary_encode_unsigned_2(Process *p, Term *arg)
{
    return encode_unsigned(p, arg[0], arg[1]);
}

static Term decode_unsigned(Process *p, Term binary, Term endianness)
{
    uint32_t flags;
    if (!read_endianness(endianness, &flags) || !term_is_binary(binary)) {
        return bif_badarg(p);
    }
    BitView view = binary_view(binary);
    if (view.size_bits == 0) {
        return SMALL(0);
    }
    argument_charge(p, view.size_bits / 8, BYTES_PER_REDUCTION);
    Term integer =
        bits_get_integer(process_space(p), view.bytes, view.offset_bits, view.size_bits, flags);
    return term_is_none(integer) ? bif_error(p, ATOM_SYSTEM_LIMIT) : integer;
}

Term bif_binary_decode_unsigned_1(Process *p, Term *arg)
{
    return decode_unsigned(p, arg[0], ATOM_BIG);
}

Term bif_binary_decode_unsigned_2(Process *p, Term *arg)
{
    return decode_unsigned(p, arg[0], arg[1]);
}
