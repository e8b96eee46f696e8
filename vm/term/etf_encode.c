// SPDX-License-Identifier: Apache-2.0
// etf_encode.c -- terms to the external term format (erl_ext_dist), byte for byte as term_to_binary
// writes it.
//
// A tag byte, then the content; containers say their size first and then their elements follow:
//
//     {a, [1,2|x]}  =  h 2   d 0 1 a    l 0 0 0 2   a 1   a 2   d 0 1 x
//                      tuple  atom       list of 2   1     2     tail
//
// The term is walked with an explicit stack of tasks, so its depth does not matter. A task is
// "write this term", "write these n words", "write this list from here on", "write these pairs", or
// "enter this node of a map's trie".
//
// The same walk counts the size (Writer.out is NULL then), so encoder and external_size cannot
// disagree by accident.
//
// INVARIANTS
//   1. A task is its operands, pushed first, and then its kind.
//
// Exceptions: external_size of a closure counts 5 bytes for each of two small numbers, which may
// take 2. ERTS does. Elsewhere: a local pid, port or reference is written with node_this; reading
// is etf_decode.c.
//
// Read before: vm/term/map.c     Read next: vm/term/etf_decode.c
#include "vm/term/etf.h"

#include "vm/base/stack.h"
#include "vm/term/atom.h"
#include "vm/term/bignum.h"
#include "vm/term/bits.h"
#include "vm/term/digest.h"
#include "vm/term/etf_id.h"
#include "vm/term/etf_tags.h"
#include "vm/term/float.h"
#include "vm/term/fun.h"
#include "vm/term/map.h"
#include "vm/term/map_hash.h"
#include "vm/term/record.h"
#include "vm/term/ref.h"

#include <stdlib.h>
#include <zlib.h>

enum TaskKind { TASK_TERM, TASK_WORDS, TASK_LIST, TASK_PAIRS, TASK_CHILD, TASK_FUN_SIZE };

typedef struct Writer {
    ByteVec *out; // NULL: only count
    size_t counted;
    uint32_t flags;
    bool too_large;
    WordStack tasks;
} Writer;

// ---- bytes

static void write_bytes(Writer *w, const void *bytes, size_t n)
{
    if (w->out) {
        byte_vec_add(w->out, bytes, n);
    }
    w->counted += n;
}

static void write_u8(Writer *w, uint32_t n)
{
    uint8_t byte = (uint8_t)n;
    write_bytes(w, &byte, 1);
}

static void write_u32(Writer *w, uint32_t n)
{
    n = __builtin_bswap32(n);
    write_bytes(w, &n, 4);
}

// A tag and what usually follows it, in one piece.
static void write_tagged_u8(Writer *w, uint32_t tag, uint32_t n)
{
    const uint8_t bytes[2] = {(uint8_t)tag, (uint8_t)n};
    write_bytes(w, bytes, sizeof bytes);
}

static void write_tagged_u16(Writer *w, uint32_t tag, uint32_t n)
{
    const uint8_t bytes[3] = {(uint8_t)tag, (uint8_t)(n >> 8), (uint8_t)n};
    write_bytes(w, bytes, sizeof bytes);
}

static void write_tagged_u32(Writer *w, uint32_t tag, uint32_t n)
{
    uint8_t bytes[5] = {(uint8_t)tag};
    n = __builtin_bswap32(n);
    memcpy(bytes + 1, &n, 4);
    write_bytes(w, bytes, sizeof bytes);
}

static void write_u64(Writer *w, uint64_t n)
{
    n = __builtin_bswap64(n);
    write_bytes(w, &n, 8);
}

static void push_task(Writer *w, enum TaskKind kind, uint64_t a, uint64_t b)
{
    word_stack_push(&w->tasks, b);
    word_stack_push(&w->tasks, a);
    word_stack_push(&w->tasks, kind);
}

static void push_words(Writer *w, const Term *words, size_t count)
{
    if (count) {
        push_task(w, TASK_WORDS, (uint64_t)(uintptr_t)words, count);
    }
}

// ---- atoms

