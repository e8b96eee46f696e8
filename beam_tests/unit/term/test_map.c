// SPDX-License-Identifier: Apache-2.0
// Maps: against a plain array as model; sharing; the canonical shape of tries; iteration with
// map_next. (That the order of iteration is stock's is shown by the samples of test_etf.c.)
#include "beam_tests/unit/term/space_for_tests.h"
#include "vm/term/etf.h"
#include "vm/term/map.h"
#include "vm/term/term_hash.h"

static Space space;

static uint32_t next_random(void)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 16);
}

// Keys of several types; 24 of the integers collide in pairs in their 32-bit hash.
static Term make_key(uint32_t i)
{
    static const int collide[] = {291744, 449910, 301481, 476133, 227569, 399454, 250516, 559107,
                                  335378, 400719, 171977, 387944, 429080, 489784, 458396, 493074,
                                  189299, 360461, 88953,  451793, 178207, 526538, 198773, 280384};
    switch (i % 4) {
    case 0: return i / 4 < 24 ? SMALL(collide[i / 4]) : SMALL(i);
    case 1: return space_float(&space, i);
    case 2: return space_binary(&space, &i, sizeof i);
    default: return space_tuple2(&space, SMALL(i), TERM_NIL);
    }
}

static void assert_same_bytes(Term a, Term b)
{
    ByteVec x = {0}, y = {0};
    etf_encode(&x, a, 0, 0);
    etf_encode(&y, b, 0, 0);
    assert_int_equal(x.size, y.size);
    assert_memory_equal(x.data, y.data, x.size);
    byte_vec_free(&x);
    byte_vec_free(&y);
}

enum { KEYS = 400 };

// The map must hold model[0..KEYS-1] (NONE: absent), with the shape that building it at once gives.
static void check_against(Term map, const Term *keys, const Term *model)
{
    Term pairs[2 * KEYS];
    size_t count = 0;
    for (uint32_t i = 0; i < KEYS; i++) {
        assert_true(map_get(map, keys[i]) == model[i]);
        assert_true(map_get_hashed(map, keys[i], term_hash_internal(keys[i], 0)) == model[i]);
        if (!term_is_none(model[i])) {
            pairs[2 * count] = keys[i];
            pairs[2 * count++ + 1] = model[i];
        }
    }
    assert_int_equal(map_size(map), count);
    assert_int_equal(term_is_flatmap(map), count <= MAP_FLAT_MAX);
    assert_same_bytes(map, map_from_pairs(&space, pairs, count));
}

static void behaves_like_an_array(void **state)
{
    (void)state;
    Term keys[KEYS], model[KEYS];
    for (uint32_t i = 0; i < KEYS; i++) {
        keys[i] = make_key(i);
        model[i] = TERM_NONE;
    }
    Term map = map_empty(&space);
    for (int step = 0; step < 8000; step++) {
        // phases of growing and of shrinking, over the limit and back
        uint32_t i = next_random() % (step / 1000 % 2 ? 60 : KEYS), dice = next_random() % 10;
        bool growing = step / 500 % 2 == 0;
        Term old, value = SMALL(step), key = dice % 2 ? keys[i] : make_key(i);
        if (dice < (growing ? 7u : 2u)) {
            Term bigger = map_put(&space, map, key, value);
            assert_true(map_get(bigger, key) == value && map_get(map, key) == model[i]);
            map = bigger;
            model[i] = value;
        } else if (dice == 9) {
            Term updated = map_update(&space, map, key, value);
            assert_int_equal(term_is_none(updated), term_is_none(model[i]));
            if (!term_is_none(updated)) {
                map = updated;
                model[i] = value;
            }
        } else {
            Term smaller = map_remove(&space, map, key, &old);
            assert_true(old == model[i] && (!term_is_none(old) || smaller == map));
            map = smaller;
            model[i] = TERM_NONE;
        }
        if (step % 100 == 0) {
            check_against(map, keys, model);
        }
    }
    for (uint32_t i = 0; i < KEYS; i++) {
        Term old;
        map = map_remove(&space, map, keys[i], &old);
        model[i] = TERM_NONE;
    }
    check_against(map, keys, model);
    test_space_free(&space);
}

static Term range(int from, int to, int value)
{
    Term map = map_empty(&space);
    for (int i = from; i < to; i++) {
        map = map_put(&space, map, make_key((uint32_t)i), SMALL(value));
    }
    return map;
}

