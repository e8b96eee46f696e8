// SPDX-License-Identifier: Apache-2.0
// Clocks in all units, unique integers, environment variables and information about local funs.
#include "bif_test.h"

#include "vm/bif/filename.h"
#include "vm/proc/time.h"
#include "vm/term/fun.h"

static Term call_0(BifFunction f) { return call_bif(f, (Term[8]){TERM_NIL}); }
static Term call_1(BifFunction f, Term a) { return call_bif(f, (Term[8]){a}); }
static Term call_2(BifFunction f, Term a, Term b) { return call_bif(f, (Term[8]){a, b}); }

static int64_t value_of(Term t)
{
    int64_t value = 0;
    assert_true(term_is_integer(t) && integer_to_i64(t, &value));
    return value;
}

static void test_units(void **state)
{
    (void)state;
    begin_process();
    const struct {
        Term unit;
        int64_t ns;
    } units[] = {{ATOM_NATIVE, 1},          {ATOM_NANOSECOND, 1},
                 {ATOM_MICROSECOND, 1000},  {ATOM_MILLISECOND, 1000000},
                 {ATOM_SECOND, 1000000000}, {SMALL(1000), 1000000}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        int64_t before = value_of(call_0(bif_erlang_monotonic_time_0));
        int64_t now = value_of(call_1(bif_erlang_monotonic_time_1, units[i].unit));
        int64_t after = value_of(call_0(bif_erlang_monotonic_time_0));
        assert_in_range(now - clock_floor_divide(before, units[i].ns), 0,
                        clock_floor_divide(after, units[i].ns) -
                            clock_floor_divide(before, units[i].ns));
    }
    assert_true(term_is_none(call_1(bif_erlang_system_time_1, SMALL(0))));
    assert_int_equal(test_process.raise_class, RAISE_ERROR);
    assert_true(term_is_none(call_1(bif_erlang_system_time_1, SMALL(17)))); // Erlang code does it
    assert_int_equal(test_process.raise_class, BIF_TRAP);
    end_process();
}

static void test_unique(void **state)
{
    (void)state;
    begin_process();
    Space *space = process_space(&test_process);
    Term positive = space_cons(space, ATOM_POSITIVE, TERM_NIL);
    Term both = space_cons(space, ATOM_MONOTONIC, positive);
    assert_true(value_of(call_1(bif_erlang_unique_integer_1, positive)) > 0);
    int64_t first = value_of(call_1(bif_erlang_unique_integer_1, both));
    assert_true(first > 0);
    assert_true(value_of(call_1(bif_erlang_unique_integer_1, both)) > first);
    assert_true(term_is_none(call_1(bif_erlang_unique_integer_1, ATOM_POSITIVE)));
    end_process();
}

static void test_environment(void **state)
{
    (void)state;
    begin_process();
    filename_init(true, ATOM_WARNING);
    Space *space = process_space(&test_process);
    Term name = space_string(space, "JOIST_TEST", 10), wrong = space_string(space, "A=B", 3);
    Term value = space_cons(space, SMALL(0x20AC), TERM_NIL);
    assert_int_equal(call_1(bif_os_getenv_1, name), ATOM_FALSE);
    assert_int_equal(call_2(bif_os_putenv_2, name, value), ATOM_TRUE);
    assert_true(term_same(call_1(bif_os_getenv_1, name), value));
    assert_int_equal(call_1(bif_os_unsetenv_1, name), ATOM_TRUE);
    assert_int_equal(call_1(bif_os_getenv_1, name), ATOM_FALSE);
    assert_true(term_is_none(call_2(bif_os_putenv_2, wrong, value)));
    assert_true(list_length(call_0(bif_os_env_0)) > 0);
    end_process();
}

static void test_fun_info(void **state)
{
    (void)state;
    begin_process();
    static FunEntry entry = {
        .index = 7, .old_index = 3, .old_uniq = 99, .arity = 2, .free_count = 1};
    entry.module = ATOM_ERLANG;
    entry.name = ATOM_NAME;
    Term *words = space_take(process_space(&test_process), FUN_WORDS + 1);
    words[0] = header_make(SUBTAG_FUN, FUN_WORDS);
    words[1] = (Term)(uintptr_t)&entry;
    words[2] = pid_make(1);
    words[3] = ATOM_OK;
    Term fun = boxed_make(words);
    const struct {
        Term item, value;
    } items[] = {{ATOM_TYPE, ATOM_LOCAL}, {ATOM_MODULE, ATOM_ERLANG}, {ATOM_NAME, ATOM_NAME},
                 {ATOM_ARITY, SMALL(2)},  {ATOM_NEW_INDEX, SMALL(7)}, {ATOM_INDEX, SMALL(3)},
                 {ATOM_UNIQ, SMALL(99)},  {ATOM_PID, pid_make(1)}};
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        Term info = call_2(bif_erlang_fun_info_2, fun, items[i].item);
        assert_int_equal(tuple_elements(info)[1], items[i].value);
    }
    Term env = tuple_elements(call_2(bif_erlang_fun_info_2, fun, ATOM_ENV))[1];
    assert_int_equal(cons_head(env), ATOM_OK);
    assert_true(term_is_none(call_2(bif_erlang_fun_info_2, fun, ATOM_OK)));
    end_process();
}

static int init_all(void **state)
{
    init_tables(state);
    time_init(WARP_NO);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_unique),
        cmocka_unit_test(test_environment),
        cmocka_unit_test(test_fun_info),
    };
    return cmocka_run_group_tests(tests, init_all, NULL);
}