// Converts UTF-8 to Latin-1 if all characters allow; returns the length, or SIZE_MAX.
static size_t convert_to_latin1(const AtomName *name, uint8_t out[ATOM_MAX_CHARACTERS])
{
    size_t length = 0;
    for (uint32_t i = 0; i < name->size; length++) {
        uint8_t first = (uint8_t)name->text[i++];
        if (first >= 0x80) {
            if (first > 0xC3) {
                return SIZE_MAX;
            }
            first = (uint8_t)(first << 6 | ((uint8_t)name->text[i++] & 0x3F));
        }
        out[length] = first;
    }
    return length;
}

static void write_atom(Writer *w, Term atom)
{
    const AtomName *name = atom_name(atom);
    uint8_t latin1[ATOM_MAX_CHARACTERS];
    size_t length = w->flags & ETF_MINOR_2 ? SIZE_MAX : convert_to_latin1(name, latin1);
    if (length != SIZE_MAX) {
        write_tagged_u16(w, TAG_ATOM, (uint32_t)length);
        write_bytes(w, latin1, length);
        return;
    }
    if (name->size > 255) {
        write_tagged_u16(w, TAG_ATOM_UTF8, name->size);
    } else {
        write_tagged_u8(w, TAG_SMALL_ATOM_UTF8, name->size);
    }
    write_bytes(w, name->text, name->size);
}

// ---- numbers

// Magnitude as little-endian bytes without leading zeros.
static void write_big(Writer *w, const uint64_t *limbs, size_t count, bool negative)
{
    size_t bytes = count * 8 - (size_t)__builtin_clzll(limbs[count - 1]) / 8;
    if (bytes < 256) {
        write_tagged_u8(w, TAG_SMALL_BIG, (uint32_t)bytes);
    } else {
        write_tagged_u32(w, TAG_LARGE_BIG, (uint32_t)bytes);
    }
    write_u8(w, negative);
    write_bytes(w, limbs, bytes);
}

static void write_small(Writer *w, int64_t value)
{
    if (value >= 0 && value < 256) {
        write_tagged_u8(w, TAG_SMALL_INTEGER, (uint32_t)value);
    } else if (value >= INT32_MIN && value <= INT32_MAX) {
        write_tagged_u32(w, TAG_INTEGER, (uint32_t)value);
    } else {
        uint64_t magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value;
        write_big(w, &magnitude, 1, value < 0);
    }
}

static void write_float(Writer *w, double value)
{
    if (w->flags & ETF_MINOR_0) {
        char text[FLOAT_TEXT_MAX] = {0};
        float_to_text_scientific(value, 20, text);
        write_u8(w, TAG_FLOAT);
        write_bytes(w, text, 31);
        return;
    }
    uint64_t image;
    memcpy(&image, &value, 8);
    write_u8(w, TAG_NEW_FLOAT);
    write_u64(w, image);
}

// ---- pids, ports, references

static void write_pid(Writer *w, Term pid)
{
    bool local = term_is_local_pid(pid);
    const Node *node = local ? node_this : external_node(pid);
    uint32_t number = local ? pid_number(pid) : (uint32_t)external_word(pid, 0);
    uint32_t serial = local ? pid_serial(pid) : (uint32_t)(external_word(pid, 0) >> 32);
    write_u8(w, TAG_NEW_PID);
    write_atom(w, node->name);
    write_u32(w, number);
    write_u32(w, serial);
    write_u32(w, node->creation);
}

static void write_port(Writer *w, Term port)
{
    bool local = term_is_local_port(port);
    const Node *node = local ? node_this : external_node(port);
    uint64_t number = local ? port_number(port) : external_word(port, 0);
    bool is_long = number > ETF_SHORT_PORT_MAX || release_writes_long_ports();
    write_u8(w, is_long ? TAG_V4_PORT : TAG_NEW_PORT);
    write_atom(w, node->name);
    if (is_long) {
        write_u64(w, number);
    } else {
        write_u32(w, (uint32_t)number);
    }
    write_u32(w, node->creation);
}