static void merges(void **state)
{
    (void)state;
    static const int rows[][4] = {{0, 10, 5, 20},     {0, 32, 32, 64},  {0, 20, 100, 130},
                                  {0, 200, 100, 300}, {0, 300, 10, 20}, {10, 20, 0, 300},
                                  {0, 300, 40, 90},   {40, 90, 0, 300}, {0, 0, 3, 9},
                                  {0, 100, 100, 200}, {0, 16, 0, 32}};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        Term a = range(rows[r][0], rows[r][1], 1), b = range(rows[r][2], rows[r][3], 2);
        Term want = a;
        for (int i = rows[r][2]; i < rows[r][3]; i++) {
            want = map_put(&space, want, make_key((uint32_t)i), SMALL(2));
        }
        Term merged = map_merge(&space, a, b);
        assert_int_equal(map_size(merged), map_size(want));
        assert_same_bytes(merged, want);
        assert_same_bytes(map_merge(&space, merged, b), merged);
        assert_true(map_merge(&space, merged, merged) == merged);
        assert_true(map_size(merged) <= MAP_FLAT_MAX || map_size(b) <= MAP_FLAT_MAX ||
                    map_merge(&space, merged, b) == merged);
    }
    test_space_free(&space);
}

static void unchanged_means_identical(void **state)
{
    (void)state;
    for (int size = 1; size < 100; size += 49) {
        Term map = range(0, size, 7), old;
        assert_true(map_put(&space, map, make_key(0), SMALL(7)) == map);
        assert_true(map_update(&space, map, make_key(0), SMALL(7)) == map);
        assert_true(map_remove(&space, map, make_key(1000), &old) == map);
        assert_true(term_is_none(map_update(&space, map, make_key(1000), SMALL(1))));
    }
    Term map = range(0, 5, 7);
    assert_true(flatmap_keys(map_put(&space, map, make_key(3), SMALL(8))) == flatmap_keys(map));
    test_space_free(&space);
}

static void lists_agree(void **state)
{
    (void)state;
    for (int size = 0; size < 400; size += 13) {
        Term map = range(0, size, size);
        Term keys = map_keys(&space, map), values = map_values(&space, map),
             pairs = map_to_list(&space, map);
        assert_int_equal(list_length(keys), size);
        assert_int_equal(list_length(values), size);
        assert_int_equal(list_length(pairs), size);
        for (; term_is_cons(keys);
             keys = cons_tail(keys), values = cons_tail(values), pairs = cons_tail(pairs)) {
            Term *pair = tuple_elements(cons_head(pairs));
            assert_true(pair[0] == cons_head(keys) && pair[1] == cons_head(values));
            assert_true(map_get(map, pair[0]) == pair[1]);
        }
    }
    test_space_free(&space);
}

// The iterator protocol visits the reverse of to_list for a trie; the list protocol gives to_list.
static void next_visits_all(void **state)
{
    (void)state;
    static const int sizes[] = {0, 1, 32, 33, 100, 400, 5000};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        Term map = range(0, sizes[s], 1), rest = SMALL(0), backwards = TERM_NIL;
        while (rest != ATOM_NONE) {
            Term path = term_is_cons(rest) ? cons_head(rest) : rest;
            for (rest = map_next(&space, path, map, ATOM_ITERATOR); term_is_tuple(rest);
                 rest = tuple_elements(rest)[2]) {
                Term *t = tuple_elements(rest);
                backwards = space_cons(&space, space_tuple2(&space, t[0], t[1]), backwards);
            }
        }
        Term list = map_next(&space, SMALL(0), map, TERM_NIL);
        while (term_is_cons(list) && term_is_integer(cons_head(list))) {
            Term tail = cons_tail(list);
            list = map_next(&space, cons_head(list), cons_head(tail), cons_tail(tail));
        }
        Term all = map_to_list(&space, map);
        assert_true(term_same(all, list));
        assert_int_equal(list_length(backwards), sizes[s]);
        if (sizes[s] > MAP_FLAT_MAX) {
            assert_true(term_same(all, backwards));
        }
        assert_true(term_is_none(map_next(&space, SMALL(-1), map, TERM_NIL)));
        assert_true(term_is_none(map_next(&space, TERM_NIL, map, TERM_NIL)));
        assert_true(term_is_none(map_next(&space, SMALL(0), map, ATOM_OK)));
        assert_true(term_is_none(map_next(&space, SMALL(0xFFFFFFFFFFFF), map, TERM_NIL)) ||
                    sizes[s] > 33);
    }
    Term large = range(0, 300, 1);
    for (int i = 0; i < 2000; i++) { // hostile paths
        Term path = small_make(next_random() & ((1u << i % 30) - 1));
        Term result = map_next(&space, path, large, ATOM_ITERATOR);
        assert_true(term_is_none(result) || term_is_tuple(result));
    }
    test_space_free(&space);
}

int main(void)
{
    test_start();
    space = test_space();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(behaves_like_an_array),     cmocka_unit_test(merges),
        cmocka_unit_test(unchanged_means_identical), cmocka_unit_test(lists_agree),
        cmocka_unit_test(next_visits_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
