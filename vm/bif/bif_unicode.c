// SPDX-License-Identifier: Apache-2.0
// bif_unicode.c -- unicode:characters_to_binary/2 and characters_to_list/2: nested lists of code
// points and binaries to UTF-8.
//
// The data is walked like an iolist. Binaries hold UTF-8, or Latin-1 bytes if the encoding says so.
// A UTF-8 sequence may begin at the end of one binary and go on in the next one: what is there of
// it waits in `pending`.
//
//     [<<"ab", 16#C3>>, <<16#A4, "c">>]     pending: C3; with A4 it is one character
//
// Three outcomes:
//     the text;   {incomplete, Text, Pending}   the data ends inside a sequence;
//     {error, Text, Rest}   Rest is the data from the first character that cannot be converted, in
//                           the shape it had: a cell of the list being walked, and around it
//                           [InnerRest | OuterRest] for each list entered
//
// What is no chardata at all (an atom, say, or bits that fill no byte) is badarg, found by a walk
// before the conversion.
// Exceptions: an integer of more than 60 bits ends that first walk early: it is an error tuple, as
// for any invalid code point. Runs to the end without yielding; charges by bytes.
//
// Other encodings (utf16, {utf32, little}, ...) are done by Erlang code:
// unicode:characters_to_binary_int/2.
// Read before: vm/bif/iolist.h     Read next: vm/bif/filename.c
#include "vm/base/stack.h"
#include "vm/bif/text_list.h"
#include "vm/term/bignum.h"
#include "vm/term/binary.h"
#include "vm/term/bits.h"

enum { BYTES_PER_REDUCTION = 64 };

typedef enum Outcome { OUTCOME_OK, OUTCOME_INCOMPLETE, OUTCOME_ERROR } Outcome;

typedef struct Converter {
    Process *process;
    bool is_latin1;
    ByteVec text;       // UTF-8 so far
    uint8_t pending[4]; // the beginning of a sequence that no binary has ended yet
    uint32_t pending_size;
    WordStack
        // the rest of each list around the present one, [] too: they shape the rest of an error
        stack;
    Term rest; // after an error
} Converter;

// ---- is it chardata?

// Walks one list level up to its end or an inner list. *list becomes what to go on with; false: not
// chardata.
static bool check_level(WordStack *stack, Term *list, bool *found_big)
{
    Term head;
    while (argument_next(list, &head)) {
        if (term_is_small(head)) {
            continue;
        }
        if (term_is_cons(head)) {
            word_stack_push(stack, *list);
            *list = head;
        } else if (term_is_big(head)) {
            *found_big = true;
            return true;
        } else if (!term_is_nil(head) && !term_is_binary(head)) {
            return false;
        }
    }
    return term_is_nil(*list) || term_is_binary(*list);
}

static bool is_chardata(Term t)
{
    if (!term_is_list(t)) {
        return term_is_binary(t);
    }
    WordStack stack;
    word_stack_init(&stack);
    bool found_big = false;
    bool ok = check_level(&stack, &t, &found_big);
    while (ok && !found_big && !word_stack_is_empty(&stack)) {
        t = word_stack_pop(&stack);
        ok = check_level(&stack, &t, &found_big);
    }
    word_stack_free(&stack);
    return ok;
}

// ---- binaries

static uint32_t sequence_length(uint8_t first)
{
    return first < 0x80             ? 1
           : (first & 0xE0) == 0xC0 ? 2
           : (first & 0xF0) == 0xE0 ? 3
           : (first & 0xF8) == 0xF0 ? 4
                                    : 0;
}

// Completes the pending sequence with bytes of the next binary; how many were used, or -1: it is
// invalid.
static int complete_pending(Converter *c, const uint8_t *bytes, size_t size)
{
    uint32_t code_point, length = sequence_length(c->pending[0]),
                         missing = length - c->pending_size;
    if (size < missing) {
        memcpy(c->pending + c->pending_size, bytes, size);
        c->pending_size += (uint32_t)size;
        return (int)size;
    }
    uint8_t sequence[4];
    memcpy(sequence, c->pending, c->pending_size);
    memcpy(sequence + c->pending_size, bytes, missing);
    if (utf8_decode(sequence, length, &code_point) != length) {
        return -1;
    }
    byte_vec_add(&c->text, sequence, length);
    c->pending_size = 0;
    return (int)missing;
}

