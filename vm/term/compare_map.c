// SPDX-License-Identifier: Apache-2.0
// compare_map.c -- the order of two large maps with equally many keys.
//
// By definition: write both as lists of keys in ascending exact order, then compare these lists; if
// they are equal, compare the values in the order of their keys. Sorting is not needed. With
// different keys, the least of those that only one of the maps has decides: where the lists first
// differ, one has that key and the other has a larger one.
//
//   keys of a only:  k3 k7      keys of b only:  k5 k9       least of a's: k3, least of b's: k5
//                                                            k3 < k5, so a < b
//   same keys, values differ at:  k2 k4                      the pair at k2 decides
//
// Finding a least key takes comparisons of keys, which may be maps again. So this is no loop but a
// state: step() returns the two terms it wants compared, and is called again with the answer.
// compare.c keeps the states of nested maps in a chain; nothing recurses.
//
//   SEARCH_A: least key of a only -> SEARCH_B: likewise of b -> DECIDE: which is less -> done
//   VALUES: pairs that are not the same word, one by one; one that differs -> RANK: is its key the
//           least so far?
//
// INVARIANTS
//   1. In SEARCH_A and SEARCH_B, least < at, and no candidate before at is less than
//      candidate[least].
//   2. In VALUES and RANK, `order` (if not 0) is the order of the values at the least key found so
//      far.
//
// Elsewhere: ERTS walks both tries in hash order at once, with the same result.
// Read before: vm/term/compare.c
#include "vm/term/compare_map.h"

#include "vm/base/alloc.h"
#include "vm/term/compare.h"
#include "vm/term/map.h"

typedef enum MapPhase {
    PHASE_SEARCH_A,
    PHASE_SEARCH_B,
    PHASE_DECIDE,
    PHASE_VALUES,
    PHASE_RANK
} MapPhase;

typedef struct MapPair {
    Term key, a, b; // values of one key in both maps
} MapPair;

struct MapCompare {
    MapPhase phase;
    bool is_asked;     // an answer is expected
    size_t at;         // next candidate or pair
    size_t least;      // candidate
    int order;         // PHASE_VALUES: result so far
    int pair_order;    // PHASE_RANK: of the pair whose key is being ranked
    Term least_key;    // PHASE_VALUES: key that `order` belongs to; later phases: least of a's
    size_t size_bytes; // of this block
    size_t count_a;    // keys of a only, or pairs
    size_t count_b;    // keys of b only
    MapPair *pairs;    // same keys: where the values are not the same word
    Term *only_a;      // different keys
    Term *only_b;
};

// Keys of `map` that `other` lacks.
static size_t collect_missing(Term map, Term other, Term *keys)
{
    MapIterator it;
    Term key, value;
    size_t count = 0;
    map_iterator_init(&it, map);
    while (map_iterator_next(&it, &key, &value)) {
        if (term_is_none(map_get(other, key))) {
            keys[count++] = key;
        }
    }
    return count;
}

// Both tries are in hash order, so with the same keys both iterators meet them together.
static bool collect_pairs(Term a, Term b, MapPair *pairs, size_t *count)
{
    MapIterator it_a, it_b;
    MapPair pair;
    Term key_b;
    *count = 0;
    map_iterator_init(&it_a, a);
    map_iterator_init(&it_b, b);
    while (map_iterator_next(&it_a, &pair.key, &pair.a) &&
           map_iterator_next(&it_b, &key_b, &pair.b)) {
        if (!term_same(pair.key, key_b)) {
            return false;
        }
        if (pair.a != pair.b) {
            pairs[(*count)++] = pair;
        }
    }
    return true;
}

MapCompare *map_compare_begin(Term a, Term b)
{
    size_t size = map_size(a);
    // Pairs need three words each, the two lists of keys two: they use the same room.
    size_t size_bytes = sizeof(MapCompare) + size * sizeof(MapPair);
    MapCompare *m = vm_alloc(size_bytes);
    *m = (MapCompare){.size_bytes = size_bytes, .phase = PHASE_VALUES};
    m->pairs = (MapPair *)(m + 1);
    if (!collect_pairs(a, b, m->pairs, &m->count_a)) {
        m->phase = PHASE_SEARCH_A;
        m->only_a = (Term *)(m + 1);
        m->only_b = m->only_a + size;
        m->count_a = collect_missing(a, b, m->only_a);
        m->count_b = collect_missing(b, a, m->only_b);
        CHECK(m->count_a > 0 && m->count_b > 0); // equal key sets would have been met in step
    }
    return m;
}

static bool ask(MapCompare *m, MapQuestion *question, Term a, Term b, bool is_exact)
{
    m->is_asked = true;
    *question = (MapQuestion){a, b, is_exact};
    return true;
}

static bool finish(MapCompare *m, int result, int *order)
{
    vm_free(m, m->size_bytes);
    *order = result;
    return false;
}

// One round of looking for the least of keys[0..count-1]; false when it is found.
static bool search_least(MapCompare *m, int answer, const Term *keys, size_t count,
                         MapQuestion *question)
{
    if (m->is_asked) {
        if (answer < 0) {
            m->least = m->at;
        }
        m->at++;
    } else {
        m->least = 0;
        m->at = 1;
    }
    return m->at < count && ask(m, question, keys[m->at], keys[m->least], true);
}

static bool step_keys(MapCompare *m, int answer, MapQuestion *question, int *order)
{
    if (m->phase == PHASE_SEARCH_A) {
        if (search_least(m, answer, m->only_a, m->count_a, question)) {
            return true;
        }
        m->least_key = m->only_a[m->least];
        m->phase = PHASE_SEARCH_B;
        m->is_asked = false;
    }
    if (m->phase == PHASE_SEARCH_B) {
        if (search_least(m, answer, m->only_b, m->count_b, question)) {
            return true;
        }
        m->phase = PHASE_DECIDE;
        return ask(m, question, m->least_key, m->only_b[m->least], true);
    }
    return finish(m, answer, order);
}

static bool step_values(MapCompare *m, int answer, MapQuestion *question, int *order)
{
    if (m->is_asked) {
        MapPair *pair = &m->pairs[m->at];
        if (m->phase == PHASE_VALUES && answer != 0) {
            m->pair_order = answer;
            if (m->order != 0) {
                m->phase = PHASE_RANK;
                return ask(m, question, pair->key, m->least_key, true);
            }
            answer = -1; // the first is the least so far
            m->phase = PHASE_RANK;
        }
        if (m->phase == PHASE_RANK && answer < 0) {
            m->order = m->pair_order;
            m->least_key = pair->key;
        }
        m->phase = PHASE_VALUES;
        m->at++;
    }
    if (m->at < m->count_a) {
        return ask(m, question, m->pairs[m->at].a, m->pairs[m->at].b, false);
    }
    return finish(m, m->order, order);
}

bool map_compare_step(MapCompare *m, int answer, MapQuestion *question, int *order)
{
    bool has_values = m->phase == PHASE_VALUES || m->phase == PHASE_RANK;
    return has_values ? step_values(m, answer, question, order)
                      : step_keys(m, answer, question, order);
}
