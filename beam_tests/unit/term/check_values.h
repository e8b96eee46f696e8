// SPDX-License-Identifier: Apache-2.0
// check_values.h -- runs rows {operation, a, b, result} that stock BEAM answered
// (make_values.escript): each test names the operations it wants. With VALUES=file in the
// environment, the rows of that file instead of the table.
#pragma once

#include "beam_tests/unit/term/space_for_tests.h"
#include "vm/term/bignum.h"
#include "vm/term/compare.h"
#include "vm/term/etf.h"
#include "vm/term/float.h"
#include "vm/term/print.h"
#include "vm/term/term_hash.h"

#include <math.h>
#include <stdio.h>

typedef struct ValueSample {
    const char *operation, *a, *b, *result;
} ValueSample;
#include "beam_tests/unit/term/value_samples.h"

// The answer of our own machine to a row; TERM_NONE where stock raised an error.
typedef Term ValueOperation(Space *space, const char *operation, Term a, Term b, bool *is_mine);

static inline Term value_decode(Space *space, const char *hex)
{
    ByteVec v = test_bytes(hex);
    Bytes b = bytes_of(v.data, v.size);
    const char *reason = NULL;
    Term t = etf_decode(space, &b, 0, &reason);
    if (term_is_none(t)) {
        fail_msg("sample cannot be decoded: %s", reason);
    }
    byte_vec_free(&v);
    return t;
}

static inline size_t check_row(ValueOperation *operate, const ValueSample *row)
{
    Space space = test_space();
    bool is_mine = true;
    Term a = value_decode(&space, row->a), b = value_decode(&space, row->b);
    Term expected = value_decode(&space, row->result);
    Term result = operate(&space, row->operation, a, b, &is_mine);
    if (is_mine) {
        if (term_is_none(result)) {
            result = atom_from_text("none");
        }
        bool is_same = term_same(result, expected);
        if (is_same && term_is_float(result)) {
            is_same = signbit(float_value(result)) == signbit(float_value(expected));
        }
        if (!is_same) {
            ByteVec text = {0};
            term_print(&text, expected, 300);
            byte_vec_text(&text, " expected, but: ");
            term_print(&text, result, 300);
            fail_msg("%s %s %s: %.*s", row->operation, row->a, row->b, (int)text.size,
                     (const char *)text.data);
        }
    }
    test_space_free(&space);
    return is_mine;
}

static inline size_t check_file(ValueOperation *operate, const char *path)
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *line = NULL;
    size_t room = 0, count = 0;
    while (getline(&line, &room, file) > 0) {
        ValueSample row = {strtok(line, " "), strtok(NULL, " "), strtok(NULL, " "),
                           strtok(NULL, " \n")};
        count += check_row(operate, &row);
    }
    free(line);
    fclose(file);
    return count;
}

static inline void check_values(ValueOperation *operate)
{
    const char *path = getenv("VALUES");
    size_t count = 0;
    if (path) {
        count = check_file(operate, path);
        print_message("%zu rows\n", count);
    } else {
        for (size_t i = 0; i < sizeof value_samples / sizeof *value_samples; i++) {
            count += check_row(operate, &value_samples[i]);
        }
    }
    assert_true(count > 0);
}

static inline Term value_text(Space *space, const char *text, size_t size)
{
    return space_binary(space, text, size);
}
