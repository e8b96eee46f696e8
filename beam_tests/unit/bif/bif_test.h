// SPDX-License-Identifier: Apache-2.0
// bif_test.h -- calls a BIF by name in a process that does nothing else, with arguments read from
// Erlang text.
//
// The reader knows what the tests need: integers, floats, atoms, strings, lists, tuples, binaries
// and #{} are written as in Erlang; there are no operators and no escapes.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "vm/bif/bif.h"
#include "vm/code/export.h"
#include "vm/heap/literal.h"
#include "vm/term/bignum.h"
#include "vm/term/compare.h"
#include "vm/term/float.h"
#include "vm/term/map.h"
#include "vm/term/print.h"

static const struct {
    const char *module, *name;
    uint32_t arity;
    BifFunction function;
} bif_rows[] = {
#define BIF(module, name, arity, function, kind, text) {#module, name, arity, function},
#include "vm/bif/bifs.def"
#undef BIF
};

static BifFunction find_bif(const char *module, const char *name, uint32_t arity)
{
    for (size_t i = 0; i < sizeof bif_rows / sizeof *bif_rows; i++) {
        if (bif_rows[i].arity == arity && strcmp(bif_rows[i].module, module) == 0 &&
            strcmp(bif_rows[i].name, name) == 0) {
            return bif_rows[i].function;
        }
    }
    fail_msg("no BIF %s:%s/%u", module, name, arity);
    return NULL;
}

// ---- the reader

typedef struct Reader {
    const char *at;
    Space *space;
} Reader;

static Term read_term(Reader *r);

static bool take(Reader *r, char c)
{
    if (*r->at != c) {
        return false;
    }
    r->at++;
    return true;
}

static size_t read_sequence(Reader *r, char end, Term *elements)
{
    size_t count = 0;
    while (*r->at != end && *r->at != '|') {
        assert_true(count < 200);
        elements[count++] = read_term(r);
        take(r, ',');
    }
    return count;
}

static Term read_list(Reader *r)
{
    Term elements[200];
    size_t count = read_sequence(r, ']', elements);
    Term tail = take(r, '|') ? read_term(r) : TERM_NIL;
    assert_true(take(r, ']'));
    return space_list(r->space, elements, count, tail);
}

static Term read_tuple(Reader *r)
{
    Term elements[200];
    size_t count = read_sequence(r, '}', elements);
    assert_true(take(r, '}'));
    return space_tuple(r->space, (uint32_t)count, elements);
}

static Term read_binary(Reader *r)
{
    uint8_t bytes[200];
    size_t size = 0;
    while (*r->at != '>') {
        if (take(r, '"')) {
            while (*r->at != '"') {
                bytes[size++] = (uint8_t)*r->at++;
            }
            r->at++;
        } else {
            bytes[size++] = (uint8_t)small_value(read_term(r));
        }
        take(r, ',');
    }
    r->at += 2;
    return space_binary(r->space, bytes, size);
}

static Term read_number(Reader *r)
{
    size_t size = strspn(r->at, "+-0123456789");
    size_t float_size = r->at[size] == '.' ? strspn(r->at, "+-0123456789.e") : 0;
    const char *start = r->at;
    double value;
    r->at += float_size ? float_size : size;
    if (!float_size) {
        return integer_from_text(r->space, start, size, 10);
    }
    assert_true(float_from_text(start, float_size, &value));
    return space_float(r->space, value);
}

static Term read_term(Reader *r)
{
    const char *start = r->at;
    if (take(r, '[')) {
        return read_list(r);
    }
    if (take(r, '{')) {
        return read_tuple(r);
    }
    if (take(r, '"') || take(r, '\'')) {
        size_t size = strcspn(r->at, start[0] == '"' ? "\"" : "'");
        r->at += size + 1;
        return start[0] == '"' ? space_string(r->space, start + 1, size)
                               : atom_from_utf8(start + 1, size);
    }
    if (strncmp(r->at, "<<", 2) == 0) {
        r->at += 2;
        return read_binary(r);
    }
    if (strncmp(r->at, "#{}", 3) == 0) {
        r->at += 3;
        return map_empty(r->space);
    }
    if (*r->at == '-' || (*r->at >= '0' && *r->at <= '9')) {
        return read_number(r);
    }
    size_t size = strspn(r->at, "abcdefghijklmnopqrstuvwxyz_0123456789");
    assert_true(size > 0);
    r->at += size;
    return atom_from_utf8(start, size);
}

// ---- calling

static Process test_process;

static void begin_process(void)
{
    memset(&test_process, 0, sizeof test_process);
    heap_init(&test_process.heap, 233, 233);
    test_process.reductions_left = SLICE_REDUCTIONS;
    test_process.pid = pid_make(1);
    test_process.args = test_process.args_inline;
}

static void end_process(void) { heap_destroy(&test_process.heap); }

static int init_tables(void **state)
{
    (void)state;
    atom_init(1 << 16);
    literal_init();
    export_init();
    return 0;
}

// Calls until it no longer asks to be called again.
static Term call_bif(BifFunction bif, Term *arg)
{
    Term result;
    do {
        test_process.raise_class = RAISE_NONE;
        test_process.reductions_left = SLICE_REDUCTIONS;
        result = bif(&test_process, arg);
    } while (term_is_none(result) && test_process.raise_class == BIF_AGAIN);
    return result;
}

// arguments: "1,[a]"; expected: a term, or "error Reason".
static inline void check_call(const char *module, const char *name, const char *arguments,
                              const char *expected)
{
    begin_process();
    Reader r = {arguments, process_space(&test_process)};
    Term arg[8];
    uint32_t arity = (uint32_t)read_sequence(&r, 0, arg);
    Term result = call_bif(find_bif(module, name, arity), arg);
    bool is_error = strncmp(expected, "error ", 6) == 0;
    r.at = expected + (is_error ? 6 : 0);
    Term wanted = read_term(&r);
    Term got = term_is_none(result) ? test_process.error_value : result;
    if (term_is_none(result) != is_error || !term_same(got, wanted)) {
        ByteVec text = {0};
        term_print(&text, got, 200);
        byte_vec_u8(&text, 0);
        fail_msg("%s:%s(%s) is %s%s, not %s", module, name, arguments,
                 term_is_none(result) ? "error " : "", (char *)text.data, expected);
    }
    end_process();
}
