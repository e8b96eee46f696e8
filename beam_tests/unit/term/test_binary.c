// SPDX-License-Identifier: Apache-2.0
// Binaries: layouts and views, parts, match contexts, and appending in place.
#include "beam_tests/unit/term/space_for_tests.h"

static Space space;

static Term make(size_t size)
{
    uint8_t *bytes;
    Term t = binary_new(&space, size, &bytes);
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (uint8_t)(i * 7 + 3);
    }
    return t;
}

static Subtag subtag(Term t) { return header_subtag(boxed_header(t)); }

static void layouts(void **state)
{
    (void)state;
    assert_int_equal(subtag(make(0)), SUBTAG_HEAP_BIN);
    assert_int_equal(subtag(make(64)), SUBTAG_HEAP_BIN);
    assert_int_equal(subtag(make(65)), SUBTAG_REFC_BIN);
    for (size_t size = 0; size < 200; size += 9) {
        Term t = make(size);
        assert_int_equal(binary_size_bits(t), size * 8);
        assert_true(term_is_binary(t) && term_is_bitstring(t));
        size_t got;
        uint8_t *copy;
        const uint8_t *bytes = binary_bytes(t, &got, &copy);
        assert_non_null(bytes);
        assert_true(got == size && copy == NULL);
    }
    size_t size;
    uint8_t *copy;
    assert_null(binary_bytes(SMALL(1), &size, &copy));
    assert_null(binary_bytes(binary_part_bits(&space, make(10), 1, 77), &size, &copy));
    assert_false(term_is_binary(binary_part_bits(&space, make(10), 0, 77)));
    test_space_free(&space);
}

static void parts_of_parts(void **state)
{
    (void)state;
    Term whole = make(300);
    BitView all = binary_view(whole);
    for (uint64_t from = 0; from < 100; from += 7) {
        Term part = binary_part_bits(&space, whole, from, 2000 - from);
        Term inner = binary_part_bits(&space, part, from, 1500 - from);
        assert_true(((SubBin *)boxed_words(inner))->original == whole);
        BitView view = binary_view(inner);
        assert_int_equal(view.size_bits, 1500 - from);
        BitView want = {all.bytes + 2 * from / 8, 2 * from % 8, 1500 - from};
        assert_int_equal(bits_compare(view, want), 0);
        Term copied = binary_from_bits(&space, view);
        assert_int_equal(bits_compare(binary_view(copied), want), 0);
        size_t size;
        uint8_t *copy;
        Term bytes = binary_part_bits(&space, part, from, 800);
        const uint8_t *at = binary_bytes(bytes, &size, &copy);
        assert_int_equal(size, 100);
        assert_int_equal(
            bits_compare((BitView){at, 0, 800}, (BitView){want.bytes, want.offset_bits, 800}), 0);
        binary_bytes_free(copy, size);
    }
    assert_int_equal(subtag(binary_part_bits(&space, whole, 3, 24 * 8)), SUBTAG_HEAP_BIN);
    assert_int_equal(subtag(binary_part_bits(&space, whole, 3, 25 * 8)), SUBTAG_SUB_BIN);
    assert_true(binary_part_bits(&space, whole, 0, 2400) == whole);
    test_space_free(&space);
}

static void matching(void **state)
{
    (void)state;
    Term part = binary_part_bits(&space, make(300), 13, 1000);
    Term context = match_start(&space, part);
    assert_true(match_start(&space, context) == context);
    assert_true(term_is_none(match_start(&space, SMALL(1))));
    MatchContext *match = match_of(context);
    assert_int_equal(match->at_bits, 13);
    assert_int_equal(match->end_bits, 1013);
    assert_true(bits_get_u64(match->bytes, match->at_bits, 16) ==
                bits_get_u64(binary_view(part).bytes, 5, 16));
    match->at_bits += 500;
    assert_int_equal(binary_size_bits(match_tail(&space, context)), 500);
    assert_int_equal(binary_size_bits(match_part(&space, context, 17)), 17);
    assert_int_equal(match->at_bits, 513);
    test_space_free(&space);
}

