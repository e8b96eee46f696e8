// SPDX-License-Identifier: Apache-2.0
// bif_iolist.c -- lists of bytes and binaries to binaries: iolist_to_binary/1, list_to_bitstring/1,
// iolist_to_iovec/1, ...
//
// The first walk checks and measures, the second writes: the result is allocated once, in its final
// size.
//
// iolist_to_iovec/1 is for writing with few copies: large binaries are passed on as they are, bytes
// and small binaries between them are gathered. How it groups them can be seen by programs, so it
// is done as ERTS does it:
//
//     gathered so far   next binary            what happens
//     nothing, or >=256 >= 256                 gathered part ends, the binary stands for itself
//     anything          < 256, or sum < 512    the binary is gathered too
//     1..255            larger                 gathered up to 256; its rest stands for itself
//
// Exceptions: run to their end without yielding; charge by bytes and leaves.
// Read before: vm/bif/iolist.h     Read next: vm/bif/bif_binary.c
#include "vm/bif/iolist.h"
#include "vm/code/export.h"
#include "vm/term/bits.h"

enum { BYTES_PER_REDUCTION = 256, IOVEC_SMALL = 256, IOVEC_GATHER_MAX = 32 * IOVEC_SMALL };

static Term build_bits(Process *p, Term iolist, uint64_t size_bits)
{
    uint8_t *bytes;
    size_t size_bytes = (size_bits + 7) / 8;
    argument_charge(p, size_bytes, BYTES_PER_REDUCTION);
    Term binary = binary_new(process_space(p), size_bytes, &bytes);
    if (size_bits % 8 != 0) {
        bytes[size_bytes - 1] = 0;
    }
    iolist_write(iolist, bytes);
    if (size_bits % 8 == 0) {
        return binary;
    }
    return binary_part_bits(process_space(p), binary, 0, size_bits);
}

static Term convert_list(Process *p, Term list, bool with_bits)
{
    uint64_t size_bits;
    if (!term_is_list(list) || !iolist_size(list, with_bits, &size_bits)) {
        return bif_badarg(p);
    }
    return build_bits(p, list, size_bits);
}

Term bif_erlang_list_to_binary_1(Process *p, Term *arg) { return convert_list(p, arg[0], false); }
Term bif_erlang_list_to_bitstring_1(Process *p, Term *arg) { return convert_list(p, arg[0], true); }

Term bif_erlang_iolist_to_binary_1(Process *p, Term *arg)
{
    if (term_is_bitstring(arg[0])) {
        return term_is_binary(arg[0]) ? arg[0] : bif_badarg(p);
    }
    return convert_list(p, arg[0], false);
}

Term bif_erlang_iolist_size_1(Process *p, Term *arg)
{
    uint64_t size_bits;
    if (!iolist_size(arg[0], false, &size_bits)) {
        return bif_badarg(p);
    }
    argument_charge(p, size_bits / 8, BYTES_PER_REDUCTION);
    return space_unsigned(process_space(p), size_bits / 8);
}

// ---- iolist_to_iovec

// The list is built backwards and reversed at the end.
typedef struct IovecBuilder {
    Space *space;
    ByteVec gathered;
    size_t room; // as if the buffer grew like ERTS's: decides where a long gathered part is cut
    Term parts;
} IovecBuilder;

static void add_part(IovecBuilder *b, Term binary)
{
    b->parts = space_cons(b->space, binary, b->parts);
}

static void end_gathered(IovecBuilder *b)
{
    if (b->gathered.size > 0) {
        add_part(b, space_binary(b->space, b->gathered.data, b->gathered.size));
    }
    b->gathered.size = 0;
    b->room = 0;
}

static uint8_t *take_gathered(IovecBuilder *b, size_t extra)
{
    if (b->room > 0 && b->gathered.size + extra > b->room && b->room >= IOVEC_GATHER_MAX) {
        end_gathered(b);
    }
    size_t need = b->gathered.size + extra;
    if (b->room == 0) {
        b->room = need > IOVEC_SMALL ? need : IOVEC_SMALL;
    } else if (need > b->room) {
        b->room = need > b->room * 2 ? need : b->room * 2;
    }
    uint8_t *bytes = byte_vec_reserve(&b->gathered, extra);
    b->gathered.size += extra;
    return bytes;
}

