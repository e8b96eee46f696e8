// SPDX-License-Identifier: Apache-2.0
// Bits at any offset: integers against stock's answers, copies and compares against a bit-by-bit
// model, floats, UTF.
#include "beam_tests/unit/term/space_for_tests.h"
#include "vm/term/bignum.h"

#include <math.h>

typedef struct BitsSample {
    uint64_t at_bit, size_bits;
    uint32_t flags;
    const char *text;
} BitsSample;
#include "beam_tests/unit/term/bits_samples.h"

static Space space;

static int get_bit(const uint8_t *bytes, uint64_t at) { return bytes[at / 8] >> (7 - at % 8) & 1; }

static uint32_t next_random(void)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 16);
}

static void integers_as_stock(void **state)
{
    (void)state;
    uint8_t data[256];
    for (int i = 0; i < 256; i++) {
        data[i] = (uint8_t)(i * 37);
    }
    for (size_t i = 0; i < sizeof bits_samples / sizeof *bits_samples; i++) {
        const BitsSample *s = &bits_samples[i];
        char *text;
        size_t size;
        Term integer = bits_get_integer(&space, data, s->at_bit, s->size_bits, s->flags);
        integer_to_text(integer, 16, &text, &size);
        if (size != strlen(s->text) || memcmp(text, s->text, size) != 0) {
            fail_msg("bits %d+%d flags %u: %.*s, not %s", (int)s->at_bit, (int)s->size_bits,
                     s->flags, (int)size, text, s->text);
        }
        vm_free(text, size);
        uint8_t back[256];
        memset(back, 0xA5, sizeof back);
        bits_put_integer(back, s->at_bit, s->size_bits, s->flags, integer);
        for (uint64_t bit = 0; bit < 2048; bit++) {
            bool inside = bit >= s->at_bit && bit < s->at_bit + s->size_bits;
            assert_int_equal(get_bit(back, bit),
                             inside ? get_bit(data, bit) : 0xA5 >> (7 - bit % 8) & 1);
        }
    }
    test_space_free(&space);
}

static void copy_and_compare(void **state)
{
    (void)state;
    for (int round = 0; round < 20000; round++) {
        uint32_t from = next_random() % 20, to = next_random() % 20,
                 size = next_random() % (round % 2 ? 300 : 20);
        size_t src_size = (from + size + 7) / 8, dst_size = (to + size + 7) / 8;
        uint8_t *src = malloc(src_size + 1), *dst = malloc(dst_size + 1),
                *old = malloc(dst_size + 1);
        uint8_t *exact_src = malloc(src_size ? src_size : 1),
                *exact_dst = malloc(dst_size ? dst_size : 1);
        for (size_t i = 0; i < src_size; i++) {
            exact_src[i] = (uint8_t)next_random();
        }
        for (size_t i = 0; i < dst_size; i++) {
            old[i] = exact_dst[i] = (uint8_t)next_random();
        }
        bits_copy(exact_dst, to, exact_src, from, size);
        for (uint32_t bit = 0; bit < dst_size * 8; bit++) {
            bool inside = bit >= to && bit < to + size;
            assert_int_equal(get_bit(exact_dst, bit),
                             inside ? get_bit(exact_src, bit - to + from) : get_bit(old, bit));
        }
        BitView a = {exact_src + from / 8, from % 8, size}, b = {exact_dst + to / 8, to % 8, size};
        assert_int_equal(bits_compare(a, b), 0);
        if (size) {
            uint32_t flip = next_random() % size;
            int bit = get_bit(exact_dst, to + flip);
            bits_put_u64(exact_dst, to + flip, 1, (uint64_t)!bit);
            assert_true(bit ? bits_compare(a, b) > 0 : bits_compare(a, b) < 0);
            b.size_bits = flip;
            assert_true(bits_compare(a, b) > 0 && bits_compare(b, a) < 0);
        }
        free(src), free(dst), free(old), free(exact_src), free(exact_dst);
    }
}

static void words(void **state)
{
    (void)state;
    uint8_t bytes[9];
    for (uint32_t at = 0; at < 8; at++) {
        for (uint32_t size = 0; size <= 64; size++) {
            memset(bytes, 0, sizeof bytes);
            uint64_t value = size ? 0xFEDCBA9876543211u >> (64 - size) : 0;
            bits_put_u64(bytes, at, size, value);
            assert_true(bits_get_u64(bytes, at, size) == value);
            bits_put_u64(bytes, at, size, 0);
            for (int i = 0; i < 9; i++) {
                assert_int_equal(bytes[i], 0);
            }
        }
    }
}

