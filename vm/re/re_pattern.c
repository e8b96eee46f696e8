// SPDX-License-Identifier: Apache-2.0
// re_pattern.c -- compiled patterns as terms: what programs hold between compile and run.
//
//   up to OTP 27   {re_pattern, Captures, Unicode, UseCRLF, Binary}       Binary: options and source (re.h)
//   from 28 on     {re_pattern, Captures, Unicode, UseCRLF, Reference}    a magic reference to the code
//                  {re_exported_pattern, Header, Source, Options, Code}   with the option export
//
// Header begins with "re-PCRE2", a version and whether it is unicode. The version says what Code is; ours is 0:
// there is none, whoever imports it compiles Source with Options. So do we with all that stock BEAM exports.
//
// Read before: vm/re/re_cache.c     Read next: vm/re/re_bif.c
#include "vm/base/release.h"
#include "vm/re/re.h"
#include "vm/term/atom.h"
#include "vm/term/binary.h"
#include "vm/term/ref.h"

// ---- the last element

static void release_code(BinData *data)
{
    ReCode *code;
    memcpy(&code, data->bytes, sizeof code);
    re_code_release(code);
    vm_free(data, sizeof *data + data->size);
}

static Term make_reference(Space *space, ReCode *code)
{
    BinData *data = bin_data_new(sizeof code);
    data->destroy = release_code;
    re_code_retain(code);
    memcpy(data->bytes, &code, sizeof code);
    return ref_make_magic(space, data);
}

// NULL: no reference of ours.
static ReCode *code_of_reference(Term t)
{
    ReCode *code = NULL;
    if (term_is_magic_ref(t) && ref_magic_data(t)->destroy == release_code) {
        memcpy(&code, ref_magic_data(t)->bytes, sizeof code);
    }
    return code;
}

// ---- patterns

Term re_pattern_build(Space *space, ReCode *code, bool is_unicode)
{
    const Term elements[5] = {ATOM_RE_PATTERN, small_make(re_code_captures(code)),
                              small_make(is_unicode), small_make(re_code_uses_crlf(code)),
                              release_has_pcre2() ? make_reference(space, code)
                                                  : space_binary(space, code->key, code->key_size)};
    return space_tuple(space, 5, elements);
}

bool re_pattern_is(Term t)
{
    const Term *e = term_is_tuple_of(t, 5) ? tuple_elements(t) : NULL;
    return e && e[0] == ATOM_RE_PATTERN && term_is_small(e[1]) && term_is_small(e[2]) &&
           term_is_small(e[3]) &&
           (release_has_pcre2() ? term_is_reference(e[4]) : term_is_binary(e[4]));
}

static bool has_other_lines(const ReOptions *o, const uint8_t *key)
{
    const uint32_t newline = key[8] ? key[8] : PCRE2_NEWLINE_LF;
    const uint32_t bsr = key[9] ? key[9] : PCRE2_BSR_UNICODE;
    return o && ((o->newline && o->newline != newline) || (o->bsr && o->bsr != bsr));
}

static ReCode *code_of_key(const uint8_t *bytes, size_t size, const ReOptions *o)
{
    ReError error;
    if (!has_other_lines(o, bytes)) {
        return re_code_get(bytes, size, &error);
    }
    ByteVec key = {0};
    byte_vec_add(&key, bytes, size);
    key.data[8] = o->newline ? o->newline : key.data[8];
    key.data[9] = o->bsr ? o->bsr : key.data[9];
    ReCode *code = re_code_get(key.data, key.size, &error);
    byte_vec_free(&key);
    return code;
}

static ReCode *code_of_binary(Term binary, const ReOptions *o)
{
    size_t size;
    uint8_t *copy;
    const uint8_t *bytes = binary_bytes(binary, &size, &copy);
    ReCode *code = bytes && re_key_is_pattern(bytes, size) ? code_of_key(bytes, size, o) : NULL;
    binary_bytes_free(copy, bytes ? size : 0);
    return code;
}

ReCode *re_pattern_code(Term pattern, const ReOptions *o)
{
    const Term last = tuple_elements(pattern)[4];
    if (term_is_binary(last)) {
        return code_of_binary(last, o);
    }
    ReCode *code = code_of_reference(last);
    if (code != NULL && has_other_lines(o, code->key)) {
        return NULL; // as in ERTS, which has them compiled in since it gives references
    }
    if (code != NULL) {
        re_code_retain(code);
        re_code_use(code);
    }
    return code;
}

// ---- exported patterns

static const char TITLE[] = "re-PCRE2";
enum { TITLE_BYTES = sizeof TITLE - 1, HEADER_BYTES = TITLE_BYTES + 6, VERSION_WITHOUT_CODE = 0 };

Term re_pattern_export(Space *space, const ReCode *code, bool is_unicode, Term options)
{
    uint8_t header[HEADER_BYTES] = {0}; // title, version, is_unicode, checksum of Code
    memcpy(header, TITLE, TITLE_BYTES);
    header[TITLE_BYTES] = VERSION_WITHOUT_CODE;
    header[TITLE_BYTES + 1] = is_unicode;
    const Term elements[5] = {
        ATOM_RE_EXPORTED_PATTERN, space_binary(space, header, sizeof header),
        space_binary(space, code->key + RE_HEADER_BYTES, code->key_size - RE_HEADER_BYTES), options,
        space_binary(space, header, 0)};
    return space_tuple(space, 5, elements);
}

bool re_pattern_exported(Term t, Term *source, Term *options)
{
    const Term *e = term_is_tuple_of(t, 5) ? tuple_elements(t) : NULL;
    if (!e || e[0] != ATOM_RE_EXPORTED_PATTERN || !term_is_binary(e[1]) || !term_is_binary(e[2])) {
        return false;
    }
    size_t size;
    uint8_t *copy;
    const uint8_t *header = binary_bytes(e[1], &size, &copy);
    const bool is_ok = size >= HEADER_BYTES && memcmp(header, TITLE, TITLE_BYTES) == 0;
    binary_bytes_free(copy, size);
    *source = e[2];
    *options = e[3];
    return is_ok;
}
