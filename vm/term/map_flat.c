// SPDX-License-Identifier: Apache-2.0
// map_flat.c -- maps of up to 32 keys: sorted keys in a tuple of their own, values in the map.
//
//     #{a => 1, b => 2}          #{a => 1, b => 3}   (after M#{b := 3})
//     [hdr|keys| 1 | 2 ]         [hdr|keys| 1 | 3 ]
//            \                        /
//             v                      v
//             [tuple 2| a | b ]                      maps with the same keys that come from one another share them
//
// So changing a value copies only the values, and a record-like map costs two words and its values.
// Lookup is a linear search: up to 32 keys that beats anything with branches to mispredict, and
// immediate keys need no comparison function.
//
// INVARIANTS
//   1. Keys are strictly ascending in the order of compare_keys: by term_compare_exact, but from OTP 26
//      on atoms by their numbers.
//   2. The keys tuple is never changed once a second map may share it, that is: after the function
//      that made it.
//
// Read before: vm/term/map.h     Read next: vm/term/map_hash.c
#include "vm/term/map_flat.h"

#include "vm/base/release.h"
#include "vm/term/atom_order.h"
#include "vm/term/compare_leaf.h"

static int compare_keys(Term a, Term b)
{
    if (term_is_atom(a) && term_is_atom(b)) {
        return a == b                            ? 0
               : release_orders_keys_by_number() ? atom_order_compare(a, b)
                                                 : compare_atoms(a, b);
    }
    return term_compare_exact(a, b);
}

Term map_flat_new(Space *space, Term keys)
{
    uint32_t count = tuple_arity(keys);
    Term *words = space_take(space, (size_t)count + 2);
    words[0] = header_make(SUBTAG_FLATMAP, count + 1);
    words[1] = keys;
    return boxed_make(words);
}

Term map_flat_new_with_keys(Space *space, uint32_t count)
{
    Term *words = space_take(space, (size_t)count + 1);
    words[0] = header_make(SUBTAG_TUPLE, count);
    return map_flat_new(space, boxed_make(words));
}

Term map_flat_replace(Space *space, Term map, const Term *place, Term value)
{
    Term copy = map_flat_new(space, flatmap_keys(map));
    terms_copy(flatmap_values(copy), flatmap_values(map), flatmap_size(map));
    flatmap_values(copy)[place - flatmap_values(map)] = value;
    return copy;
}

Term map_flat_replace_all(Space *space, Term map, const Term *const *places, const Term *pairs,
                          size_t count)
{
    Term copy = map_flat_new(space, flatmap_keys(map));
    terms_copy(flatmap_values(copy), flatmap_values(map), flatmap_size(map));
    for (size_t i = 0; i < count; i++) {
        flatmap_values(copy)[places[i] - flatmap_values(map)] = pairs[2 * i + 1];
    }
    return copy;
}

// Copies a row of `size` words, leaving a hole for one more at index `at`.
static void copy_around_hole(Term *to, const Term *from, uint32_t size, uint32_t at)
{
    terms_copy(to, from, at);
    terms_copy(to + at + 1, from + at, size - at);
}

static void copy_without(Term *to, const Term *from, uint32_t size, uint32_t at)
{
    terms_copy(to, from, at);
    terms_copy(to + at, from + at + 1, size - at - 1);
}

Term map_flat_insert(Space *space, Term map, Term key, Term value)
{
    const Term *keys = tuple_elements(flatmap_keys(map));
    uint32_t size = flatmap_size(map);
    uint32_t at = 0;
    for (uint32_t end = size; at < end;) {
        uint32_t middle = (at + end) / 2;
        if (compare_keys(keys[middle], key) < 0) {
            at = middle + 1;
        } else {
            end = middle;
        }
    }
    Term grown = map_flat_new_with_keys(space, size + 1);
    Term *new_keys = tuple_elements(flatmap_keys(grown));
    copy_around_hole(new_keys, keys, size, at);
    copy_around_hole(flatmap_values(grown), flatmap_values(map), size, at);
    new_keys[at] = key;
    flatmap_values(grown)[at] = value;
    return grown;
}

Term map_flat_remove(Space *space, Term map, const Term *place)
{
    uint32_t size = flatmap_size(map);
    uint32_t at = (uint32_t)(place - flatmap_values(map));
    Term smaller = map_flat_new_with_keys(space, size - 1);
    copy_without(tuple_elements(flatmap_keys(smaller)), tuple_elements(flatmap_keys(map)), size,
                 at);
    copy_without(flatmap_values(smaller), flatmap_values(map), size, at);
    return smaller;
}

// Inserts into two sorted rows of *size, from the end, since input is often sorted already.
static void insert_sorted(Term *keys, Term *values, uint32_t *size, Term key, Term value)
{
    uint32_t at = *size;
    int order = 1;
    while (at > 0 && (order = compare_keys(key, keys[at - 1])) < 0) {
        at--;
    }
    if (at > 0 && order == 0) {
        at--;
    } else {
        memmove(keys + at + 1, keys + at, (*size - at) * sizeof(Term));
        memmove(values + at + 1, values + at, (*size - at) * sizeof(Term));
        ++*size;
    }
    keys[at] = key;
    values[at] = value;
}

typedef struct Rows {
    Term keys[MAP_FLAT_MAX], values[MAP_FLAT_MAX];
    uint32_t size;
} Rows;

static void add_pairs(Rows *rows, const Term *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        insert_sorted(rows->keys, rows->values, &rows->size, pairs[2 * i], pairs[2 * i + 1]);
    }
}

static Term map_from_rows(Space *space, const Rows *rows)
{
    Term map = map_flat_new_with_keys(space, rows->size);
    terms_copy(tuple_elements(flatmap_keys(map)), rows->keys, rows->size);
    terms_copy(flatmap_values(map), rows->values, rows->size);
    return map;
}

Term map_flat_insert_all(Space *space, Term map, const Term *pairs, size_t count)
{
    Rows rows;
    rows.size = flatmap_size(map);
    terms_copy(rows.keys, tuple_elements(flatmap_keys(map)), rows.size);
    terms_copy(rows.values, flatmap_values(map), rows.size);
    add_pairs(&rows, pairs, count);
    return map_from_rows(space, &rows);
}

Term map_flat_from_pairs(Space *space, const Term *pairs, size_t count)
{
    Rows rows;
    rows.size = 0;
    INVARIANT(count <= MAP_FLAT_MAX, "map.h: flat");
    add_pairs(&rows, pairs, count);
    return map_from_rows(space, &rows);
}

uint32_t map_flat_merge(Term a, Term b, Term *pairs)
{
    const Term *a_keys = tuple_elements(flatmap_keys(a));
    const Term *b_keys = tuple_elements(flatmap_keys(b));
    uint32_t a_size = flatmap_size(a), b_size = flatmap_size(b);
    uint32_t i = 0, j = 0, count = 0;
    while (i < a_size || j < b_size) {
        int order = i == a_size ? 1 : j == b_size ? -1 : compare_keys(a_keys[i], b_keys[j]);
        bool from_a = order < 0;
        pairs[2 * count] = from_a ? a_keys[i] : b_keys[j];
        pairs[2 * count + 1] = from_a ? flatmap_values(a)[i] : flatmap_values(b)[j];
        count++;
        i += order <= 0;
        j += order >= 0;
    }
    return count;
}
