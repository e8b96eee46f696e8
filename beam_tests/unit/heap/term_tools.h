// SPDX-License-Identifier: Apache-2.0
// term_tools.h -- for the tests of vm/heap: random numbers, random terms of every kind, and a
// digest of a term.
//
// The digest is a hash of everything that a program can see of a term, computed without recursion.
// A term has the same digest before and after a collection or a copy; two different terms hardly
// ever have the same.
#pragma once

#include "vm/base/hash.h"
#include "vm/base/stack.h"
#include "vm/heap/copy.h"
#include "vm/heap/gc.h"
#include "vm/heap/heap_block.h"
#include "vm/heap/literal.h"
#include "vm/heap/offheap.h"
#include "vm/term/atom.h"
#include "vm/term/bits.h"
#include "vm/term/fun.h"
#include "vm/term/map.h"

// clang-format off
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

static uint64_t random_state = 88172645463325252u;
static inline uint64_t random_u64(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state * 0x2545F4914F6CDD1Du;
}
static inline uint32_t random_below(uint32_t n)
{
    return (uint32_t)((random_u64() >> 32) * n >> 32);
}

// ---- digest

static inline uint64_t digest_bits(uint64_t hash, BitView v)
{
    hash = hash_combine(hash, v.size_bits);
    for (uint64_t at = 0; at < v.size_bits; at += 64) {
        uint32_t size = v.size_bits - at < 64 ? (uint32_t)(v.size_bits - at) : 64;
        hash = hash_combine(hash, bits_get_u64(v.bytes, v.offset_bits + at, size));
    }
    return hash;
}

static inline uint64_t digest_boxed(uint64_t hash, Term t, WordStack *stack)
{
    const Term *words = boxed_words(t);
    Term header = words[0];
    uint32_t first = 1; // raw words from here
    switch (header_subtag(header)) {
    case SUBTAG_HEAP_BIN:
    case SUBTAG_REFC_BIN:
    case SUBTAG_SUB_BIN: return digest_bits(hash_combine(hash, 'b'), binary_view(t));
    case SUBTAG_MATCH: {
        const MatchContext *m = (const MatchContext *)words;
        BitView v = {m->bytes, m->at_bits, m->end_bits - m->at_bits};
        return digest_bits(hash_combine(hash, 'm'), v);
    }
    case SUBTAG_TUPLE:
    case SUBTAG_FUN:
    case SUBTAG_EXPORT_FUN:
    case SUBTAG_FLATMAP:
    case SUBTAG_HASHMAP:
    case SUBTAG_HASHNODE:
    case SUBTAG_RECORD:
        for (uint32_t i = 1; i <= header_arity(header); i++) {
            word_stack_push(stack, words[i]);
        }
        return hash_combine(hash, header);
    case SUBTAG_REF: first = header_extra(header) == REF_MAGIC ? 2 : 1; break;
    default: break;
    }
    hash = hash_combine(hash, header);
    for (uint32_t i = first; i <= header_arity(header); i++) {
        hash = hash_combine(hash, words[i]);
    }
    return hash;
}

static inline uint64_t term_digest(Term t)
{
    uint64_t hash = 17;
    WordStack stack;
    word_stack_init(&stack);
    word_stack_push(&stack, t);
    while (!word_stack_is_empty(&stack)) {
        t = word_stack_pop(&stack);
        while (term_is_cons(t)) {
            hash = hash_combine(hash, 'l');
            word_stack_push(&stack, cons_head(t));
            t = cons_tail(t);
        }
        hash = term_is_boxed(t) ? digest_boxed(hash, t, &stack) : hash_combine(hash, t);
    }
    word_stack_free(&stack);
    return hash;
}

// ---- random terms. parts: terms to build from; the result is never larger than about
// SIZE_MAX_WORDS when copied.

enum { SIZE_MAX_WORDS = 3000 };

static struct ALIGNED(16) {
    ExportName name;
} tools_export;
static FunEntry tools_fun = {.arity = 1};
static _Atomic int tools_objects; // that magic references own, alive

static inline void destroy_object(BinData *data)
{
    tools_objects--;
    vm_free(data, sizeof *data + data->size);
}

static inline Term make_object(Space *space)
{
    BinData *data = bin_data_new(40);
    data->destroy = destroy_object;
    tools_objects++;
    return ref_make_magic(space, data);
}

static inline Term make_bytes(Space *space, size_t size)
{
    uint8_t *bytes;
    Term binary = binary_new(space, size, &bytes);
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (uint8_t)random_u64();
    }
    return binary;
}

