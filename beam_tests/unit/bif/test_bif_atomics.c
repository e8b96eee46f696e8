// SPDX-License-Identifier: Apache-2.0
// atomics and counters: arrays behind magic references; wrapping, ranges, and that one kind is not
// taken for the other.
#include "bif_test.h"

static Term call_1(BifFunction f, Term a) { return call_bif(f, (Term[8]){a}); }
static Term call_2(BifFunction f, Term a, Term b) { return call_bif(f, (Term[8]){a, b}); }
static Term call_3(BifFunction f, Term a, Term b, Term c)
{
    return call_bif(f, (Term[8]){a, b, c});
}

static void assert_badarg(Term result)
{
    assert_true(term_is_none(result));
    assert_int_equal(test_process.error_value, ATOM_BADARG);
}

static void test_atomics(void **state)
{
    (void)state;
    begin_process();
    Space *space = process_space(&test_process);
    Term ref = call_2(bif_erts_internal_atomics_new_2, SMALL(2), SMALL(0)); // unsigned
    assert_int_equal(call_2(bif_atomics_get_2, ref, SMALL(2)), SMALL(0));
    assert_int_equal(call_3(bif_atomics_add_3, ref, SMALL(2), SMALL(-1)), ATOM_OK);
    assert_true(
        term_same(call_2(bif_atomics_get_2, ref, SMALL(2)), space_unsigned(space, UINT64_MAX)));
    assert_int_equal(call_3(bif_atomics_add_get_3, ref, SMALL(2), SMALL(3)), SMALL(2));
    assert_int_equal(call_3(bif_atomics_exchange_3, ref, SMALL(2), SMALL(9)), SMALL(2));
    Term cas[4] = {ref, SMALL(2), SMALL(8), SMALL(1)};
    assert_int_equal(call_bif(bif_atomics_compare_exchange_4, cas), SMALL(9));
    cas[2] = SMALL(9);
    assert_int_equal(call_bif(bif_atomics_compare_exchange_4, cas), ATOM_OK);
    assert_badarg(call_3(bif_atomics_put_3, ref, SMALL(1), SMALL(-1)));
    assert_badarg(call_2(bif_atomics_get_2, ref, SMALL(3)));
    assert_badarg(call_2(bif_atomics_get_2, ref, SMALL(0)));
    assert_badarg(call_2(bif_erts_internal_counters_get_2, ref, SMALL(1)));
    Term info = call_1(bif_atomics_info_1, ref);
    assert_int_equal(map_get(info, ATOM_SIZE), SMALL(2));
    assert_int_equal(map_get(info, ATOM_MIN), SMALL(0));
    end_process();
}

static void test_counters(void **state)
{
    (void)state;
    begin_process();
    Term ref = call_1(bif_erts_internal_counters_new_1, SMALL(10));
    assert_int_equal(call_3(bif_erts_internal_counters_add_3, ref, SMALL(10), SMALL(-4)), ATOM_OK);
    assert_int_equal(call_2(bif_erts_internal_counters_get_2, ref, SMALL(10)), SMALL(-4));
    assert_int_equal(call_3(bif_erts_internal_counters_put_3, ref, SMALL(10), SMALL(7)), ATOM_OK);
    assert_int_equal(call_2(bif_erts_internal_counters_get_2, ref, SMALL(10)), SMALL(7));
    assert_badarg(call_2(bif_atomics_get_2, ref, SMALL(1)));
    assert_badarg(call_1(bif_erts_internal_counters_new_1, SMALL(0)));
    end_process();
}

// A pattern that was compiled once is used again; a reference of another kind is no pattern.
static void test_compiled_pattern(void **state)
{
    (void)state;
    begin_process();
    Space *space = process_space(&test_process);
    Term subject = space_binary(space, "xxabcx", 6), bytes = space_binary(space, "abc", 3);
    Term pattern = call_1(bif_binary_compile_pattern_1, bytes);
    Term match = call_2(bif_binary_match_2, subject, pattern);
    assert_true(term_same(match, space_tuple2(space, SMALL(2), SMALL(3))));
    Term array = call_2(bif_erts_internal_atomics_new_2, SMALL(2), SMALL(0));
    assert_badarg(call_2(bif_binary_match_2, subject, space_tuple2(space, ATOM_BM, array)));
    Term wrong_tag = space_tuple2(space, ATOM_AC, tuple_elements(pattern)[1]);
    assert_badarg(call_2(bif_binary_match_2, subject, wrong_tag));
    end_process();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_atomics),
        cmocka_unit_test(test_counters),
        cmocka_unit_test(test_compiled_pattern),
    };
    return cmocka_run_group_tests(tests, init_tables, NULL);
}
