// SPDX-License-Identifier: Apache-2.0
// map_next.c -- erts_internal:map_next/3: some associations of a map, and where to go on.
// maps:iterator/1 is made of it.
//
// A place in a trie is written as an integer that programs keep for us, 4 bits per level, the
// root's lowest: 16#210 means child 0 of the root, child 1 of that node, child 2 of the next. (A
// child's index in its row, not its bits of the hash.) Missing levels are 0, so 0 is the beginning.
// A call finds the leaf of its path, walks on forwards, and writes down the path of the leaf after
// the last one that it returns.
//
// For lists, from OTP 28 on, the indexes count from the end of each row, so that a list built from its
// end has the order of the iterator.
//
// The path comes from a program and may be anything: an index outside a row is badarg.
//
// Read before: vm/term/map.c
#include "vm/term/map.h"

#include "vm/base/alloc.h"
#include "vm/term/atom.h"
#include "vm/term/bignum.h"
#include "vm/term/map_hash.h"

enum { FIRST_CHUNK = MAP_FLAT_MAX, CHUNK = 1000, PATH_LIMBS = (MAP_LEVELS_MAX * 4 + 63) / 64 };

// The way to the next leaf: child index at each level, and the nodes.
typedef struct Place {
    const Term *nodes[MAP_LEVELS_MAX];
    uint32_t index[MAP_LEVELS_MAX];
    uint32_t depth; // 0: behind the last leaf
    bool is_from_end;
} Place;

static Term child_at(const Place *place, uint32_t level)
{
    const Term *node = place->nodes[level];
    const uint32_t index = place->index[level];
    return map_node_children(
        node)[place->is_from_end ? map_node_child_count(node) - 1 - index : index];
}

static bool read_path(Term path, uint64_t limbs[PATH_LIMBS])
{
    memset(limbs, 0, PATH_LIMBS * sizeof *limbs);
    if (term_is_small(path) && small_value(path) >= 0) {
        limbs[0] = (uint64_t)small_value(path);
        return true;
    }
    if (!term_is_big(path) || bignum_is_negative(path) || bignum_limbs(path) > PATH_LIMBS) {
        return false;
    }
    memcpy(limbs, bignum_words(path), bignum_limbs(path) * sizeof *limbs);
    return true;
}

static bool go_to(Place *place, Term map, const uint64_t *limbs)
{
    place->depth = 0;
    for (Term at = map; term_is_boxed(at);) {
        uint32_t level = place->depth++;
        CHECK(level < MAP_LEVELS_MAX);
        uint32_t index = (uint32_t)(limbs[level / 16] >> (level % 16 * 4)) & 15;
        place->nodes[level] = boxed_words(at);
        place->index[level] = index;
        if (index >= map_node_child_count(boxed_words(at))) {
            return false;
        }
        at = child_at(place, level);
    }
    return true;
}

static Term leaf_of(const Place *place) { return child_at(place, place->depth - 1); }

// To the next leaf: up while a row is at its end, one to the right, then down along first children.
static void step_forward(Place *place)
{
    while (place->depth > 0 && ++place->index[place->depth - 1] ==
                                   map_node_child_count(place->nodes[place->depth - 1])) {
        place->depth--;
    }
    while (place->depth > 0 && term_is_boxed(leaf_of(place))) {
        CHECK(place->depth < MAP_LEVELS_MAX);
        place->nodes[place->depth] = boxed_words(leaf_of(place));
        place->index[place->depth++] = 0;
    }
}

static Term write_path(Space *space, const Place *place)
{
    uint64_t limbs[PATH_LIMBS] = {0};
    for (uint32_t level = 0; level < place->depth; level++) {
        limbs[level / 16] |= (uint64_t)place->index[level] << (level % 16 * 4);
    }
    return integer_from_limbs(space, limbs, PATH_LIMBS, false);
}

// {K1,V1,{K2,V2,...Rest}} of an array of leaves or pairs (leaves are cons cells [Key|Value]).
static Term nest_tuples(Space *space, const Term *leaves, uint32_t count, Term rest)
{
    while (count-- > 0) {
        rest = space_tuple3(space, cons_head(leaves[count]), cons_tail(leaves[count]), rest);
    }
    return rest;
}

static Term prepend_pairs(Space *space, const Term *leaves, uint32_t count, Term list)
{
    for (uint32_t i = 0; i < count; i++) {
        Term pair = space_tuple2(space, cons_head(leaves[i]), cons_tail(leaves[i]));
        list = space_cons(space, pair, list);
    }
    return list;
}

static Term next_in_hash(Space *space, Term path, Term map, Term format)
{
    uint64_t limbs[PATH_LIMBS];
    Place place = {.is_from_end = format != ATOM_ITERATOR && release_lists_large_maps_backwards()};
    if (!read_path(path, limbs) || !go_to(&place, map, limbs)) {
        return TERM_NONE;
    }
    Term leaves[CHUNK];
    uint32_t limit = path == SMALL(0) ? FIRST_CHUNK : CHUNK;
    uint32_t count = 0;
    for (; place.depth > 0 && count < limit; step_forward(&place)) {
        leaves[count++] = leaf_of(&place);
    }
    bool more = place.depth > 0;
    Term rest_path = more ? write_path(space, &place) : TERM_NONE;
    if (format == ATOM_ITERATOR) {
        return nest_tuples(space, leaves, count,
                           more ? space_cons(space, rest_path, map) : ATOM_NONE);
    }
    Term list = prepend_pairs(space, leaves, count, format);
    return more ? space_cons(space, rest_path, space_cons(space, map, list)) : list;
}

static Term next_in_flat(Space *space, Term path, Term map, Term format)
{
    uint32_t size = flatmap_size(map);
    if (!term_is_small(path) || small_value(path) < 0 || small_value(path) > size) {
        return TERM_NONE;
    }
    const Term *keys = tuple_elements(flatmap_keys(map));
    const Term *values = flatmap_values(map);
    Term result = format == ATOM_ITERATOR ? ATOM_NONE : format;
    for (uint32_t i = size; i-- > 0;) {
        result = format == ATOM_ITERATOR
                     ? space_tuple3(space, keys[i], values[i], result)
                     : space_cons(space, space_tuple2(space, keys[i], values[i]), result);
    }
    return result;
}

Term map_next(Space *space, Term path, Term map, Term format)
{
    if (!term_is_map(map) || (format != ATOM_ITERATOR && !term_is_list(format))) {
        return TERM_NONE;
    }
    return term_is_flatmap(map) ? next_in_flat(space, path, map, format)
                                : next_in_hash(space, path, map, format);
}
