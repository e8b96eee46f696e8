// SPDX-License-Identifier: Apache-2.0
// diff_normal.c -- takes out of a text what two machines may rightly say differently.
//
//    {<0.85.0>,#Ref<0.1.2.3>,<0.9.0>,<0.85.0>}   ->   {<pid 1>,#Ref<1>,<pid 2>,<pid 1>}
//
// The idea: a machine is free in how it numbers processes, references and ports, and in when things
// happen; all else is the program's. An identifier becomes a number in the order of first
// appearance: which is the same as which remains visible, and two that were confused remain a
// difference. What is replaced is found by its shape alone, from the table below: a `9` in a shape
// stands for digits, an `A` for one letter.
//
//   1. Two equal texts stay equal. Two texts that differ in anything but the table's shapes stay
//      different.
//   2. A shape that begins with a digit does not begin inside a number.
//
// Not replaced: funs (#Fun<m.0.123>: module, index and the last number come from the file),
// nodes, what a program prints about time or memory by itself.
#include "vm/cli/diff_normal.h"

#include "vm/base/hash.h"

typedef struct Shape {
    const char *shape;
    const char *open, *close; // around the number; close NULL: no number
    bool line_start;
} Shape;

// A longer shape stands before its beginning.
static const Shape SHAPES[] = {
    {"<9.9.9>", "<pid ", ">", false},
    {"#Port<9.9>", "#Port<", ">", false},
    {"#Ref<9.9.9.9>", "#Ref<", ">", false},
    {"#Reference<9.9.9.9>", "#Reference<", ">", false},
    {"9-AAA-9::9:9:9.9", "<time>", NULL, false},
    {"9-AAA-9::9:9:9", "<time>", NULL, false},
    {"9-9-9T9:9:9.9+9:9", "<time>", NULL, false},
    {"9:9:9.9 [", "<time> [", NULL, true},
};

enum { SHAPE_COUNT = sizeof(SHAPES) / sizeof(SHAPES[0]) };
static_assert(SHAPE_COUNT <= 8, "DiffNames.counts");

const char DIFF_NORMAL_HELP[] =
    "  <0.85.0>                          process identifiers      <pid 1>, <pid 2>, ...\n"
    "  #Ref<0.1.2.3> #Reference<0.1.2.3> references               #Ref<1> #Reference<1>\n"
    "  #Port<0.5>                        ports                    #Port<1>\n"
    "  22-Nov-2026::13:01:28.123456      times in log reports     <time>\n"
    "  2026-11-22T13:01:28.123456+01:00  the same, ISO            <time>\n"
    "  13:01:28.123 [                    Elixir's log lines       <time> [\n"
    "Identifiers are numbered in the order of their first appearance, so it stays visible which "
    "are\n"
    "the same. Funs are compared as printed: their numbers come from the file.\n";

typedef struct Name {
    uint32_t number;
    uint32_t size;
    uint8_t text[];
} Name;

typedef struct Slice {
    const uint8_t *data;
    size_t size;
} Slice;

static bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

static bool is_letter(uint8_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

// The length of what the shape covers, 0 if it does not fit.
static size_t match_shape(const char *shape, const uint8_t *at, const uint8_t *end)
{
    const uint8_t *from = at;
    for (; *shape; shape++) {
        if (at == end) {
            return 0;
        }
        if (*shape == '9') {
            const uint8_t *digits = at;
            while (at < end && is_digit(*at)) {
                at++;
            }
            if (at == digits) {
                return 0;
            }
        } else if (*shape == 'A' ? is_letter(*at) : *at == (uint8_t)*shape) {
            at++;
        } else {
            return 0;
        }
    }
    return (size_t)(at - from);
}

static bool is_name(const void *entry, const void *key)
{
    const Name *name = entry;
    const Slice *slice = key;
    return name->size == slice->size && memcmp(name->text, slice->data, slice->size) == 0;
}

static uint32_t number_of(DiffNames *names, int shape, const uint8_t *text, size_t size)
{
    uint32_t hash = (uint32_t)hash_bytes(text, size);
    Slice key = {text, size};
    Name *name = table_find(&names->names, hash, &key, is_name);
    if (!name) {
        name = vm_alloc(sizeof(Name) + size);
        name->number = ++names->counts[shape];
        name->size = (uint32_t)size;
        memcpy(name->text, text, size);
        table_insert(&names->names, hash, name);
    }
    return name->number;
}

// Replaces what begins at `at`; returns its length, 0 if no shape fits there.
static size_t replace(ByteVec *out, DiffNames *names, const uint8_t *start, const uint8_t *at,
                      const uint8_t *end)
{
    bool inside = at > start && is_digit(*at) && is_digit(at[-1]);
    bool line_start = at == start || at[-1] == '\n';
    for (int i = 0; i < SHAPE_COUNT && !inside; i++) {
        const Shape *shape = &SHAPES[i];
        size_t size = shape->line_start && !line_start ? 0 : match_shape(shape->shape, at, end);
        if (size) {
            byte_vec_text(out, shape->open);
            if (shape->close) {
                byte_vec_printf(out, "%u%s", number_of(names, i, at, size), shape->close);
            }
            return size;
        }
    }
    return 0;
}

void diff_normal(ByteVec *out, DiffNames *names, const uint8_t *text, size_t size)
{
    if (!size) {
        return;
    }
    const uint8_t *at = text, *end = text + size;
    size_t hidden = names->hidden ? strlen(names->hidden) : 0;
    while (at < end) {
        if (hidden && (size_t)(end - at) >= hidden && memcmp(at, names->hidden, hidden) == 0) {
            at += hidden;
            continue;
        }
        bool may_begin = *at == '<' || *at == '#' || is_digit(*at);
        size_t length = may_begin ? replace(out, names, text, at, end) : 0;
        if (!length) {
            byte_vec_u8(out, *at);
            length = 1;
        }
        at += length;
    }
}

void diff_names_free(DiffNames *names)
{
    Name *name;
    for (uint32_t at = 0; (name = table_next(&names->names, &at));) {
        vm_free(name, sizeof(Name) + name->size);
    }
    table_free(&names->names);
    *names = (DiffNames){0};
}
