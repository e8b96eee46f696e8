// SPDX-License-Identifier: Apache-2.0
// map_flat.h -- maps of up to 32 keys: two rows, sorted keys and values. Used through map.h.
#pragma once

#include "vm/term/map.h"

// A flat map whose keys tuple exists already; the values are to be written (flatmap_values).
Term map_flat_new(Space *space, Term keys);
// The same with a new keys tuple of `count` keys, to be written as well.
Term map_flat_new_with_keys(Space *space, uint32_t count);
// Replaces the value at *place (inside `map`).
Term map_flat_replace(Space *space, Term map, const Term *place, Term value);
// The same for several: places[i] gets the value of pairs[i].
Term map_flat_replace_all(Space *space, Term map, const Term *const *places, const Term *pairs,
                          size_t count);
// Puts pairs (key, value)* into a map that will have at most MAP_FLAT_MAX; later duplicates win.
Term map_flat_insert_all(Space *space, Term map, const Term *pairs, size_t count);
// Adds an absent key; the map has fewer than MAP_FLAT_MAX.
Term map_flat_insert(Space *space, Term map, Term key, Term value);
// Removes the key whose value is at *place.
Term map_flat_remove(Space *space, Term map, const Term *place);
// pairs (key, value)*, at most MAP_FLAT_MAX; later duplicates win.
Term map_flat_from_pairs(Space *space, const Term *pairs, size_t count);
// Writes the merged pairs, sorted, to pairs[2 * MAP_FLAT_MAX * 2]; returns their number. b's values
// win.
uint32_t map_flat_merge(Term a, Term b, Term *pairs);
