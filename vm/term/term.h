// SPDX-License-Identifier: Apache-2.0
// term.h -- the tagged word: how every Erlang value looks in 64 bits, and the accessors that
// everything else uses. Nothing else in the machine knows a tag.
//
//   63                                     4 3 2 1 0
//  [ signed integer, 60 bits                |0 0 0 0]  small integer: the word is the value times 16, so
//                                                      add, subtract and compare work on tagged
//                                                      words
//  [ index in the atom table                |0 1 0 0]  atom
//  [ serial and number, 28 bits             |1 0 0 0]  pid of this node
//  [ number                           |0 0 0|1 1 0 0]  port of this node      (8-bit tags from here)
//  [ 0                                |0 0 1|1 1 0 0]  []                     0x1C
//  [ address of handler               |0 1 0|1 1 0 0]  catch tag, on stacks only: address << 8 | 0x2C
//  [ address of two words, 8-aligned        |. . 0 1]  cons: head, tail
//  [ address of a header word, 8-aligned    |. . 1 0]  boxed
//  [ ...                                    |. . 1 1]  never a term: header, return address, TERM_NONE
//
// A header word begins every boxed object:
//
//   63          38 37               6 5     2 1 0
//  [ extra, 26    | arity, 32 bits   | subtag |1 1]    arity = number of words that follow the header
//
// so a heap can be scanned linearly, and a moved object can say so: the header's place holds the
// new boxed pointer, which is a term and so not a header. A moved cons has TERM_NONE as head and
// the new cons pointer as tail. The layouts of the boxed objects are in the file of each type
// (tuple.h, bignum.h, ...).
//
// INVARIANTS
//   1. A word with low bits 11 is never the value of an x or y register that is live, nor inside a
//      cons or a
//      tuple. (Return addresses on a stack are tagged 11 for that reason: address | 3.)
//   2. Integers are small whenever they fit 60 bits; a big integer's top limb is never zero.
//   3. Sub-binaries never refer to sub-binaries.
//
// Elsewhere: ERTS has the small tag 1111 and headers 00; here it is turned round, which saves an
// instruction
// in each arithmetic test.     Read next: vm/term/space.h
#pragma once

#include "vm/base/check.h"
#include "vm/base/release.h"
#include "vm/fwd.h"

typedef uint64_t Term;

enum {
    TERM_TAG_CONS = 1,
    TERM_TAG_BOXED = 2,
    TERM_TAG_HEADER = 3,
    TERM_TAG_MASK = 3,
    TERM_IMM_MASK = 15,
    TERM_IMM_SMALL = 0,
    TERM_IMM_ATOM = 4,
    TERM_IMM_PID = 8,
    TERM_IMM8_MASK = 255,
    TERM_IMM8_PORT = 0x0C,
    TERM_IMM8_CATCH = 0x2C,
};
#define TERM_NIL ((Term)0x1C)
// Not a term: what a function returns that failed or has nothing. (Header of arity 0 with all extra
// bits set.)
#define TERM_NONE ((Term)0xFFFFFFC00000003F)

// The kind of a boxed object.
typedef enum Subtag {
    SUBTAG_TUPLE = 0,
    SUBTAG_BIG_POS = 1,
    SUBTAG_BIG_NEG = 2,
    SUBTAG_FLOAT = 3,
    SUBTAG_FUN = 4,        // closure
    SUBTAG_EXPORT_FUN = 5, // fun M:F/A
    SUBTAG_REF = 6,        // reference of this node (also magic: extra bit 0 of the header)
    SUBTAG_FLATMAP = 7,    // up to MAP_FLAT_MAX keys
    SUBTAG_HASHMAP = 8,    // root of a hash array mapped trie
    // inner node of it; extra bits 0..15 are the bitmap (in the root too). Never a value
    SUBTAG_HASHNODE = 9,
    SUBTAG_HEAP_BIN = 10, // bytes inside
    SUBTAG_REFC_BIN = 11, // bytes outside, counted
    SUBTAG_SUB_BIN = 12,  // part of one of the two above
    // match context; correct code keeps it in registers. Where it is taken for a term all the same, it is the bitstring that is
    // left of it.
    SUBTAG_MATCH = 13,
    SUBTAG_EXTERNAL = 14, // pid, port or reference of another node; extra bits 0..1: ExternalKind
    SUBTAG_RECORD = 15,   // native record (OTP 29)
} Subtag;

