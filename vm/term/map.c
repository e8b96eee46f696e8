// SPDX-License-Identifier: Apache-2.0
// map.c -- maps as the rest of the machine sees them: chooses between flat maps and hash maps, and
// iterates over both.
//
// A map is flat up to 32 keys and a hash trie above, always: put turns the 33rd key into a trie,
// remove turns the trie back at 32, and from_pairs and merge look at the size they arrive at. So
// equal maps have the same layout, and comparing, hashing and matching never meet a flat map that
// equals a trie.
//
// Iteration over a trie needs no memory but a path, one entry per level. Its order is from the last
// child to the first:
//
//          root [c0 | c1 | c2]      visits c2, then c1, then c0. Why backwards: ERTS walks forwards and conses a
//                          ^left=2  list, so lists of associations come out backwards; map_next (iterators) goes
//                                   forwards, and there programs see the difference.
//
// INVARIANTS
//   1. Layout follows size: flat exactly if map_size(map) <= MAP_FLAT_MAX.
//   2. An operation that changes nothing returns its argument, the same word.
//
// Read before: vm/term/map_hash_build.c     Read next: vm/term/etf_encode.c
#include "vm/term/map.h"

#include "vm/base/alloc.h"
#include "vm/term/map_flat.h"
#include "vm/term/map_hash.h"

size_t map_size(Term map) { return term_is_flatmap(map) ? flatmap_size(map) : map_hash_size(map); }

static Term find_in_hash(Term map, Term key, uint32_t hash)
{
    Term leaf = map_hash_find(map, key, hash);
    return term_is_none(leaf) ? TERM_NONE : cons_tail(leaf);
}

Term map_get(Term map, Term key)
{
    if (term_is_flatmap(map)) {
        const Term *place = flatmap_find(map, key);
        return place ? *place : TERM_NONE;
    }
    return find_in_hash(map, key, map_key_hash(key, 0));
}

Term map_get_hashed(Term map, Term key, uint32_t hash)
{
    if (term_is_flatmap(map)) {
        const Term *place = flatmap_find(map, key);
        return place ? *place : TERM_NONE;
    }
    return find_in_hash(map, key, hash);
}

// ---- all associations as an array

// Writes map_size(map) pairs in iteration order.
static void list_pairs(Term map, Term *pairs)
{
    MapIterator it;
    map_iterator_init(&it, map);
    while (map_iterator_next(&it, pairs, pairs + 1)) {
        pairs += 2;
    }
}

Term map_empty(Space *space) { return map_flat_new_with_keys(space, 0); }

static Term make_flat_if_small(Space *space, Term map)
{
    size_t size = map_hash_size(map);
    if (size > MAP_FLAT_MAX) {
        return map;
    }
    Term pairs[2 * MAP_FLAT_MAX];
    list_pairs(map, pairs);
    return map_flat_from_pairs(space, pairs, size);
}

Term map_from_pairs(Space *space, const Term *pairs, size_t count)
{
    if (count <= MAP_FLAT_MAX) {
        return map_flat_from_pairs(space, pairs, count);
    }
    return make_flat_if_small(space, map_hash_from_pairs(space, pairs, count));
}

// ---- changing

static Term put_in_flat(Space *space, Term map, Term key, Term value)
{
    const Term *place = flatmap_find(map, key);
    if (place) {
        return *place == value ? map : map_flat_replace(space, map, place, value);
    }
    if (flatmap_size(map) < MAP_FLAT_MAX) {
        return map_flat_insert(space, map, key, value);
    }
    Term pairs[2 * (MAP_FLAT_MAX + 1)];
    list_pairs(map, pairs);
    pairs[2 * MAP_FLAT_MAX] = key;
    pairs[2 * MAP_FLAT_MAX + 1] = value;
    return map_hash_from_pairs(space, pairs, MAP_FLAT_MAX + 1);
}

Term map_put(Space *space, Term map, Term key, Term value)
{
    return term_is_flatmap(map) ? put_in_flat(space, map, key, value)
                                : map_hash_put(space, map, key, value, false);
}

