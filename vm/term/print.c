// SPDX-License-Identifier: Apache-2.0
// print.c -- terms as text in the manner of erlang:display/1 and crash messages.
//
// This is ERTS's %T, not io:format's ~p: floats have six decimals in scientific form, a list or
// binary of printable characters is shown as a string, a closure as #Fun<module.index.unique>, and
// a large map shows its trie.
//
// A work stack holds what is still to be written: terms, and marks for the text between them.
// Entries are pushed in reverse, so a tuple {a,b} becomes, from the top:   a  MARK_COMMA  b
// MARK_TUPLE_END.   A list pushes its tail with a mark that says "the rest of a list", an array of
// elements itself with a count, so neither fills the stack.
//
// The limit is a budget: each term costs one, each character of an atom, string or binary one. When
// it is used up, "... " follows and that is all: what was opened stays open.
//
// INVARIANTS
//   1. Marks have the low bits 11, so they are no terms.
//
// Read before: vm/term/print.h
#include "vm/term/print.h"

#include "vm/base/stack.h"
#include "vm/term/atom.h"
#include "vm/term/bignum.h"
#include "vm/term/bits.h"
#include "vm/term/fun.h"
#include "vm/term/record.h"
#include "vm/term/ref.h"

#include <stdio.h>

enum {
    MARK_LIST_END = 1,
    MARK_TUPLE_END,
    MARK_COMMA,
    MARK_ARROW,
    MARK_EQUALS,
    MARK_REST,
    MARK_ELEMENTS
};
#define MARK(kind) ((uint64_t)(kind) << 2 | TERM_TAG_HEADER)

typedef struct Printer {
    ByteVec *out;
    int64_t left; // of the budget
    bool is_cut;  // the budget was needed when none was left
    WordStack stack;
} Printer;

static bool spend_one(Printer *p)
{
    p->is_cut = p->left-- <= 0;
    return !p->is_cut;
}

// ---- identifiers

static uint32_t channel_of(Term t)
{
    if (!term_is_subtag(t, SUBTAG_EXTERNAL)) {
        return 0;
    }
    return atom_index(external_node(t)->name);
}

size_t pid_print(char *out, Term pid)
{
    uint32_t number, serial;
    if (term_is_local_pid(pid)) {
        number = pid_number(pid);
        serial = pid_serial(pid);
    } else {
        number = (uint32_t)external_word(pid, 0);
        serial = (uint32_t)(external_word(pid, 0) >> 32);
    }
    return (size_t)sprintf(out, "<%u.%u.%u>", channel_of(pid), number, serial);
}

size_t port_print(char *out, Term port)
{
    uint64_t number = term_is_local_port(port) ? port_number(port) : external_word(port, 0);
    return (size_t)sprintf(out, "#Port<%u.%" PRIu64 ">", channel_of(port), number);
}

size_t ref_print(char *out, Term ref)
{
    RefNumbers numbers = ref_numbers(ref);
    char *at = out + sprintf(out, "#Ref<%u", channel_of(ref));
    for (uint32_t i = numbers.count; i-- > 0;) {
        at += sprintf(at, ".%u", numbers.n[i]);
    }
    *at++ = '>';
    *at = 0;
    return (size_t)(at - out);
}

// ---- atoms

static bool is_lower(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7);
}

