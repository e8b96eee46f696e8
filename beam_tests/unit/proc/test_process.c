// SPDX-License-Identifier: Apache-2.0
// test_process.c -- processes that are never run: pid table, registry, dictionary, bonds, mailbox
// with markers, links and monitors signal by signal. A process here is RUNNING for ever, so the
// test is its thread.
#include "vm/base/epoch.h"
#include "vm/heap/literal.h"
#include "vm/proc/dictionary.h"
#include "vm/proc/exit.h"
#include "vm/proc/link.h"
#include "vm/proc/mailbox.h"
#include "vm/proc/message.h"
#include "vm/proc/monitor.h"
#include "vm/proc/pid_table.h"
#include "vm/proc/registry.h"
#include "vm/proc/run_queue.h"
#include "vm/proc/time.h"
#include "vm/proc/timer.h"
#include "vm/term/atom.h"
#include "vm/term/compare.h"
#include "vm/term/map.h"
#include "vm/term/ref.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
// cmocka.h needs the three above.
#include <cmocka.h>

static Cell code[4];
static Process *last_pushed;
static void catch_push(Process *p) { last_pushed = p; }

static int set_up(void **state)
{
    (void)state;
    static bool has_atoms;
    if (!has_atoms) {
        has_atoms = true;
        atom_init(1 << 16);
        literal_init();
        epoch_thread_online();
    }
    process_system_init(1024);
    timer_init(1);
    sched_hooks.push = catch_push;
    process_apply_code = process_bottom_code = code;
    return 0;
}

// A new process which the caller now plays.
static Process *play(Process *parent, bool link)
{
    SpawnOptions o;
    spawn_options_default(&o);
    o.module = ATOM_ERLANG;
    o.function = ATOM_APPLY;
    o.link = link;
    Term pid = process_spawn(parent, &o, NULL);
    Process *p = process_find(pid);
    assert_ptr_equal(p, last_pushed);
    atomic_store(&p->state, STATE_RUNNING);
    return p;
}

static void end(Process *p, Term reason)
{
    process_set_exiting(p, reason);
    while (!exit_continue(p)) {
    }
}

static void settle(void)
{
    for (int i = 0; i < 100; i++) {
        epoch_quiet();
    }
}

static void test_pids(void **state)
{
    (void)state;
    Process *a = play(NULL, false);
    Process *b = play(a, false);
    assert_int_equal(pid_data(a->pid), 0);
    assert_int_equal(pid_data(b->pid), 1);
    assert_ptr_equal(process_find(b->pid), b);
    assert_true(a->group_leader == a->pid && b->group_leader == a->pid && b->parent == a->pid);
    assert_int_equal(pid_table_count(), 2);
    Term old = b->pid;
    end(b, ATOM_NORMAL);
    assert_null(process_find(old));
    assert_int_equal(pid_table_count(), 1);
    Process *all[2000] = {a};
    int count = 1;
    while (pid_table_count() < pid_table_limit()) {
        all[count++] = play(a, false);
    }
    SpawnOptions o;
    spawn_options_default(&o);
    assert_true(term_is_none(process_spawn(a, &o, NULL)));
    end(all[10], ATOM_NORMAL);
    all[10] = play(a, false);
    assert_true(pid_data(all[10]->pid) >= pid_table_limit()); // its slot's second turn
    assert_int_equal(count, 1024);
    while (count > 0) {
        end(all[--count], ATOM_NORMAL);
    }
    settle();
}

static void test_registry(void **state)
{
    (void)state;
    Process *a = play(NULL, false);
    Process *b = play(a, false);
    assert_int_equal(registry_register(ATOM_LOGGER, a->pid), REGISTER_OK);
    assert_int_equal(registry_register(ATOM_LOGGER, b->pid), REGISTER_NAME_TAKEN);
    assert_int_equal(registry_register(ATOM_OK, a->pid), REGISTER_HAS_NAME);
    assert_true(registry_whereis(ATOM_LOGGER) == a->pid);
    assert_true(registry_name_of(a) == ATOM_LOGGER);
    Term owner;
    assert_true(registry_unregister(ATOM_LOGGER, &owner) && owner == a->pid);
    assert_false(registry_unregister(ATOM_LOGGER, &owner));
    assert_int_equal(registry_register(ATOM_OK, a->pid), REGISTER_OK);
    end(a, ATOM_NORMAL);
    assert_true(term_is_none(registry_whereis(ATOM_OK)));
    end(b, ATOM_NORMAL);
    settle();
}