// ---- headers
static inline Term header_make(Subtag subtag, uint32_t arity)
{
    return (Term)arity << 6 | (Term)subtag << 2 | 3;
}
static inline Term header_make_extra(Subtag subtag, uint32_t arity, uint32_t extra)
{
    return (Term)extra << 38 | header_make(subtag, arity);
}
static inline bool header_is(Term word) { return (word & TERM_TAG_MASK) == TERM_TAG_HEADER; }
static inline uint32_t header_arity(Term header) { return (uint32_t)(header >> 6); }
static inline Subtag header_subtag(Term header) { return (Subtag)((header >> 2) & 15); }
static inline uint32_t header_extra(Term header) { return (uint32_t)(header >> 38); }

// ---- immediates
static inline bool term_is_immediate(Term t) { return (t & TERM_TAG_MASK) == 0; }
static inline bool term_is_small(Term t) { return (t & TERM_IMM_MASK) == TERM_IMM_SMALL; }
static inline bool term_are_both_small(Term a, Term b) { return ((a | b) & TERM_IMM_MASK) == 0; }
static inline bool term_is_atom(Term t) { return (t & TERM_IMM_MASK) == TERM_IMM_ATOM; }
static inline bool term_is_local_pid(Term t) { return (t & TERM_IMM_MASK) == TERM_IMM_PID; }
static inline bool term_is_local_port(Term t) { return (t & TERM_IMM8_MASK) == TERM_IMM8_PORT; }
static inline bool term_is_nil(Term t) { return t == TERM_NIL; }
static inline bool term_is_catch(Term t) { return (t & TERM_IMM8_MASK) == TERM_IMM8_CATCH; }
static inline bool term_is_none(Term t) { return t == TERM_NONE; }

#define SMALL_MAX (((int64_t)1 << 59) - 1)
#define SMALL_MIN (-((int64_t)1 << 59))
static inline Term small_make(int64_t value) { return (Term)value << 4; }
static inline int64_t small_value(Term t) { return (int64_t)t >> 4; }
static inline bool small_fits(int64_t value) { return value >= SMALL_MIN && value <= SMALL_MAX; }
#define SMALL(constant) ((Term)((uint64_t)(int64_t)(constant) << 4))

static inline uint32_t atom_index(Term atom) { return (uint32_t)(atom >> 4); }
static inline Term atom_from_index(uint32_t index) { return (Term)index << 4 | TERM_IMM_ATOM; }

// Local pid data: the number, above it the serial, as printed <0.Number.Serial>. Up to OTP 25 the
// number has 15 bits, then 28. Only the lowest PID_DATA_BITS are ever given out.
enum { PID_DATA_BITS = 28 };
static inline Term pid_make(uint64_t data) { return data << 4 | TERM_IMM_PID; }
static inline uint64_t pid_data(Term pid) { return pid >> 4; }
static inline uint32_t pid_number(Term pid)
{
    return (uint32_t)pid_data(pid) & ((1u << release_pid_number_bits()) - 1);
}
static inline uint32_t pid_serial(Term pid)
{
    return (uint32_t)(pid_data(pid) >> release_pid_number_bits());
}
// TERM_NONE: out of range.
static inline Term pid_from_numbers(uint64_t number, uint64_t serial)
{
    const uint32_t bits = release_pid_number_bits();
    return number >> bits || serial >> release_pid_serial_bits()
               ? TERM_NONE
               : pid_make(number | serial << bits);
}
static inline Term port_make(uint64_t number) { return number << 8 | TERM_IMM8_PORT; }
static inline uint64_t port_number(Term port) { return port >> 8; }
static inline Term catch_make(const void *handler)
{
    return (Term)(uintptr_t)handler << 8 | TERM_IMM8_CATCH;
}
static inline void *catch_handler(Term t) { return (void *)(uintptr_t)(t >> 8); }

// ---- cons
static inline bool term_is_cons(Term t) { return (t & TERM_TAG_MASK) == TERM_TAG_CONS; }
static inline bool term_is_list(Term t) { return term_is_cons(t) || term_is_nil(t); }
static inline Term *cons_words(Term t) { return (Term *)(uintptr_t)(t - TERM_TAG_CONS); }
// Words are aligned, so adding the tag sets its bits, and costs the machine one instruction less.
static inline Term cons_make(const Term *words) { return (Term)(uintptr_t)words + TERM_TAG_CONS; }
static inline Term cons_head(Term t) { return cons_words(t)[0]; }
static inline Term cons_tail(Term t) { return cons_words(t)[1]; }