Term map_update(Space *space, Term map, Term key, Term value)
{
    if (!term_is_flatmap(map)) {
        return map_hash_put(space, map, key, value, true);
    }
    const Term *place = flatmap_find(map, key);
    if (!place) {
        return TERM_NONE;
    }
    return *place == value ? map : map_flat_replace(space, map, place, value);
}

static Term put_one_by_one(Space *space, Term map, const Term *pairs, size_t count, bool exact,
                           Term *missing)
{
    for (size_t i = 0; i < count && !term_is_none(map); i++) {
        *missing = pairs[2 * i];
        map = exact ? map_update(space, map, pairs[2 * i], pairs[2 * i + 1])
                    : map_put(space, map, pairs[2 * i], pairs[2 * i + 1]);
    }
    return map;
}

Term map_put_all(Space *space, Term map, const Term *pairs, size_t count, bool exact, Term *missing)
{
    const Term *places[MAP_FLAT_MAX];
    INVARIANT(count <= MAP_FLAT_MAX, "map.h: at most so many at once");
    if (count == 1 || !term_is_flatmap(map)) {
        return put_one_by_one(space, map, pairs, count, exact, missing);
    }
    size_t absent = 0;
    bool is_changed = false;
    for (size_t i = 0; i < count; i++) {
        places[i] = flatmap_find(map, pairs[2 * i]);
        is_changed |= places[i] == NULL || *places[i] != pairs[2 * i + 1];
        if (places[i] == NULL && absent++ == 0) {
            *missing = pairs[2 * i];
        }
    }
    if (absent == 0) {
        return is_changed ? map_flat_replace_all(space, map, places, pairs, count) : map;
    }
    if (exact) {
        return TERM_NONE;
    }
    return flatmap_size(map) + absent <= MAP_FLAT_MAX
               ? map_flat_insert_all(space, map, pairs, count)
               : put_one_by_one(space, map, pairs, count, false, missing);
}

// A trie of MAP_FLAT_MAX + 1 keys without one of them.
static Term make_flat_without(Space *space, Term map, Term key)
{
    Term pairs[2 * MAP_FLAT_MAX];
    Term *at = pairs, k, v;
    MapIterator it;
    map_iterator_init(&it, map);
    while (map_iterator_next(&it, &k, &v)) {
        if (!term_same(k, key)) {
            *at++ = k;
            *at++ = v;
        }
    }
    return map_flat_from_pairs(space, pairs, (size_t)(at - pairs) / 2);
}

Term map_remove(Space *space, Term map, Term key, Term *old_value)
{
    *old_value = TERM_NONE;
    if (term_is_flatmap(map)) {
        const Term *place = flatmap_find(map, key);
        if (!place) {
            return map;
        }
        *old_value = *place;
        return map_flat_remove(space, map, place);
    }
    Term leaf = map_hash_find(map, key, map_key_hash(key, 0));
    if (term_is_none(leaf)) {
        return map;
    }
    *old_value = cons_tail(leaf);
    return map_hash_size(map) == MAP_FLAT_MAX + 1 ? make_flat_without(space, map, key)
                                                  : map_hash_remove(space, map, key);
}

// A flat map's pairs put into a trie; keep: the trie's values win.
static Term add_flat_to_hash(Space *space, Term hash, Term flat, bool keep)
{
    uint32_t size = flatmap_size(flat);
    const Term *keys = tuple_elements(flatmap_keys(flat));
    for (uint32_t i = 0; i < size; i++) {
        if (!keep || term_is_none(map_get(hash, keys[i]))) {
            hash = map_hash_put(space, hash, keys[i], flatmap_values(flat)[i], false);
        }
    }
    return hash;
}

static Term merge_flat(Space *space, Term a, Term b)
{
    if (flatmap_size(a) == 0) {
        return b;
    }
    if (flatmap_size(b) == 0) {
        return a;
    }
    Term pairs[2 * 2 * MAP_FLAT_MAX];
    uint32_t count = map_flat_merge(a, b, pairs);
    if (count > MAP_FLAT_MAX) {
        return map_hash_from_pairs(space, pairs, count);
    }
    // Often one map has all keys of both: then its keys tuple serves the result.
    Term like = count == flatmap_size(b) ? b : a;
    bool shared = count == flatmap_size(like);
    Term map =
        shared ? map_flat_new(space, flatmap_keys(like)) : map_flat_new_with_keys(space, count);
    Term *keys = tuple_elements(flatmap_keys(map));
    for (uint32_t i = 0; i < count; i++) {
        if (!shared) {
            keys[i] = pairs[2 * i];
        }
        flatmap_values(map)[i] = pairs[2 * i + 1];
    }
    return map;
}