// Appends UTF-8 bytes. Returns how many were used: all, unless an invalid sequence follows.
static size_t convert_utf8(Converter *c, const uint8_t *bytes, size_t size)
{
    size_t at = 0;
    uint32_t code_point;
    if (c->pending_size > 0 && size > 0) {
        int used = complete_pending(c, bytes, size);
        if (used < 0) {
            return 0;
        }
        at = (size_t)used;
    }
    size_t start = at;
    while ((at += utf8_ascii_prefix(bytes + at, size - at)) < size) {
        uint32_t length = sequence_length(bytes[at]);
        if (length > size - at) {
            c->pending_size = (uint32_t)(size - at);
            memcpy(c->pending, bytes + at, c->pending_size);
            byte_vec_add(&c->text, bytes + start, at - start);
            return size;
        }
        if (length == 0 || utf8_decode(bytes + at, length, &code_point) != length) {
            break;
        }
        at += length;
    }
    byte_vec_add(&c->text, bytes + start, at - start);
    return at;
}

static void convert_latin1(Converter *c, const uint8_t *bytes, size_t size)
{
    uint8_t *out = byte_vec_reserve(&c->text, size * 2 + 1), *at = out;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] < 0x80) {
            *at++ = bytes[i];
        } else {
            *at++ = (uint8_t)(0xC0 | bytes[i] >> 6);
            *at++ = (uint8_t)(0x80 | (bytes[i] & 0x3F));
        }
    }
    c->text.size += (size_t)(at - out);
}

// false: *rest is the binary from the first invalid byte on.
static bool convert_binary(Converter *c, Term binary, Term *rest)
{
    size_t size, used;
    uint8_t *copy;
    const uint8_t *bytes = binary_bytes(binary, &size, &copy);
    used = size;
    if (c->is_latin1) {
        convert_latin1(c, bytes, size);
    } else {
        used = convert_utf8(c, bytes, size);
    }
    binary_bytes_free(copy, size);
    if (used == size) {
        return true;
    }
    *rest = binary_part_bits(process_space(c->process), binary, used * 8, (size - used) * 8);
    return false;
}

// ---- lists

static bool convert_code_point(Converter *c, Term t)
{
    int64_t code_point;
    if (c->pending_size > 0 ||
        !argument_in_range(t, 0, c->is_latin1 ? 255 : 0x10FFFF, &code_point)) {
        return false;
    }
    const uint32_t size = utf8_encode((uint32_t)code_point, byte_vec_reserve(&c->text, 4));
    c->text.size += size;
    return size > 0;
}

// One list level; inner lists push what follows them. false: c->rest is set, without what stands on
// the stack.
static bool convert_level(Converter *c, Term list)
{
    Space *space = process_space(c->process);
    while (term_is_cons(list)) {
        Term head = cons_head(list), rest;
        if (term_is_cons(head)) {
            word_stack_push(&c->stack, cons_tail(list));
            list = head;
            continue;
        }
        if (term_is_bitstring(head)) {
            if (!convert_binary(c, head, &rest)) {
                c->rest = space_cons(space, rest, cons_tail(list));
                return false;
            }
        } else if (!term_is_nil(head) && !convert_code_point(c, head)) {
            c->rest = list;
            return false;
        }
        list = cons_tail(list);
    }
    return term_is_nil(list) || convert_binary(c, list, &c->rest);
}

static bool convert_list(Converter *c, Term list)
{
    bool ok = convert_level(c, list);
    while (!word_stack_is_empty(&c->stack)) {
        Term outer = word_stack_pop(&c->stack);
        if (ok) {
            ok = convert_level(c, outer);
        } else {
            c->rest = space_cons(process_space(c->process), c->rest, outer);
        }
    }
    return ok;
}

// May the pending bytes be the beginning of a character?
static bool is_good_beginning(const uint8_t *bytes, uint32_t size)
{
    for (uint32_t i = 1; i < size; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return false;
        }
    }
    return size > 0 && sequence_length(bytes[0]) > 1;
}

