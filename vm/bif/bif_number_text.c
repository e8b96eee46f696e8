// SPDX-License-Identifier: Apache-2.0
// bif_number_text.c -- numbers to text and back: integer_to_list, list_to_float, float_to_binary
// with options, ...
//
// The conversions themselves are in term/bignum.c and term/float.c; here are their Erlang faces:
// which argument is refused, which bases and options exist, and how much of a list
// string:list_to_integer/1 consumes.
//
//     string:list_to_integer("12ab")    -> {12, "ab"}        stops where no digit stands
//     string:list_to_float("1.5e+x")    -> {1.5, "e+x"}      an exponent has digits
//
// Exceptions: the functions on lists read a code above 255 as its low byte, as ERTS does
// (list_to_integer([305]) is 1). A text for a float may end at a zero byte and may have a comma for
// the dot, for the same reason.
//
// Read before: vm/bif/bif_atom.c     Read next: vm/bif/bif_identifier_text.c
#include "vm/bif/text_list.h"
#include "vm/term/bignum.h"
#include "vm/term/binary.h"
#include "vm/term/float.h"

#include <ctype.h>

enum {
    BASE_MIN = 2,
    BASE_MAX = 36,
    DIGITS_PER_REDUCTION = 16,
    DIGITS_CERTAIN = 1000, // so many are never too many
    FLOAT_TEXT_LIMIT = 256
};

// ---- integers to text

typedef Term BuildText(Space *space, const char *text, size_t size);

static Term build_string(Space *space, const char *text, size_t size)
{
    return space_string(space, text, size);
}

static Term build_binary(Space *space, const char *text, size_t size)
{
    return space_binary(space, text, size);
}

static Term write_integer(Process *p, Term integer, Term base_term, BuildText *build)
{
    int64_t base;
    if (!term_is_integer(integer) || !argument_in_range(base_term, BASE_MIN, BASE_MAX, &base)) {
        return bif_badarg(p);
    }
    char *text;
    size_t size;
    integer_to_text(integer, (int)base, &text, &size);
    argument_charge(p, size, DIGITS_PER_REDUCTION);
    Term result = build(process_space(p), text, size);
    vm_free(text, size);
    return result;
}

Term bif_erlang_integer_to_list_1(Process *p, Term *arg)
{
    return write_integer(p, arg[0], SMALL(10), build_string);
}

Term bif_erlang_integer_to_list_2(Process *p, Term *arg)
{
    return write_integer(p, arg[0], arg[1], build_string);
}

Term bif_erlang_integer_to_binary_1(Process *p, Term *arg)
{
    return write_integer(p, arg[0], SMALL(10), build_binary);
}

Term bif_erlang_integer_to_binary_2(Process *p, Term *arg)
{
    return write_integer(p, arg[0], arg[1], build_binary);
}

// ---- text to integers

static bool is_digit(uint8_t c, int base)
{
    int value = isdigit(c) ? c - '0' : isalpha(c) && c < 128 ? (c | 32) - 'a' + 10 : BASE_MAX;
    return value < base;
}

typedef enum IntegerText {
    INTEGER_WHOLE,
    INTEGER_PREFIX,
    INTEGER_NONE,
    INTEGER_NO_LIST
} IntegerText;

// Reads an integer from the front of *list, which becomes the rest.
static IntegerText read_integer(Process *p, Term *list, int base, Term *integer)
{
    if (!term_is_list(*list)) {
        return INTEGER_NO_LIST;
    }
    ByteVec text = {0};
    Term head = term_is_cons(*list) ? cons_head(*list) : TERM_NIL;
    if (head == SMALL('-') || head == SMALL('+')) {
        byte_vec_u8(&text, (uint8_t)small_value(head));
        *list = cons_tail(*list);
    }
    size_t sign = text.size;
    while (term_is_cons(*list) && term_is_small(cons_head(*list)) &&
           is_digit((uint8_t)small_value(cons_head(*list)), base)) {
        byte_vec_u8(&text, (uint8_t)small_value(cons_head(*list)));
        *list = cons_tail(*list);
    }
    argument_charge(p, text.size, DIGITS_PER_REDUCTION);
    bool has_digits = text.size > sign;
    if (has_digits) {
        *integer = integer_from_text(process_space(p), (const char *)text.data, text.size, base);
    }
    byte_vec_free(&text);
    if (!has_digits) {
        return INTEGER_NONE;
    }
    return term_is_nil(*list) ? INTEGER_WHOLE : INTEGER_PREFIX;
}

static Term read_whole_list(Process *p, Term list, Term base_term)
{
    int64_t base;
    Term integer = TERM_NONE;
    if (!argument_in_range(base_term, BASE_MIN, BASE_MAX, &base) ||
        read_integer(p, &list, (int)base, &integer) != INTEGER_WHOLE) {
        return bif_badarg(p);
    }
    return term_is_none(integer) ? bif_error(p, ATOM_SYSTEM_LIMIT) : integer;
}

