// SPDX-License-Identifier: Apache-2.0
// re_table.c -- character tables for patterns without `unicode`: letters are those of Latin-1, as
// in stock BEAM.
//
// PCRE2 makes tables for the locale of the machine, which we do not rely on. The tables of plain
// ASCII are taken and the upper half is filled in, each character after an ASCII one of its kind:
// letters of no number system like q and Q.
//
//   [0] lower case of each byte   [256] other case   [512] ten sets of 256 bits   [832] flags of each byte
//
// Sets: space, xdigit, digit, upper, lower, word, graph, print, punct, cntrl. This layout is that
// of pcre2_maketables since 10.30.
//
// Read before: vm/re/re.h
#include "vm/base/check.h"
#include "vm/re/re.h"

enum {
    TABLE_BYTES = 1088,
    OTHER_CASE = 256,
    SETS = 512,
    FLAGS = 832,
    SET_BYTES = 32,
    SET_COUNT = 10
};
enum { SET_UPPER = 3, SET_LOWER = 4, SET_GRAPH = 6, SET_PRINT = 7, SET_PUNCT = 8, SET_CONTROL = 9 };
enum {
    CASE_DISTANCE = 32,
    FIRST_UPPER = 0xC0,
    TIMES = 0xD7,
    LAST_UPPER = 0xDE,
    SHARP_S = 0xDF,
    DIVISION = 0xF7,
    LAST_LOWER = 0xFE,
    Y_DIAERESIS = 0xFF,
    ORDINAL_A = 0xAA,
    MICRO = 0xB5,
    ORDINAL_O = 0xBA,
    LAST_CONTROL = 0x9F
};

static uint8_t tables[TABLE_BYTES];

static bool is_in(uint8_t set, uint8_t c)
{
    return tables[SETS + set * SET_BYTES + c / 8] >> c % 8 & 1;
}
static void put_in(uint8_t set, uint8_t c)
{
    tables[SETS + set * SET_BYTES + c / 8] |= (uint8_t)(1 << c % 8);
}

static void behave_like(uint8_t c, uint8_t model)
{
    for (uint8_t set = 0; set < SET_COUNT; set++) {
        if (is_in(set, model)) {
            put_in(set, c);
        }
    }
    tables[FLAGS + c] = tables[FLAGS + model];
}

static bool is_upper(uint8_t c) { return c >= FIRST_UPPER && c <= LAST_UPPER && c != TIMES; }
static bool has_upper(uint8_t c) { return c > SHARP_S && c <= LAST_LOWER && c != DIVISION; }
static bool is_lower(uint8_t c)
{
    return has_upper(c) || c == SHARP_S || c == Y_DIAERESIS || c == ORDINAL_A || c == MICRO ||
           c == ORDINAL_O;
}

static void fill_upper_half(void)
{
    for (int i = 0x80; i <= 0xFF; i++) {
        uint8_t c = (uint8_t)i;
        if (c <= LAST_CONTROL) {
            put_in(SET_CONTROL, c);
        } else if (is_upper(c)) {
            behave_like(c, 'Q');
            tables[c] = tables[OTHER_CASE + c] = (uint8_t)(c + CASE_DISTANCE);
        } else if (is_lower(c)) {
            behave_like(c, 'q');
            tables[OTHER_CASE + c] = has_upper(c) ? (uint8_t)(c - CASE_DISTANCE) : c;
        } else {
            put_in(SET_GRAPH, c);
            put_in(SET_PRINT, c);
            put_in(SET_PUNCT, c);
        }
    }
}

const uint8_t *re_tables(void)
{
    if (tables['A'] == 'a') {
        return tables;
    }
    const uint8_t *ascii = pcre2_maketables(NULL);
    CHECK(ascii && ascii['A'] == 'a' && ascii[OTHER_CASE + 'a'] == 'A');
    memcpy(tables, ascii, TABLE_BYTES);
    pcre2_maketables_free(NULL, ascii);
    CHECK(is_in(SET_UPPER, 'Q') && is_in(SET_LOWER, 'q') && !is_in(SET_UPPER, 'q') &&
          is_in(SET_CONTROL, 1));
    fill_upper_half();
    return tables;
}
