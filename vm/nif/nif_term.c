// SPDX-License-Identifier: Apache-2.0
// nif_term.c -- the part of the NIF interface that looks into terms and builds them: numbers,
// atoms, lists, tuples.
//
// The idea: each function is a line or two over vm/term, under the name and with the return values
// of erl_nif.h (1: yes, 0: no). A function that cannot do what it is asked raises badarg in the
// env, where the manual says so.
//
// Read before: vm/nif/nif_env.h     Read next: vm/nif/nif_binary.c
#include <math.h>

#include "vm/nif/nif_env.h"
#include "vm/term/atom.h"
#include "vm/term/bignum.h"
#include "vm/term/bits.h"
#include "vm/term/compare.h"
#include "vm/term/ref.h"

// ---- what is it?

int enif_is_atom(ErlNifEnv *env, ERL_NIF_TERM t) { return (void)env, term_is_atom(nif_in(t)); }
int enif_is_ref(ErlNifEnv *env, ERL_NIF_TERM t) { return (void)env, term_is_reference(nif_in(t)); }
int enif_is_fun(ErlNifEnv *env, ERL_NIF_TERM t) { return (void)env, term_is_fun(nif_in(t)); }
int enif_is_pid(ErlNifEnv *env, ERL_NIF_TERM t) { return (void)env, term_is_pid(nif_in(t)); }
int enif_is_port(ErlNifEnv *env, ERL_NIF_TERM t) { return (void)env, term_is_port(nif_in(t)); }
int enif_is_list(ErlNifEnv *env, ERL_NIF_TERM t) { return (void)env, term_is_list(nif_in(t)); }
int enif_is_empty_list(ErlNifEnv *env, ERL_NIF_TERM t) { return (void)env, term_is_nil(nif_in(t)); }
int enif_is_tuple(ErlNifEnv *env, ERL_NIF_TERM t) { return (void)env, term_is_tuple(nif_in(t)); }
int enif_is_number(ErlNifEnv *env, ERL_NIF_TERM t) { return (void)env, term_is_number(nif_in(t)); }

ErlNifTermType enif_term_type(ErlNifEnv *env, ERL_NIF_TERM t)
{
    t = nif_in(t);
    (void)env;
    return term_is_integer(t)     ? ERL_NIF_TERM_TYPE_INTEGER
           : term_is_atom(t)      ? ERL_NIF_TERM_TYPE_ATOM
           : term_is_list(t)      ? ERL_NIF_TERM_TYPE_LIST
           : term_is_tuple(t)     ? ERL_NIF_TERM_TYPE_TUPLE
           : term_is_bitstring(t) ? ERL_NIF_TERM_TYPE_BITSTRING
           : term_is_map(t)       ? ERL_NIF_TERM_TYPE_MAP
           : term_is_float(t)     ? ERL_NIF_TERM_TYPE_FLOAT
           : term_is_pid(t)       ? ERL_NIF_TERM_TYPE_PID
           : term_is_reference(t) ? ERL_NIF_TERM_TYPE_REFERENCE
           : term_is_fun(t)       ? ERL_NIF_TERM_TYPE_FUN
           : term_is_port(t)      ? ERL_NIF_TERM_TYPE_PORT
                                  : ERL_NIF_TERM_TYPE__MISSING_DEFAULT_CASE__READ_THE_MANUAL;
}

int enif_is_identical(ERL_NIF_TERM a, ERL_NIF_TERM b) { return term_same(nif_in(a), nif_in(b)); }
int enif_compare(ERL_NIF_TERM a, ERL_NIF_TERM b) { return term_compare(nif_in(a), nif_in(b)); }

// ---- numbers

