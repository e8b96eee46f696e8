// SPDX-License-Identifier: Apache-2.0
// bif_atomics.c -- the modules atomics and counters: arrays of 64-bit numbers outside the heaps,
// shared by all processes.
//
// An array is the object behind a magic reference, so it lives as long as some process, message or
// table holds the reference. Every operation is one atomic instruction on one number, in one order
// that all threads agree on.
//
//     BinData | AtomicArray { is_signed, count, v[0], v[1], ... }
//
// Numbers wrap around. An array of atomics is signed or not; the same 64 bits are read one way or
// the other. counters with the option write_concurrency are ours as well: ERTS gives every
// scheduler its own copy of each counter and adds them up when read; here each number is one shared
// word until a measurement asks for more.
//
// Read before: vm/term/ref.h
#include "vm/base/alloc.h"
#include "vm/bif/argument.h"
#include "vm/term/bignum.h"
#include "vm/term/map.h"
#include "vm/term/ref.h"

enum { OPTION_SIGNED = 1 };

typedef struct AtomicArray {
    uint64_t is_signed;
    uint64_t count;
    _Atomic uint64_t v[];
} AtomicArray;

// Two functions, because their addresses tell the two kinds of references apart.
static void destroy_atomics(BinData *data) { vm_free(data, sizeof *data + data->size); }
static void destroy_counters(BinData *data) { vm_free(data, sizeof *data + data->size); }

static Term make_array(Process *p, Term count_term, bool is_signed, void (*destroy)(BinData *data))
{
    uint64_t count;
    if (!term_is_integer(count_term) || integer_is_negative(count_term) || count_term == SMALL(0)) {
        return bif_badarg(p);
    }
    if (!integer_to_u64(count_term, &count) || count > (SIZE_MAX >> 8) / sizeof(uint64_t)) {
        return bif_error(p, ATOM_SYSTEM_LIMIT);
    }
    BinData *data = bin_data_new(sizeof(AtomicArray) + count * sizeof(uint64_t));
    data->destroy = destroy;
    AtomicArray *array = (AtomicArray *)data->bytes;
    array->is_signed = is_signed;
    array->count = count;
    for (uint64_t i = 0; i < count; i++) {
        atomic_init(&array->v[i], 0);
    }
    argument_charge(p, count, 1024);
    return ref_make_magic(process_space(p), data);
}

static AtomicArray *find_array(Term ref, void (*destroy)(BinData *data))
{
    if (!term_is_magic_ref(ref) || ref_magic_data(ref)->destroy != destroy) {
        return NULL;
    }
    return (AtomicArray *)ref_magic_data(ref)->bytes;
}

// The number at an index (from 1), or NULL; *array is set.
static _Atomic uint64_t *find_number(const Term *arg, void (*destroy)(BinData *data),
                                     AtomicArray **array)
{
    int64_t index;
    *array = find_array(arg[0], destroy);
    if (!*array || !argument_in_range(arg[1], 1, SMALL_MAX, &index) ||
        (uint64_t)index > (*array)->count) {
        return NULL;
    }
    return &(*array)->v[index - 1];
}

static bool read_signed(Term t, uint64_t *value)
{
    int64_t number;
    if (!term_is_integer(t) || !integer_to_i64(t, &number)) {
        return false;
    }
    *value = (uint64_t)number;
    return true;
}

static bool read_unsigned(Term t, uint64_t *value)
{
    return term_is_integer(t) && !integer_is_negative(t) && integer_to_u64(t, value);
}

static bool read_value(const AtomicArray *array, Term t, uint64_t *value)
{
    return array->is_signed ? read_signed(t, value) : read_unsigned(t, value);
}

// An increment may be anything that 64 bits can mean either way.
static bool read_increment(Term t, uint64_t *value)
{
    return read_signed(t, value) || read_unsigned(t, value);
}

static Term build_value(Process *p, const AtomicArray *array, uint64_t value)
{
    return array->is_signed ? space_integer(process_space(p), (int64_t)value)
                            : space_unsigned(process_space(p), value);
}

// ---- atomics

Term bif_erts_internal_atomics_new_2(Process *p, Term *arg)
{
    uint64_t options;
    if (!read_unsigned(arg[1], &options)) {
        return bif_badarg(p);
    }
    return make_array(p, arg[0], options & OPTION_SIGNED, destroy_atomics);
}

Term bif_atomics_put_3(Process *p, Term *arg)
{
    AtomicArray *array;
    uint64_t value;
    _Atomic uint64_t *at = find_number(arg, destroy_atomics, &array);
    if (!at || !read_value(array, arg[2], &value)) {
        return bif_badarg(p);
    }
    atomic_store(at, value);
    return ATOM_OK;
}