static void test_dictionary(void **state)
{
    (void)state;
    Process *p = play(NULL, false);
    for (int64_t i = 0; i < 1000; i++) {
        Term key = i % 2 ? small_make(i) : space_tuple2(process_space(p), ATOM_OK, small_make(i));
        assert_true(term_is_none(dictionary_put(p, key, small_make(i * 3))));
    }
    Term x = TERM_NIL;
    process_collect_gc(p, GC_FULL, 100, &x, 0);
    assert_int_equal(dictionary_size(p), 1000);
    assert_int_equal(list_length(dictionary_list(p, process_space(p))), 1000);
    for (int64_t i = 0; i < 1000; i++) {
        Term key = i % 2 ? small_make(i) : space_tuple2(process_space(p), ATOM_OK, small_make(i));
        assert_true(dictionary_get(p, key) == small_make(i * 3));
        if (i % 3) {
            assert_true(dictionary_erase(p, key) == small_make(i * 3));
            assert_true(term_is_none(dictionary_get(p, key)));
        }
    }
    assert_int_equal(dictionary_size(p), 334);
    end(p, ATOM_NORMAL);
    settle();
}

static void test_bonds(void **state)
{
    (void)state;
    Bond *tree = NULL;
    for (uint64_t i = 0; i < 2000; i++) {
        Bond *b = bond_new(BOND_LINK);
        b->key = (SignalKey){i * 7919 % 2003, i % 2};
        bond_insert(&tree, b);
    }
    for (uint64_t i = 0; i < 2000; i += 2) {
        Bond *b = bond_remove(&tree, (SignalKey){i * 7919 % 2003, i % 2});
        assert_non_null(b);
        bond_free(b);
    }
    for (uint64_t i = 0; i < 2000; i++) {
        assert_int_equal(bond_find(tree, (SignalKey){i * 7919 % 2003, i % 2}) != NULL, i % 2);
    }
    SignalKey last = {0, 0};
    Bond *b;
    while ((b = bond_first(tree)) != NULL) {
        assert_true(b->key.a >= last.a);
        last = b->key;
        bond_free(bond_remove(&tree, b->key));
    }
}

static void test_mailbox(void **state)
{
    (void)state;
    Process *p = play(NULL, false);
    assert_true(term_is_none(mailbox_peek(p)));
    Term long_message = space_string(process_space(p), "a message of some length", 24);
    for (int64_t i = 0; i < 10; i++) {
        message_send(p, p->pid, i % 2 ? long_message : small_make(i));
    }
    assert_int_equal(mailbox_length(p), 10);
    assert_true(mailbox_peek(p) == SMALL(0));
    mailbox_next(p);
    assert_true(term_equal(mailbox_peek(p), long_message));
    mailbox_next(p);
    assert_true(mailbox_peek(p) == SMALL(2));
    process_collect_gc(p, GC_FULL, 0, &long_message, 1); // the message that was peeked at is a root
    mailbox_remove(p);
    assert_true(mailbox_peek(p) == SMALL(0));
    mailbox_next(p);
    assert_true(term_equal(mailbox_peek(p), long_message));
    assert_int_equal(list_length(mailbox_list(p, process_space(p))), 9);
    mailbox_rewind(p);

    Term marker = mailbox_marker_reserve(p);
    Term ref = ref_make(process_space(p));
    mailbox_marker_bind(p, marker, ref);
    message_send(p, p->pid, ref);
    mailbox_marker_use(p, ref);
    assert_true(term_same(mailbox_peek(p), ref));
    mailbox_remove(p);
    assert_true(mailbox_peek(p) == SMALL(0));
    mailbox_marker_clear(p, ref);
    mailbox_marker_use(p, ref); // no marker: nothing happens
    assert_true(mailbox_peek(p) == SMALL(0));
    for (int i = 0; i < 20; i++) { // more than there may be
        mailbox_marker_bind(p, mailbox_marker_reserve(p), ref_make(process_space(p)));
    }
    for (int i = 0; i < 9; i++) {
        assert_false(term_is_none(mailbox_peek(p)));
        mailbox_remove(p);
    }
    assert_true(term_is_none(mailbox_peek(p)));
    message_send(p, p->pid, ATOM_OK);
    assert_true(mailbox_peek(p) == ATOM_OK);
    end(p, ATOM_NORMAL);
    settle();
}

