// SPDX-License-Identifier: Apache-2.0
// test_scheduler.c -- processes in motion: messages, timeouts, links and monitors in cascades,
// timers, priorities, many at once.
//
// Each test boots a machine of its own with one and with several schedulers.
#include "beam_tests/unit/sched/fake_interp.h"

#include "vm/base/clock.h"
#include "vm/base/poll.h"

#include <unistd.h>

static uint32_t machine_sizes[] = {1, 2, 4};

static void on_all_sizes(FakeBody *body, Term argument, int expected)
{
    for (size_t i = 0; i < sizeof machine_sizes / sizeof *machine_sizes; i++) {
        assert_int_equal(fake_machine(machine_sizes[i], body, argument), expected);
    }
}

// ---- ping-pong: x0 = rounds (first), replies with {Pid, N}

static StopReason pong(Process *p, Term *x)
{
    (void)x;
    Term m;
    while (!term_is_none(m = mailbox_peek(p))) {
        Term from = tuple_elements(m)[0];
        Term n = tuple_elements(m)[1];
        mailbox_remove(p);
        if (n == SMALL(0)) {
            return fake_exit(p, ATOM_NORMAL);
        }
        message_send(p, from, space_tuple2(process_space(p), p->pid, n));
    }
    return STOP_WAIT;
}

static StopReason ping(Process *p, Term *x)
{
    if (term_is_nil(x[1])) {
        x[1] = fake_spawn(p, pong, TERM_NIL);
        message_send(p, x[1], space_tuple2(process_space(p), p->pid, x[0]));
    }
    Term m;
    while (!term_is_none(m = mailbox_peek(p))) {
        int64_t n = small_value(tuple_elements(m)[1]);
        assert_true(tuple_elements(m)[0] == x[1]);
        mailbox_remove(p);
        message_send(p, x[1], space_tuple2(process_space(p), p->pid, small_make(n - 1)));
        process_reserve_gc(p, 32, x, p->args_live);
        if (n == 1) {
            fake_halt(7);
            return STOP_WAIT;
        }
    }
    return STOP_WAIT;
}

static void test_ping_pong(void **state)
{
    (void)state;
    int64_t start = clock_monotonic_ns();
    on_all_sizes(ping, small_make(20000), 7);
    print_message("ping-pong: %.0f ns a message\n",
                  (double)(clock_monotonic_ns() - start) / 3 / 40000);
}

// ---- many processes: each sends one message back and exits

static StopReason reporter(Process *p, Term *x)
{
    message_send(p, x[0], p->pid);
    return fake_exit(p, ATOM_NORMAL);
}

enum { MANY = 100000 };
static StopReason spawner(Process *p, Term *x)
{
    int64_t spawned = term_is_nil(x[1]) ? 0 : small_value(x[1]);
    int64_t heard = term_is_nil(x[2]) ? 0 : small_value(x[2]);
    for (int i = 0; i < 100 && spawned < MANY; i++) {
        assert_true(!term_is_none(fake_spawn(p, reporter, p->pid)));
        spawned++;
    }
    while (!term_is_none(mailbox_peek(p))) {
        mailbox_remove(p);
        heard++;
    }
    x[1] = small_make(spawned);
    x[2] = small_make(heard);
    if (heard == MANY) {
        fake_halt(0);
    }
    return spawned < MANY ? STOP_YIELD : STOP_WAIT;
}

static void test_many(void **state)
{
    (void)state;
    on_all_sizes(spawner, TERM_NIL, 0);
}

// ---- a ring of linked processes; the first is killed, all others follow; the watcher traps exits
// and counts DOWNs

enum { CHAIN = 1000 };
static StopReason chain_member(Process *p, Term *x)
{
    // x0: how many more to spawn; the watcher's pid is p->group_leader
    if (term_is_nil(x[1])) {
        x[1] = ATOM_OK;
        message_send(p, p->group_leader, p->pid);
        if (small_value(x[0]) > 0) {
            fake_spawn_link(p, chain_member, small_make(small_value(x[0]) - 1));
        }
    }
    return STOP_WAIT;
}

