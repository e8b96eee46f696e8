// SPDX-License-Identifier: Apache-2.0
// re_compile.c -- patterns written for PCRE 8 (up to OTP 27), compiled by PCRE2.
//
// Where PCRE2 refuses what PCRE 8 takes, the pattern is changed and compiled again:
//
//   \j          a backslash before a letter without meaning is that letter      the backslash goes
//   [\w-.]      a hyphen after a class in a class is itself                     it gets a backslash
//
// Error messages and their offsets are those of PCRE 8: it points behind a reference, to the end of a
// lookbehind, and tells what was to come where a text ends too early.
//
// Exceptions: PCRE2 knows more (\N{U+41}, (?^), ...); that is not refused.
//
// Read before: vm/re/re.h     Read next: vm/re/re_cache.c
#include "vm/base/release.h"
#include "vm/re/re.h"

enum {
    ERROR_UNKNOWN_ESCAPE = 103,
    ERROR_AFTER_QUESTION = 111,
    ERROR_NOT_CLOSED = 114,
    ERROR_NO_SUCH_GROUP = 115,
    ERROR_LOOKBEHIND = 125,
    ERROR_CONDITION = 128,
    ERROR_NO_SUCH_ESCAPE = 137,
    ERROR_CALLOUT = 139,
    ERROR_AFTER_P = 141,
    ERROR_NAME_END = 142,
    ERROR_SAME_NAME = 143,
    ERROR_PROPERTY = 147,
    ERROR_CLASS_RANGE = 150,
    ERROR_OCTAL = 151,
    ERROR_DEFINE = 154,
    ERROR_RECURSION = 158,
    ERROR_NO_NAME = 162,
    ERROR_NO_OCTAL = 164,
    ERROR_NO_HEX = 167,
    ERROR_BACK_REFERENCE = 169,
    ERROR_NO_DIGITS = 178,
    ERROR_CODE_POINT_NAME = 193,
    DEFINE_HEAD = 3,
    PATCHES_MAX = 1000
};

typedef struct Patched {
    ByteVec text;
    ByteVec origins; // size_t for each byte of text: where it came from
} Patched;

static void begin_patching(Patched *p, const uint8_t *source, size_t size)
{
    byte_vec_add(&p->text, source, size);
    for (size_t i = 0; i < size; i++) {
        byte_vec_add(&p->origins, &i, sizeof i);
    }
}

static size_t origin_of(const Patched *p, size_t at)
{
    size_t origin;
    if (at * sizeof origin >= p->origins.size) {
        return at < p->text.size || p->origins.size == 0 ? at : SIZE_MAX;
    }
    memcpy(&origin, p->origins.data + at * sizeof origin, sizeof origin);
    return origin;
}

static void remove_byte(ByteVec *v, size_t at, size_t width)
{
    memmove(v->data + at * width, v->data + (at + 1) * width, v->size - (at + 1) * width);
    v->size -= width;
}

static void insert_backslash(Patched *p, size_t at)
{
    size_t origin = origin_of(p, at);
    byte_vec_u8(&p->text, 0);
    memmove(p->text.data + at + 1, p->text.data + at, p->text.size - 1 - at);
    p->text.data[at] = '\\';
    byte_vec_add(&p->origins, &origin, sizeof origin);
    memmove(p->origins.data + (at + 1) * sizeof origin, p->origins.data + at * sizeof origin,
            p->origins.size - (at + 1) * sizeof origin);
    memcpy(p->origins.data + at * sizeof origin, &origin, sizeof origin);
}

// Changes the pattern so that this error goes away. False: it is an error.
static bool patch(Patched *p, const uint8_t *source, size_t size, const ReError *error)
{
    const uint8_t *text = p->text.size ? p->text.data : source;
    size_t text_size = p->text.size ? p->text.size : size;
    size_t at = error->offset;
    bool is_escape =
        error->code == ERROR_UNKNOWN_ESCAPE && at >= 1 && at < text_size && text[at - 1] == '\\';
    bool is_hyphen = error->code == ERROR_CLASS_RANGE && at < text_size && text[at] == '-';
    if (!is_escape && !is_hyphen) {
        return false;
    }
    if (p->text.size == 0) {
        begin_patching(p, source, size);
    }
    if (is_escape) {
        remove_byte(&p->text, at - 1, 1);
        remove_byte(&p->origins, at - 1, sizeof(size_t));
    } else {
        insert_backslash(p, at);
    }
    return true;
}

// ---- where PCRE 8 points