static Outcome convert(Converter *c, Term data)
{
    Space *space = process_space(c->process);
    word_stack_init(&c->stack);
    bool ok = term_is_list(data) ? convert_list(c, data) : convert_binary(c, data, &c->rest);
    word_stack_free(&c->stack);
    argument_charge(c->process, c->text.size, BYTES_PER_REDUCTION);
    if (ok && c->pending_size == 0) {
        return OUTCOME_OK;
    }
    Term pending = space_binary(space, c->pending, c->pending_size);
    if (ok) {
        c->rest = pending;
        return is_good_beginning(c->pending, c->pending_size) ? OUTCOME_INCOMPLETE : OUTCOME_ERROR;
    }
    if (c->pending_size > 0) {
        c->rest = space_cons(space, pending, space_cons(space, c->rest, TERM_NIL));
    }
    return OUTCOME_ERROR;
}

// ---- the BIFs

typedef Term BuildText(Space *space, const ByteVec *text);

static Term build_binary(Space *space, const ByteVec *text)
{
    return space_binary(space, text->data, text->size);
}

static Term build_list(Space *space, const ByteVec *text)
{
    return text_list_from_utf8(space, text->data, text->size, TERM_NIL);
}

static Term convert_with(Process *p, Term data, bool is_latin1, BuildText *build)
{
    Converter c = {.process = p, .is_latin1 = is_latin1};
    Outcome outcome = convert(&c, data);
    Term result = build(process_space(p), &c.text);
    byte_vec_free(&c.text);
    if (outcome == OUTCOME_OK) {
        return result;
    }
    Term tag = outcome == OUTCOME_ERROR ? ATOM_ERROR : ATOM_INCOMPLETE;
    return space_tuple3(process_space(p), tag, result, c.rest);
}

static bool is_encoding(Term t) { return t == ATOM_LATIN1 || t == ATOM_UNICODE || t == ATOM_UTF8; }

// Whole bytes that are UTF-8 already; for Latin-1 that is 7-bit only.
static bool needs_no_conversion(Term binary, bool is_latin1)
{
    size_t size, at = 0;
    uint8_t *copy;
    const uint8_t *bytes = binary_bytes(binary, &size, &copy);
    if (!bytes) {
        return false;
    }
    uint32_t code_point, used = 1;
    while (used > 0 && (at += utf8_ascii_prefix(bytes + at, size - at)) < size) {
        used = is_latin1 ? 0 : utf8_decode(bytes + at, size - at, &code_point);
        at += used;
    }
    binary_bytes_free(copy, size);
    return at == size;
}

Term bif_unicode_characters_to_binary_2(Process *p, Term *arg)
{
    if (!is_encoding(arg[1])) {
        Export *export = export_get(ATOM_UNICODE, ATOM_CHARACTERS_TO_BINARY_INT, 2);
        return bif_trap(p, arg, export, 2, arg);
    }
    bool is_latin1 = arg[1] == ATOM_LATIN1;
    Term data = arg[0];
    if (term_is_cons(data) && term_is_nil(cons_tail(data)) && term_is_bitstring(cons_head(data))) {
        data = cons_head(data);
    }
    if (!is_chardata(data)) {
        return bif_badarg(p);
    }
    if (term_is_bitstring(data) && needs_no_conversion(data, is_latin1)) {
        argument_charge(p, binary_size_bits(data) / 8, 8 * BYTES_PER_REDUCTION);
        return data;
    }
    return convert_with(p, data, is_latin1, build_binary);
}

Term bif_unicode_characters_to_list_2(Process *p, Term *arg)
{
    if (!is_encoding(arg[1])) {
        Export *export = export_get(ATOM_UNICODE, ATOM_CHARACTERS_TO_LIST_INT, 2);
        return bif_trap(p, arg, export, 2, arg);
    }
    if (!is_chardata(arg[0])) {
        return bif_badarg(p);
    }
    return convert_with(p, arg[0], arg[1] == ATOM_LATIN1, build_list);
}

Term bif_unicode_bin_is_7bit_1(Process *p, Term *arg)
{
    (void)p;
    if (release_finds_no_7bit() && term_is_bitstring(arg[0]) && binary_size_bits(arg[0]) > 0) {
        return ATOM_FALSE;
    }
    return argument_boolean(term_is_bitstring(arg[0]) && needs_no_conversion(arg[0], true));
}