static void test_links(void **state)
{
    (void)state;
    Process *a = play(NULL, false);
    Process *b = play(a, true);
    Process *c = play(a, false);
    a->flags |= PROCESS_TRAP_EXIT;
    assert_true(link_exists(a, b->pid) && link_exists(b, a->pid));
    // Unlinked and linked again before the other side has seen either.
    link_remove(a, b->pid);
    assert_false(link_exists(a, b->pid));
    assert_true(link_create(a, b->pid));
    signal_fetch(b);
    signal_fetch(a);
    assert_true(link_exists(a, b->pid) && link_exists(b, a->pid));
    // An exit that crosses an unlink is dropped.
    link_remove(a, b->pid);
    Term b_pid = b->pid;
    end(b, ATOM_KILL);
    signal_fetch(a);
    assert_int_equal(a->inbox_count, 0);
    assert_false(link_create(a, b_pid));
    assert_true(a->links->links == NULL);
    // One that does not.
    assert_true(link_create(a, c->pid));
    signal_fetch(c);
    signal_send_exit(a->pid, c->pid, ATOM_NORMAL); // nothing
    signal_fetch(c);
    assert_false(process_is_exiting(c));
    signal_send_exit(a->pid, c->pid, ATOM_KILL);
    signal_fetch(c);
    assert_true(process_is_exiting(c) && c->error_value == ATOM_KILLED);
    Term c_pid = c->pid;
    end(c, ATOM_KILLED);
    Term m = mailbox_peek(a);
    assert_true(term_is_tuple_of(m, 3) && tuple_elements(m)[0] == ATOM_EXIT_TAG);
    assert_true(tuple_elements(m)[1] == c_pid && tuple_elements(m)[2] == ATOM_KILLED);
    signal_send_exit(a->pid, a->pid, ATOM_NORMAL);
    signal_fetch(a);
    assert_int_equal(a->inbox_count, 2);
    a->flags &= ~(uint32_t)PROCESS_TRAP_EXIT;
    signal_send_exit(a->pid, a->pid, ATOM_NORMAL);
    signal_fetch(a);
    assert_true(process_is_exiting(a));
    end(a, ATOM_NORMAL);
    settle();
}

static void expect_down(Process *p, Term tag, Term ref, Term item, Term reason)
{
    Term m = mailbox_peek(p);
    assert_true(term_is_tuple_of(m, 5));
    const Term *e = tuple_elements(m);
    assert_true(e[0] == tag && term_same(e[1], ref) && e[2] == ATOM_PROCESS);
    assert_true(term_same(e[3], item) && e[4] == reason);
    mailbox_remove(p);
}

static uint64_t watched_number;
static void on_watched_exit(void *data, uint64_t number, Term pid)
{
    (void)pid;
    *(int *)data += 1;
    assert_int_equal(number, watched_number);
}

