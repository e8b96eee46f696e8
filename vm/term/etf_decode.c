// SPDX-License-Identifier: Apache-2.0
// etf_decode.c -- the external term format to terms: binary_to_term, literals of .beam files,
// messages of other nodes.
//
// Two passes. etf_check walks over the bytes and refuses whatever is not a sound frame; then this
// file builds. It keeps a stack of tasks instead of recursing. A task is "decode n terms into these
// slots", or "these pairs are complete, make the map":
//
//     {a, [1, 2], b}      slots of the tuple  [ a | . | . ]      stack:  slots of the tuple, 2 left, next ^
//                                                  |                     slots of the list,  2 left, every second word
//                                                  v
//                                            [ . |  ]-> [ . | [] ]
//
// Containers are linked in before their elements are known; every slot holds [] until then.
//
// INVARIANTS
//   1. Whatever is taken from the space is a whole object at once, so a failure (an atom that may
//      not be created, a key twice in a map) can leave at any point and the space can still be
//      scanned. It keeps some garbage then.
//   2. Nothing is built that could not have been made by a program: integers normalised, floats
//      finite, atoms valid UTF-8, map keys unique, local identifiers within their ranges.
//   3. Memory outside the space (pairs of maps in progress) belongs to the tasks on the stack and
//      goes with them.
//
// Read before: vm/term/etf_check.c     Read next: vm/term/print.c
#include "vm/term/etf.h"

#include "vm/base/stack.h"
#include "vm/term/atom.h"
#include "vm/term/bignum.h"
#include "vm/term/binary.h"
#include "vm/term/digest.h"
#include "vm/term/etf_check.h"
#include "vm/term/etf_id.h"
#include "vm/term/etf_tags.h"
#include "vm/term/float.h"
#include "vm/term/fun.h"
#include "vm/term/map.h"
#include "vm/term/record.h"

#include <math.h>
#include <zlib.h>

// A task is three words. The third one says how far apart slots are (1 or 2 words), or, as an
// address, that the first two are a map's pairs and where the map is to be stored.
enum { STRIDE_MAX = 2 };

typedef struct Builder {
    Space *space;
    Bytes *b;
    uint32_t flags;
    const char *reason;
    WordStack tasks;
} Builder;

static void fail(Builder *d, const char *reason)
{
    if (!d->reason) {
        d->reason = reason;
    }
}

static void push_slots(Builder *d, Term *slots, uint64_t count, uint64_t stride)
{
    if (count) {
        word_stack_push(&d->tasks, (uint64_t)(uintptr_t)slots);
        word_stack_push(&d->tasks, count);
        word_stack_push(&d->tasks, stride);
    }
}

// ---- numbers

static Term decode_big(Builder *d, size_t size)
{
    enum { FEW_LIMBS = 32 };
    uint64_t few[FEW_LIMBS];
    bool negative = bytes_u8(d->b) != 0;
    const uint8_t *digits = bytes_take(d->b, size);
    size_t count = (size + 7) / 8;
    if (!digits || size == 0) {
        return SMALL(0);
    }
    uint64_t *limbs = count <= FEW_LIMBS ? few : vm_alloc(count * sizeof *limbs);
    limbs[count - 1] = 0;
    memcpy(limbs, digits, size);
    Term integer = integer_from_limbs(d->space, limbs, count, negative);
    if (limbs != few) {
        vm_free(limbs, count * sizeof *limbs);
    }
    if (term_is_none(integer)) {
        fail(d, "an integer is too large");
    }
    return integer;
}

static Term make_float(Builder *d, double value)
{
    if (!isfinite(value)) {
        fail(d, "a float is not finite");
        return TERM_NIL;
    }
    return space_float(d->space, value);
}

static Term decode_new_float(Builder *d)
{
    uint64_t image = bytes_u64(d->b);
    double value;
    memcpy(&value, &image, sizeof value);
    return make_float(d, value);
}

static Term decode_float_text(Builder *d)
{
    const char *text = (const char *)bytes_take(d->b, 31);
    double value;
    if (!text || !float_from_text(text, strnlen(text, 31), &value)) {
        fail(d, "a float's text is malformed");
        return TERM_NIL;
    }
    return make_float(d, value);
}

// ---- binaries and lists of bytes

static Term decode_binary(Builder *d)
{
    uint32_t size = bytes_u32(d->b);
    const uint8_t *bytes = bytes_take(d->b, size);
    return bytes ? space_binary(d->space, bytes, size) : TERM_NIL;
}

