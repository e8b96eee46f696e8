// SPDX-License-Identifier: Apache-2.0
// map.h -- maps: sorted flat maps up to 32 keys, hash array mapped tries above. One interface for
// both.
//
//   flat   [header FLATMAP, n+1][keys: tuple of n keys, sorted, see map_flat.c][value]*n   (keys tuples are shared)
//   hash   [header HASHMAP,  c+1, extra = bitmap][size, a small][child]*c        c = bits set in the bitmap (16 bits)
//   node   [header HASHNODE, c,   extra = bitmap][child]*c
//          child: a leaf, cons [Key|Value], or a node. Level n uses bits 4n..4n+3 of term_hash_internal(key, salt).
//
// Flat maps keep their keys in term order, as OTP 25 does (atoms by text). A hash map never has
// MAP_FLAT_MAX keys or fewer. All results are built in `space`; old versions stay valid
// (persistent). Where nothing changes (the same word as value, nothing to remove), the result is
// the argument itself.
#pragma once

#include "vm/term/compare.h"
#include "vm/term/space.h"

// A trie deeper than MAP_LEVELS_MAX would need two keys whose 160 bits of hash are equal.
enum { MAP_FLAT_MAX = 32, MAP_LEVELS_MAX = 40 };

static inline uint32_t flatmap_size(Term map) { return tuple_arity(map) - 1; }
static inline Term flatmap_keys(Term map) { return boxed_words(map)[1]; }
static inline Term *flatmap_values(Term map) { return boxed_words(map) + 2; }

// The place of a key's value in a flat map, or NULL. Of a key that is an immediate: few registers are
// needed, as instructions have few. From the front, where Elixir's __struct__ is.
static inline Term *flatmap_find_immediate(Term map, Term key)
{
    const Term *const keys = tuple_elements(flatmap_keys(map)), *at = keys;
    for (const Term *const end = keys + flatmap_size(map); at != end; at++) {
        if (*at == key) {
            return flatmap_values(map) + (at - keys);
        }
    }
    return NULL;
}
static inline Term *flatmap_find(Term map, Term key)
{
    if (term_is_immediate(key)) {
        return flatmap_find_immediate(map, key);
    }
    const Term *const keys = tuple_elements(flatmap_keys(map));
    for (uint32_t i = 0; i < flatmap_size(map); i++) {
        if (term_same(keys[i], key)) {
            return flatmap_values(map) + i;
        }
    }
    return NULL;
}

size_t map_size(Term map);
Term map_get(Term map, Term key); // TERM_NONE when absent
// As map_get, with the key's term_hash_internal(key, 0) given (constants are hashed at load time).
Term map_get_hashed(Term map, Term key, uint32_t hash);
Term map_put(Space *space, Term map, Term key, Term value);
// As so many times map_put, or map_update (exact), with pairs (key, value)*, at most MAP_FLAT_MAX of
// them; but the maps between are not made. TERM_NONE: the key *missing is not there.
Term map_put_all(Space *space, Term map, const Term *pairs, size_t count, bool exact,
                 Term *missing);
Term map_update(Space *space, Term map, Term key, Term value); // TERM_NONE when absent
Term map_remove(Space *space, Term map, Term key,
                Term *old_value);             // *old_value NONE when it was absent
Term map_merge(Space *space, Term a, Term b); // b's values win
Term map_empty(Space *space);
// pairs: key0, value0, key1, value1, ...; later duplicates win.
Term map_from_pairs(Space *space, const Term *pairs, size_t count);
Term map_keys(Space *space, Term map); // list; map_values has the same order
Term map_values(Space *space, Term map);
Term map_to_list(Space *space, Term map);

// Iteration in the order of maps:to_list/1 and term_to_binary, no allocation; valid while the map
// is not moved. (Flat: keys ascending. Hash: the trie from its last child to its first, since ERTS
// builds its lists by prepending.)
typedef struct MapIterator {
    Term map;
    uint32_t next; // flat maps: index
    int depth;     // hash maps: nodes on the path
    struct {
        const Term *children;
        uint32_t left; // children not yet visited: [0, left)
    } path[MAP_LEVELS_MAX];
} MapIterator;
void map_iterator_init(MapIterator *it, Term map);
bool map_iterator_next(MapIterator *it, Term *key, Term *value);
// erts_internal:map_next/3: path is an integer that packs one child index per level, 4 bits each,
// root lowest; format is
// the atom iterator (-> {K,V,{K,V,...Rest}}, Rest = none or [Path|Map]) or a list to prepend to (-> [Path,Map|List] or List).
// Hash maps give 32 associations for path 0, then up to 1000. TERM_NONE: badarg.
Term map_next(Space *space, Term path, Term map, Term format);