Term map_merge(Space *space, Term a, Term b)
{
    bool a_flat = term_is_flatmap(a), b_flat = term_is_flatmap(b);
    if (a == b) {
        return a;
    }
    if (a_flat && b_flat) {
        return merge_flat(space, a, b);
    }
    if (a_flat) {
        return add_flat_to_hash(space, b, a, true);
    }
    return b_flat ? add_flat_to_hash(space, a, b, false) : map_hash_merge(space, a, b);
}

// ---- iterating

static void enter_node(MapIterator *it, Term node)
{
    const Term *words = boxed_words(node);
    CHECK(it->depth < MAP_LEVELS_MAX);
    it->path[it->depth].children = map_node_children(words);
    it->path[it->depth].left = map_node_child_count(words);
    it->depth++;
}

void map_iterator_init(MapIterator *it, Term map)
{
    it->map = map;
    it->next = 0;
    it->depth = 0;
    if (!term_is_flatmap(map)) {
        enter_node(it, map);
    }
}

static bool advance_in_flat(MapIterator *it, Term *key, Term *value)
{
    if (it->next >= flatmap_size(it->map)) {
        return false;
    }
    *key = tuple_elements(flatmap_keys(it->map))[it->next];
    *value = flatmap_values(it->map)[it->next++];
    return true;
}

bool map_iterator_next(MapIterator *it, Term *key, Term *value)
{
    if (term_is_flatmap(it->map)) {
        return advance_in_flat(it, key, value);
    }
    while (it->depth > 0) {
        uint32_t *left = &it->path[it->depth - 1].left;
        if (*left == 0) {
            it->depth--;
            continue;
        }
        Term child = it->path[it->depth - 1].children[--*left];
        if (term_is_cons(child)) {
            *key = cons_head(child);
            *value = cons_tail(child);
            return true;
        }
        enter_node(it, child);
    }
    return false;
}

// The same associations from the last one on.
static Term list_backwards(Space *space, Term map,
                           Term (*element)(Space *space, Term key, Term value))
{
    Term list = TERM_NIL, key, value;
    MapIterator it;
    map_iterator_init(&it, map);
    while (map_iterator_next(&it, &key, &value)) {
        list = space_cons(space, element(space, key, value), list);
    }
    return list;
}

// A list with one element per association, in iteration order.
static Term list_from(Space *space, Term map, Term (*element)(Space *space, Term key, Term value))
{
    size_t size = map_size(map);
    Term list = TERM_NIL, *hole = &list;
    Term *cells = size ? space_take(space, 2 * size) : NULL;
    MapIterator it;
    Term key, value;
    map_iterator_init(&it, map);
    // Cells in order, each linked from the one before, so nothing has to be remembered or reversed.
    for (; map_iterator_next(&it, &key, &value); cells += 2) {
        cells[0] = element(space, key, value);
        cells[1] = TERM_NIL;
        *hole = cons_make(cells);
        hole = cells + 1;
    }
    return list;
}

static Term take_key(Space *space, Term key, Term value)
{
    (void)space;
    (void)value;
    return key;
}

static Term take_value(Space *space, Term key, Term value)
{
    (void)space;
    (void)key;
    return value;
}

static Term list_parts(Space *space, Term map, Term (*part)(Space *space, Term key, Term value))
{
    const bool backwards = release_lists_large_maps_backwards() && !term_is_flatmap(map);
    return backwards ? list_backwards(space, map, part) : list_from(space, map, part);
}

Term map_keys(Space *space, Term map) { return list_parts(space, map, take_key); }
Term map_values(Space *space, Term map) { return list_parts(space, map, take_value); }
Term map_to_list(Space *space, Term map) { return list_from(space, map, space_tuple2); }