static void big_integers_are_cut(void **state)
{
    (void)state;
    uint8_t bytes[12] = {0};
    Term big = integer_from_text(&space, "-123456789ABCDEF0123456789", 26, 16);
    bits_put_integer(bytes, 3, 40, 0, big);
    // -16#...0123456789 in 40 bits: FEDCBA9877
    assert_true(bits_get_u64(bytes, 3, 40) == 0xFEDCBA9877);
    bits_put_integer(bytes, 0, 96, 0, SMALL(-2));
    assert_memory_equal(bytes, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe", 12);
    bits_put_integer(bytes, 0, 12, SEGMENT_LITTLE, SMALL(0xABC));
    assert_memory_equal(bytes, "\xbc\xaf", 2);
    test_space_free(&space);
}

static void floats(void **state)
{
    (void)state;
    static const struct {
        double value;
        int size;
        uint64_t image;
    } rows[] = {
        {1.5, 64, 0x3FF8000000000000},
        {1.5, 32, 0x3FC00000},
        {1.5, 16, 0x3E00},
        {0.0, 16, 0},
        {-0.0, 16, 0x8000},
        {1.0e300, 32, 0x7F800000},
        {-1.0e300, 16, 0xFC00},
        {65519.9999, 16, 0x7BFF},
        {65520.0, 16, 0x7C00},
        {1.0 + 0x1p-11 + 0x1p-30, 16, 0x3C01},
        {1.0 + 0x1p-11, 16, 0x3C00},
        {0x1p-24, 16, 1},
        {0x1p-25, 16, 0},
        {0x1.8p-25, 16, 1},
        {0x1p-14, 16, 0x400},
        {0x1.ff8p-15, 16, 0x3FF},
        {0x1.ffcp-15, 16, 0x400},
        {0x1.fffp-15, 16, 0x400},
        {0.1, 16, 0x2E66},
        {0.1, 32, 0x3DCCCCCD},
        {5e-324, 16, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (uint32_t at = 0; at < 8; at += 3) {
            uint8_t bytes[9] = {0};
            double back;
            assert_true(bits_put_float(bytes, at, (uint64_t)rows[i].size, 0, rows[i].value));
            assert_true(bits_get_u64(bytes, at, (uint32_t)rows[i].size) == rows[i].image);
            bool finite = bits_get_float(bytes, at, (uint64_t)rows[i].size, 0, &back);
            if (finite && rows[i].size == 64) {
                assert_true(back == rows[i].value);
            }
            bits_put_float(bytes, at, (uint64_t)rows[i].size, SEGMENT_LITTLE, finite ? back : 1.0);
            double again;
            assert_true(bits_get_float(bytes, at, (uint64_t)rows[i].size, SEGMENT_LITTLE, &again));
            assert_true(again == (finite ? back : 1.0));
        }
    }
    for (uint32_t half = 0; half < 0x10000; half++) { // every half is read and written unchanged
        uint8_t bytes[2] = {(uint8_t)(half >> 8), (uint8_t)half}, out[2] = {0};
        double value;
        assert_int_equal(bits_get_float(bytes, 0, 16, 0, &value), (half & 0x7C00) != 0x7C00);
        if ((half & 0x7C00) != 0x7C00) {
            bits_put_float(out, 0, 16, 0, value);
            assert_memory_equal(out, bytes, 2);
        }
    }
    uint8_t nan[8] = {0x7F, 0xF8};
    double value = 1;
    assert_false(bits_get_float(nan, 0, 64, 0, &value));
    assert_false(bits_get_float(nan, 0, 24, 0, &value));
    assert_true(bits_get_float(nan, 0, 0, 0, &value) && value == 0.0);
}

static void utf(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x110400; c += c % 977 == 0 ? 1 : 3) {
        uint8_t bytes[5] = {0}, shifted[6] = {0};
        uint32_t back = 0, length = utf8_encode(c, bytes);
        bool valid = c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
        assert_int_equal(length != 0, valid);
        assert_int_equal(utf8_length(c), length);
        if (valid) {
            assert_int_equal(utf8_decode(bytes, length, &back), length);
            assert_int_equal(back, c);
            assert_int_equal(utf8_decode(bytes, length - 1, &back), 0);
            bits_copy(shifted, 5, bytes, 0, length * 8);
            assert_int_equal(bits_get_utf8(shifted, 5, 5 + length * 8, &back), length * 8);
            assert_int_equal(back, c);
            assert_int_equal(bits_get_utf8(shifted, 5, 4 + length * 8, &back), 0);
        }
        uint8_t wide[4] = {(uint8_t)(c >> 24), (uint8_t)(c >> 16), (uint8_t)(c >> 8), (uint8_t)c};
        assert_int_equal(bits_get_utf32(wide, 0, 32, 0, &back), valid ? 32 : 0);
    }
    uint32_t c;
    assert_int_equal(bits_get_utf16((const uint8_t *)"\xd8\x01\xdc\x37", 0, 32, 0, &c), 32);
    assert_int_equal(c, 0x10437);
    assert_int_equal(bits_get_utf16((const uint8_t *)"\x01\xd8\x37\xdc", 0, 32, SEGMENT_LITTLE, &c),
                     32);
    assert_int_equal(c, 0x10437);
    assert_int_equal(bits_get_utf16((const uint8_t *)"\xdc\x01\xdc\x37", 0, 32, 0, &c), 0);
    assert_int_equal(bits_get_utf16((const uint8_t *)"\xd8\x01\x00\x37", 0, 32, 0, &c), 0);
    assert_int_equal(bits_get_utf16((const uint8_t *)"\xd8\x01", 0, 16, 0, &c), 0);
    static const char *const invalid[] = {
        "\xc0\x80",         "\xc1\xbf",         "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\x80",         "\xff",         "\xc2\x41"};
    for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++) {
        assert_int_equal(utf8_decode((const uint8_t *)invalid[i], strlen(invalid[i]), &c), 0);
    }
}

int main(void)
{
    test_start();
    space = test_space();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),
        cmocka_unit_test(integers_as_stock),
        cmocka_unit_test(copy_and_compare),
        cmocka_unit_test(big_integers_are_cut),
        cmocka_unit_test(floats),
        cmocka_unit_test(utf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
