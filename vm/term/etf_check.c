// SPDX-License-Identifier: Apache-2.0
// etf_check.c -- walks over an encoded term without building it, so that the builder meets sound
// frames only.
//
// The format says the sizes of containers first, so a few bytes can promise four billion elements.
// Every element takes at least one byte; a container is therefore refused when fewer bytes are left
// than elements are promised, and what the builder allocates is bounded by a small multiple of the
// input (16 bytes for a list element of one byte).
//
//     terms still to come:   1 -> tuple of 3 -> 3 -> atom -> 2 -> list of 2 -> 2 - 1 + 3 ...  -> 0: the term ends here
//
// One counter replaces a stack, since the walk does not need to know which container it is in.
//
// Elsewhere: what depends on values (is the atom text valid, is a float finite, does a map have a
// key twice) is checked in etf_decode.c where the value is at hand.
//
// Read before: vm/base/bytes.h     Read next: vm/term/etf_decode.c
#include "vm/term/etf_check.h"

#include "vm/term/bignum.h"
#include "vm/term/etf_tags.h"
#include "vm/term/ref.h"

static const char truncated[] = "the input ends inside a term";
static const char bad_count[] = "a container is longer than the input";

enum { FUN_FREE_MAX = 255 };

typedef struct Checker {
    Bytes *b;
    uint64_t terms; // still to come
    const char *reason;
} Checker;

static void refuse(Checker *c, const char *reason)
{
    if (!c->reason) {
        c->reason = reason;
    }
}

static void skip(Checker *c, size_t n) { (void)bytes_take(c->b, n); }

static void expect_terms(Checker *c, uint64_t n)
{
    if (n > bytes_left(c->b)) {
        refuse(c, bad_count);
    }
    c->terms += n;
}

static void skip_atom(Checker *c)
{
    switch (bytes_u8(c->b)) {
    case TAG_ATOM:
    case TAG_ATOM_UTF8: skip(c, bytes_u16(c->b)); break;
    case TAG_SMALL_ATOM:
    case TAG_SMALL_ATOM_UTF8: skip(c, bytes_u8(c->b)); break;
    default: refuse(c, "an atom is expected here");
    }
}

static void skip_small_integer(Checker *c)
{
    switch (bytes_u8(c->b)) {
    case TAG_SMALL_INTEGER: skip(c, 1); break;
    case TAG_INTEGER: skip(c, 4); break;
    case TAG_SMALL_BIG: skip(c, bytes_u8(c->b) + (size_t)1); break;
    default: refuse(c, "a small integer is expected here");
    }
}

static void skip_named(Checker *c, size_t rest)
{
    skip_atom(c);
    skip(c, rest);
}

static void skip_pid(Checker *c)
{
    switch (bytes_u8(c->b)) {
    case TAG_PID: skip_named(c, 9); break;
    case TAG_NEW_PID: skip_named(c, 12); break;
    default: refuse(c, "a pid is expected here");
    }
}

static void skip_reference(Checker *c, size_t creation_bytes)
{
    uint32_t ids = bytes_u16(c->b);
    if (ids == 0 || ids > REF_NUMBERS_MAX) {
        refuse(c, "a reference has 1 to 5 numbers");
    }
    skip_named(c, creation_bytes + (size_t)ids * 4);
}

static void skip_fun(Checker *c)
{
    skip(c, 4 + 1 + 16 + 4); // size (some encoders write a wrong one: not used), arity, id, index
    uint32_t free_count = bytes_u32(c->b);
    if (free_count > FUN_FREE_MAX) {
        refuse(c, "a fun has too many free variables");
    }
    skip_atom(c);
    skip_small_integer(c);
    skip_small_integer(c);
    skip_pid(c);
    expect_terms(c, free_count);
}

static void skip_export(Checker *c)
{
    skip_atom(c);
    skip_atom(c);
    skip_small_integer(c);
}

static void skip_large_big(Checker *c)
{
    uint32_t size = bytes_u32(c->b);
    if (size > (uint64_t)bignum_max_limbs() * 8) {
        refuse(c, "an integer is too large");
    }
    skip(c, (size_t)size + 1);
}

static void skip_bit_binary(Checker *c)
{
    uint32_t size = bytes_u32(c->b);
    uint8_t bits = bytes_u8(c->b);
    const bool is_nothing = size == 0 && bits == 0 && !release_refuses_odd_bits();
    if (!is_nothing && (bits == 0 || size == 0 || bits > 8)) {
        refuse(c, "a bit string has a wrong number of bits in its last byte");
    }
    skip(c, size);
}

// Number of fields, flags, module, name, names of the fields; then the values.
static void skip_record(Checker *c)
{
    uint32_t count = bytes_u32(c->b);
    if (bytes_u8(c->b) > 1) {
        refuse(c, "a record has unknown flags");
    }
    for (uint64_t i = 0; i < (uint64_t)count + 2 && !c->reason && !c->b->bad; i++) {
        skip_atom(c);
    }
    expect_terms(c, count);
}

static void check_term(Checker *c)
{
    uint8_t tag = bytes_u8(c->b);
    switch (tag) {
    case TAG_SMALL_INTEGER: skip(c, 1); break;
    case TAG_INTEGER: skip(c, 4); break;
    case TAG_SMALL_BIG: skip(c, bytes_u8(c->b) + (size_t)1); break;
    case TAG_LARGE_BIG: skip_large_big(c); break;
    case TAG_FLOAT: skip(c, 31); break;
    case TAG_NEW_FLOAT: skip(c, 8); break;
    case TAG_NIL: break;
    case TAG_ATOM:
    case TAG_ATOM_UTF8: skip(c, bytes_u16(c->b)); break;
    case TAG_SMALL_ATOM:
    case TAG_SMALL_ATOM_UTF8: skip(c, bytes_u8(c->b)); break;
    case TAG_PID: skip_named(c, 9); break;
    case TAG_NEW_PID: skip_named(c, 12); break;
    case TAG_PORT: skip_named(c, 5); break;
    case TAG_NEW_PORT: skip_named(c, 8); break;
    case TAG_V4_PORT: skip_named(c, 12); break;
    case TAG_REFERENCE: skip_named(c, 5); break;
    case TAG_NEW_REFERENCE: skip_reference(c, 1); break;
    case TAG_NEWER_REFERENCE: skip_reference(c, 4); break;
    case TAG_SMALL_TUPLE: expect_terms(c, bytes_u8(c->b)); break;
    case TAG_LARGE_TUPLE: expect_terms(c, bytes_u32(c->b)); break;
    case TAG_LIST: expect_terms(c, (uint64_t)bytes_u32(c->b) + 1); break;
    case TAG_MAP: expect_terms(c, (uint64_t)bytes_u32(c->b) * 2); break;
    case TAG_RECORD: skip_record(c); break;
    case TAG_STRING: skip(c, bytes_u16(c->b)); break;
    case TAG_BINARY: skip(c, bytes_u32(c->b)); break;
    case TAG_BIT_BINARY: skip_bit_binary(c); break;
    case TAG_NEW_FUN: skip_fun(c); break;
    case TAG_EXPORT: skip_export(c); break;
    default: refuse(c, "unknown tag");
    }
}

const char *etf_check(Bytes *b)
{
    Checker c = {b, 1, NULL};
    while (c.terms > 0 && !c.reason && !b->bad) {
        c.terms--;
        check_term(&c);
    }
    return b->bad ? truncated : c.reason;
}
