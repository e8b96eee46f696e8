// SPDX-License-Identifier: Apache-2.0
// Native records: layout, order, both equalities, hashes and external form as OTP 29.1 has them.
#include "space_for_tests.h"

#include "vm/term/compare.h"
#include "vm/term/etf.h"
#include "vm/term/print.h"
#include "vm/term/record.h"
#include "vm/term/term_hash.h"

static Term make(Space *s, const char *module, const char *name, Term is_exported, const char *keys,
                 const Term *values)
{
    Term names[8];
    uint32_t count = 0;
    for (; keys[count]; count++) {
        names[count] = atom_from_latin1(keys + count, 1);
    }
    Term definition =
        record_define(s, atom_from_text(module), atom_from_text(name), is_exported, names, count);
    assert_false(term_is_none(definition));
    Term record = record_new(s, definition);
    for (uint32_t i = 0; i < count; i++) {
        record_values(record)[i] = values[i];
    }
    return record;
}

static void a_type_of_its_own(void **state)
{
    (void)state;
    Space s = test_space();
    const Term values[] = {SMALL(1), SMALL(2)};
    Term r = make(&s, "m", "r", ATOM_TRUE, "ab", values);
    assert_true(term_is_record(r));
    assert_false(term_is_tuple(r) || term_is_map(r));
    assert_int_equal(record_size(r), 2);
    assert_int_equal(*record_find(r, atom_from_text("b")), SMALL(2));
    assert_null(record_find(r, atom_from_text("c")));
    const Term twice[] = {ATOM_TRUE, ATOM_FALSE, ATOM_TRUE};
    assert_true(term_is_none(record_define(&s, ATOM_TRUE, ATOM_TRUE, ATOM_TRUE, twice, 3)));
    test_space_free(&s);
}

// Module, name, exported, number of fields, names, values; between tuples and maps.
static void order(void **state)
{
    (void)state;
    Space s = test_space();
    const Term low[] = {SMALL(1), SMALL(1)}, high[] = {SMALL(1), SMALL(2)};
    const Term ascending[] = {
        space_tuple2(&s, ATOM_TRUE, ATOM_TRUE),
        make(&s, "k", "z", ATOM_TRUE, "ab", high),
        make(&s, "m", "r", ATOM_FALSE, "ab", low),
        make(&s, "m", "r", ATOM_TRUE, "b", high),
        make(&s, "m", "r", ATOM_TRUE, "ab", low),
        make(&s, "m", "r", ATOM_TRUE, "ab", high),
        make(&s, "m", "r", ATOM_TRUE, "ac", low),
        make(&s, "m", "s", ATOM_FALSE, "", low),
        TERM_NIL,
    };
    const int count = sizeof ascending / sizeof ascending[0];
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < count; k++) {
            int result = term_compare(ascending[i], ascending[k]);
            assert_int_equal((result > 0) - (result < 0), (i > k) - (i < k));
            assert_int_equal(term_same(ascending[i], ascending[k]), i == k);
            assert_int_equal(term_equal(ascending[i], ascending[k]), i == k);
        }
    }
    test_space_free(&s);
}

static void equal_with_definitions_of_their_own(void **state)
{
    (void)state;
    Space s = test_space();
    const Term one[] = {SMALL(1)}, one_float[] = {space_float(&s, 1.0)};
    Term a = make(&s, "m", "r", ATOM_TRUE, "a", one), b = make(&s, "m", "r", ATOM_TRUE, "a", one);
    Term c = make(&s, "m", "r", ATOM_TRUE, "a", one_float);
    assert_true(term_same(a, b));
    assert_int_equal(term_hash_phash2(a), term_hash_phash2(b));
    assert_int_equal(term_hash_internal(a, 0), term_hash_internal(b, 0));
    assert_true(term_equal(a, c));
    assert_false(term_same(a, c));
    test_space_free(&s);
}

static void as_stock_hashes(void **state)
{
    (void)state;
    Space s = test_space();
    const Term one[] = {SMALL(1)};
    const uint32_t mask = (1u << 27) - 1;
    // -record #e{}. in module r; records:create(q, w, [{e,1}], #{is_exported => true})
    assert_int_equal(term_hash_phash2(make(&s, "r", "e", ATOM_FALSE, "", one)) & mask, 83703633);
    assert_int_equal(term_hash_phash2(make(&s, "q", "w", ATOM_TRUE, "e", one)) & mask, 64756716);
    test_space_free(&s);
}

static void external_form(void **state)
{
    (void)state;
    Space s = test_space();
    // #r:b{f=7, g=[]}, exported, as term_to_binary of OTP 29 writes it
    ByteVec bytes = test_bytes("834300000002017701727701627701667701676107"
                               "6a"),
            out = {0};
    Bytes in = bytes_of(bytes.data, bytes.size);
    const char *reason;
    Term record = etf_decode(&s, &in, 0, &reason);
    assert_true(term_is_record(record) && record_is_exported(record));
    assert_int_equal(*record_find(record, atom_from_text("f")), SMALL(7));
    etf_encode(&out, record, ETF_MINOR_2, 0);
    assert_int_equal(out.size, bytes.size);
    assert_memory_equal(out.data, bytes.data, out.size);
    byte_vec_free(&out);
    byte_vec_free(&bytes);
    out = (ByteVec){0};
    term_print(&out, record, 0);
    byte_vec_u8(&out, 0);
    assert_string_equal((char *)out.data, "#r:b{f=7,g=[]}");
    byte_vec_free(&out);
    test_space_free(&s);
}

static void hostile_forms_are_refused(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "8343ffffffff01770172770162", // more fields than bytes
        "83430000000102770172770162770166"
        "6107", // unknown flag
        "834300000001017701726a770166"
        "6107", // a name that is no atom
        "83430000000201770172770162770166770166"
        "61076107",                         // a field twice
        "83430000000101770172770162770166", // no value
    };
    Space s = test_space();
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        ByteVec bytes = test_bytes(forms[i]);
        Bytes in = bytes_of(bytes.data, bytes.size);
        const char *reason = NULL;
        assert_true(term_is_none(etf_decode(&s, &in, 0, &reason)));
        assert_non_null(reason);
        byte_vec_free(&bytes);
    }
    test_space_free(&s);
}

int main(void)
{
    test_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_type_of_its_own),
        cmocka_unit_test(order),
        cmocka_unit_test(equal_with_definitions_of_their_own),
        cmocka_unit_test(as_stock_hashes),
        cmocka_unit_test(external_form),
        cmocka_unit_test(hostile_forms_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