int enif_get_long(ErlNifEnv *env, ERL_NIF_TERM t, long *value)
{
    t = nif_in(t);
    (void)env;
    return term_is_integer(t) && integer_to_i64(t, value);
}
int enif_get_ulong(ErlNifEnv *env, ERL_NIF_TERM t, unsigned long *value)
{
    t = nif_in(t);
    (void)env;
    return term_is_integer(t) && integer_to_u64(t, value);
}
int enif_get_int(ErlNifEnv *env, ERL_NIF_TERM t, int *value)
{
    long wide;
    if (!enif_get_long(env, t, &wide) || wide != (int)wide) {
        return 0;
    }
    *value = (int)wide;
    return 1;
}
int enif_get_uint(ErlNifEnv *env, ERL_NIF_TERM t, unsigned *value)
{
    unsigned long wide;
    if (!enif_get_ulong(env, t, &wide) || wide != (unsigned)wide) {
        return 0;
    }
    *value = (unsigned)wide;
    return 1;
}
int enif_get_double(ErlNifEnv *env, ERL_NIF_TERM t, double *value)
{
    t = nif_in(t);
    (void)env;
    if (!term_is_float(t)) {
        return 0;
    }
    *value = float_value(t);
    return 1;
}
ERL_NIF_TERM enif_make_int(ErlNifEnv *env, int value)
{
    return (void)env, nif_out(small_make(value));
}
ERL_NIF_TERM enif_make_uint(ErlNifEnv *env, unsigned value)
{
    return (void)env, nif_out(small_make(value));
}
ERL_NIF_TERM enif_make_long(ErlNifEnv *env, long value)
{
    return nif_out(space_integer(env->space, value));
}
ERL_NIF_TERM enif_make_ulong(ErlNifEnv *env, unsigned long value)
{
    return nif_out(space_unsigned(env->space, value));
}
ERL_NIF_TERM enif_make_double(ErlNifEnv *env, double value)
{
    return nif_out(isfinite(value) ? space_float(env->space, value) : nif_env_badarg(env));
}

// Libraries compiled where long has 32 bits do not exist for this machine, but the symbols do in
// ERTS.
#undef enif_get_int64
#undef enif_get_uint64
#undef enif_make_int64
#undef enif_make_uint64
int enif_get_int64(ErlNifEnv *env, ERL_NIF_TERM t, ErlNifSInt64 *value);
int enif_get_uint64(ErlNifEnv *env, ERL_NIF_TERM t, ErlNifUInt64 *value);
ERL_NIF_TERM enif_make_int64(ErlNifEnv *env, ErlNifSInt64 value);
ERL_NIF_TERM enif_make_uint64(ErlNifEnv *env, ErlNifUInt64 value);
int enif_get_int64(ErlNifEnv *env, ERL_NIF_TERM t, ErlNifSInt64 *value)
{
    return enif_get_long(env, t, value);
}
int enif_get_uint64(ErlNifEnv *env, ERL_NIF_TERM t, ErlNifUInt64 *value)
{
    return enif_get_ulong(env, t, value);
}
ERL_NIF_TERM enif_make_int64(ErlNifEnv *env, ErlNifSInt64 value)
{
    return enif_make_long(env, value);
}
ERL_NIF_TERM enif_make_uint64(ErlNifEnv *env, ErlNifUInt64 value)
{
    return enif_make_ulong(env, value);
}

// ---- atoms

ERL_NIF_TERM enif_make_atom_len(ErlNifEnv *env, const char *name, size_t size)
{
    const Term atom = size > ATOM_MAX_CHARACTERS ? TERM_NONE : atom_from_latin1(name, size);
    return nif_out(term_is_none(atom) ? nif_env_badarg(env) : atom);
}
ERL_NIF_TERM enif_make_atom(ErlNifEnv *env, const char *name)
{
    return enif_make_atom_len(env, name, strlen(name));
}

static size_t latin1_to_utf8(const char *text, size_t size, char out[2 * ATOM_MAX_CHARACTERS])
{
    size_t n = 0;
    for (size_t i = 0; i < size; i++) {
        n += utf8_encode((uint8_t)text[i], (uint8_t *)out + n);
    }
    return n;
}