static Term decode_bit_binary(Builder *d)
{
    uint32_t size = bytes_u32(d->b);
    uint32_t bits = bytes_u8(d->b);
    const uint8_t *bytes = bytes_take(d->b, size);
    if (!bytes) {
        return TERM_NIL;
    }
    uint64_t size_bits = size ? ((uint64_t)size - 1) * 8 + bits : 0;
    return binary_from_bits(d->space, (BitView){bytes, 0, size_bits});
}

static Term decode_string(Builder *d)
{
    uint32_t size = bytes_u16(d->b);
    const char *bytes = (const char *)bytes_take(d->b, size);
    return bytes ? space_string(d->space, bytes, size) : TERM_NIL;
}

// ---- containers

static Term decode_tuple(Builder *d, uint32_t arity)
{
    if (arity > TUPLE_ARITY_MAX) {
        fail(d, "a tuple is too large");
        return TERM_NIL;
    }
    Term *words = space_take(d->space, (size_t)arity + 1);
    words[0] = header_make(SUBTAG_TUPLE, arity);
    for (uint32_t i = 1; i <= arity; i++) {
        words[i] = TERM_NIL;
    }
    push_slots(d, words + 1, arity, 1);
    return boxed_make(words);
}

// Into *slot: with no elements, a list is its tail.
static Term decode_list(Builder *d, Term *slot)
{
    size_t count = bytes_u32(d->b);
    if (count == 0) {
        push_slots(d, slot, 1, 1);
        return TERM_NIL;
    }
    Term *cells = space_take(d->space, 2 * count);
    for (size_t i = 0; i < count; i++) {
        cells[2 * i] = TERM_NIL;
        cells[2 * i + 1] = i + 1 < count ? cons_make(cells + 2 * i + 2) : TERM_NIL;
    }
    push_slots(d, cells + 2 * count - 1, 1, 1); // the tail comes after the elements
    push_slots(d, cells, count, 2);
    return cons_make(cells);
}

static Term decode_map(Builder *d, Term *slot)
{
    size_t count = bytes_u32(d->b);
    if (count == 0) {
        return map_empty(d->space);
    }
    Term *pairs = vm_alloc(2 * count * sizeof *pairs);
    word_stack_push(&d->tasks, (uint64_t)(uintptr_t)pairs);
    word_stack_push(&d->tasks, count);
    word_stack_push(&d->tasks, (uint64_t)(uintptr_t)slot);
    push_slots(d, pairs, 2 * count, 1);
    return TERM_NIL;
}

static void finish_map(Builder *d, Term *pairs, size_t count, Term *slot)
{
    *slot = map_from_pairs(d->space, pairs, count);
    if (map_size(*slot) != count) {
        fail(d, "a map has a key twice");
    }
    vm_free(pairs, 2 * count * sizeof *pairs);
}

// ---- records and funs

static Term decode_atom(Builder *d)
{
    return etf_id_atom(d->b, bytes_u8(d->b), d->flags, &d->reason);
}

static Term decode_record(Builder *d)
{
    uint32_t count = bytes_u32(d->b);
    Term is_exported = bytes_u8(d->b) ? ATOM_TRUE : ATOM_FALSE;
    Term module = decode_atom(d), name = decode_atom(d);
    Term *keys = vm_alloc(((size_t)count + 1) * sizeof *keys);
    for (uint32_t i = 0; i < count; i++) {
        keys[i] = decode_atom(d);
    }
    Term record = TERM_NIL;
    Term definition =
        d->reason ? TERM_NONE : record_define(d->space, module, name, is_exported, keys, count);
    if (term_is_none(definition)) {
        fail(d, "a record has a field twice");
    } else {
        record = record_new(d->space, definition);
        Term *values = record_values(record);
        for (uint32_t i = 0; i < count; i++) {
            values[i] = TERM_NIL;
        }
        push_slots(d, values, count, 1);
    }
    vm_free(keys, ((size_t)count + 1) * sizeof *keys);
    return record;
}

// A number that must be small; the frame is checked already.
static int64_t decode_small(Builder *d)
{
    switch (bytes_u8(d->b)) {
    case TAG_SMALL_INTEGER: return bytes_u8(d->b);
    case TAG_INTEGER: return (int32_t)bytes_u32(d->b);
    default: {
        Term integer = decode_big(d, bytes_u8(d->b));
        if (!term_is_small(integer)) {
            fail(d, "a small integer is expected here");
            return 0;
        }
        return small_value(integer);
    }
    }
}

