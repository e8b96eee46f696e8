// SPDX-License-Identifier: Apache-2.0
// What hot parts of matching inline: the one-load reader against the general one at every position,
// width and length, parts copied and referred to, and contexts started on all three layouts.
#include "beam_tests/unit/term/space_for_tests.h"

#include "vm/interp/bits_match.h"

static Space space;

static Term make_binary(size_t size_bytes)
{
    uint8_t *bytes;
    const Term binary = binary_new(&space, size_bytes, &bytes);
    for (size_t i = 0; i < size_bytes; i++) {
        bytes[i] = (uint8_t)(i * 151 + 77);
    }
    return binary;
}

static MatchContext start(Term bitstring)
{
    Term room[MATCH_WORDS];
    assert_true(match_start_at(room, bitstring));
    return *(MatchContext *)room;
}

static void bits_are_those_at_the_position(void **state)
{
    (void)state;
    for (uint64_t end = 1; end <= 200; end++) {
        const Term part = binary_part_bits(&space, make_binary(30), 0, end);
        for (uint64_t at = 0; at < end; at++) {
            MatchContext m = start(part);
            for (uint32_t bits = 1; bits <= 57 && at + bits <= end; bits++) {
                m.at_bits = at;
                assert_int_equal(match_take_bits(&m, bits) >> (64 - bits),
                                 bits_get_u64(m.bytes, at, bits));
                assert_int_equal(m.at_bits, at + bits);
            }
        }
    }
    test_space_free(&space);
}

static void bits_of_the_shortest(void **state)
{
    (void)state;
    for (size_t size = 1; size <= 9; size++) {
        MatchContext m = start(make_binary(size));
        for (uint64_t at = 0; at < m.end_bits; at++) {
            const uint64_t left = m.end_bits - at, bits = left < 57 ? left : 57;
            m.at_bits = at;
            assert_int_equal(match_take_bits(&m, bits) >> (64 - bits),
                             bits_get_u64(m.bytes, at, (uint32_t)bits));
        }
    }
    test_space_free(&space);
}

static void bytes_are_those_at_the_position(void **state)
{
    (void)state;
    MatchContext m = start(make_binary(9));
    for (uint64_t at = 0; at + 8 <= m.end_bits; at++) {
        m.at_bits = at;
        assert_int_equal(match_take_byte(&m), small_make((int64_t)bits_get_u64(m.bytes, at, 8)));
        assert_int_equal(m.at_bits, at + 8);
    }
    test_space_free(&space);
}

static void copies_are_as_match_part(void **state)
{
    (void)state;
    const size_t sizes[] = {1, 3, 7, 8, 9, 200}; // of the whole
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const MatchContext m = start(make_binary(sizes[i]));
        for (uint64_t from = 0; from < sizes[i]; from++) {
            for (uint64_t size = 0; size <= BINARY_PART_COPY_MAX && from + size <= sizes[i];
                 size++) {
                Term room[SUB_BIN_WORDS], expected[SUB_BIN_WORDS];
                memset(room, 0xEE, sizeof room);
                match_copy_at(room, m.bytes, from + size, size);
                expected[0] = header_make(SUBTAG_HEAP_BIN, heap_bin_words(size) - 1);
                expected[1] = size;
                memset(expected + 2, 0, sizeof expected - 16);
                memcpy(expected + 2, m.bytes + from, size);
                assert_memory_equal(room, expected, heap_bin_words(size) * 8);
            }
        }
    }
    test_space_free(&space);
}

static void contexts_of_all_layouts(void **state)
{
    (void)state;
    const Term heap = make_binary(40), refc = make_binary(300);
    const Term part = binary_part_bits(&space, refc, 13, 1001);
    MatchContext m = start(heap);
    assert_int_equal(m.end_bits, 320);
    assert_int_equal(m.original, heap);
    m = start(refc);
    assert_int_equal(m.end_bits, 2400);
    m = start(part);
    assert_int_equal(m.original, refc);
    assert_int_equal(m.at_bits, 13);
    assert_int_equal(m.end_bits, 1014);
    Term room[SUB_BIN_WORDS];
    match_sub_at(room, &m, 900);
    const BitView view = binary_view(boxed_make(room));
    assert_int_equal(view.size_bits, 900);
    assert_ptr_equal(view.bytes, m.bytes + 1);
    // A short refc binary (of a NIF) has no 8 bytes to load: match_start copies it.
    BinData *data = bin_data_new(3);
    memcpy(data->bytes, "abc", 3);
    const Term tiny = binary_from_data(&space, data, data->bytes, 3);
    Term tiny_room[MATCH_WORDS];
    assert_false(match_start_at(tiny_room, tiny));
    const MatchContext *copied = match_of(match_start(&space, tiny));
    assert_true(term_is_subtag(copied->original, SUBTAG_HEAP_BIN));
    assert_int_equal(copied->end_bits, 24);
    assert_memory_equal(copied->bytes, "abc", 3);
    test_space_free(&space);
}

static void sizes_of_segments(void **state)
{
    (void)state;
    uint64_t bits;
    assert_true(match_size_bits(SMALL(3), 8, &bits));
    assert_int_equal(bits, 24);
    assert_false(match_size_bits(SMALL(-1), 8, &bits));
    assert_false(match_size_bits(TERM_NIL, 8, &bits));
    assert_false(match_size_bits(SMALL((1ll << 59) - 1), 256, &bits));
}

int main(void)
{
    test_start();
    space = test_space();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bits_are_those_at_the_position),
        cmocka_unit_test(bits_of_the_shortest),
        cmocka_unit_test(copies_are_as_match_part),
        cmocka_unit_test(contexts_of_all_layouts),
        cmocka_unit_test(sizes_of_segments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
