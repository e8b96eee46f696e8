// SPDX-License-Identifier: Apache-2.0
// External term format: what stock writes is decoded and written again, byte for byte; malformed
// input is refused.
#include "beam_tests/unit/term/space_for_tests.h"
#include "vm/term/etf.h"
#include "vm/term/map.h"

typedef struct EtfSample {
    const char *what;
    const char *hex;
    size_t external_size;
} EtfSample;
#include "beam_tests/unit/term/etf_samples.h"

static Space space;

static Term decode(const char *hex, uint32_t flags, const char **reason)
{
    ByteVec v = test_bytes(hex);
    Bytes b = bytes_of(v.data, v.size);
    Term t = etf_decode(&space, &b, flags, reason);
    byte_vec_free(&v);
    return t;
}

static void samples_come_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof etf_samples / sizeof *etf_samples; i++) {
        const EtfSample *sample = &etf_samples[i];
        ByteVec in = test_bytes(sample->hex), out = {0};
        Bytes b = bytes_of(in.data, in.size);
        const char *reason = NULL;
        Term t = etf_decode(&space, &b, 0, &reason);
        if (term_is_none(t)) {
            fail_msg("%s: %s at %zu", sample->what, reason, bytes_offset(&b));
        }
        assert_int_equal(bytes_left(&b), 0);
        etf_encode(&out, t, 0, 0);
        if (out.size != in.size || memcmp(out.data, in.data, in.size) != 0) {
            fail_msg("sample %zu (%s) was written differently", i, sample->what);
        }
        assert_int_equal(etf_size(t, 0), sample->external_size);
        byte_vec_free(&in);
        byte_vec_free(&out);
    }
    test_space_free(&space);
}

// Every beginning of a sample is refused, and so is no sample with one byte changed ever a crash.
static void broken_samples_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof etf_samples / sizeof *etf_samples; i++) {
        ByteVec in = test_bytes(etf_samples[i].hex);
        size_t step = in.size / 100 + 1;
        for (size_t size = 0; size < in.size; size += step) {
            uint8_t *cut = malloc(size + 1); // exact size: the sanitizer sees a read past the end
            memcpy(cut, in.data, size);
            Bytes b = bytes_of(cut, size);
            const char *reason = NULL;
            assert_true(term_is_none(etf_decode(&space, &b, 0, &reason)));
            assert_non_null(reason);
            free(cut);
        }
        for (size_t at = 1; at < in.size; at += step) {
            uint8_t *copy = malloc(in.size);
            memcpy(copy, in.data, in.size);
            copy[at] ^= (uint8_t)(1 << at % 8);
            Bytes b = bytes_of(copy, in.size);
            const char *reason = NULL;
            (void)etf_decode(&space, &b, ETF_SAFE, &reason);
            free(copy);
        }
        byte_vec_free(&in);
        test_space_free(&space);
    }
}

#define LOCAL "64000d6e6f6e6f6465406e6f686f7374"
#define OTHER "640003614062"

static void refused(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "83",
        "82",
        "82"
        "6a",
        "8383"
        "6101",
        "8374000000026101610261016103", // a key twice
        "8374000000024600000000000000006101468000000000000000"
        "6101", // 0.0 and -0.0 are one key
        "837f",
        "8375",
        "8344",
        "8352"
        "00",                              // tags that are none here
        "8367" OTHER "000000010000000204", // creation of an old tag
        "8367" LOCAL "000080000000000000", // local pid: number
        "8358" LOCAL "00000001"
        "00002000"
        "00000000", // local pid: serial
        "8378" LOCAL "0000000010000000"
        "00000000", // local port
        "835a0005" LOCAL "00000000"
        "0000000100000002000000030000000400000005",
        "835a0001" LOCAL "00000000"
        "00040000",
        "835a0000" OTHER "00000001"
        "00000000",
        "835a0006" OTHER "00000001"
        "000000000000000000000000000000000000000000000000",
        "8363"
        "20312e35"
        "000000000000000000000000000000000000000000000000000000",
        "8346"
        "7ff0000000000000",
        "8346"
        "7ff8000000000000",
        "834d0000000109ff",
        "834d0000000003",
        "834d0000000100"
        "03",
        "8377"
        "01ff",
        "8377"
        "03eda080",
        "8376"
        "0100", // atoms
        "836c7fffffff6a",
        "8369ffffffff",
        "8374ffffffff",
        "836dffffffff",
        "836fffffffff00",
        "8370"
        "00000000"
        "00"
        "00000000000000000000000000000000"
        "00000000"
        "ffffffff",
        "83500000000600",
        "8350ffffffff789c",
        "8350000000067801cb66606264020003fe00c3",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *reason = NULL;
        if (!term_is_none(decode(rows[i], 0, &reason))) {
            fail_msg("accepted: %s", rows[i]);
        }
        assert_non_null(reason);
    }
    test_space_free(&space);
}

