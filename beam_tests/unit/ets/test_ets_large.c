// SPDX-License-Identifier: Apache-2.0
// Large tables: walks that pause and go on, growing and shrinking, the tree's balance, deletion in
// slices, heirs of dead owners.
#include "beam_tests/unit/bif/bif_test.h"

#include "vm/base/epoch.h"
#include "vm/ets/ets.h"
#include "vm/ets/ets_owner.h"
#include "vm/proc/process_extra.h"
#include "vm/proc/registry.h"
#include "vm/proc/time.h"

enum { MANY = 20000 };
static uint32_t pauses;

static int init_ets(void **state)
{
    init_tables(state);
    time_init(WARP_NO);
    registry_init();
    process_system_init(1024);
    epoch_thread_online();
    ets_init(8192);
    return 0;
}

static Term call(BifFunction bif, uint32_t arity, Term a, const char *rest)
{
    Term arg[8] = {a};
    Reader r = {rest, process_space(&test_process)};
    read_sequence(&r, 0, arg + 1);
    (void)arity;
    Term result;
    do {
        test_process.raise_class = RAISE_NONE;
        test_process.reductions_left = SLICE_REDUCTIONS;
        result = bif(&test_process, arg);
        pauses += term_is_none(result) && test_process.raise_class == BIF_AGAIN;
    } while (term_is_none(result) && test_process.raise_class == BIF_AGAIN);
    return result;
}

static void end_owner(void)
{
    while (test_process.extra && test_process.extra->exit_hooks) {
        ExitHook *hook = test_process.extra->exit_hooks;
        while (!hook->run(&test_process, hook->data)) {
            pauses++;
        }
        process_exit_hook_remove(&test_process, hook->run, hook->data);
    }
    if (test_process.extra) {
        vm_free(test_process.extra, sizeof *test_process.extra);
        test_process.extra = NULL;
    }
    end_process();
    epoch_quiet();
}

// {N, N rem 10} for N in some order that is not ascending
static Term fill_table(const char *options)
{
    Space *space = process_space(&test_process);
    Reader r = {options, space};
    Term table = call_bif(bif_ets_new_2, (Term[]){ATOM_TABLE, read_term(&r)});
    for (uint64_t i = 0; i < MANY; i++) {
        uint64_t n = i * 7919 % MANY;
        Term words[3] ALIGNED(16) = {header_make(SUBTAG_TUPLE, 2), small_make((int64_t)n),
                                     small_make((int64_t)n % 10)};
        assert_int_equal(bif_ets_insert_2(&test_process, (Term[]){table, boxed_make(words)}),
                         ATOM_TRUE);
    }
    return table;
}

static int64_t size_of(Term table) { return small_value(call(bif_ets_info_2, 2, table, "size")); }

static void check_walks(const char *options, bool is_ordered)
{
    begin_process();
    Term table = fill_table(options);
    pauses = 0;
    assert_int_equal(size_of(table), MANY);
    Term list = call(bif_ets_select_2, 2, table, "[{{'$1',3},[],['$1']}]");
    assert_int_equal(list_length(list), MANY / 10);
    assert_true(pauses > 10);
    int64_t sum = 0, last = -1;
    for (Term rest = list; term_is_cons(rest); rest = cons_tail(rest)) {
        int64_t n = small_value(cons_head(rest));
        assert_true(!is_ordered || n > last);
        last = n;
        sum += n;
    }
    assert_int_equal(sum, (int64_t)MANY / 10 * (3 + MANY - 7) / 2);
    assert_int_equal(
        call(bif_ets_select_count_2, 2, table, "[{{'$1','_'},[{'<','$1',5000}],[true]}]"),
        SMALL(5000));
    assert_int_equal(call(bif_ets_select_replace_2, 2, table, "[{{'$1',4},[],[{{'$1',x}}]}]"),
                     SMALL(MANY / 10));
    assert_int_equal(call(bif_ets_select_count_2, 2, table, "[{{'_',x},[],[true]}]"),
                     SMALL(MANY / 10));
    assert_int_equal(
        call(bif_ets_internal_select_delete_2, 2, table, "[{{'_','$1'},[{'=/=','$1',5}],[true]}]"),
        SMALL(MANY / 10 * 9));
    assert_int_equal(size_of(table), MANY / 10);
    assert_int_equal(call(bif_ets_info_2, 2, table, "fixed"), ATOM_FALSE);
    assert_int_equal(list_length(call(bif_ets_match_object_2, 2, table, "'_'")), MANY / 10);
    pauses = 0;
    end_owner();
    assert_int_equal(ets_table_count(), 0);
}