int enif_make_existing_atom_len(ErlNifEnv *env, const char *name, size_t size, ERL_NIF_TERM *atom,
                                ErlNifCharEncoding encoding)
{
    (void)env;
    char text[2 * ATOM_MAX_CHARACTERS + 4];
    if (encoding != ERL_NIF_LATIN1 || size > ATOM_MAX_CHARACTERS) {
        return 0;
    }
    const Term found = atom_existing(text, latin1_to_utf8(name, size, text));
    if (term_is_none(found)) {
        return 0;
    }
    *atom = nif_out(found);
    return 1;
}
int enif_make_existing_atom(ErlNifEnv *env, const char *name, ERL_NIF_TERM *atom,
                            ErlNifCharEncoding encoding)
{
    return enif_make_existing_atom_len(env, name, strlen(name), atom, encoding);
}

// The name in Latin-1; -1 when it has other characters. out may be NULL.
static int latin1_name(Term atom, char *out, size_t room)
{
    const AtomName *name = atom_name(atom);
    size_t n = 0;
    for (size_t at = 0; at < name->size;) {
        uint32_t c;
        at += utf8_decode((const uint8_t *)name->text + at, name->size - at, &c);
        if (c > 255) {
            return -1;
        }
        if (out && n < room) {
            out[n] = (char)c;
        }
        n++;
    }
    return (int)n;
}

int enif_get_atom(ErlNifEnv *env, ERL_NIF_TERM atom, char *out, unsigned room,
                  ErlNifCharEncoding encoding)
{
    atom = nif_in(atom);
    (void)env;
    if (!term_is_atom(atom) || encoding != ERL_NIF_LATIN1 || room == 0) {
        return 0;
    }
    const int size = latin1_name(atom, out, room);
    if (size < 0 || (unsigned)size >= room) {
        return 0;
    }
    out[size] = 0;
    return size + 1;
}
int enif_get_atom_length(ErlNifEnv *env, ERL_NIF_TERM atom, unsigned *size,
                         ErlNifCharEncoding encoding)
{
    atom = nif_in(atom);
    (void)env;
    const int n =
        term_is_atom(atom) && encoding == ERL_NIF_LATIN1 ? latin1_name(atom, NULL, 0) : -1;
    if (n < 0) {
        return 0;
    }
    *size = (unsigned)n;
    return 1;
}

// ---- tuples

int enif_get_tuple(ErlNifEnv *env, ERL_NIF_TERM t, int *arity, const ERL_NIF_TERM **elements)
{
    t = nif_in(t);
    if (!term_is_tuple(t)) {
        return 0;
    }
    ERL_NIF_TERM *out = nif_env_alloc(env, tuple_arity(t) * sizeof *out);
    for (uint32_t i = 0; i < tuple_arity(t); i++) {
        out[i] = nif_out(tuple_elements(t)[i]);
    }
    *arity = (int)tuple_arity(t);
    *elements = out;
    return 1;
}
ERL_NIF_TERM enif_make_tuple_from_array(ErlNifEnv *env, const ERL_NIF_TERM *elements,
                                        unsigned count)
{
    Term *words = space_take(env->space, 1 + (size_t)count);
    words[0] = header_make(SUBTAG_TUPLE, count);
    for (unsigned i = 0; i < count; i++) {
        words[1 + i] = nif_in(elements[i]);
    }
    return nif_out(boxed_make(words));
}
ERL_NIF_TERM enif_make_tuple(ErlNifEnv *env, unsigned count, ...)
{
    Term *words = space_take(env->space, 1 + (size_t)count);
    words[0] = header_make(SUBTAG_TUPLE, count);
    va_list elements;
    va_start(elements, count);
    for (unsigned i = 0; i < count; i++) {
        words[1 + i] = nif_in(va_arg(elements, ERL_NIF_TERM));
    }
    va_end(elements);
    return nif_out(boxed_make(words));
}

// ---- lists