static void write_ref(Writer *w, Term ref)
{
    const Node *node = term_is_local_ref(ref) ? node_this : external_node(ref);
    RefNumbers numbers = ref_numbers(ref);
    write_tagged_u16(w, TAG_NEWER_REFERENCE, numbers.count);
    write_atom(w, node->name);
    write_u32(w, node->creation);
    for (uint32_t i = 0; i < numbers.count; i++) {
        write_u32(w, numbers.n[i]);
    }
}

static void write_external(Writer *w, Term t)
{
    if (term_is_pid(t)) {
        write_pid(w, t);
    } else if (term_is_port(t)) {
        write_port(w, t);
    } else {
        write_ref(w, t);
    }
}

// ---- binaries

static void write_bitstring(Writer *w, Term t)
{
    BitView view = binary_view(t);
    size_t whole = view.size_bits / 8;
    uint32_t odd = view.size_bits % 8;
    if (whole + (odd != 0) > UINT32_MAX) {
        w->too_large = true;
        return;
    }
    write_tagged_u32(w, odd ? TAG_BIT_BINARY : TAG_BINARY, (uint32_t)(whole + (odd != 0)));
    if (odd) {
        write_u8(w, odd);
    }
    size_t total = whole + (odd != 0);
    if (w->out && total) {
        uint8_t *to = byte_vec_reserve(w->out, total);
        to[total - 1] = 0; // unused bits
        bits_copy(to, 0, view.bytes, view.offset_bits, view.size_bits);
        w->out->size += total;
    }
    w->counted += total;
}

// ---- funs

static void write_fun_number(Writer *w, uint32_t n)
{
    size_t before = w->counted;
    write_small(w, (int32_t)n);
    if (!w->out) {
        w->counted = before + 5; // see Exceptions
    }
}

static void write_closure(Writer *w, Term fun)
{
    const FunEntry *entry = fun_entry(fun);
    uint32_t free_count = tuple_arity(fun) - 2;
    write_u8(w, TAG_NEW_FUN);
    push_task(w, TASK_FUN_SIZE, w->out ? w->out->size : 0, 0);
    write_u32(w, 0); // the size, when it is known
    write_u8(w, entry->arity);
    write_bytes(w, digest_md5(entry->digest), 16);
    write_u32(w, entry->index);
    write_u32(w, free_count);
    write_atom(w, entry->module);
    write_fun_number(w, entry->old_index);
    write_fun_number(w, entry->old_uniq);
    write_pid(w, fun_creator(fun));
    push_words(w, fun_free(fun), free_count);
}

static void patch_fun_size(Writer *w, size_t at)
{
    if (w->out) {
        uint32_t size = __builtin_bswap32((uint32_t)(w->out->size - at));
        memcpy(w->out->data + at, &size, 4);
    }
}

static void write_export_fun(Writer *w, Term fun)
{
    const ExportName *name = export_name(fun_export(fun));
    write_u8(w, TAG_EXPORT);
    write_atom(w, name->module);
    write_atom(w, name->function);
    write_small(w, (int64_t)name->arity);
}

// ---- containers

// Measures a list: the number of cells, and whether it may be written as a string of bytes.
static size_t measure_list(Term list, bool *is_string)
{
    size_t count = 0;
    *is_string = true;
    for (; term_is_cons(list); list = cons_tail(list)) {
        *is_string = *is_string && cons_head(list) <= SMALL(255) && term_is_small(cons_head(list));
        count++;
    }
    *is_string = *is_string && count <= ETF_STRING_MAX && term_is_nil(list);
    return count;
}

static void write_list(Writer *w, Term list)
{
    bool is_string;
    size_t count = measure_list(list, &is_string);
    if (!is_string) {
        write_tagged_u32(w, TAG_LIST, (uint32_t)count);
        push_task(w, TASK_LIST, list, 0);
        return;
    }
    write_tagged_u16(w, TAG_STRING, (uint32_t)count);
    for (; term_is_cons(list); list = cons_tail(list)) {
        write_u8(w, (uint32_t)small_value(cons_head(list)));
    }
}

