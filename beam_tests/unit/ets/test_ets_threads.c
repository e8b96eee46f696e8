// SPDX-License-Identifier: Apache-2.0
// Several threads on the same tables: counters that must not lose a step, traversals of fixed
// tables, names that come and go. Meant for -fsanitize=thread; passes without, too.
#include "beam_tests/unit/bif/bif_test.h"

#include "vm/base/epoch.h"
#include "vm/base/sync.h"
#include "vm/ets/ets.h"
#include "vm/proc/process_extra.h"
#include "vm/proc/registry.h"
#include "vm/proc/time.h"

enum { THREADS = 4, ROUNDS = 3000, KEYS = 50 };

static int init_ets(void **state)
{
    init_tables(state);
    time_init(WARP_NO);
    registry_init();
    process_system_init(1024);
    ets_init(8192);
    return 0;
}

static Term shared_table; // of the main thread's process; others use its name
static Term shared_name;

static Process *begin_thread_process(uint32_t number)
{
    Process *p = vm_calloc(sizeof *p);
    heap_init(&p->heap, 233, 233);
    p->pid = pid_make(100 + number);
    p->args = p->args_inline;
    p->reductions_left = SLICE_REDUCTIONS;
    return p;
}

static void end_thread_process(Process *p)
{
    while (p->extra && p->extra->exit_hooks) {
        ExitHook *hook = p->extra->exit_hooks;
        while (!hook->run(p, hook->data)) {
        }
        process_exit_hook_remove(p, hook->run, hook->data);
    }
    if (p->extra) {
        vm_free(p->extra, sizeof *p->extra);
    }
    heap_destroy(&p->heap);
    vm_free(p, sizeof *p);
}

// A round's garbage is thrown away: nothing refers to it.
static void empty_heap(Process *p)
{
    heap_destroy(&p->heap);
    heap_init(&p->heap, 233, 233);
}

static Term repeat(Process *p, BifFunction bif, Term *arg)
{
    Term result;
    do {
        p->raise_class = RAISE_NONE;
        p->reductions_left = SLICE_REDUCTIONS;
        result = bif(p, arg);
        epoch_quiet();
    } while (term_is_none(result) && p->raise_class == BIF_AGAIN);
    return result;
}

static Term tuple_of(Space *s, int64_t key, int64_t value)
{
    return space_tuple2(s, small_make(key), small_make(value));
}

static void count_and_walk(Process *p, uint64_t round, uint32_t number)
{
    Space *s = process_space(p);
    const int64_t key = (int64_t)(round % KEYS);
    assert_true(term_is_small(
        repeat(p, bif_ets_update_counter_4,
               (Term[]){shared_name, small_make(key), SMALL(1), tuple_of(s, key, 0)})));
    const int64_t own = 1000 + number * 1000 + (int64_t)(round % 200);
    assert_int_equal(
        repeat(p, bif_ets_insert_2, (Term[]){shared_name, tuple_of(s, own, (int64_t)round)}),
        ATOM_TRUE);
    assert_int_equal(repeat(p, bif_ets_member_2, (Term[]){shared_name, small_make(own)}),
                     ATOM_TRUE);
    assert_true(term_is_cons(repeat(p, bif_ets_lookup_2, (Term[]){shared_name, small_make(own)})));
    if (round % 3 == 0) {
        assert_int_equal(repeat(p, bif_ets_delete_2, (Term[]){shared_name, small_make(own)}),
                         ATOM_TRUE);
    }
    if (round % 50 == number) {
        assert_int_equal(repeat(p, bif_ets_safe_fixtable_2, (Term[]){shared_name, ATOM_TRUE}),
                         ATOM_TRUE);
        Term at = repeat(p, bif_ets_first_1, (Term[]){shared_name});
        while (at != ATOM_END_OF_TABLE) {
            assert_false(term_is_none(at));
            at = repeat(p, bif_ets_next_2, (Term[]){shared_name, at});
        }
        assert_int_equal(repeat(p, bif_ets_safe_fixtable_2, (Term[]){shared_name, ATOM_FALSE}),
                         ATOM_TRUE);
    }
    if (round % 20 == number) {
        assert_true(term_is_list(
            repeat(p, bif_ets_match_object_2, (Term[]){shared_name, ATOM_UNDERSCORE})));
    }
}

// A name that all threads make, use and delete: each step may fail, none may crash.
static void race_for_name(Process *p, uint64_t round)
{
    Space *s = process_space(p);
    Term name = atom_from_text("race");
    Term options = space_cons(s, ATOM_NAMED_TABLE, space_cons(s, ATOM_PUBLIC, TERM_NIL));
    repeat(p, bif_ets_new_2, (Term[]){name, options});
    repeat(p, bif_ets_insert_2, (Term[]){name, tuple_of(s, (int64_t)round, 1)});
    repeat(p, bif_ets_lookup_2, (Term[]){name, small_make((int64_t)round)});
    Term tid = repeat(p, bif_ets_whereis_1, (Term[]){name});
    repeat(p, bif_ets_info_1, (Term[]){tid});
    repeat(p, bif_ets_delete_1, (Term[]){name});
    repeat(p, bif_ets_lookup_2, (Term[]){tid, SMALL(1)});
}

static void *run_thread(void *data)
{
    const uint32_t number = (uint32_t)(uintptr_t)data;
    epoch_thread_online();
    Process *p = begin_thread_process(number);
    for (uint64_t round = 0; round < ROUNDS; round++) {
        count_and_walk(p, round, number);
        race_for_name(p, round);
        empty_heap(p);
        epoch_quiet();
    }
    end_thread_process(p);
    epoch_quiet();
    epoch_thread_exit();
    return NULL;
}

static void check_kind(Term kind)
{
    epoch_thread_online();
    begin_process();
    Space *s = process_space(&test_process);
    shared_name = atom_from_text("shared");
    Term options =
        space_cons(s, kind, space_cons(s, ATOM_NAMED_TABLE, space_cons(s, ATOM_PUBLIC, TERM_NIL)));
    shared_table = call_bif(bif_ets_new_2, (Term[]){shared_name, options});
    assert_int_equal(shared_table, shared_name);
    pthread_t threads[THREADS];
    for (uint32_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, run_thread, (void *)(uintptr_t)i), 0);
    }
    epoch_offline();
    for (uint32_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    epoch_online();
    int64_t sum = 0;
    for (int64_t key = 0; key < KEYS; key++) {
        sum += small_value(
            call_bif(bif_ets_lookup_element_3, (Term[]){shared_name, small_make(key), SMALL(2)}));
    }
    assert_int_equal(sum, THREADS * ROUNDS);
    assert_int_equal(call_bif(bif_ets_info_2, (Term[]){shared_name, ATOM_FIXED}), ATOM_FALSE);
    ExitHook *hook = test_process.extra->exit_hooks;
    while (!hook->run(&test_process, hook->data)) {
    }
    process_exit_hook_remove(&test_process, hook->run, hook->data);
    vm_free(test_process.extra, sizeof *test_process.extra);
    end_process();
    epoch_quiet();
}

static void test_set(void **state)
{
    (void)state;
    check_kind(ATOM_SET);
}
static void test_ordered_set(void **state)
{
    (void)state;
    check_kind(ATOM_ORDERED_SET);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_ordered_set),
    };
    return cmocka_run_group_tests(tests, init_ets, NULL);
}