static void test_walks_of_sets(void **state)
{
    (void)state;
    check_walks("[]", false);
    check_walks("[duplicate_bag]", false);
    check_walks("[{write_concurrency,true}]", false);
}
static void test_walks_of_trees(void **state)
{
    (void)state;
    check_walks("[ordered_set]", true);
}

static void check_deletion(const char *options)
{
    begin_process();
    Term table = fill_table(options);
    pauses = 0;
    assert_int_equal(call(bif_ets_internal_delete_all_2, 2, table, "undefined"), SMALL(MANY));
    assert_true(pauses > 0);
    assert_int_equal(size_of(table), 0);
    table = fill_table(options);
    for (int64_t n = 0; n < MANY; n++) {
        assert_int_equal(
            bif_ets_delete_2(&test_process, (Term[]){table, small_make((n * 31) % MANY)}),
            ATOM_TRUE);
        assert_true(n % 1000 || size_of(table) == MANY - n - 1);
    }
    table = fill_table(options);
    assert_int_equal(call(bif_ets_delete_1, 1, table, ""), ATOM_TRUE);
    table = fill_table(options); // left to the exit hook
    pauses = 0;
    end_owner();
    assert_true(pauses > 0);
    assert_int_equal(ets_table_count(), 0);
}

static void test_deletion(void **state)
{
    (void)state;
    check_deletion("[]");
    check_deletion("[ordered_set]");
}

// Height and order of a tree while it grows and shrinks.
static uint32_t check_node(const EtsObject *o, uint32_t keypos)
{
    if (o == NULL) {
        return 0;
    }
    const uint32_t left = check_node(o->left, keypos), right = check_node(o->right, keypos);
    assert_true(left <= right + 1 && right <= left + 1);
    assert_int_equal(o->height, 1 + (left > right ? left : right));
    assert_true(!o->left || small_value(o->left->data[keypos]) < small_value(o->data[keypos]));
    assert_true(!o->right || small_value(o->right->data[keypos]) > small_value(o->data[keypos]));
    return o->height;
}

static void test_balance(void **state)
{
    (void)state;
    EtsTree tree = {.keypos = 1};
    uint64_t seed = 1;
    for (int i = 0; i < 4000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        Term words[2] ALIGNED(16) = {header_make(SUBTAG_TUPLE, 1),
                                     small_make((int64_t)(seed >> 33) % 300)};
        if (seed >> 63) {
            ets_tree_put(&tree, ets_object_new(boxed_make(words)), false);
        } else {
            ets_tree_erase_key(&tree, words[1]);
        }
        check_node(tree.root, 1);
    }
    size_t work = SIZE_MAX;
    assert_true(ets_tree_free(&tree, &work));
    assert_int_equal(tree.bytes, 0);
}

// A deeply nested specification is refused, a long constant is not.
static void test_deep_specification(void **state)
{
    (void)state;
    begin_process();
    Space *space = process_space(&test_process);
    Term deep = ATOM_TRUE, list = TERM_NIL;
    for (int i = 0; i < 100000; i++) {
        deep = space_tuple2(space, ATOM_NODE, deep);
        list = space_cons(space, small_make(i), list);
    }
    Term body = space_cons(space, list, TERM_NIL), head = ATOM_UNDERSCORE;
    Term good = space_cons(space, space_tuple3(space, head, TERM_NIL, body), TERM_NIL);
    assert_false(term_is_none(call_bif(bif_ets_match_spec_compile_1, &good)));
    Term bad = space_cons(space, space_tuple3(space, head, space_cons(space, deep, TERM_NIL), body),
                          TERM_NIL);
    assert_true(term_is_none(call_bif(bif_ets_match_spec_compile_1, &bad)));
    assert_int_equal(test_process.error_value, ATOM_SYSTEM_LIMIT);
    Term pattern = space_cons(space, space_tuple3(space, deep, TERM_NIL, body), TERM_NIL);
    assert_false(term_is_none(call_bif(bif_ets_match_spec_compile_1, &pattern)));
    end_process();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_walks_of_sets),      cmocka_unit_test(test_walks_of_trees),
        cmocka_unit_test(test_deletion),           cmocka_unit_test(test_balance),
        cmocka_unit_test(test_deep_specification),
    };
    return cmocka_run_group_tests(tests, init_ets, NULL);
}
