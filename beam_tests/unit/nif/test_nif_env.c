// SPDX-License-Identifier: Apache-2.0
// test_nif_env.c -- the parts of the NIF interface that need no process: terms, binaries, queues,
// text.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vm/heap/literal.h"
#include "vm/nif/nif_env.h"
#include "vm/term/atom.h"

static ErlNifEnv *env;

static int set_up(void **state)
{
    (void)state;
    atom_init(1 << 16);
    literal_init();
    env = enif_alloc_env();
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    enif_free_env(env);
    return 0;
}

static void test_border(void **state)
{
    (void)state;
    assert_int_equal(nif_in(0), TERM_NONE);
    assert_int_equal(nif_out(TERM_NONE), 0);
    assert_true(enif_make_int(env, 0) != 0);
    assert_true(enif_make_atom(env, "ok") & 1); // as crypto's tables expect
    assert_true(nif_in(enif_make_atom(env, "ok")) == ATOM_OK);
    assert_true(enif_is_exception(env, enif_make_badarg(env)));
    ERL_NIF_TERM reason;
    assert_true(enif_has_pending_exception(env, &reason) && nif_in(reason) == ATOM_BADARG);
    enif_clear_env(env);
    assert_false(enif_has_pending_exception(env, NULL));
}

static void test_numbers(void **state)
{
    (void)state;
    int i;
    unsigned u;
    long l;
    unsigned long ul;
    const ERL_NIF_TERM big = enif_make_ulong(env, UINT64_MAX);
    assert_false(enif_get_int(env, big, &i) || enif_get_long(env, big, &l));
    assert_true(enif_get_ulong(env, big, &ul) && ul == UINT64_MAX);
    assert_false(enif_get_uint(env, enif_make_int(env, -1), &u));
    assert_true(enif_get_int(env, enif_make_int(env, INT32_MIN), &i) && i == INT32_MIN);
    assert_true(enif_is_exception(env, enif_make_double(env, 1e308 * 10)));
    enif_clear_env(env);
}

static void test_containers(void **state)
{
    (void)state;
    int arity;
    unsigned length;
    const ERL_NIF_TERM *elements;
    ERL_NIF_TERM head, tail, reversed;
    const ERL_NIF_TERM t = enif_make_tuple3(env, enif_make_int(env, 1), enif_make_atom(env, "b"),
                                            enif_make_list(env, 0));
    assert_true(enif_get_tuple(env, t, &arity, &elements) && arity == 3);
    assert_true(elements[0] == enif_make_int(env, 1) && enif_is_empty_list(env, elements[2]));
    const ERL_NIF_TERM list = enif_make_list2(env, t, t);
    assert_true(enif_get_list_cell(env, list, &head, &tail) && enif_is_identical(head, t));
    assert_true(enif_get_list_length(env, list, &length) && length == 2);
    assert_false(enif_make_reverse_list(env, enif_make_list_cell(env, t, t), &reversed));
    char text[4];
    assert_int_equal(enif_get_string(env, enif_make_string(env, "abcdef", ERL_NIF_LATIN1), text, 4,
                                     ERL_NIF_LATIN1),
                     -4);
    assert_string_equal(text, "abc");
}

static void test_maps(void **state)
{
    (void)state;
    ERL_NIF_TERM map = enif_make_new_map(env), value;
    for (int i = 0; i < 100; i++) {
        assert_true(
            enif_make_map_put(env, map, enif_make_int(env, i), enif_make_int(env, -i), &map));
    }
    assert_true(enif_get_map_value(env, map, enif_make_int(env, 7), &value) &&
                value == enif_make_int(env, -7));
    ErlNifMapIterator it;
    ERL_NIF_TERM k, v;
    int forward = 0, back = 0;
    assert_true(enif_map_iterator_create(env, map, &it, ERL_NIF_MAP_ITERATOR_FIRST));
    for (; enif_map_iterator_get_pair(env, &it, &k, &v); enif_map_iterator_next(env, &it)) {
        forward++;
    }
    assert_true(enif_map_iterator_is_tail(env, &it));
    while (enif_map_iterator_prev(env, &it)) {
        back++;
    }
    enif_map_iterator_destroy(env, &it);
    assert_int_equal(forward, 100);
    assert_int_equal(back, 100);
}

static ERL_NIF_TERM make_bytes(size_t size, int fill)
{
    ERL_NIF_TERM t;
    memset(enif_make_new_binary(env, size, &t), fill, size);
    return t;
}

// A vector that outlives its call, and one of a call, into one queue; cut in the middle of a slice.
static void test_queue(void **state)
{
    (void)state;
    ErlNifIOVec call, *of_call = &call, *own = NULL;
    ERL_NIF_TERM tail, head;
    size_t left;
    const ERL_NIF_TERM list =
        enif_make_list3(env, make_bytes(10, 'a'), make_bytes(0, 0), make_bytes(500, 'b'));
    assert_true(enif_inspect_iovec(NULL, 10, list, &tail, &own) && enif_is_empty_list(env, tail));
    assert_true(enif_inspect_iovec(env, 1, list, &tail, &of_call) && of_call->size == 10);
    ErlNifIOQueue *q = enif_ioq_create(ERL_NIF_IOQ_NORMAL);
    assert_true(enif_ioq_enqv(q, own, 4) && enif_ioq_enqv(q, of_call, 0));
    enif_free_iovec(own);
    assert_int_equal(enif_ioq_size(q), 516);
    assert_true(enif_ioq_deq(q, 7, &left) && left == 509);
    assert_true(enif_ioq_peek_head(env, q, &left, &head) && left == 499);
    assert_false(enif_ioq_deq(q, 510, NULL));
    enif_ioq_destroy(q);
    ErlNifBinary bytes;
    assert_true(enif_inspect_binary(env, head, &bytes) && bytes.size == 499 &&
                bytes.data[498] == 'b');
}

static void test_binary_life(void **state)
{
    (void)state;
    ErlNifBinary b, c;
    assert_true(enif_alloc_binary(100, &b));
    memset(b.data, 'x', 100);
    assert_true(enif_realloc_binary(&b, 200) && b.data[99] == 'x');
    const ERL_NIF_TERM t = enif_make_binary(env, &b);
    assert_null(b.ref_bin);
    enif_release_binary(&b); // harmless
    assert_true(enif_inspect_binary(env, t, &c) && c.size == 200 && c.data == b.data);
    assert_false(enif_alloc_binary(SIZE_MAX, &c));
    assert_true(enif_is_exception(env, enif_make_sub_binary(env, t, 150, 51)));
    enif_clear_env(env);
}

static void test_printf(void **state)
{
    (void)state;
    char text[64];
    const int n = enif_snprintf(text, sizeof text, "%T|%-4d|%*u|%.2f|%s%%",
                                enif_make_atom(env, "a"), 5, 3, 7u, 1.5, "z");
    assert_string_equal(text, "a|5   |  7|1.50|z%");
    assert_int_equal(n, strlen(text));
    assert_int_equal(enif_snprintf(text, 3, "%d", 12345), 5);
    assert_string_equal(text, "12");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_border),     cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_containers), cmocka_unit_test(test_maps),
        cmocka_unit_test(test_queue),      cmocka_unit_test(test_binary_life),
        cmocka_unit_test(test_printf),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