static inline Term make_fun(Space *space, const Term *parts, uint32_t count)
{
    Term *words = space_take(space, FUN_WORDS + count);
    words[0] = header_make(SUBTAG_FUN, 2 + count);
    words[1] = (Term)(uintptr_t)&tools_fun;
    words[2] = pid_make(7);
    if (count) {
        memcpy(words + 3, parts, count * sizeof(Term));
    }
    return boxed_make(words);
}

static inline Term make_export_fun(Space *space)
{
    Term *words = space_take(space, EXPORT_FUN_WORDS);
    words[0] = header_make(SUBTAG_EXPORT_FUN, 1);
    words[1] = (Term)(uintptr_t)&tools_export;
    return boxed_make(words);
}

static inline Term make_map(Space *space, const Term *parts, uint32_t count, uint32_t part_count)
{
    Term map = map_empty(space);
    for (uint32_t i = 0; i < count; i++) {
        Term key = random_below(2) ? small_make(random_below(1000)) : make_bytes(space, 5);
        map = map_put(space, map, key, parts[random_below(part_count)]);
    }
    return map;
}

static inline Term make_part(Space *space, Term t)
{
    if (!term_is_bitstring(t)) {
        return make_bytes(space, 3);
    }
    uint64_t size = binary_size_bits(t);
    uint64_t from = random_below((uint32_t)size + 1);
    uint64_t bits = random_below((uint32_t)(size - from) + 1);
    if (random_below(2)) {
        from &= ~UINT64_C(7);
        bits &= ~UINT64_C(7);
    }
    return binary_part_bits(space, t, from, bits);
}

static inline Term make_appended(Space *space, Term t)
{
    if (!term_is_bitstring(t)) {
        t = binary_new_writable(space, 100);
    }
    uint8_t *bytes;
    uint64_t at;
    uint64_t value = random_u64();
    Term grown = binary_append(space, t, 24, &bytes, &at);
    bits_put_u64(bytes, at, 24, value & 0xFFFFFF);
    return grown;
}

static inline Term make_external(Space *space)
{
    uint32_t numbers[5] = {random_below(1 << 18), 2, 3, 4, 5};
    Node *node = node_intern(ATOM_OK, 3);
    ExternalKind kind = (ExternalKind)random_below(3);
    return external_make(space, kind, node, numbers,
                         kind == EXTERNAL_REF ? 1 + random_below(5) : 2);
}

static inline Term make_container(Space *space, const Term *parts, uint32_t count)
{
    Term few[8];
    uint32_t n = random_below(8);
    for (uint32_t i = 0; i < n; i++) {
        few[i] = parts[random_below(count)];
    }
    switch (random_below(6)) {
    case 0: return space_list(space, few, n, TERM_NIL);
    case 1: return space_list(space, few, n, parts[random_below(count)]); // improper, or long
    case 2: return space_tuple(space, n, few);
    case 3: return make_fun(space, few, n);
    case 4: return make_map(space, parts, random_below(8), count);
    default:
        return random_below(8) ? space_tuple(space, n, few)
                               : make_map(space, parts, 30 + random_below(40), count);
    }
}

static inline Term make_leaf(Space *space, Term other)
{
    switch (random_below(14)) {
    case 0: return small_make((int64_t)random_u64() >> 10);
    case 1: return space_float(space, 1.5 * random_below(1000));
    case 2: return space_integer(space, INT64_MAX - random_below(100));
    case 3: return space_integer(space, INT64_MIN + random_below(100));
    case 4: return make_bytes(space, random_below(65));
    case 5: return make_bytes(space, 65 + random_below(300));
    case 6: return make_part(space, other);
    case 7: return make_export_fun(space);
    case 8: return ref_make(space);
    case 9: return ref_make_pid(space, pid_make(3));
    case 10: return make_object(space);
    case 11: return make_external(space);
    case 12: return make_appended(space, other);
    default: return space_string(space, "some characters", random_below(16));
    }
}

static inline Term make_random(Space *space, const Term *parts, uint32_t count)
{
    if (random_below(2)) {
        return make_leaf(space, parts[random_below(count)]);
    }
    size_t size = 0;
    for (uint32_t i = 0; i < count; i++) {
        size += copy_size_all(parts[i]);
    }
    // When the parts have grown too large, begin anew with something small.
    return size > SIZE_MAX_WORDS ? make_leaf(space, TERM_NIL) : make_container(space, parts, count);
}

static inline void tools_init(void)
{
    static bool is_done;
    if (!is_done) {
        is_done = true;
        atom_init(1 << 20);
        literal_init();
        tools_export.name = (ExportName){ATOM_OK, ATOM_ERROR, 2};
        tools_fun.module = tools_fun.name = ATOM_OK;
    }
}