// Appends `extra` bits of a pattern and checks that old content stays.
static Term append(Term t, uint64_t extra, bool private)
{
    uint8_t *bytes;
    uint64_t at;
    uint64_t before = binary_size_bits(t);
    Term grown = (private ? binary_append_private : binary_append)(&space, t, extra, &bytes, &at);
    assert_int_equal(binary_size_bits(grown), before + extra);
    for (uint64_t i = 0; i < extra; i++) {
        bits_put_u64(bytes, at + i, 1, (before + i) % 3 == 0);
    }
    return grown;
}

static void check_pattern(Term t)
{
    BitView view = binary_view(t);
    for (uint64_t i = 0; i < view.size_bits; i++) {
        assert_int_equal(bits_get_u64(view.bytes, view.offset_bits + i, 1), i % 3 == 0);
    }
}

static BinData *data_of(Term t)
{
    return ((RefcBin *)boxed_words(((SubBin *)boxed_words(t))->original))->data;
}

static void appends_in_place(void **state)
{
    (void)state;
    for (int private = 0; private < 2; private ++) {
        Term t = append(make(0), 8, private), first = t;
        uint64_t steps[] = {8, 16, 3, 5, 1, 7, 64, 800, 13, 11};
        for (int i = 0; i < 200; i++) {
            Term old = t;
            BinData *data = data_of(t);
            bool fits = binary_size_bits(t) / 8 + 101 <= data->size;
            t = append(t, steps[i % 10], private);
            assert_true(!fits || data_of(t) == data);
            assert_true(t == old || !private);
            check_pattern(old);
        }
        check_pattern(t);
        assert_true(private || binary_size_bits(first) == 8);
        assert_int_equal(atomic_load(&data_of(t)->refs), 1);
    }
    test_space_free(&space);
}

static void only_the_tail_grows(void **state)
{
    (void)state;
    Term a = append(make(0), 64, false);
    Term b = append(a, 64, false);
    Term c = append(a, 64, false); // a is no longer the tail
    assert_true(data_of(a) == data_of(b) && data_of(c) != data_of(a));
    check_pattern(b);
    check_pattern(c);
    uint8_t *bytes;
    uint64_t at;
    assert_true(binary_append(&space, b, 0, &bytes, &at) == b);
    assert_true(term_is_none(binary_append(&space, SMALL(1), 8, &bytes, &at)));
    assert_true(term_is_none(binary_append(&space, b, UINT64_MAX, &bytes, &at)));
    binary_freeze(b);
    assert_true(data_of(append(b, 8, true)) != data_of(b));
    test_space_free(&space);
}

static void pinned_bytes_stay(void **state)
{
    (void)state;
    Term a = append(make(0), 512, false);
    Term context = match_start(&space, a);
    const uint8_t *bytes = match_of(context)->bytes;
    Term b = a;
    for (int i = 0; i < 20; i++) {
        b = append(b, 512, i % 2);
    }
    assert_true(match_of(context)->bytes == bytes && binary_view(a).bytes == bytes);
    check_pattern(a);
    check_pattern(b);
    // Shared data: bytes inside a used byte must not be written by one of two holders.
    Term odd = append(make(0), 13, false);
    BinData *data = data_of(odd);
    bin_data_retain(data);
    assert_true(data_of(append(odd, 8, false)) != data);
    bin_data_release(data);
    assert_true(data_of(append(odd, 8, false)) == data);
    test_space_free(&space);
}

static void writable_from_the_start(void **state)
{
    (void)state;
    Term t = binary_new_writable(&space, 1024);
    assert_int_equal(binary_size_bits(t), 0);
    BinData *data = data_of(t);
    for (int i = 0; i < 128; i++) {
        t = append(t, 64, true);
    }
    assert_true(data_of(t) == data);
    check_pattern(t);
    test_space_free(&space);
}

int main(void)
{
    test_start();
    space = test_space();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layouts),
        cmocka_unit_test(parts_of_parts),
        cmocka_unit_test(matching),
        cmocka_unit_test(appends_in_place),
        cmocka_unit_test(only_the_tail_grows),
        cmocka_unit_test(pinned_bytes_stay),
        cmocka_unit_test(writable_from_the_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