Term bif_erlang_list_to_integer_1(Process *p, Term *arg)
{
    return read_whole_list(p, arg[0], SMALL(10));
}

Term bif_erlang_list_to_integer_2(Process *p, Term *arg)
{
    return read_whole_list(p, arg[0], arg[1]);
}

Term bif_string_list_to_integer_1(Process *p, Term *arg)
{
    Term integer = TERM_NONE, rest = arg[0];
    switch (read_integer(p, &rest, 10, &integer)) {
    case INTEGER_NO_LIST: return space_tuple2(process_space(p), ATOM_ERROR, ATOM_NOT_A_LIST);
    case INTEGER_NONE: return space_tuple2(process_space(p), ATOM_ERROR, ATOM_NO_INTEGER);
    default: break;
    }
    if (term_is_none(integer)) {
        return bif_error(p, ATOM_SYSTEM_LIMIT);
    }
    return space_tuple2(process_space(p), integer, rest);
}

static Term read_whole_binary(Process *p, Term binary, Term base_term)
{
    int64_t base;
    size_t size;
    uint8_t *copy;
    if (!argument_in_range(base_term, BASE_MIN, BASE_MAX, &base)) {
        return bif_badarg(p);
    }
    const uint8_t *bytes = binary_bytes(binary, &size, &copy);
    if (!bytes) {
        return bif_badarg(p);
    }
    argument_charge(p, size, DIGITS_PER_REDUCTION);
    Term integer = integer_from_text(process_space(p), (const char *)bytes, size, (int)base);
    binary_bytes_free(copy, size);
    return term_is_none(integer) ? bif_badarg(p) : integer;
}

Term bif_erlang_binary_to_integer_1(Process *p, Term *arg)
{
    return read_whole_binary(p, arg[0], SMALL(10));
}

Term bif_erlang_binary_to_integer_2(Process *p, Term *arg)
{
    return read_whole_binary(p, arg[0], arg[1]);
}

// What erlang:list_to_integer/1,2 and binary_to_integer/1,2 are made of from OTP 26 on: the reason
// why it is no integer is the result, and the Erlang code raises it. `big`: too many digits for
// us; that code then tries, and fails as it should.

Term bif_erts_internal_list_to_integer_2(Process *p, Term *arg)
{
    int64_t base;
    Term integer = TERM_NONE, rest = arg[0];
    if (!term_is_list(arg[0])) {
        return ATOM_NOT_A_LIST;
    }
    if (term_is_nil(arg[0])) {
        return ATOM_NO_INTEGER;
    }
    if (!argument_in_range(arg[1], BASE_MIN, BASE_MAX, &base)) {
        return ATOM_BADARG;
    }
    if (read_integer(p, &rest, (int)base, &integer) == INTEGER_NONE) {
        return ATOM_NO_INTEGER;
    }
    return term_is_none(integer) ? ATOM_BIG : space_tuple2(process_space(p), integer, rest);
}

Term bif_erts_internal_binary_to_integer_2(Process *p, Term *arg)
{
    int64_t base;
    size_t size;
    uint8_t *copy;
    const uint8_t *bytes = NULL;
    if (argument_in_range(arg[1], BASE_MIN, BASE_MAX, &base)) {
        bytes = binary_bytes(arg[0], &size, &copy);
    }
    if (bytes == NULL) {
        return ATOM_BADARG;
    }
    argument_charge(p, size, DIGITS_PER_REDUCTION);
    const Term integer = integer_from_text(process_space(p), (const char *)bytes, size, (int)base);
    binary_bytes_free(copy, size);
    if (term_is_none(integer)) {
        return size > DIGITS_CERTAIN ? ATOM_BIG : ATOM_BADARG;
    }
    return integer;
}

// ---- floats to text

typedef struct FloatFormat {
    enum { FORMAT_LEGACY, FORMAT_SHORT, FORMAT_DECIMALS, FORMAT_SCIENTIFIC } kind;
    int decimals;
    bool compact;
} FloatFormat;

// Of several formats the last one named wins; compact concerns {decimals, N} only.
static bool read_float_options(Term options, FloatFormat *format)
{
    *format = (FloatFormat){.kind = FORMAT_LEGACY, .decimals = 20};
    Term option, value;
    while (argument_next(&options, &option)) {
        if (option == ATOM_COMPACT) {
            format->compact = true;
        } else if (option == ATOM_SHORT) {
            format->kind = FORMAT_SHORT;
        } else if (argument_tagged(option, ATOM_DECIMALS, &value) && term_is_small(value)) {
            format->kind = FORMAT_DECIMALS;
            format->decimals = (int)small_value(value);
        } else if (argument_tagged(option, ATOM_SCIENTIFIC, &value) && term_is_small(value)) {
            format->kind = FORMAT_SCIENTIFIC;
            format->decimals = (int)small_value(value);
        } else {
            return false;
        }
    }
    return term_is_nil(options);
}