static bool is_word_byte(uint8_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static size_t behind_reference(const uint8_t *text, size_t size, size_t at)
{
    bool is_condition = at < size && text[at] == '(';
    at += is_condition;
    while (at < size && is_word_byte(text[at])) {
        at++;
    }
    return at + (is_condition && at < size);
}

// The parenthesis that closes the group beginning at `at`.
static size_t end_of_group(const uint8_t *text, size_t size, size_t at)
{
    size_t depth = 0;
    bool in_class = false;
    for (; at < size; at++) {
        if (text[at] == '\\') {
            at++;
        } else if (in_class) {
            in_class = text[at] != ']';
        } else if (text[at] == '[') {
            in_class = true;
        } else if (text[at] == '(') {
            depth++;
        } else if (text[at] == ')' && --depth == 0) {
            return at;
        }
    }
    return size;
}

static size_t offset_as_pcre8(const ReError *error, const uint8_t *text, size_t size, size_t at)
{
    switch (error->code) {
    case ERROR_NO_SUCH_GROUP: return behind_reference(text, size, at);
    case ERROR_NO_SUCH_ESCAPE:
    case ERROR_SAME_NAME:
    case ERROR_PROPERTY:
    case ERROR_CLASS_RANGE:
    case ERROR_OCTAL:
    case ERROR_BACK_REFERENCE:
    case ERROR_CODE_POINT_NAME: return at ? at - 1 : 0;
    case ERROR_LOOKBEHIND: return at < size && text[at] == '(' ? end_of_group(text, size, at) : at;
    case ERROR_DEFINE: return at >= DEFINE_HEAD ? end_of_group(text, size, at - DEFINE_HEAD) : at;
    case ERROR_NO_OCTAL:
    case ERROR_NO_HEX: return at + 1 == size ? size : at; // the text ends
    default: return at;
    }
}

static bool ends_with(const uint8_t *text, size_t size, const char *end)
{
    size_t length = strlen(end);
    return size >= length && memcmp(text + size - length, end, length) == 0;
}

// What is left of a text that ends in any number of these characters.
static size_t size_without(const uint8_t *text, size_t size, const char *characters)
{
    while (size > 0 && text[size - 1] && strchr(characters, text[size - 1])) {
        size--;
    }
    return size;
}

// What PCRE 8 says where a text ends too early: `tail` followed by any number of characters of `more`.
static int code_at_end(int code, const uint8_t *text, size_t size)
{
    static const struct {
        int code;
        const char *tail, *more;
        int means;
    } ends[] = {
        {ERROR_NOT_CLOSED, "(?P", "", ERROR_AFTER_P},
        {ERROR_NOT_CLOSED, "(?(", "", ERROR_CONDITION},
        {ERROR_NOT_CLOSED, "(?C", "0123456789", ERROR_CALLOUT},
        {ERROR_NOT_CLOSED, "(?", "imsxUJX-", ERROR_AFTER_QUESTION},
        {ERROR_NOT_CLOSED, "(?", "0123456789", ERROR_RECURSION},
        {ERROR_NO_DIGITS, "\\x{", "", ERROR_NO_HEX},
        {ERROR_NO_DIGITS, "\\o{", "", ERROR_NO_OCTAL},
    };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (ends[i].code == code &&
            ends_with(text, size_without(text, size, ends[i].more), ends[i].tail)) {
            return ends[i].means;
        }
    }
    return code;
}

static int code_as_pcre8(int code, const uint8_t *text, size_t size, size_t at)
{
    if (code == ERROR_NO_NAME && ends_with(text, at, "(?<")) {
        return RE_ERROR_AFTER_LESS;
    }
    if (code == ERROR_NO_NAME && (ends_with(text, at, "(?P<") || ends_with(text, at, "(?'"))) {
        return ERROR_NAME_END;
    }
    return at >= size ? code_at_end(code, text, size) : code;
}

pcre2_code *re_compile(const uint8_t *source, size_t size, uint32_t options,
                       pcre2_compile_context *context, ReError *error)
{
    // PCRE 8 was given a C string: what stands behind a NUL is not seen.
    size = release_has_pcre2() ? size : strnlen((const char *)source, size);
    Patched p = {0};
    pcre2_code *code = pcre2_compile(source, size, options, &error->code, &error->offset, context);
    if (release_has_pcre2()) {
        return code;
    }
    for (int i = 0; code == NULL && i < PATCHES_MAX && patch(&p, source, size, error); i++) {
        code =
            pcre2_compile(p.text.data, p.text.size, options, &error->code, &error->offset, context);
    }
    if (code == NULL) {
        size_t at = p.text.size ? origin_of(&p, error->offset) : error->offset;
        at = at > size ? size : at;
        error->offset = offset_as_pcre8(error, source, size, at);
        error->code = code_as_pcre8(error->code, source, size, at);
    }
    byte_vec_free(&p.text);
    byte_vec_free(&p.origins);
    return code;
}
