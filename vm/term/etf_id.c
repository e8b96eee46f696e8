// SPDX-License-Identifier: Apache-2.0
// etf_id.c -- decodes atoms, pids, ports and references of the external term format.
//
// All identifiers say whose they are: the node's name (an atom) and its creation, which run of that
// node. If both are this node's, the result is a local identifier, else an external one:
//
//     NEW_PID   X  atom  number:32  serial:32  creation:32       (older tags: creation of 8 bits, of which 0..3 are valid)
//     V4_PORT   x  atom  number:64  creation:32
//     NEWER_REF Z  count:16  atom  creation:32  number:32 * count
//
// Numbers of local identifiers are checked against what this node can have given out, because they
// index tables later.
//
// Read before: vm/term/ref.h     Read next: vm/term/etf_decode.c
#include "vm/term/etf_id.h"

#include "vm/base/clock.h"
#include "vm/base/hash.h"
#include "vm/term/atom.h"
#include "vm/term/etf.h"
#include "vm/term/etf_tags.h"
#include "vm/term/ref.h"

enum { OLD_CREATION_MAX = 3 };

static Term fail(const char **reason, const char *why)
{
    if (!*reason) {
        *reason = why;
    }
    return TERM_NIL;
}

uint32_t etf_local_mark(const uint8_t *bytes, size_t size)
{
    static _Atomic uint64_t started; // 0: the first mark is being made
    uint64_t salt = 0, now = (uint64_t)clock_monotonic_ns() | 1;
    if (atomic_compare_exchange_strong(&started, &salt, now)) {
        salt = now;
    }
    return (uint32_t)hash_combine(hash_bytes(bytes, size), salt);
}

// ---- atoms

// The same text in UTF-8; returns its size.
static size_t widen_latin1(const uint8_t *from, size_t size, char *to)
{
    size_t used = 0;
    for (size_t i = 0; i < size; i++) {
        if (from[i] >= 0x80) {
            to[used++] = (char)(0xC0 | from[i] >> 6);
            to[used++] = (char)(0x80 | (from[i] & 0x3F));
        } else {
            to[used++] = (char)from[i];
        }
    }
    return used;
}

Term etf_id_atom(Bytes *b, uint8_t tag, uint32_t flags, const char **reason)
{
    bool is_short = tag == TAG_SMALL_ATOM || tag == TAG_SMALL_ATOM_UTF8;
    if (!is_short && tag != TAG_ATOM && tag != TAG_ATOM_UTF8) {
        return fail(reason, "an atom is expected here");
    }
    size_t size = is_short ? bytes_u8(b) : bytes_u16(b);
    const char *text = (const char *)bytes_take(b, size);
    char utf8[2 * ATOM_MAX_CHARACTERS];
    if (!text) {
        return fail(reason, "the input ends inside an atom");
    }
    if (tag == TAG_ATOM || tag == TAG_SMALL_ATOM) {
        if (size > ATOM_MAX_CHARACTERS) {
            return fail(reason, "an atom is too long");
        }
        size = widen_latin1((const uint8_t *)text, size, utf8);
        text = utf8;
    }
    Term atom = flags & ETF_SAFE ? atom_existing(text, size) : atom_from_utf8(text, size);
    if (term_is_none(atom)) {
        return fail(reason, flags & ETF_SAFE ? "the atom does not exist" : "an atom is not valid");
    }
    return atom;
}

// ---- identifiers

static bool is_this_node(Term name, uint32_t creation)
{
    return name == node_this->name && creation == node_this->creation;
}

static uint32_t read_creation(Bytes *b, bool old, const char **reason)
{
    uint32_t creation = old ? bytes_u8(b) : bytes_u32(b);
    if (old && creation > OLD_CREATION_MAX) {
        fail(reason, "a creation is out of range");
    }
    return creation;
}

static Term decode_pid(Space *space, Bytes *b, uint8_t tag, Term name, const char **reason)
{
    uint32_t numbers[2];
    numbers[0] = bytes_u32(b);
    numbers[1] = bytes_u32(b);
    uint32_t creation = read_creation(b, tag == TAG_PID, reason);
    if (*reason) {
        return TERM_NIL;
    }
    if (!is_this_node(name, creation)) {
        return external_make(space, EXTERNAL_PID, node_intern(name, creation), numbers, 2);
    }
    const Term pid = pid_from_numbers(numbers[0], numbers[1]);
    return term_is_none(pid) ? fail(reason, "a pid of this node is out of range") : pid;
}

static Term decode_port(Space *space, Bytes *b, uint8_t tag, Term name, const char **reason)
{
    uint64_t number = tag == TAG_V4_PORT ? bytes_u64(b) : bytes_u32(b);
    uint32_t creation = read_creation(b, tag == TAG_PORT, reason);
    if (*reason) {
        return TERM_NIL;
    }
    if (!is_this_node(name, creation)) {
        uint32_t halves[2] = {(uint32_t)number, (uint32_t)(number >> 32)};
        return external_make(space, EXTERNAL_PORT, node_intern(name, creation), halves, 2);
    }
    if (number >> release_port_number_bits()) {
        return fail(reason, "a port of this node is out of range");
    }
    return port_make(number);
}

static Term make_reference(Space *space, Term name, uint32_t creation, const uint32_t *numbers,
                           uint32_t count, const char **reason)
{
    if (*reason) {
        return TERM_NIL;
    }
    if (!is_this_node(name, creation)) {
        return external_make(space, EXTERNAL_REF, node_intern(name, creation), numbers, count);
    }
    Term ref = ref_from_numbers(space, numbers, count);
    return term_is_none(ref) ? fail(reason, "a reference of this node is out of range") : ref;
}

// REFERENCE has one number before the creation; the newer two have the count first and the numbers
// last.
static Term decode_reference(Space *space, Bytes *b, uint8_t tag, uint32_t flags,
                             const char **reason)
{
    uint32_t numbers[REF_NUMBERS_MAX] = {0};
    uint32_t count = tag == TAG_REFERENCE ? 1 : bytes_u16(b);
    Term name = etf_id_atom(b, bytes_u8(b), flags, reason);
    if (count == 0 || count > REF_NUMBERS_MAX) {
        return fail(reason, "a reference has 1 to 5 numbers");
    }
    if (tag == TAG_REFERENCE) {
        numbers[0] = bytes_u32(b);
    }
    uint32_t creation = read_creation(b, tag != TAG_NEWER_REFERENCE, reason);
    for (uint32_t i = 0; i < count && tag != TAG_REFERENCE; i++) {
        numbers[i] = bytes_u32(b);
    }
    if (tag != TAG_NEWER_REFERENCE && numbers[0] >= REF_N0_LIMIT) {
        return fail(reason, "a reference's first number is out of range");
    }
    return make_reference(space, name, creation, numbers, count, reason);
}

Term etf_id_decode(Space *space, Bytes *b, uint8_t tag, uint32_t flags, const char **reason)
{
    bool is_pid = tag == TAG_PID || tag == TAG_NEW_PID;
    if (tag == TAG_REFERENCE || tag == TAG_NEW_REFERENCE || tag == TAG_NEWER_REFERENCE) {
        return decode_reference(space, b, tag, flags, reason);
    }
    if (!is_pid && tag != TAG_PORT && tag != TAG_NEW_PORT && tag != TAG_V4_PORT) {
        return fail(reason, "unknown tag");
    }
    Term name = etf_id_atom(b, bytes_u8(b), flags, reason);
    return is_pid ? decode_pid(space, b, tag, name, reason)
                  : decode_port(space, b, tag, name, reason);
}