// Unusual forms that stock accepts: {form, the form that is written for it}.
static void unusual_forms(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"836c000000006a", "836a"},
        {"836c000000006105", "836105"},
        {"836b0000", "836a"},
        {"8363312e35"
         "000000000000000000000000000000000000000000000000000000"
         "00",
         "83463ff8000000000000"},
        {"836e0000", "836100"},
        {"836e0301000000", "836100"},
        {"836e0305010000", "8362ffffffff"},
        {"836f000000010007", "836107"},
        {"834d0000000000", "836d00000000"},
        {"834d000000010805", "836d0000000105"},
        {"834d0000000103ff", "834d0000000103e0"},
        {"837301ff", "83640001ff"},
        {"83690000000161"
         "01",
         "83680161"
         "01"},
        {"8367" OTHER "000000010000000203", "8358" OTHER "000000010000000200000003"},
        {"8366" OTHER "0000000501", "8359" OTHER "0000000500000001"},
        {"8365" OTHER "0000000501", "835a0001" OTHER "0000000100000005"},
        {"83720003" OTHER "01"
         "000000050000000600000007",
         "835a0003" OTHER "00000001"
         "000000050000000600000007"},
        {"835a0001" LOCAL "00000000"
         "00000005",
         "835a0003" LOCAL "00000000"
         "000000050000000000000000"},
        {"8374000000016101"
         "61ff"
         "00",
         "8374000000016101"
         "61ff"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *reason = NULL;
        Term t = decode(rows[i][0], 0, &reason);
        if (term_is_none(t)) {
            fail_msg("%s: %s", rows[i][0], reason);
        }
        ByteVec want = test_bytes(rows[i][1]), out = {0};
        etf_encode(&out, t, 0, 0);
        if (out.size != want.size || memcmp(out.data, want.data, out.size) != 0) {
            fail_msg("%s was written differently", rows[i][0]);
        }
        byte_vec_free(&want);
        byte_vec_free(&out);
    }
    test_space_free(&space);
}

static void options(void **state)
{
    (void)state;
    ByteVec out = {0};
    const char *reason;
    etf_encode(&out, atom_from_text("abc"), ETF_MINOR_2, 0);
    assert_memory_equal(out.data, "\203w\3abc", 6);
    out.size = 0;
    etf_encode(&out, space_float(&space, 1.5), ETF_MINOR_0, 0);
    assert_int_equal(out.size, 33);
    assert_memory_equal(out.data, "\203c1.50000000000000000000e+00\0\0\0\0\0", 33);
    assert_int_equal(etf_size(space_float(&space, 1.5), ETF_MINOR_0), 33);
    assert_true(term_is_none(decode("8377046e6f7065", ETF_SAFE, &reason)));
    assert_int_equal(decode("837702"
                            "6f6b",
                            ETF_SAFE, &reason),
                     ATOM_OK);
    byte_vec_free(&out);
    test_space_free(&space);
}