static void gather_bits(IovecBuilder *b, BitView view, size_t size)
{
    bits_copy(take_gathered(b, size), 0, view.bytes, view.offset_bits, size * 8);
}

static void add_binary(IovecBuilder *b, Term binary)
{
    BitView view = binary_view(binary);
    size_t size = view.size_bits / 8, before = b->gathered.size;
    if (size == 0) {
        return;
    }
    if (size >= IOVEC_SMALL && (before == 0 || before >= IOVEC_SMALL)) {
        end_gathered(b);
        add_part(b, binary);
    } else if (size < IOVEC_SMALL || size + before < 2 * IOVEC_SMALL) {
        gather_bits(b, view, size);
    } else {
        size_t spill = IOVEC_SMALL - before;
        gather_bits(b, view, spill);
        end_gathered(b);
        add_part(b, binary_part_bits(b->space, binary, spill * 8, (size - spill) * 8));
    }
}

// Bytes that stand directly one after the other in the list are gathered as one run.
static void add_bytes(IovecBuilder *b, IolistCursor *c, Term first)
{
    size_t count = 1;
    for (Term at = c->list; term_is_cons(at) && term_is_small(cons_head(at)); at = cons_tail(at)) {
        count++;
    }
    uint8_t *bytes = take_gathered(b, count);
    bytes[0] = (uint8_t)small_value(first);
    for (size_t i = 1; i < count; i++) {
        Term byte = cons_head(c->list);
        c->bad |= byte > SMALL(255);
        bytes[i] = (uint8_t)small_value(byte);
        c->list = cons_tail(c->list);
    }
}

static Term reverse_in_place(Term list)
{
    Term result = TERM_NIL;
    while (term_is_cons(list)) {
        Term next = cons_tail(list);
        cons_words(list)[1] = result; // our own cells, seen by nobody yet
        result = list;
        list = next;
    }
    return result;
}

// What ERTS continues with when a slice is used up. From OTP 27 on it is also what fails.
static Export *iovec_continue;

static Term fail_in_continuation(Process *p, Term *arg)
{
    (void)arg;
    return bif_badarg(p);
}

void iolist_init(void)
{
    if (release_traces_iovec_continue()) {
        iovec_continue =
            export_get(ATOM_ERTS_INTERNAL, atom_from_text("iolist_to_iovec_continue"), 1);
        export_set_bif(iovec_continue, fail_in_continuation, BIF_BODY);
    }
}

static bool is_one_bitstring(Term list)
{
    return term_is_bitstring(cons_head(list)) && term_is_nil(cons_tail(list));
}

Term bif_erlang_iolist_to_iovec_1(Process *p, Term *arg)
{
    IovecBuilder b = {.space = process_space(p), .parts = TERM_NIL};
    IolistCursor c;
    Term leaf;
    size_t leaves = 0;
    if (term_is_bitstring(arg[0])) {
        uint64_t size = binary_size_bits(arg[0]);
        return size % 8 ? bif_badarg(p) : size ? space_cons(b.space, arg[0], TERM_NIL) : TERM_NIL;
    }
    iolist_begin(&c, arg[0]);
    while (iolist_next(&c, &leaf)) {
        leaves++;
        if (term_is_small(leaf)) {
            add_bytes(&b, &c, leaf);
        } else if (term_is_binary(leaf)) {
            add_binary(&b, leaf);
        } else {
            c.bad = true;
        }
    }
    bool ok = iolist_end(&c);
    end_gathered(&b);
    byte_vec_free(&b.gathered);
    argument_charge(p, leaves, 16);
    if (!ok && release_traces_iovec_continue() && term_is_cons(arg[0]) &&
        !is_one_bitstring(arg[0])) {
        return bif_trap(p, arg, iovec_continue, 1, arg);
    }
    return ok ? reverse_in_place(b.parts) : bif_badarg(p);
}