static bool is_name_character(uint32_t c)
{
    bool is_upper = (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
    return is_upper || is_lower(c) || (c >= '0' && c <= '9') || c == '_';
}

static uint32_t next_character(const uint8_t **at, size_t *left)
{
    uint32_t character = **at;
    uint32_t used = character < 0x80 ? 1 : utf8_decode(*at, *left, &character);
    *at += used;
    *left -= used;
    return character;
}

static bool needs_quotes(const AtomName *name)
{
    const uint8_t *at = (const uint8_t *)name->text;
    size_t left = name->size;
    if (left == 0 || !is_lower(next_character(&at, &left))) {
        return true;
    }
    while (left) {
        if (!is_name_character(next_character(&at, &left))) {
            return true;
        }
    }
    return false;
}

static void print_quoted_character(ByteVec *out, uint32_t c)
{
    static const char letters[] = "btnvfr"; // 8..13
    if (c >= 8 && c <= 13) {
        byte_vec_printf(out, "\\%c", letters[c - 8]);
    } else if (c < ' ' || (c >= 0x80 && c < 0xA0)) {
        byte_vec_printf(out, "\\%03o", c);
    } else {
        if (c == '\'' || c == '\\') {
            byte_vec_u8(out, '\\');
        }
        uint8_t utf8[4];
        byte_vec_add(out, utf8, utf8_encode(c, utf8));
    }
}

static void print_atom(Printer *p, Term atom)
{
    const AtomName *name = atom_name(atom);
    p->left -= name->size;
    bool is_quoted = needs_quotes(name);
    if (is_quoted) {
        byte_vec_u8(p->out, '\'');
    }
    const uint8_t *at = (const uint8_t *)name->text;
    for (size_t left = name->size; left;) {
        print_quoted_character(p->out, next_character(&at, &left));
    }
    if (is_quoted) {
        byte_vec_u8(p->out, '\'');
    }
}

// ---- strings and binaries

static bool is_printable_string(Term list)
{
    for (; term_is_cons(list); list = cons_tail(list)) {
        Term head = cons_head(list);
        if (!term_is_small(head) || small_value(head) < 0 || small_value(head) > 255) {
            return false;
        }
        int64_t c = small_value(head);
        bool is_control = c < ' ' || (c >= 127 && c < 160);
        if (is_control && c != '\n' && c != '\t' && c != '\r') {
            return false;
        }
    }
    return term_is_nil(list);
}

static void print_string(Printer *p, Term list)
{
    byte_vec_u8(p->out, '"');
    for (; term_is_cons(list); list = cons_tail(list)) {
        if (!spend_one(p)) {
            return;
        }
        uint8_t c = (uint8_t)small_value(cons_head(list));
        if (c == '\n') {
            byte_vec_text(p->out, "\\n");
        } else {
            if (c == '"') {
                byte_vec_u8(p->out, '\\');
            }
            byte_vec_u8(p->out, c);
        }
    }
    byte_vec_u8(p->out, '"');
}

static uint8_t byte_at(BitView view, uint64_t index)
{
    return (uint8_t)bits_get_u64(view.bytes, view.offset_bits + index * 8, 8);
}

static bool is_printable_binary(BitView view)
{
    if (view.size_bits == 0 || view.size_bits % 8) {
        return false;
    }
    for (uint64_t i = 0; i < view.size_bits / 8; i++) {
        uint8_t byte = byte_at(view, i);
        if (byte < ' ' || byte >= 127) {
            return false;
        }
    }
    return true;
}

static void print_binary_text(Printer *p, BitView view)
{
    byte_vec_text(p->out, "<<\"");
    for (uint64_t i = 0; i < view.size_bits / 8; i++) {
        uint8_t byte = byte_at(view, i);
        if (byte == '"') {
            byte_vec_u8(p->out, '\\');
        }
        byte_vec_u8(p->out, byte);
        if (!spend_one(p)) {
            return;
        }
    }
    byte_vec_text(p->out, "\">>");
}

static void print_bitstring(Printer *p, Term t)
{
    BitView view = binary_view(t);
    if (is_printable_binary(view)) {
        print_binary_text(p, view);
        return;
    }
    byte_vec_text(p->out, "<<");
    uint64_t bytes = view.size_bits / 8;
    for (uint64_t i = 0; i < bytes; i++) {
        byte_vec_printf(p->out, i ? ",%u" : "%u", byte_at(view, i));
        if (!spend_one(p)) {
            return;
        }
    }
    uint32_t rest = view.size_bits % 8;
    if (rest) {
        uint64_t last = bits_get_u64(view.bytes, view.offset_bits + bytes * 8, rest);
        byte_vec_printf(p->out, "%s%" PRIu64 ":%u", bytes ? "," : "", last, rest);
    }
    byte_vec_text(p->out, ">>");
}

// ---- the others

static void push(Printer *p, uint64_t word) { word_stack_push(&p->stack, word); }

static void push_elements(Printer *p, const Term *elements, size_t count)
{
    if (count) {
        push(p, (uint64_t)(uintptr_t)elements);
        push(p, count);
        push(p, MARK(MARK_ELEMENTS));
    }
}

static void print_big(Printer *p, Term big)
{
    char *text;
    size_t size;
    integer_to_text(big, 10, &text, &size);
    byte_vec_add(p->out, text, size);
    vm_free(text, size);
}

// Module and function are never torn apart by the budget.
static void print_fun(Printer *p, Term fun)
{
    if (term_is_closure(fun)) {
        const FunEntry *entry = fun_entry(fun);
        const AtomName *module = atom_name(entry->module);
        byte_vec_text(p->out, "#Fun<");
        byte_vec_add(p->out, module->text, module->size);
        byte_vec_printf(p->out, ".%d.%d>", (int)entry->old_index, (int)entry->old_uniq);
        return;
    }
    const ExportName *name = export_name(fun_export(fun));
    byte_vec_text(p->out, "fun ");
    print_atom(p, name->module);
    byte_vec_u8(p->out, ':');
    print_atom(p, name->function);
    byte_vec_printf(p->out, "/%" PRIu64, name->arity);
}

static void print_flatmap(Printer *p, const Term *words)
{
    byte_vec_text(p->out, "#{");
    push(p, MARK(MARK_TUPLE_END));
    const Term *keys = tuple_elements(words[1]), *values = words + 2;
    for (uint32_t i = header_arity(words[0]) - 1; i-- > 0;) {
        push(p, values[i]);
        push(p, MARK(MARK_ARROW));
        push(p, keys[i]);
        if (i) {
            push(p, MARK(MARK_COMMA));
        }
    }
}

static void print_record(Printer *p, Term record)
{
    const Term *definition = record_definition(record), *values = record_values(record);
    byte_vec_u8(p->out, '#');
    print_atom(p, definition[RECORD_MODULE]);
    byte_vec_u8(p->out, ':');
    print_atom(p, definition[RECORD_NAME]);
    byte_vec_u8(p->out, '{');
    push(p, MARK(MARK_TUPLE_END));
    for (uint32_t i = record_size(record); i-- > 0;) {
        push(p, values[i]);
        push(p, MARK(MARK_EQUALS));
        push(p, definition[RECORD_KEYS + i]);
        if (i) {
            push(p, MARK(MARK_COMMA));
        }
    }
}

static void print_boxed(Printer *p, Term t)
{
    const Term *words = boxed_words(t);
    uint32_t arity = header_arity(words[0]);
    char text[128];
    switch (header_subtag(words[0])) {
    case SUBTAG_TUPLE:
        byte_vec_u8(p->out, '{');
        push(p, MARK(MARK_TUPLE_END));
        push_elements(p, words + 1, arity);
        break;
    case SUBTAG_BIG_POS:
    case SUBTAG_BIG_NEG: print_big(p, t); break;
    case SUBTAG_FLOAT: byte_vec_printf(p->out, "%e", float_value(t)); break;
    case SUBTAG_FUN:
    case SUBTAG_EXPORT_FUN: print_fun(p, t); break;
    case SUBTAG_REF: byte_vec_add(p->out, text, ref_print(text, t)); break;
    case SUBTAG_EXTERNAL:
        byte_vec_add(p->out, text,
                     term_is_external(t, EXTERNAL_PID)    ? pid_print(text, t)
                     : term_is_external(t, EXTERNAL_PORT) ? port_print(text, t)
                                                          : ref_print(text, t));
        break;
    case SUBTAG_FLATMAP: print_flatmap(p, words); break;
    case SUBTAG_RECORD: print_record(p, t); break;
    case SUBTAG_HASHMAP: // the bitmap, then leaves as [Key|Value] and nodes
        byte_vec_printf(p->out, "#<%x>{", header_extra(words[0]) & 0xFFFF);
        push(p, MARK(MARK_TUPLE_END));
        push_elements(p, words + 2, arity - 1);
        break;
    case SUBTAG_HASHNODE:
        byte_vec_printf(p->out, "<%x>{", header_extra(words[0]) & 0xFFFF);
        push(p, MARK(MARK_TUPLE_END));
        push_elements(p, words + 1, arity);
        break;
    case SUBTAG_HEAP_BIN:
    case SUBTAG_REFC_BIN:
    case SUBTAG_SUB_BIN: print_bitstring(p, t); break;
    case SUBTAG_MATCH: byte_vec_text(p->out, "#MatchState"); break;
    default: byte_vec_printf(p->out, "<unknown:%p>", (const void *)words); break;
    }
}

static void print_immediate(Printer *p, Term t)
{
    char text[64];
    if (term_is_small(t)) {
        byte_vec_printf(p->out, "%" PRId64, small_value(t));
    } else if (term_is_atom(t)) {
        print_atom(p, t);
        p->is_cut = p->left <= 0;
    } else if (term_is_local_pid(t)) {
        byte_vec_add(p->out, text, pid_print(text, t));
    } else if (term_is_local_port(t)) {
        byte_vec_add(p->out, text, port_print(text, t));
    } else {
        byte_vec_text(p->out, term_is_nil(t) ? "[]" : "<unknown>");
    }
}

// The head is next; behind it the mark that continues with the tail.
static void push_cons(Printer *p, Term cons)
{
    push(p, cons_tail(cons));
    push(p, MARK(MARK_REST));
    push(p, cons_head(cons));
}

static void print_one(Printer *p, Term t)
{
    if (!spend_one(p)) {
        return;
    }
    if (term_is_cons(t)) {
        if (is_printable_string(t)) {
            print_string(p, t);
        } else {
            byte_vec_u8(p->out, '[');
            push(p, MARK(MARK_LIST_END));
            push_cons(p, t);
        }
    } else if (term_is_boxed(t)) {
        print_boxed(p, t);
    } else {
        print_immediate(p, t);
    }
}

static void print_mark(Printer *p, uint64_t mark)
{
    switch (mark >> 2) {
    case MARK_LIST_END: byte_vec_u8(p->out, ']'); break;
    case MARK_TUPLE_END: byte_vec_u8(p->out, '}'); break;
    case MARK_COMMA: byte_vec_u8(p->out, ','); break;
    case MARK_ARROW: byte_vec_text(p->out, "=>"); break;
    case MARK_EQUALS: byte_vec_u8(p->out, '='); break;
    case MARK_REST: {
        Term tail = word_stack_pop(&p->stack);
        if (term_is_cons(tail)) {
            byte_vec_u8(p->out, ',');
            push_cons(p, tail);
        } else if (!term_is_nil(tail)) {
            byte_vec_u8(p->out, '|');
            push(p, tail);
        }
        break;
    }
    case MARK_ELEMENTS: {
        size_t count = word_stack_pop(&p->stack);
        const Term *elements = (const Term *)(uintptr_t)word_stack_pop(&p->stack);
        push_elements(p, elements + 1, count - 1);
        if (count > 1) {
            push(p, MARK(MARK_COMMA));
        }
        push(p, *elements);
        break;
    }
    default: check_failed(__FILE__, __LINE__, "an unknown mark");
    }
}

void term_print(ByteVec *out, Term t, size_t limit)
{
    Printer p = {.out = out, .left = limit ? (int64_t)limit : INT64_MAX};
    word_stack_init(&p.stack);
    print_one(&p, t);
    while (!p.is_cut && !word_stack_is_empty(&p.stack)) {
        uint64_t top = word_stack_pop(&p.stack);
        if (header_is(top)) {
            print_mark(&p, top);
        } else {
            print_one(&p, top);
        }
    }
    word_stack_free(&p.stack);
    if (p.left <= 0) {
        byte_vec_text(out, "... ");
    }
}