static void write_tuple(Writer *w, Term tuple)
{
    uint32_t arity = tuple_arity(tuple);
    if (arity < 256) {
        write_tagged_u8(w, TAG_SMALL_TUPLE, arity);
    } else {
        write_tagged_u32(w, TAG_LARGE_TUPLE, arity);
    }
    push_words(w, tuple_elements(tuple), arity);
}

static void write_record(Writer *w, Term record)
{
    const Term *definition = record_definition(record);
    const uint32_t size = record_size(record);
    write_tagged_u32(w, TAG_RECORD, size);
    write_u8(w, record_is_exported(record));
    write_atom(w, definition[RECORD_MODULE]);
    write_atom(w, definition[RECORD_NAME]);
    for (uint32_t i = 0; i < size; i++) {
        write_atom(w, definition[RECORD_KEYS + i]);
    }
    push_words(w, record_values(record), size);
}

static int compare_keys(const void *a, const void *b)
{
    return term_compare_exact(*(const Term *)a, *(const Term *)b);
}

// All pairs of a map as tasks, in term order of the keys.
static void push_sorted(Writer *w, Term map)
{
    size_t size = map_size(map);
    if (size == 0) {
        return;
    }
    Term *pairs = vm_alloc(2 * size * sizeof *pairs);
    MapIterator it;
    map_iterator_init(&it, map);
    for (size_t i = 0; map_iterator_next(&it, pairs + i, pairs + i + 1);) {
        i += 2;
    }
    qsort(pairs, size, 2 * sizeof *pairs, compare_keys);
    for (size_t i = 2 * size; i > 0; i--) {
        push_task(w, TASK_TERM, pairs[i - 1], 0);
    }
    vm_free(pairs, 2 * size * sizeof *pairs);
}

// The last child pushed is written first: from the last to the first, the order of MapIterator.
static void push_children(Writer *w, Term node)
{
    const Term *words = boxed_words(node);
    const Term *children = map_node_children(words);
    for (uint32_t i = 0; i < map_node_child_count(words); i++) {
        push_task(w, TASK_CHILD, children[i], 0);
    }
}

static void write_flat_map(Writer *w, Term map)
{
    write_tagged_u32(w, TAG_MAP, flatmap_size(map));
    if (w->flags & ETF_DETERMINISTIC && release_orders_keys_by_number()) {
        push_sorted(w, map);
    } else {
        push_task(w, TASK_PAIRS, map, 0);
    }
}

static void write_hash_map(Writer *w, Term map)
{
    write_tagged_u32(w, TAG_MAP, (uint32_t)map_size(map));
    if (w->flags & ETF_DETERMINISTIC) {
        push_sorted(w, map);
    } else {
        push_children(w, map);
    }
}

// ---- the walk

static void write_boxed(Writer *w, Term t)
{
    switch (header_subtag(boxed_header(t))) {
    case SUBTAG_TUPLE: write_tuple(w, t); break;
    case SUBTAG_BIG_POS:
    case SUBTAG_BIG_NEG:
        write_big(w, bignum_words(t), bignum_limbs(t), bignum_is_negative(t));
        break;
    case SUBTAG_FLOAT: write_float(w, float_value(t)); break;
    case SUBTAG_FUN: write_closure(w, t); break;
    case SUBTAG_EXPORT_FUN: write_export_fun(w, t); break;
    case SUBTAG_REF: write_ref(w, t); break;
    case SUBTAG_FLATMAP: write_flat_map(w, t); break;
    case SUBTAG_HASHMAP: write_hash_map(w, t); break;
    case SUBTAG_HEAP_BIN:
    case SUBTAG_REFC_BIN:
    case SUBTAG_SUB_BIN:
    case SUBTAG_MATCH: write_bitstring(w, t); break;
    case SUBTAG_EXTERNAL: write_external(w, t); break;
    case SUBTAG_RECORD: write_record(w, t); break;
    case SUBTAG_HASHNODE: check_failed(__FILE__, __LINE__, "not a term of the external format");
    }
}