Term bif_atomics_get_2(Process *p, Term *arg)
{
    AtomicArray *array;
    _Atomic uint64_t *at = find_number(arg, destroy_atomics, &array);
    return at ? build_value(p, array, atomic_load(at)) : bif_badarg(p);
}

Term bif_atomics_add_3(Process *p, Term *arg)
{
    AtomicArray *array;
    uint64_t increment;
    _Atomic uint64_t *at = find_number(arg, destroy_atomics, &array);
    if (!at || !read_increment(arg[2], &increment)) {
        return bif_badarg(p);
    }
    atomic_fetch_add(at, increment);
    return ATOM_OK;
}

Term bif_atomics_add_get_3(Process *p, Term *arg)
{
    AtomicArray *array;
    uint64_t increment;
    _Atomic uint64_t *at = find_number(arg, destroy_atomics, &array);
    if (!at || !read_increment(arg[2], &increment)) {
        return bif_badarg(p);
    }
    return build_value(p, array, atomic_fetch_add(at, increment) + increment);
}

Term bif_atomics_exchange_3(Process *p, Term *arg)
{
    AtomicArray *array;
    uint64_t value;
    _Atomic uint64_t *at = find_number(arg, destroy_atomics, &array);
    if (!at || !read_value(array, arg[2], &value)) {
        return bif_badarg(p);
    }
    return build_value(p, array, atomic_exchange(at, value));
}

// ok, or the value that stood there instead of the expected one.
Term bif_atomics_compare_exchange_4(Process *p, Term *arg)
{
    AtomicArray *array;
    uint64_t expected, desired;
    _Atomic uint64_t *at = find_number(arg, destroy_atomics, &array);
    if (!at || !read_value(array, arg[2], &expected) || !read_value(array, arg[3], &desired)) {
        return bif_badarg(p);
    }
    if (atomic_compare_exchange_strong(at, &expected, desired)) {
        return ATOM_OK;
    }
    return build_value(p, array, expected);
}

static Term build_info(Process *p, Term ref, const AtomicArray *array, Term *pairs, size_t count)
{
    pairs[count++] = ATOM_SIZE;
    pairs[count++] = space_unsigned(process_space(p), array->count);
    pairs[count++] = ATOM_MEMORY;
    pairs[count++] = space_unsigned(process_space(p), sizeof(BinData) + ref_magic_data(ref)->size);
    return map_from_pairs(process_space(p), pairs, count / 2);
}

Term bif_atomics_info_1(Process *p, Term *arg)
{
    const AtomicArray *array = find_array(arg[0], destroy_atomics);
    if (!array) {
        return bif_badarg(p);
    }
    Space *space = process_space(p);
    Term pairs[8] = {ATOM_MAX, TERM_NIL, ATOM_MIN, TERM_NIL};
    pairs[1] =
        array->is_signed ? space_integer(space, INT64_MAX) : space_unsigned(space, UINT64_MAX);
    pairs[3] = array->is_signed ? space_integer(space, INT64_MIN) : SMALL(0);
    return build_info(p, arg[0], array, pairs, 4);
}

// ---- counters (with write_concurrency; the others are atomics, made by Erlang code)

Term bif_erts_internal_counters_new_1(Process *p, Term *arg)
{
    return make_array(p, arg[0], true, destroy_counters);
}

Term bif_erts_internal_counters_get_2(Process *p, Term *arg)
{
    AtomicArray *array;
    _Atomic uint64_t *at = find_number(arg, destroy_counters, &array);
    return at ? build_value(p, array, atomic_load(at)) : bif_badarg(p);
}

Term bif_erts_internal_counters_add_3(Process *p, Term *arg)
{
    AtomicArray *array;
    uint64_t increment;
    _Atomic uint64_t *at = find_number(arg, destroy_counters, &array);
    if (!at || !read_increment(arg[2], &increment)) {
        return bif_badarg(p);
    }
    atomic_fetch_add_explicit(at, increment, memory_order_relaxed);
    return ATOM_OK;
}

Term bif_erts_internal_counters_put_3(Process *p, Term *arg)
{
    AtomicArray *array;
    uint64_t value;
    _Atomic uint64_t *at = find_number(arg, destroy_counters, &array);
    if (!at || !read_signed(arg[2], &value)) {
        return bif_badarg(p);
    }
    atomic_store(at, value);
    return ATOM_OK;
}

Term bif_erts_internal_counters_info_1(Process *p, Term *arg)
{
    const AtomicArray *array = find_array(arg[0], destroy_counters);
    Term pairs[4];
    return array ? build_info(p, arg[0], array, pairs, 0) : bif_badarg(p);
}
