// SPDX-License-Identifier: Apache-2.0
// nif_map.c -- maps in the NIF interface.
//
// An iterator of the interface goes both ways, so it walks two arrays of keys and values: those of
// a flat map itself, or for a hash map a copy made when the iterator is created (idx counts from 1;
// 0 is before the first pair, size + 1 behind the last).
#include "vm/base/alloc.h"
#include "vm/nif/nif_env.h"
#include "vm/term/map.h"

int enif_is_map(ErlNifEnv *env, ERL_NIF_TERM t) { return (void)env, term_is_map(nif_in(t)); }

int enif_get_map_size(ErlNifEnv *env, ERL_NIF_TERM map, size_t *size)
{
    map = nif_in(map);
    (void)env;
    if (!term_is_map(map)) {
        return 0;
    }
    *size = map_size(map);
    return 1;
}

ERL_NIF_TERM enif_make_new_map(ErlNifEnv *env) { return nif_out(map_empty(env->space)); }

// True when there is a result.
static int give(Term result, ERL_NIF_TERM *out)
{
    if (term_is_none(result)) {
        return 0;
    }
    *out = nif_out(result);
    return 1;
}

int enif_make_map_put(ErlNifEnv *env, ERL_NIF_TERM map, ERL_NIF_TERM key, ERL_NIF_TERM value,
                      ERL_NIF_TERM *out)
{
    map = nif_in(map);
    key = nif_in(key);
    value = nif_in(value);
    return term_is_map(map) && give(map_put(env->space, map, key, value), out);
}
int enif_get_map_value(ErlNifEnv *env, ERL_NIF_TERM map, ERL_NIF_TERM key, ERL_NIF_TERM *value)
{
    map = nif_in(map);
    key = nif_in(key);
    (void)env;
    return term_is_map(map) && give(map_get(map, key), value);
}
int enif_make_map_update(ErlNifEnv *env, ERL_NIF_TERM map, ERL_NIF_TERM key, ERL_NIF_TERM value,
                         ERL_NIF_TERM *out)
{
    map = nif_in(map);
    key = nif_in(key);
    value = nif_in(value);
    return term_is_map(map) && give(map_update(env->space, map, key, value), out);
}
int enif_make_map_remove(ErlNifEnv *env, ERL_NIF_TERM map, ERL_NIF_TERM key, ERL_NIF_TERM *out)
{
    map = nif_in(map);
    key = nif_in(key);
    Term old;
    return term_is_map(map) && give(map_remove(env->space, map, key, &old), out);
}

// False when a key occurs twice.
int enif_make_map_from_arrays(ErlNifEnv *env, ERL_NIF_TERM keys[], ERL_NIF_TERM values[],
                              size_t count, ERL_NIF_TERM *out)
{
    Term *pairs = vm_alloc((2 * count + 1) * sizeof *pairs);
    for (size_t i = 0; i < count; i++) {
        pairs[2 * i] = nif_in(keys[i]);
        pairs[2 * i + 1] = nif_in(values[i]);
    }
    const Term map = map_from_pairs(env->space, pairs, count);
    vm_free(pairs, (2 * count + 1) * sizeof *pairs);
    return !term_is_none(map) && map_size(map) == count && give(map, out);
}

// ---- iterators

static void copy_pairs(ErlNifMapIterator *iterator, Term map)
{
    MapIterator it;
    Term key, value;
    size_t i = 0;
    iterator->u.flat.ks = vm_alloc(2 * iterator->size * sizeof(Term));
    iterator->u.flat.vs = iterator->u.flat.ks + iterator->size;
    map_iterator_init(&it, map);
    while (i < iterator->size && map_iterator_next(&it, &key, &value)) {
        iterator->u.flat.ks[i] = key;
        iterator->u.flat.vs[i++] = value;
    }
}

int enif_map_iterator_create(ErlNifEnv *env, ERL_NIF_TERM map, ErlNifMapIterator *iterator,
                             ErlNifMapIteratorEntry entry)
{
    map = nif_in(map);
    (void)env;
    if (!term_is_map(map) ||
        (entry != ERL_NIF_MAP_ITERATOR_FIRST && entry != ERL_NIF_MAP_ITERATOR_LAST)) {
        return 0;
    }
    *iterator = (ErlNifMapIterator){.map = map, .size = map_size(map)};
    iterator->idx = entry == ERL_NIF_MAP_ITERATOR_FIRST ? 1 : iterator->size;
    if (term_is_flatmap(map)) {
        iterator->u.flat.ks = tuple_elements(flatmap_keys(map));
        iterator->u.flat.vs = flatmap_values(map);
    } else {
        copy_pairs(iterator, map);
    }
    return 1;
}

void enif_map_iterator_destroy(ErlNifEnv *env, ErlNifMapIterator *iterator)
{
    (void)env;
    if (term_is_hashmap(iterator->map)) {
        vm_free(iterator->u.flat.ks, 2 * iterator->size * sizeof(Term));
    }
    iterator->map = TERM_NONE;
}

int enif_map_iterator_is_head(ErlNifEnv *env, ErlNifMapIterator *iterator)
{
    return (void)env, iterator->idx == 0;
}
int enif_map_iterator_is_tail(ErlNifEnv *env, ErlNifMapIterator *iterator)
{
    return (void)env, iterator->idx > iterator->size;
}

int enif_map_iterator_next(ErlNifEnv *env, ErlNifMapIterator *iterator)
{
    (void)env;
    if (iterator->idx <= iterator->size) {
        iterator->idx++;
    }
    return iterator->idx <= iterator->size;
}
int enif_map_iterator_prev(ErlNifEnv *env, ErlNifMapIterator *iterator)
{
    (void)env;
    if (iterator->idx > 0) {
        iterator->idx--;
    }
    return iterator->idx > 0;
}
int enif_map_iterator_get_pair(ErlNifEnv *env, ErlNifMapIterator *iterator, ERL_NIF_TERM *key,
                               ERL_NIF_TERM *value)
{
    (void)env;
    if (iterator->idx == 0 || iterator->idx > iterator->size) {
        return 0;
    }
    *key = nif_out(iterator->u.flat.ks[iterator->idx - 1]);
    *value = nif_out(iterator->u.flat.vs[iterator->idx - 1]);
    return 1;
}
