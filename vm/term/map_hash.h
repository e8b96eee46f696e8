// SPDX-License-Identifier: Apache-2.0
// map_hash.h -- maps of more than 32 keys: a hash array mapped trie. Used through map.h.
#pragma once

#include "vm/term/map.h"

static inline uint32_t map_hash_size(Term map)
{
    return (uint32_t)small_value(boxed_words(map)[1]);
}
static inline uint32_t map_node_bitmap(const Term *node) { return header_extra(node[0]) & 0xFFFF; }
// The children of a root or inner node, in ascending order of their 4 bits.
static inline const Term *map_node_children(const Term *node)
{
    return node + (header_subtag(node[0]) == SUBTAG_HASHMAP ? 2 : 1);
}
static inline uint32_t map_node_child_count(const Term *node)
{
    return (uint32_t)__builtin_popcount(map_node_bitmap(node));
}

// The hash of a key for the levels 8n .. 8n+7 of the trie, where level is 8n.
uint32_t map_key_hash(Term key, uint32_t level);
// The leaf [Key|Value], or TERM_NONE.
Term map_hash_find(Term map, Term key, uint32_t hash);
// TERM_NONE when only_update and the key is absent.
Term map_hash_put(Space *space, Term map, Term key, Term value, bool only_update);
// The key must be present. The map keeps more than MAP_FLAT_MAX keys.
Term map_hash_remove(Space *space, Term map, Term key);
// Any pairs; the result may have few keys (then the caller makes it flat), but has at least one.
Term map_hash_from_pairs(Space *space, const Term *pairs, size_t count);
Term map_hash_merge(Space *space, Term a, Term b);
