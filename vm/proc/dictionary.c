// SPDX-License-Identifier: Apache-2.0
// dictionary.c -- the process dictionary: key and value words in one array, found by open
// addressing.
//
//   Dictionary:  [ room | count | key0 value0 | key1 value1 | ... ]      key [] with value TERM_NONE: a free pair
//
// Linear probing, no tombstones: erasing moves entries behind the gap nearer to their home. The
// whole array of pairs is one range of roots (a free pair's words are immediates as far as the
// collector is concerned). The hash of a key must not depend on addresses, since collections move
// keys: term_hash_internal.
//
// INVARIANTS
//   1. At most 3/4 of the pairs are used, so every search ends.
//   2. A pair is free exactly when its value is TERM_NONE.
#include "vm/proc/dictionary.h"

#include "vm/base/alloc.h"
#include "vm/base/hash.h"
#include "vm/term/compare.h"
#include "vm/term/term_hash.h"

typedef struct Pair {
    Term key, value;
} Pair;
struct Dictionary {
    uint32_t room; // a power of two
    uint32_t count;
    Pair pairs[];
};
enum { DICTIONARY_FIRST_ROOM = 8 };

static size_t bytes_of(uint32_t room) { return sizeof(Dictionary) + room * sizeof(Pair); }

static uint32_t home_of(const Dictionary *d, Term key)
{
    uint64_t hash = term_is_immediate(key) ? hash_word(key) : hash_word(term_hash_internal(key, 0));
    return (uint32_t)hash & (d->room - 1);
}

static bool is_free(const Pair *pair) { return term_is_none(pair->value); }

// The pair with this key, or the free one where it belongs.
static Pair *find_pair(Dictionary *d, Term key)
{
    uint32_t i = home_of(d, key);
    while (!is_free(&d->pairs[i]) && !term_same(d->pairs[i].key, key)) {
        i = (i + 1) & (d->room - 1);
    }
    return &d->pairs[i];
}

static Dictionary *new_dictionary(uint32_t room)
{
    Dictionary *d = vm_alloc(bytes_of(room));
    d->room = room;
    d->count = 0;
    for (uint32_t i = 0; i < room; i++) {
        d->pairs[i] = (Pair){TERM_NIL, TERM_NONE};
    }
    return d;
}

static void resize(Process *p, uint32_t room)
{
    Dictionary *old = p->dictionary;
    Dictionary *d = new_dictionary(room);
    for (uint32_t i = 0; old && i < old->room; i++) {
        if (!is_free(&old->pairs[i])) {
            *find_pair(d, old->pairs[i].key) = old->pairs[i];
            d->count++;
        }
    }
    vm_free(old, old ? bytes_of(old->room) : 0);
    p->dictionary = d;
}

Term dictionary_get(const Process *p, Term key)
{
    return p->dictionary ? find_pair(p->dictionary, key)->value : TERM_NONE;
}

Term dictionary_put(Process *p, Term key, Term value)
{
    Dictionary *d = p->dictionary;
    if (d == NULL || (d->count + 1) * 4 > d->room * 3) {
        resize(p, d ? d->room * 2 : DICTIONARY_FIRST_ROOM);
        d = p->dictionary;
    }
    Pair *pair = find_pair(d, key);
    Term old = pair->value;
    if (term_is_none(old)) {
        pair->key = key;
        d->count++;
    }
    pair->value = value;
    return old;
}

Term dictionary_erase(Process *p, Term key)
{
    Dictionary *d = p->dictionary;
    Pair *pair = d ? find_pair(d, key) : NULL;
    if (pair == NULL || is_free(pair)) {
        return TERM_NONE;
    }
    Term old = pair->value;
    uint32_t mask = d->room - 1;
    uint32_t gap = (uint32_t)(pair - d->pairs);
    for (uint32_t i = (gap + 1) & mask; !is_free(&d->pairs[i]); i = (i + 1) & mask) {
        // Moves back unless its home lies behind the gap (distances round the end).
        uint32_t home = home_of(d, d->pairs[i].key);
        if (((i - home) & mask) >= ((i - gap) & mask)) {
            d->pairs[gap] = d->pairs[i];
            gap = i;
        }
    }
    d->pairs[gap] = (Pair){TERM_NIL, TERM_NONE};
    if (--d->count == 0) {
        dictionary_erase_all(p);
    } else if (d->room > DICTIONARY_FIRST_ROOM && d->count * 8 < d->room) {
        resize(p, d->room / 2);
    }
    return old;
}

void dictionary_erase_all(Process *p)
{
    vm_free(p->dictionary, dictionary_bytes(p));
    p->dictionary = NULL;
}

uint32_t dictionary_size(const Process *p) { return p->dictionary ? p->dictionary->count : 0; }

typedef enum ListOf { PAIRS, KEYS, KEYS_OF_VALUE } ListOf;

static Term build_list(const Process *p, Space *space, ListOf what, Term value)
{
    const Dictionary *d = p->dictionary;
    Term list = TERM_NIL;
    for (uint32_t i = 0; d && i < d->room; i++) {
        Pair pair = d->pairs[i];
        if (is_free(&d->pairs[i]) || (what == KEYS_OF_VALUE && !term_same(pair.value, value))) {
            continue;
        }
        Term item = what == PAIRS ? space_tuple2(space, pair.key, pair.value) : pair.key;
        list = space_cons(space, item, list);
    }
    return list;
}

Term dictionary_list(const Process *p, Space *space)
{
    return build_list(p, space, PAIRS, TERM_NIL);
}
Term dictionary_keys(const Process *p, Space *space)
{
    return build_list(p, space, KEYS, TERM_NIL);
}
Term dictionary_keys_of(const Process *p, Space *space, Term value)
{
    return build_list(p, space, KEYS_OF_VALUE, value);
}

void dictionary_add_roots(Process *p, RootSet *roots)
{
    if (p->dictionary) {
        root_set_add(roots, &p->dictionary->pairs[0].key, (size_t)p->dictionary->room * 2);
    }
}

size_t dictionary_bytes(const Process *p)
{
    return p->dictionary ? bytes_of(p->dictionary->room) : 0;
}