static StopReason chain_watcher(Process *p, Term *x)
{
    Term m;
    if (term_is_nil(x[1])) {
        x[1] = SMALL(0);
        x[2] = fake_spawn(p, chain_member, small_make(CHAIN - 1));
    }
    while (!term_is_none(m = mailbox_peek(p))) {
        int64_t n = small_value(x[1]) + 1;
        if (term_is_local_pid(m)) {
            MonitorOptions none = {TERM_NONE, 0};
            monitor_create(p, ATOM_PROCESS, m, TERM_NONE, &none);
        } else {
            assert_true(tuple_elements(m)[0] == ATOM_DOWN);
            assert_true(tuple_elements(m)[4] == ATOM_KILLED);
        }
        x[1] = small_make(n);
        mailbox_remove(p);
        process_reserve_gc(p, 32, x, p->args_live);
        if (n == CHAIN) {
            signal_send_exit(p->pid, x[2], ATOM_KILL);
        }
        if (n == 2 * CHAIN) {
            assert_true(p->links == NULL || p->links->monitor_count == 0);
            fake_halt(0);
        }
    }
    return STOP_WAIT;
}

static void test_cascade(void **state)
{
    (void)state;
    on_all_sizes(chain_watcher, TERM_NIL, 0);
}

// ---- receive timeouts and timers

static int64_t began_ns;
static StopReason sleeper(Process *p, Term *x)
{
    if (p->flags & PROCESS_TIMED_OUT) {
        mailbox_clear_timeout(p);
        assert_true(clock_monotonic_ns() - began_ns >= 20 * NS_PER_MS);
        x[1] = ATOM_TIMEOUT;
        timer_start_message(process_space(p), p->pid, ATOM_OK, clock_monotonic_ns() + 5 * NS_PER_MS,
                            true);
        timer_start_message(process_space(p), ATOM_LOGGER, ATOM_INFO,
                            clock_monotonic_ns() + NS_PER_MS, false);
        Term ref = timer_start_message(process_space(p), p->pid, ATOM_ERROR,
                                       clock_monotonic_ns() + NS_PER_MS * 500, false);
        int64_t left;
        assert_true(timer_read(ref, &left) && left > 400 * NS_PER_MS);
        assert_true(timer_cancel(ref, &left) && left > 400 * NS_PER_MS);
        assert_false(timer_cancel(ref, &left));
        return STOP_WAIT;
    }
    if (term_is_nil(x[1])) {
        began_ns = clock_monotonic_ns();
        registry_register(ATOM_LOGGER, p->pid);
        mailbox_set_timeout(p, 20);
        return STOP_WAIT;
    }
    Term m = mailbox_peek(p);
    if (m == ATOM_INFO) {
        mailbox_remove(p);
        m = mailbox_peek(p);
    }
    if (term_is_none(m)) {
        return STOP_WAIT;
    }
    assert_true(tuple_elements(m)[0] == ATOM_TIMEOUT && tuple_elements(m)[2] == ATOM_OK);
    assert_int_equal(timer_count(), 0);
    fake_halt(3);
    return STOP_WAIT;
}

static void test_timers(void **state)
{
    (void)state;
    on_all_sizes(sleeper, TERM_NIL, 3);
}

// ---- many timers at random times, from many processes

enum { NAPPERS = 2000, NAPS = 5 };
static _Atomic int naps_left;
static StopReason napper(Process *p, Term *x)
{
    if (p->flags & PROCESS_TIMED_OUT) {
        mailbox_clear_timeout(p);
        if (atomic_fetch_sub(&naps_left, 1) == 1) {
            fake_halt(0);
        }
        x[1] = small_make(term_is_nil(x[1]) ? 1 : small_value(x[1]) + 1);
        if (x[1] == SMALL(NAPS)) {
            return fake_exit(p, ATOM_NORMAL);
        }
    }
    mailbox_set_timeout(p, 1 + (uint64_t)(rand() % 100));
    return STOP_WAIT;
}

static StopReason nap_starter(Process *p, Term *x)
{
    (void)x;
    for (int i = 0; i < NAPPERS; i++) {
        fake_spawn(p, napper, TERM_NIL);
    }
    return fake_exit(p, ATOM_NORMAL);
}

static void test_many_timers(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        atomic_store(&naps_left, NAPPERS * NAPS);
        assert_int_equal(fake_machine(machine_sizes[i], nap_starter, TERM_NIL), 0);
    }
}

// ---- priorities on one scheduler: high runs before normal, low seldom

static _Atomic int turns[PRIORITY_COUNT];
static StopReason turner(Process *p, Term *x)
{
    int priority = (int)small_value(x[0]);
    if (atomic_load(&turns[PRIORITY_NORMAL]) > 8000) {
        return STOP_WAIT; // the machine is about to stop
    }
    int n = atomic_fetch_add(&turns[priority], 1);
    if (priority == PRIORITY_NORMAL && n == 8000) {
        fake_halt(0);
    }
    if (priority == PRIORITY_HIGH && n >= 1000) {
        return fake_exit(p, ATOM_NORMAL);
    }
    return STOP_YIELD;
}