// Writes what can be written at once; pushes tasks for the rest.
static void write_term(Writer *w, Term t)
{
    if (term_is_boxed(t)) {
        write_boxed(w, t);
    } else if (term_is_cons(t)) {
        write_list(w, t);
    } else if (term_is_small(t)) {
        write_small(w, small_value(t));
    } else if (term_is_atom(t)) {
        write_atom(w, t);
    } else if (term_is_nil(t)) {
        write_u8(w, TAG_NIL);
    } else if (term_is_local_pid(t)) {
        write_pid(w, t);
    } else {
        CHECK(term_is_local_port(t));
        write_port(w, t);
    }
}

static void write_pair(Writer *w, Term map, uint64_t index)
{
    if (index < flatmap_size(map)) {
        push_task(w, TASK_PAIRS, map, index + 1);
        push_task(w, TASK_TERM, flatmap_values(map)[index], 0);
        write_term(w, tuple_elements(flatmap_keys(map))[index]);
    }
}

static void write_cell(Writer *w, Term list)
{
    if (term_is_cons(list)) {
        push_task(w, TASK_LIST, cons_tail(list), 0);
        write_term(w, cons_head(list));
    } else {
        write_term(w, list);
    }
}

static void write_child(Writer *w, Term child)
{
    if (term_is_cons(child)) {
        push_task(w, TASK_TERM, cons_tail(child), 0);
        write_term(w, cons_head(child));
    } else {
        push_children(w, child);
    }
}

static void write_words(Writer *w, const Term *words, size_t count)
{
    push_words(w, words + 1, count - 1);
    write_term(w, words[0]);
}

static void do_task(Writer *w)
{
    enum TaskKind kind = (enum TaskKind)word_stack_pop(&w->tasks);
    uint64_t a = word_stack_pop(&w->tasks);
    uint64_t b = word_stack_pop(&w->tasks);
    switch (kind) {
    case TASK_TERM: write_term(w, a); break;
    case TASK_WORDS: write_words(w, (const Term *)(uintptr_t)a, b); break;
    case TASK_LIST: write_cell(w, a); break;
    case TASK_PAIRS: write_pair(w, a, b); break;
    case TASK_CHILD: write_child(w, a); break;
    case TASK_FUN_SIZE: patch_fun_size(w, a); break;
    }
}

static void walk_term(Writer *w, Term t)
{
    word_stack_init(&w->tasks);
    write_term(w, t);
    while (!word_stack_is_empty(&w->tasks)) {
        do_task(w);
    }
    word_stack_free(&w->tasks);
}

void etf_encode_body(ByteVec *out, Term t, uint32_t flags)
{
    Writer w = {.out = out, .flags = flags};
    walk_term(&w, t);
    CHECK(!w.too_large);
}

size_t etf_size(Term t, uint32_t flags)
{
    Writer w = {.flags = flags};
    walk_term(&w, t);
    return w.too_large ? SIZE_MAX : w.counted + 1;
}

// Replaces the body that starts at `from` by its compressed form, if that is smaller.
static void compress_body(ByteVec *out, size_t from, int level)
{
    size_t body_size = out->size - from;
    if (body_size <= 5 || body_size > UINT32_MAX) {
        return;
    }
    uLongf size = body_size - 5; // the limit: no larger than plain, with tag and size in front
    uint8_t *packed = vm_alloc(body_size);
    if (compress2(packed, &size, out->data + from, body_size, level) == Z_OK) {
        out->size = from;
        byte_vec_u8(out, TAG_COMPRESSED);
        byte_vec_u32(out, (uint32_t)body_size);
        byte_vec_add(out, packed, size);
    }
    vm_free(packed, body_size);
}

void etf_encode(ByteVec *out, Term t, uint32_t flags, int compression)
{
    byte_vec_u8(out, ETF_VERSION);
    size_t from = out->size;
    if (flags & ETF_LOCAL) {
        byte_vec_u8(out, TAG_LOCAL);
        byte_vec_u32(out, 0); // the mark, when the term is known
    }
    const size_t body = out->size;
    etf_encode_body(out, t, flags);
    if (flags & ETF_LOCAL) {
        const uint32_t mark = __builtin_bswap32(etf_local_mark(out->data + body, out->size - body));
        memcpy(out->data + body - sizeof mark, &mark, sizeof mark);
    }
    if (compression) {
        compress_body(out, from, compression);
    }
}