static void test_monitors(void **state)
{
    (void)state;
    Process *a = play(NULL, false);
    Process *b = play(a, false);
    MonitorOptions plain = {TERM_NONE, 0};
    MonitorOptions tagged = {ATOM_OK, BOND_ALIAS_EXPLICIT};
    Term r1 = monitor_create(a, ATOM_PROCESS, b->pid, TERM_NONE, &plain);
    Term r2 = monitor_create(a, ATOM_PROCESS, b->pid, TERM_NONE, &tagged);
    Term r3 = monitor_create(a, ATOM_PROCESS, b->pid, TERM_NONE, &plain);
    Term r4 = monitor_create(a, ATOM_PROCESS, b->pid, ATOM_LOGGER, &plain);
    int calls = 0;
    uint64_t unused;
    assert_true(monitor_watch(b->pid, on_watched_exit, &calls, &watched_number));
    assert_true(monitor_watch(b->pid, on_watched_exit, &calls, &unused));
    monitor_unwatch(b->pid, unused);
    signal_fetch(b);
    assert_int_equal(list_length(monitor_list(a, process_space(a))), 4);
    assert_int_equal(list_length(monitored_by_list(b, process_space(b))), 4);
    assert_true(monitor_remove(a, r3));
    assert_false(monitor_remove(a, r3));
    Term b_pid = b->pid;
    end(b, ATOM_SHUTDOWN);
    assert_int_equal(calls, 1);
    Term named = space_tuple2(process_space(a), ATOM_LOGGER, node_this->name);
    assert_int_equal(mailbox_length(a), 3);
    // In order of references, which is the order of making them.
    expect_down(a, ATOM_DOWN, r1, b_pid, ATOM_SHUTDOWN);
    expect_down(a, ATOM_OK, r2, b_pid, ATOM_SHUTDOWN);
    expect_down(a, ATOM_DOWN, r4, named, ATOM_SHUTDOWN);
    Term r5 = monitor_create(a, ATOM_PROCESS, b_pid, TERM_NONE, &plain);
    assert_true(mailbox_flush_down(a, r5));
    // The alias of r2 was explicit: it outlives its monitor.
    message_send_alias(a, r2, ATOM_INFO, 0);
    assert_true(mailbox_peek(a) == ATOM_INFO);
    mailbox_remove(a);
    const uint32_t numbers[3] = {ref_numbers(r2).n[0], ref_numbers(r2).n[1], ref_numbers(r2).n[2]};
    assert_true(ref_pid(ref_from_numbers(process_space(a), numbers, 3)) == a->pid);
    assert_true(alias_remove(a, r2));
    assert_false(alias_remove(a, r2));
    message_send_alias(a, r2, ATOM_INFO, 0);
    assert_true(term_is_none(mailbox_peek(a)));
    Term once = alias_create(a, BOND_ALIAS_REPLY);
    message_send_alias(a, once, ATOM_OK, 0);
    message_send_alias(a, once, ATOM_ERROR, 0);
    assert_int_equal(mailbox_length(a), 1);
    end(a, ATOM_NORMAL);
    settle();
}

static int rpc_alive, rpc_dead;
static void count_rpc(Process *p, void *data)
{
    (void)data;
    *(p ? &rpc_alive : &rpc_dead) += 1;
}

static void test_signals(void **state)
{
    (void)state;
    Process *a = play(NULL, false);
    Process *b = play(a, false);
    assert_true(signal_rpc(b->pid, count_rpc, NULL, false));
    assert_true(signal_rpc(b->pid, count_rpc, NULL, true));
    signal_fetch(b);
    assert_int_equal(rpc_alive, 1); // the other one may collect: later
    signal_handle_all_gc(b);
    assert_int_equal(rpc_alive, 2);
    Term new_leader = b->pid;
    signal_send_group_leader(b->pid, new_leader);
    signal_suspend(b->pid, NULL, NULL);
    signal_handle_all_gc(b);
    assert_true(b->group_leader == new_leader);
    assert_true(process_status(b) == ATOM_SUSPENDED);
    signal_resume(b->pid);
    signal_handle_all_gc(b);
    assert_true(process_status(b) == ATOM_RUNNING);
    // Whatever comes after the decision to exit is answered.
    assert_true(signal_rpc(b->pid, count_rpc, NULL, false));
    assert_true(link_create(a, b->pid));
    MonitorOptions plain = {TERM_NONE, 0};
    Term ref = monitor_create(a, ATOM_PROCESS, b->pid, TERM_NONE, &plain);
    a->flags |= PROCESS_TRAP_EXIT;
    Term b_pid = b->pid;
    end(b, ATOM_SHUTDOWN);
    assert_int_equal(rpc_dead, 1);
    assert_int_equal(mailbox_length(a), 2);
    Term m = mailbox_peek(a);
    assert_true(tuple_elements(m)[0] == ATOM_EXIT_TAG && tuple_elements(m)[2] == ATOM_NOPROC);
    mailbox_remove(a);
    expect_down(a, ATOM_DOWN, ref, b_pid, ATOM_NOPROC);
    assert_false(signal_rpc(b_pid, count_rpc, NULL, false));
    end(a, ATOM_NORMAL);
    settle();
}