static Term decode_export_fun(Builder *d)
{
    Term module = decode_atom(d);
    Term function = decode_atom(d);
    int64_t arity = decode_small(d);
    if (d->reason || arity < 0 || arity > INT32_MAX) {
        fail(d, "an external fun's arity is out of range");
        return TERM_NIL;
    }
    Export *(*find)(Term, Term, uint32_t) = d->flags & ETF_SAFE ? export_existing : export_intern;
    Export *export = find ? find(module, function, (uint32_t)arity) : NULL;
    if (!export) {
        fail(d, "there is no such function");
        return TERM_NIL;
    }
    Term *words = space_take(d->space, EXPORT_FUN_WORDS);
    words[0] = header_make(SUBTAG_EXPORT_FUN, EXPORT_FUN_WORDS - 1);
    words[1] = (Term)(uintptr_t) export;
    return boxed_make(words);
}

static Term decode_closure(Builder *d)
{
    static const uint8_t no_id[16];
    (void)bytes_u32(d->b); // size
    uint32_t arity = bytes_u8(d->b);
    const uint8_t *uniq = bytes_take(d->b, 16);
    uint32_t index = bytes_u32(d->b);
    uint32_t free_count = bytes_u32(d->b);
    Term module = decode_atom(d);
    uint32_t old_index = (uint32_t)decode_small(d);
    uint32_t old_uniq = (uint32_t)decode_small(d);
    Term creator = etf_id_decode(d->space, d->b, bytes_u8(d->b), d->flags, &d->reason);
    if (d->reason || d->b->bad || !fun_entry_intern) {
        fail(d, "a fun is malformed");
        return TERM_NIL;
    }
    Digest *digest = digest_new(uniq ? uniq : no_id);
    FunEntry *entry =
        fun_entry_intern(module, old_index, old_uniq, digest, index, arity, free_count);
    digest_release(digest);
    Term *words = space_take(d->space, (size_t)FUN_WORDS + free_count);
    words[0] = header_make(SUBTAG_FUN, FUN_WORDS - 1 + free_count);
    words[1] = (Term)(uintptr_t)entry;
    words[2] = creator;
    for (uint32_t i = 0; i < free_count; i++) {
        words[FUN_WORDS + i] = TERM_NIL;
    }
    push_slots(d, words + FUN_WORDS, free_count, 1);
    return boxed_make(words);
}

// ---- the walk

// One term, whose elements may still have to come; *slot is where it will be stored.
static Term decode_term(Builder *d, Term *slot)
{
    uint8_t tag = bytes_u8(d->b);
    switch (tag) {
    case TAG_SMALL_INTEGER: return small_make(bytes_u8(d->b));
    case TAG_INTEGER: return small_make((int32_t)bytes_u32(d->b));
    case TAG_SMALL_BIG: return decode_big(d, bytes_u8(d->b));
    case TAG_LARGE_BIG: return decode_big(d, bytes_u32(d->b));
    case TAG_FLOAT: return decode_float_text(d);
    case TAG_NEW_FLOAT: return decode_new_float(d);
    case TAG_NIL: return TERM_NIL;
    case TAG_ATOM:
    case TAG_ATOM_UTF8:
    case TAG_SMALL_ATOM:
    case TAG_SMALL_ATOM_UTF8: return etf_id_atom(d->b, tag, d->flags, &d->reason);
    case TAG_SMALL_TUPLE: return decode_tuple(d, bytes_u8(d->b));
    case TAG_LARGE_TUPLE: return decode_tuple(d, bytes_u32(d->b));
    case TAG_LIST: return decode_list(d, slot);
    case TAG_MAP: return decode_map(d, slot);
    case TAG_RECORD: return decode_record(d);
    case TAG_STRING: return decode_string(d);
    case TAG_BINARY: return decode_binary(d);
    case TAG_BIT_BINARY: return decode_bit_binary(d);
    case TAG_NEW_FUN: return decode_closure(d);
    case TAG_EXPORT: return decode_export_fun(d);
    default: return etf_id_decode(d->space, d->b, tag, d->flags, &d->reason);
    }
}