static StopReason turn_starter(Process *p, Term *x)
{
    (void)x;
    for (int priority = PRIORITY_HIGH; priority <= PRIORITY_LOW; priority++) {
        SpawnOptions o;
        spawn_options_default(&o);
        o.priority = (ProcessPriority)priority;
        fake_spawn_options(p, turner, small_make(priority), &o, NULL);
    }
    return fake_exit(p, ATOM_NORMAL);
}

static void test_priorities(void **state)
{
    (void)state;
    assert_int_equal(fake_machine(1, turn_starter, TERM_NIL), 0);
    assert_int_equal(turns[PRIORITY_HIGH], 1001);
    assert_in_range(turns[PRIORITY_LOW], 8000 / 8 - 200, 8000 / 8 + 200);
}

// ---- storm: processes that send to random others, link, monitor, exit, while others look

enum { STORM = 64, STORM_STEPS = 400 };
static _Atomic Term storm_pids[STORM];
static _Atomic int storm_alive, storm_ready;

static void storm_rpc(Process *p, void *data)
{
    if (p) {
        process_collect_gc(p, GC_FULL, 0, p->args, p->args_live);
    }
    atomic_fetch_add((_Atomic int *)data, 1);
}
static _Atomic int storm_rpcs, storm_rpcs_sent;

static Term storm_message(Process *p, int64_t n)
{
    Space *space = process_space(p);
    Term list = TERM_NIL;
    for (int64_t i = 0; i < n % 40; i++) {
        list = space_cons(space, space_tuple2(space, small_make(i), p->pid), list);
    }
    return space_tuple2(
        space, list,
        space_binary(space,
                     "0123456789012345678901234567890123456789012345678901234567890123456789",
                     n % 2 ? 70 : 10));
}

static StopReason storm_member(Process *p, Term *x)
{
    int64_t n = term_is_nil(x[1]) ? 0 : small_value(x[1]);
    unsigned seed = (unsigned)(pid_data(p->pid) * 7919 + (uint64_t)n * 104729);
    if (n == 0) { // nobody acts before all trap exits
        if (!(p->flags & PROCESS_TRAP_EXIT)) {
            p->flags |= PROCESS_TRAP_EXIT;
            atomic_fetch_add(&storm_ready, 1);
        }
        if (atomic_load(&storm_ready) < STORM) {
            return STOP_YIELD;
        }
    }
    for (int i = 0; i < 5; i++, n++) {
        Term to = atomic_load(&storm_pids[(unsigned)rand_r(&seed) % STORM]);
        int what = rand_r(&seed) % 8;
        if (what == 0) {
            link_create(p, to);
        } else if (what == 1) {
            link_remove(p, to);
        } else if (what == 2) {
            MonitorOptions options = {n % 3 ? TERM_NONE : storm_message(p, 5),
                                      n % 2 ? BOND_ALIAS_REPLY : 0};
            Term ref = monitor_create(p, ATOM_PROCESS, to, TERM_NONE, &options);
            if (n % 2) {
                message_send(p, to, ref);
            } else {
                monitor_remove(p, ref);
            }
        } else if (what == 3 && signal_rpc(to, storm_rpc, &storm_rpcs, n % 2)) {
            atomic_fetch_add(&storm_rpcs_sent, 1);
        } else {
            message_send(p, to, storm_message(p, n));
        }
    }
    Term m;
    int taken = 0;
    while (taken++ < 20 && !term_is_none(m = mailbox_peek(p))) {
        if (term_is_local_ref(m)) {
            message_send_alias(p, m, space_tuple2(process_space(p), m, ATOM_OK), 0);
        }
        if (rand_r(&seed) % 8 == 0) {
            mailbox_next(p);
        } else {
            mailbox_remove(p);
        }
    }
    mailbox_rewind(p);
    dictionary_put(p, small_make(n % 10), storm_message(p, n));
    x[1] = small_make(n);
    x[2] = storm_message(p, 3);
    process_reserve_gc(p, 100, x, p->args_live);
    if (n >= STORM_STEPS) {
        if (atomic_fetch_sub(&storm_alive, 1) == 1) {
            fake_halt(0);
        }
        return fake_exit(p, dictionary_get(p, SMALL(0)));
    }
    return STOP_YIELD;
}

static StopReason storm_starter(Process *p, Term *x)
{
    (void)x;
    for (int i = 0; i < STORM; i++) {
        atomic_store(&storm_pids[i], p->pid);
    }
    for (int i = 0; i < STORM; i++) {
        atomic_store(&storm_pids[i], fake_spawn(p, storm_member, TERM_NIL));
    }
    return fake_exit(p, ATOM_NORMAL);
}