// ---- boxed
static inline bool term_is_boxed(Term t) { return (t & TERM_TAG_MASK) == TERM_TAG_BOXED; }
static inline Term *boxed_words(Term t) { return (Term *)(uintptr_t)(t - TERM_TAG_BOXED); }
static inline Term boxed_make(const Term *words) { return (Term)(uintptr_t)words + TERM_TAG_BOXED; }
static inline Term boxed_header(Term t) { return *boxed_words(t); }
static inline bool term_is_subtag(Term t, Subtag subtag)
{
    return term_is_boxed(t) && (boxed_header(t) & 0x3F) == ((Term)subtag << 2 | 3);
}
static inline bool term_is_tuple(Term t) { return term_is_subtag(t, SUBTAG_TUPLE); }
static inline bool term_is_float(Term t) { return term_is_subtag(t, SUBTAG_FLOAT); }
static inline bool term_are_both_floats(Term a, Term b)
{
    return term_is_float(a) && term_is_float(b);
}
static inline bool term_is_closure(Term t) { return term_is_subtag(t, SUBTAG_FUN); }
static inline bool term_is_export_fun(Term t) { return term_is_subtag(t, SUBTAG_EXPORT_FUN); }
// A mask of subtags, tested with one load, a shift and a test.
static inline bool term_is_any_of(Term t, uint32_t subtag_mask)
{
    return term_is_boxed(t) && (subtag_mask >> header_subtag(boxed_header(t)) & 1);
}
static inline bool term_is_big(Term t)
{
    return term_is_any_of(t, 1u << SUBTAG_BIG_POS | 1u << SUBTAG_BIG_NEG);
}
static inline bool term_is_integer(Term t) { return term_is_small(t) || term_is_big(t); }
static inline bool term_is_number(Term t) { return term_is_integer(t) || term_is_float(t); }
static inline bool term_is_fun(Term t)
{
    return term_is_any_of(t, 1u << SUBTAG_FUN | 1u << SUBTAG_EXPORT_FUN);
}
static inline bool term_is_map(Term t)
{
    return term_is_any_of(t, 1u << SUBTAG_FLATMAP | 1u << SUBTAG_HASHMAP);
}
static inline bool term_is_flatmap(Term t) { return term_is_subtag(t, SUBTAG_FLATMAP); }
static inline bool term_is_hashmap(Term t) { return term_is_subtag(t, SUBTAG_HASHMAP); }
// Any binary or bitstring (not a match context).
static inline bool term_is_bitstring(Term t)
{
    return term_is_any_of(t, 1u << SUBTAG_HEAP_BIN | 1u << SUBTAG_REFC_BIN | 1u << SUBTAG_SUB_BIN);
}
bool term_is_binary(Term t);    // a bitstring of whole bytes (binary.h)
bool term_is_pid(Term t);       // local or external (ref.h)
bool term_is_port(Term t);      // local or external
bool term_is_reference(Term t); // local or external
// Length of a proper list; -1 when improper or not a list.
int64_t list_length(Term list);

// ---- floats: these three accessors are the only code that knows how a float is stored
enum { FLOAT_WORDS = 2 }; // heap words that float_make needs
static inline double float_value(Term t)
{
    double value;
    memcpy(&value, boxed_words(t) + 1, sizeof value);
    return value;
}
// Writes at words[0..FLOAT_WORDS-1]. value must be finite.
// Infinity minus infinity is NaN, which does not equal itself.
static inline bool float_is_finite(double value)
{
    const double difference = value - value;
    return difference == difference;
}
static inline Term float_make_at(Term *words, double value)
{
    words[0] = header_make(SUBTAG_FLOAT, 1);
    memcpy(words + 1, &value, sizeof value);
    return boxed_make(words);
}

// ---- tuples: header, elements
static inline uint32_t tuple_arity(Term t) { return header_arity(boxed_header(t)); }
static inline Term *tuple_elements(Term t) { return boxed_words(t) + 1; } // element 1 is [0]
static inline bool term_is_tuple_of(Term t, uint32_t arity)
{
    return term_is_boxed(t) && boxed_header(t) == header_make(SUBTAG_TUPLE, arity);
}
#define TUPLE_ARITY_MAX 16777215

// ---- return addresses on stacks (never terms)
static inline Term return_address_make(const void *code)
{
    return (Term)(uintptr_t)code | TERM_TAG_HEADER;
}
static inline const void *return_address(Term word)
{
    return (const void *)(uintptr_t)(word - TERM_TAG_HEADER);
}

// Copies a few words, one by one: words that were written a moment ago cannot be read by wider loads
// without waiting for the store (which is what memcpy would do).
static inline void terms_copy(Term *to, const Term *from, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Term word = from[i];
        __asm__("" : "+r"(word)); // else the compiler recognises memcpy
        to[i] = word;
    }
}