static void do_task(Builder *d)
{
    uint64_t third = word_stack_pop(&d->tasks);
    uint64_t count = word_stack_pop(&d->tasks);
    Term *first = (Term *)(uintptr_t)word_stack_pop(&d->tasks);
    if (third > STRIDE_MAX) {
        finish_map(d, first, count, (Term *)(uintptr_t)third);
        return;
    }
    push_slots(d, first + third, count - 1, third);
    Term term = decode_term(d, first);
    *first = term_is_none(term) ? TERM_NIL : term;
}

// Frees what the tasks own, after a failure.
static void drop_tasks(Builder *d)
{
    while (!word_stack_is_empty(&d->tasks)) {
        uint64_t third = word_stack_pop(&d->tasks);
        uint64_t count = word_stack_pop(&d->tasks);
        Term *first = (Term *)(uintptr_t)word_stack_pop(&d->tasks);
        if (third > STRIDE_MAX) {
            vm_free(first, 2 * count * sizeof *first);
        }
    }
}

Term etf_decode_body(Space *space, Bytes *b, uint32_t flags, const char **reason)
{
    Bytes ahead = *b;
    *reason = etf_check(&ahead);
    if (*reason) {
        *b = ahead;
        return TERM_NONE;
    }
    Term result = TERM_NIL;
    Builder d = {.space = space, .b = b, .flags = flags};
    word_stack_init(&d.tasks);
    push_slots(&d, &result, 1, 1);
    while (!d.reason && !word_stack_is_empty(&d.tasks)) {
        do_task(&d);
    }
    drop_tasks(&d);
    word_stack_free(&d.tasks);
    *reason = d.reason;
    return d.reason ? TERM_NONE : result;
}

// A plain term, or one in the form that only this machine reads.
static Term decode_any(Space *space, Bytes *b, uint32_t flags, const char **reason)
{
    if (bytes_left(b) == 0 || *b->at != TAG_LOCAL) {
        return etf_decode_body(space, b, flags, reason);
    }
    (void)bytes_u8(b);
    const uint32_t mark = bytes_u32(b);
    const uint8_t *body = b->at;
    Term result = etf_decode_body(space, b, flags, reason);
    if (!term_is_none(result) && mark != etf_local_mark(body, (size_t)(b->at - body))) {
        *reason = "a local term of another machine, or changed";
        result = TERM_NONE;
    }
    return result;
}

// ---- compressed terms

// Inflates into exactly size bytes and moves b behind the compressed data.
static bool inflate_exactly(Bytes *b, uint8_t *to, uint32_t size)
{
    size_t left = bytes_left(b);
    z_stream z = {.next_in = (Bytef *)b->at,
                  .avail_in = left < UINT32_MAX ? (uInt)left : UINT32_MAX};
    z.next_out = to;
    z.avail_out = size;
    if (inflateInit(&z) != Z_OK) {
        return false;
    }
    int status = inflate(&z, Z_FINISH);
    size_t used = z.total_in;
    bool complete = status == Z_STREAM_END && z.avail_out == 0;
    inflateEnd(&z);
    (void)bytes_take(b, used);
    return complete;
}

static Term decode_compressed(Space *space, Bytes *b, uint32_t flags, const char **reason)
{
    // deflate cannot shrink more than 1032 times, so a larger promise is a lie.
    enum { RATIO_MAX = 1040 };
    uint32_t size = bytes_u32(b);
    *reason = "compressed data are malformed";
    if (b->bad || size / RATIO_MAX > bytes_left(b)) {
        return TERM_NONE;
    }
    uint8_t *plain = vm_try_realloc(NULL, 0, (size_t)size + 1);
    if (!plain) {
        *reason = "no memory for the uncompressed data";
        return TERM_NONE;
    }
    Term result = TERM_NONE;
    if (inflate_exactly(b, plain, size)) {
        Bytes inner = bytes_of(plain, size);
        result = decode_any(space, &inner, flags, reason);
    }
    vm_free(plain, (size_t)size + 1);
    return result;
}

Term etf_decode(Space *space, Bytes *b, uint32_t flags, const char **reason)
{
    if (bytes_u8(b) != ETF_VERSION) {
        *reason = "the version byte is not 131";
        return TERM_NONE;
    }
    if (bytes_left(b) > 0 && *b->at == TAG_COMPRESSED) {
        (void)bytes_u8(b);
        return decode_compressed(space, b, flags, reason);
    }
    return decode_any(space, b, flags, reason);
}