static void test_storm(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        atomic_store(&storm_alive, STORM);
        atomic_store(&storm_ready, 0);
        assert_int_equal(fake_machine(machine_sizes[i], storm_starter, TERM_NIL), 0);
    }
}

// ---- descriptors

static int pipe_fds[2];
static PollEntry *pipe_entry;
static _Atomic Term pipe_reader;
static void on_readable(int fd, uint32_t events, void *data)
{
    (void)data;
    char byte;
    assert_true(events & POLL_READ);
    assert_int_equal(read(fd, &byte, 1), 1);
    message_send_fragment(TERM_NONE, atomic_load(&pipe_reader), small_make(byte), NULL);
    poll_set(pipe_entry, POLL_READ);
}

static void *slow_writer(void *data)
{
    (void)data;
    for (char c = 1; c <= 10; c++) {
        clock_sleep_ns(NS_PER_MS);
        assert_int_equal(write(pipe_fds[1], &c, 1), 1);
    }
    return NULL;
}

static StopReason pipe_body(Process *p, Term *x)
{
    if (term_is_nil(x[1])) {
        x[1] = SMALL(0);
        atomic_store(&pipe_reader, p->pid);
        pipe_entry = poll_add(pipe_fds[0], POLL_READ, on_readable, NULL);
        pthread_t writer;
        pthread_create(&writer, NULL, slow_writer, NULL);
        pthread_detach(writer);
    }
    Term m;
    while (!term_is_none(m = mailbox_peek(p))) {
        assert_true(m == x[1] + SMALL(1));
        x[1] = m;
        mailbox_remove(p);
        if (m == SMALL(10)) {
            poll_remove(pipe_entry);
            fake_halt(0);
        }
    }
    return STOP_WAIT;
}

static void test_poll(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(pipe(pipe_fds), 0);
        assert_int_equal(fake_machine(machine_sizes[i], pipe_body, TERM_NIL), 0);
        close(pipe_fds[0]);
        close(pipe_fds[1]);
    }
}

// ---- dirty calls

static StopReason dirty_body(Process *p, Term *x)
{
    int64_t n = term_is_nil(x[1]) ? 0 : small_value(x[1]);
    uint32_t on = registers_current->dirty;
    assert_int_equal(on,
                     n % 2 ? (n % 4 == 1 ? RUNS_ON_DIRTY_CPU : RUNS_ON_DIRTY_IO) : RUNS_ON_NORMAL);
    x[1] = small_make(n + 1);
    if (n == 20) {
        message_send(p, x[0], p->pid);
        return fake_exit(p, ATOM_NORMAL);
    }
    return n % 2 ? STOP_YIELD : n % 4 == 0 ? STOP_DIRTY_CPU : STOP_DIRTY_IO;
}

static StopReason dirty_starter(Process *p, Term *x)
{
    if (term_is_nil(x[1])) {
        x[1] = SMALL(0);
        for (int i = 0; i < 50; i++) {
            fake_spawn(p, dirty_body, p->pid);
        }
    }
    while (!term_is_none(mailbox_peek(p))) {
        mailbox_remove(p);
        x[1] += SMALL(1);
    }
    if (x[1] == SMALL(50)) {
        fake_halt(0);
    }
    return STOP_WAIT;
}

static void test_dirty(void **state)
{
    (void)state;
    on_all_sizes(dirty_starter, TERM_NIL, 0);
}

// ---- run_on_all

static _Atomic int jobs_run;
static void job_body(void *data)
{
    (void)data;
    atomic_fetch_add(&jobs_run, 1);
}
static void job_done(void *data)
{
    (void)data;
    fake_halt(atomic_load(&jobs_run));
}
static StopReason job_starter(Process *p, Term *x)
{
    (void)x;
    atomic_store(&jobs_run, 0);
    sched_hooks.run_on_all(job_body, job_done, NULL);
    return fake_exit(p, ATOM_NORMAL);
}

static void test_jobs(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(fake_machine(machine_sizes[i], job_starter, TERM_NIL), machine_sizes[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ping_pong),   cmocka_unit_test(test_many),
        cmocka_unit_test(test_cascade),     cmocka_unit_test(test_timers),
        cmocka_unit_test(test_many_timers), cmocka_unit_test(test_priorities),
        cmocka_unit_test(test_storm),       cmocka_unit_test(test_poll),
        cmocka_unit_test(test_dirty),       cmocka_unit_test(test_jobs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