static void test_logger(void **state)
{
    (void)state;
    Process *a = play(NULL, false);
    Process *logger = play(a, false);
    registry_register(ATOM_LOGGER, logger->pid);
    process_log_crash(a, ATOM_BADARG);
    Term m = mailbox_peek(logger);
    assert_true(term_is_tuple_of(m, 5));
    assert_true(tuple_elements(m)[0] == ATOM_LOG && tuple_elements(m)[1] == ATOM_ERROR);
    assert_true(cons_head(tuple_elements(m)[3]) == a->pid);
    assert_true(map_get(tuple_elements(m)[4], ATOM_GL) == a->pid);
    end(logger, ATOM_NORMAL);
    end(a, ATOM_NORMAL);
    settle();
}

// What the receive that stands where it stands sees next.
static Term take_next(Process *p)
{
    Term m = mailbox_peek(p);
    if (!term_is_none(m)) {
        mailbox_next(p);
    }
    return m;
}

// Messages with priority overtake ordinary ones but not each other, and only at an alias that allows it.
static void test_priority(void **state)
{
    (void)state;
    Process *a = play(NULL, false), *b = play(NULL, false);
    const Term alias = alias_create(a, BOND_ALIAS_EXPLICIT | BOND_ALIAS_PRIORITY);
    const Term plain = alias_create(a, BOND_ALIAS_EXPLICIT);
    message_send(b, a->pid, SMALL(1));
    assert_int_equal(take_next(a), SMALL(1)); // a receive in progress
    message_send_alias(b, alias, SMALL(10), SIGNAL_PRIORITY);
    message_send(b, a->pid, SMALL(2));
    message_send_alias(b, alias, SMALL(3), 0);
    message_send_alias(b, plain, SMALL(4), SIGNAL_PRIORITY);
    message_send_alias(b, alias, SMALL(11), SIGNAL_PRIORITY);
    const int expected[] = {10, 11, 1, 2, 3, 4}; // goes back for what has overtaken
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_int_equal(take_next(a), SMALL(expected[i]));
    }
    assert_true(term_is_none(take_next(a)));
    // A marker is passed over while there are such messages: one of them may answer.
    const Term ref = ref_make_pid(process_space(a), a->pid);
    mailbox_marker_bind(a, mailbox_marker_reserve(a), ref);
    mailbox_rewind(a);
    mailbox_marker_use(a, ref);
    assert_int_equal(take_next(a), SMALL(10));
    mailbox_rewind(a);
    assert_int_equal(mailbox_peek(a), SMALL(10));
    mailbox_remove(a);
    assert_int_equal(mailbox_peek(a), SMALL(11));
    mailbox_remove(a);
    mailbox_marker_use(a, ref);
    assert_true(term_is_none(take_next(a))); // now it is used
    end(a, ATOM_NORMAL);
    end(b, ATOM_NORMAL);
    settle();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_pids, set_up),
        cmocka_unit_test_setup(test_registry, set_up),
        cmocka_unit_test_setup(test_dictionary, set_up),
        cmocka_unit_test_setup(test_bonds, set_up),
        cmocka_unit_test_setup(test_mailbox, set_up),
        cmocka_unit_test_setup(test_links, set_up),
        cmocka_unit_test_setup(test_monitors, set_up),
        cmocka_unit_test_setup(test_signals, set_up),
        cmocka_unit_test_setup(test_logger, set_up),
        cmocka_unit_test_setup(test_priority, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
