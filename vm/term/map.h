// SPDX-License-Identifier: Apache-2.0
// map.h -- maps: sorted flat maps up to 32 keys, hash array mapped tries above. One interface for both.
//
//   flat   [header FLATMAP, n+1][keys: tuple of n keys, sorted by term_compare_exact][value]*n   (keys tuples are shared)
//   hash   [header HASHMAP,  c+1, extra = bitmap][size, a small][child]*c        c = bits set in the bitmap (16 bits)
//   node   [header HASHNODE, c,   extra = bitmap][child]*c
//          child: a leaf, cons [Key|Value], or a node. Level n uses bits 4n..4n+3 of term_hash_internal(key, salt).
//
// Flat maps with the keys in atom *index* order where ERTS does so: see map_flat.c. A hash map never has
// MAP_FLAT_MAX keys or fewer. All results are built in `space`; old versions stay valid (persistent).
#pragma once

#include "vm/term/space.h"

enum { MAP_FLAT_MAX = 32 };

static inline uint32_t flatmap_size(Term map) { return tuple_arity(map) - 1; }
static inline Term flatmap_keys(Term map) { return boxed_words(map)[1]; }
static inline Term *flatmap_values(Term map) { return boxed_words(map) + 2; }

size_t map_size(Term map);
Term map_get(Term map, Term key); // TERM_NONE when absent
// As map_get, with the key's term_hash_internal(key, 0) given (constants are hashed at load time).
Term map_get_hashed(Term map, Term key, uint32_t hash);
Term map_put(Space *space, Term map, Term key, Term value);
Term map_update(Space *space, Term map, Term key, Term value);               // TERM_NONE when absent
Term map_remove(Space *space, Term map, Term key, Term *old_value);          // *old_value NONE when it was absent
Term map_merge(Space *space, Term a, Term b);                                // b's values win
Term map_empty(Space *space);
// pairs: key0, value0, key1, value1, ...; later duplicates win.
Term map_from_pairs(Space *space, const Term *pairs, size_t count);
Term map_keys(Space *space, Term map);   // list, in iteration order
Term map_values(Space *space, Term map);
Term map_to_list(Space *space, Term map);

// Iteration in the order of maps:to_list/1, no allocation; valid while the map is not moved.
typedef struct MapIterator {
    Term map;
    uint32_t index; // flat maps
    int depth;      // hash maps: path
    struct { const Term *node; uint32_t next; } path[12];
} MapIterator;
void map_iterator_init(MapIterator *it, Term map);
bool map_iterator_next(MapIterator *it, Term *key, Term *value);
// erts_internal:map_next/3: iterator path as ERTS encodes it, format 'iterator' or a list. TERM_NONE: badarg.
Term map_next(Space *space, Term path, Term map, Term format);