// term_to_binary(lists:duplicate(100, a), [compressed]) of stock.
static void compressed(void **state)
{
    (void)state;
    const char *reason;
    ByteVec want = test_bytes("835000000196789ccb61606048496160"
                              "4c1cc583076701003046"
                              "4e93"),
            out = {0};
    Term list = TERM_NIL;
    for (int i = 0; i < 100; i++) {
        list = space_cons(&space, atom_from_text("a"), list);
    }
    etf_encode(&out, list, 0, 6);
    Bytes b = bytes_of(out.data, out.size);
    Term back = etf_decode(&space, &b, 0, &reason);
    assert_false(term_is_none(back));
    assert_true(term_same(back, list));
    assert_int_equal(bytes_left(&b), 0);
    assert_int_equal(out.size, want.size);
    assert_memory_equal(out.data, want.data, want.size);
    out.size = 0;
    etf_encode(&out, SMALL(1), 0, 9); // would not become smaller
    assert_memory_equal(out.data, "\203a\1", 3);
    byte_vec_free(&out);
    byte_vec_free(&want);
    test_space_free(&space);
}

static void depth_does_not_matter(void **state)
{
    (void)state;
    enum { DEPTH = 300000 };
    ByteVec in = {0}, out = {0};
    byte_vec_u8(&in, 131);
    for (int i = 0; i < DEPTH; i++) {
        byte_vec_add(&in,
                     i % 3 == 0   ? "h\1"
                     : i % 3 == 1 ? "l\0\0\0\1"
                                  : "t\0\0\0\1a\1",
                     i % 3 == 0   ? 2
                     : i % 3 == 1 ? 5
                                  : 7);
    }
    byte_vec_add(&in, "a\7", 2);
    for (int i = 0; i < DEPTH / 3; i++) {
        byte_vec_add(&in, "j", 1);
    }
    Bytes b = bytes_of(in.data, in.size);
    const char *reason = NULL;
    Term t = etf_decode(&space, &b, 0, &reason);
    assert_false(term_is_none(t));
    etf_encode(&out, t, 0, 0);
    assert_int_equal(out.size, in.size);
    assert_memory_equal(out.data, in.data, in.size);
    byte_vec_free(&in);
    byte_vec_free(&out);
    test_space_free(&space);
}

static void long_strings_are_lists(void **state)
{
    (void)state;
    ByteVec out = {0};
    Term list = TERM_NIL;
    for (int i = 0; i < 65535; i++) {
        list = space_cons(&space, SMALL('a'), list);
    }
    etf_encode(&out, list, 0, 0);
    assert_memory_equal(out.data, "\203k\377\377a", 5);
    out.size = 0;
    etf_encode(&out, space_cons(&space, SMALL('a'), list), 0, 0);
    assert_memory_equal(out.data, "\203l\0\1\0\0aa", 8);
    byte_vec_free(&out);
    test_space_free(&space);
}

// ETF_LOCAL: reads back here, with and without compression; not when a byte has changed.
static void local_form(void **state)
{
    (void)state;
    Space space = test_space();
    Term t =
        space_tuple2(&space, space_string(&space, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 30), SMALL(7));
    for (int compression = 0; compression <= 9; compression += 9) {
        ByteVec out = {0};
        const char *reason;
        etf_encode(&out, t, ETF_LOCAL, compression);
        Bytes in = bytes_of(out.data, out.size);
        assert_true(term_same(etf_decode(&space, &in, 0, &reason), t));
        assert_int_equal(bytes_left(&in), 0);
        out.data[out.size - 1] ^= 1;
        in = bytes_of(out.data, out.size);
        assert_true(term_is_none(etf_decode(&space, &in, 0, &reason)));
        byte_vec_free(&out);
    }
    test_space_free(&space);
}

int main(void)
{
    test_start();
    space = test_space();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_come_back),
        cmocka_unit_test(broken_samples_are_refused),
        cmocka_unit_test(refused),
        cmocka_unit_test(unusual_forms),
        cmocka_unit_test(options),
        cmocka_unit_test(compressed),
        cmocka_unit_test(depth_does_not_matter),
        cmocka_unit_test(long_strings_are_lists),
        cmocka_unit_test(local_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