int enif_get_list_cell(ErlNifEnv *env, ERL_NIF_TERM list, ERL_NIF_TERM *head, ERL_NIF_TERM *tail)
{
    list = nif_in(list);
    (void)env;
    if (!term_is_cons(list)) {
        return 0;
    }
    *head = nif_out(cons_head(list));
    *tail = nif_out(cons_tail(list));
    return 1;
}
int enif_get_list_length(ErlNifEnv *env, ERL_NIF_TERM list, unsigned *length)
{
    list = nif_in(list);
    (void)env;
    const int64_t n = term_is_list(list) ? list_length(list) : -1;
    if (n < 0) {
        return 0;
    }
    *length = (unsigned)n;
    return 1;
}
ERL_NIF_TERM enif_make_list_cell(ErlNifEnv *env, ERL_NIF_TERM head, ERL_NIF_TERM tail)
{
    return nif_out(space_cons(env->space, nif_in(head), nif_in(tail)));
}
ERL_NIF_TERM enif_make_list_from_array(ErlNifEnv *env, const ERL_NIF_TERM *elements, unsigned count)
{
    Term list = TERM_NIL;
    for (unsigned i = count; i > 0; i--) {
        list = space_cons(env->space, nif_in(elements[i - 1]), list);
    }
    return nif_out(list);
}
ERL_NIF_TERM enif_make_list(ErlNifEnv *env, unsigned count, ...)
{
    if (count == 0) {
        return nif_out(TERM_NIL);
    }
    Term *cells = space_take(env->space, 2 * (size_t)count);
    va_list elements;
    va_start(elements, count);
    for (unsigned i = 0; i < count; i++) {
        cells[2 * i] = nif_in(va_arg(elements, ERL_NIF_TERM));
        cells[2 * i + 1] = i + 1 < count ? cons_make(cells + 2 * i + 2) : TERM_NIL;
    }
    va_end(elements);
    return nif_out(cons_make(cells));
}
int enif_make_reverse_list(ErlNifEnv *env, ERL_NIF_TERM list, ERL_NIF_TERM *reversed)
{
    list = nif_in(list);
    if (!term_is_list(list) || list_length(list) < 0) {
        return 0;
    }
    Term result = TERM_NIL;
    for (; term_is_cons(list); list = cons_tail(list)) {
        result = space_cons(env->space, cons_head(list), result);
    }
    *reversed = nif_out(result);
    return 1;
}

// ---- strings: lists of Latin-1 characters

ERL_NIF_TERM enif_make_string_len(ErlNifEnv *env, const char *text, size_t size,
                                  ErlNifCharEncoding encoding)
{
    (void)encoding;
    return nif_out(space_string(env->space, text, size));
}
ERL_NIF_TERM enif_make_string(ErlNifEnv *env, const char *text, ErlNifCharEncoding encoding)
{
    return enif_make_string_len(env, text, strlen(text), encoding);
}

// Result: bytes written with the zero; negative: cut to that many; 0: no string (or no room).
int enif_get_string(ErlNifEnv *env, ERL_NIF_TERM list, char *out, unsigned room,
                    ErlNifCharEncoding encoding)
{
    list = nif_in(list);
    (void)env;
    if (room < 1 || encoding != ERL_NIF_LATIN1) {
        return 0;
    }
    unsigned n = 0;
    for (; term_is_cons(list); list = cons_tail(list)) {
        const Term c = cons_head(list);
        if (!term_is_small(c) || small_value(c) < 0 || small_value(c) > 255) {
            out[n] = 0;
            return 0;
        }
        if (n + 1 >= room) {
            out[n] = 0;
            return -(int)(n + 1);
        }
        out[n++] = (char)small_value(c);
    }
    out[n] = 0;
    return term_is_nil(list) ? (int)n + 1 : 0;
}

int enif_get_string_length(ErlNifEnv *env, ERL_NIF_TERM list, unsigned *length,
                           ErlNifCharEncoding encoding);
int enif_get_string_length(ErlNifEnv *env, ERL_NIF_TERM list, unsigned *length,
                           ErlNifCharEncoding encoding)
{
    list = nif_in(list);
    (void)env;
    unsigned n = 0;
    for (; term_is_cons(list); list = cons_tail(list), n++) {
        const Term c = cons_head(list);
        if (encoding != ERL_NIF_LATIN1 || !term_is_small(c) || small_value(c) < 0 ||
            small_value(c) > 255) {
            return 0;
        }
    }
    *length = n;
    return term_is_nil(list);
}

// ---- references

ERL_NIF_TERM enif_make_ref(ErlNifEnv *env) { return nif_out(ref_make(env->space)); }