// The text's length; 0 when the format asks for too much.
static size_t format_float(double value, const FloatFormat *format, char *out)
{
    size_t size = 0;
    switch (format->kind) {
    case FORMAT_SHORT: return float_to_text_short(value, out);
    case FORMAT_DECIMALS:
        if (format->decimals < 0 || format->decimals > 253 ||
            !float_to_text_decimals(value, format->decimals, format->compact, out, &size)) {
            return 0;
        }
        return size;
    case FORMAT_LEGACY:
    case FORMAT_SCIENTIFIC:
        if (format->decimals >= FLOAT_TEXT_LIMIT) {
            return 0;
        }
        // A negative number of decimals means C's default.
        size = float_to_text_scientific(value, format->decimals < 0 ? 6 : format->decimals, out);
        return size < FLOAT_TEXT_LIMIT ? size : 0;
    }
    return 0;
}

static Term write_float(Process *p, Term number, Term options, BuildText *build)
{
    FloatFormat format;
    char text[FLOAT_TEXT_MAX];
    if (!term_is_float(number) || !read_float_options(options, &format)) {
        return bif_badarg(p);
    }
    size_t size = format_float(float_value(number), &format, text);
    return size ? build(process_space(p), text, size) : bif_badarg(p);
}

Term bif_erlang_float_to_list_1(Process *p, Term *arg)
{
    return write_float(p, arg[0], TERM_NIL, build_string);
}

Term bif_erlang_float_to_list_2(Process *p, Term *arg)
{
    return write_float(p, arg[0], arg[1], build_string);
}

Term bif_erlang_float_to_binary_1(Process *p, Term *arg)
{
    return write_float(p, arg[0], TERM_NIL, build_binary);
}

Term bif_erlang_float_to_binary_2(Process *p, Term *arg)
{
    return write_float(p, arg[0], arg[1], build_binary);
}

// ---- text to floats

// text is changed. It counts up to its first zero byte.
static bool read_float(ByteVec *text, double *value)
{
    size_t size = 0;
    while (size < text->size && text->data[size] != 0) {
        if (text->data[size] == ',') {
            text->data[size] = '.';
        }
        size++;
    }
    return size > 0 && float_from_text((const char *)text->data, size, value);
}

static Term read_whole_float(Process *p, ByteVec *text, bool is_text)
{
    double value;
    bool ok = is_text && read_float(text, &value);
    byte_vec_free(text);
    return ok ? space_float(process_space(p), value) : bif_badarg(p);
}

Term bif_erlang_list_to_float_1(Process *p, Term *arg)
{
    ByteVec text = {0};
    bool is_text = text_list_bytes(arg[0], SIZE_MAX, &text) == TEXT_OK;
    return read_whole_float(p, &text, is_text);
}

Term bif_erlang_binary_to_float_1(Process *p, Term *arg)
{
    ByteVec text = {0};
    size_t size;
    uint8_t *copy;
    const uint8_t *bytes = binary_bytes(arg[0], &size, &copy);
    if (bytes) {
        byte_vec_add(&text, bytes, size);
        binary_bytes_free(copy, size);
    }
    return read_whole_float(p, &text, bytes != NULL);
}

// Moves the digits at the front of *list to text and counts them.
static size_t take_digits(Term *list, ByteVec *text)
{
    size_t count = 0;
    int64_t c;
    while (term_is_cons(*list) && argument_in_range(cons_head(*list), '0', '9', &c)) {
        byte_vec_u8(text, (uint8_t)c);
        *list = cons_tail(*list);
        count++;
    }
    return count;
}

// The same for one character that is a or b; false when something else stands there.
static bool take_one_of(Term *list, char a, char b, ByteVec *text)
{
    if (!term_is_cons(*list) ||
        (cons_head(*list) != small_make(a) && cons_head(*list) != small_make(b))) {
        return false;
    }
    byte_vec_u8(text, (uint8_t)small_value(cons_head(*list)));
    *list = cons_tail(*list);
    return true;
}

// Takes the longest front part of *list that is a float: [sign] digits dot digits [e [sign]
// digits].
static bool take_float(Term *list, ByteVec *text)
{
    take_one_of(list, '+', '-', text);
    if (take_digits(list, text) == 0 || !take_one_of(list, '.', ',', text) ||
        take_digits(list, text) == 0) {
        return false;
    }
    Term end = *list;
    size_t size = text->size;
    if (take_one_of(list, 'e', 'E', text)) {
        take_one_of(list, '+', '-', text);
        if (take_digits(list, text) == 0) {
            *list = end;
            text->size = size;
        }
    }
    return true;
}

Term bif_string_list_to_float_1(Process *p, Term *arg)
{
    if (!term_is_list(arg[0])) {
        return space_tuple2(process_space(p), ATOM_ERROR, ATOM_NOT_A_LIST);
    }
    ByteVec text = {0};
    Term rest = arg[0];
    double value;
    bool ok = take_float(&rest, &text) && read_float(&text, &value);
    byte_vec_free(&text);
    if (!ok) {
        return space_tuple2(process_space(p), ATOM_ERROR, ATOM_NO_FLOAT);
    }
    return space_tuple2(process_space(p), space_float(process_space(p), value), rest);
}
