// SPDX-License-Identifier: Apache-2.0
// scheduler.c -- the loop of a scheduler thread, one slice of a process, and the machine's start
// and end.
//
// A process's life in states (signal.h has the proof that no wake-up is lost):
//
//              push                    take                      R1: STOP_WAIT
//   waiting ----------> RUNNABLE ----------------> RUNNING ------------------------> waiting
//                          ^                          |  |
//                          +------- STOP_YIELD -------+  +-- STOP_DIRTY: still RUNNING, in a dirty queue
//
// What woke a waiting process may be a signal that is no message. Then there is nothing to run: its
// signals are handled and it waits on, without the interpreter (PROCESS_WAITING).
//
// INVARIANTS
//   1. Only the thread that changed RUNNABLE to RUNNING touches the process's own fields, until it
//      changes RUNNING back.
//   2. An exiting process is never passed to interp_run.
//   3. After R1 the process may be running elsewhere, or be gone: only its atomic fields may be
//      looked at, and those only until the next quiet point.
//
// Elsewhere: choosing and sleeping steal.c; calls that take long dirty.c; what a stop means
// vm/interp/interp.h.
#include "vm/sched/scheduler.h"

#include "vm/base/alloc.h"
#include "vm/base/clock.h"
#include "vm/base/epoch.h"
#include "vm/base/poll.h"
#include "vm/proc/exit.h"
#include "vm/proc/mailbox.h"
#include "vm/proc/signal.h"
#include "vm/proc/timer.h"
#include "vm/sched/dirty.h"
#include "vm/sched/job.h"
#include "vm/sched/steal.h"

#include <stdlib.h>
#include <unistd.h>

// How often a busy scheduler looks at descriptors.
#define POLL_INTERVAL_NS (NS_PER_MS / 2)
// A busy scheduler reads the clock when it has used so many reductions; a slice counts as so many at
// least. So timers are late by the time of one slice, or of twenty short ones.
enum { LOOK_REDUCTIONS = SLICE_REDUCTIONS, LOOK_SLICE = LOOK_REDUCTIONS / 20 };

Scheduler *schedulers;
uint32_t scheduler_count;
_Atomic uint32_t scheduler_online_count;
_Atomic bool scheduler_stopping;
bool scheduler_busy_wait;
void (*scheduler_flush_hook)(void);
void (*scheduler_port_hook)(void);

static SchedulerConfig config;
static Mutex halt_lock = MUTEX_INITIAL;
static Condition halt_condition;
static bool is_halting, halt_flush;
static int halt_status;

// ---- one slice

static int32_t slice_length(Scheduler *s)
{
#if defined(REDUCTION_STRESS)
    s->random = s->random * 1664525 + 1013904223;
    return 1 + (int32_t)(s->random >> 30);
#else
    (void)s;
    return SLICE_REDUCTIONS;
#endif
}

// To a counter that only this thread writes.
static void add_own(_Atomic uint64_t *counter, uint64_t change)
{
    atomic_store_explicit(counter, atomic_load_explicit(counter, memory_order_relaxed) + change,
                          memory_order_relaxed);
}

static void begin_slice(Scheduler *s, Process *p)
{
    s->registers->process = p;
    p->reductions_slice = p->reductions_left = s->kind == RUNS_ON_NORMAL ? slice_length(s) : 1;
}

static void end_slice(Scheduler *s, Process *p)
{
    uint64_t used = process_slice_used(p);
    p->reductions += used;
    p->reductions_slice = p->reductions_left = 0;
    add_own(&s->reductions, used);
    s->used = (uint32_t)used;
    s->registers->process = NULL;
}

static void requeue(Process *p)
{
    uint32_t state = atomic_load_explicit(&p->state, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(
        &p->state, &state, (state & ~(uint32_t)(STATE_RUNNING | STATE_DIRTY)) | STATE_RUNNABLE,
        memory_order_acq_rel, memory_order_relaxed)) {
    }
    run_queue_push(p);
}

// R1 and R2 of signal.h.
static void leave_waiting(Process *p)
{
    bool has_deferred = p->deferred != NULL; // put aside by a fetch in this slice
    uint32_t old = atomic_fetch_and_explicit(
        &p->state, ~(uint32_t)(STATE_RUNNING | STATE_SIGNALS | STATE_DIRTY), memory_order_acq_rel);
    if (has_deferred || signal_is_pending(p) || old & STATE_TIMED_OUT) {
        process_wake(p);
    }
}

static bool is_suspended(const Process *p)
{
    return atomic_load_explicit(&p->state, memory_order_relaxed) & STATE_SUSPENDED;
}

// Whether Erlang code is to run now. Signals have been handled.
static bool is_ready(Process *p)
{
    if (is_suspended(p)) {
        return false;
    }
    if (!(p->flags & PROCESS_WAITING)) {
        return true;
    }
    return p->flags & (PROCESS_IN_BIF_WAIT | PROCESS_TIMED_OUT) || mailbox_has_more(p);
}

static void hibernate(Process *p)
{
    process_hibernate_gc(p);
    p->flags |= PROCESS_HIBERNATED | PROCESS_WAITING;
    mailbox_rewind(p);
    if (signal_fetch(p) || p->inbox_count > 0 || process_is_exiting(p)) {
        requeue(p);
    } else {
        leave_waiting(p);
    }
}

static void continue_exit(Scheduler *s, Process *p)
{
    process_charge(p, 100);
    end_slice(s, p);
    if (!exit_continue(p)) {
        requeue(p);
    }
}

// Where p goes after it has stopped.
static void place_stopped(Scheduler *s, Process *p, StopReason why)
{
    if (why == STOP_EXIT) {
        process_set_exiting(p, p->error_value);
    }
    if (process_is_exiting(p)) {
        continue_exit(s, p);
        return;
    }
    end_slice(s, p);
    switch (why) {
    case STOP_YIELD: requeue(p); break;
    case STOP_WAIT:
        p->flags |= PROCESS_WAITING;
        leave_waiting(p);
        break;
    case STOP_HIBERNATE: hibernate(p); break;
    case STOP_DIRTY_CPU: dirty_schedule(p, RUNS_ON_DIRTY_CPU); break;
    case STOP_DIRTY_IO: dirty_schedule(p, RUNS_ON_DIRTY_IO); break;
    case STOP_EXIT: break;
    }
}

void scheduler_slice(Scheduler *s, Process *p)
{
    begin_slice(s, p);
    add_own(&s->slices, 1);
    if (!process_is_exiting(p)) {
        mailbox_note_timeout(p);
        if (p->deferred || signal_is_pending(p)) {
            signal_handle_all_gc(p);
        }
        // A loop that builds in fragments only (traces of exceptions, say) meets no instruction that
        // collects.
        process_reserve_gc(p, 0, p->args, p->args_live);
    }
    if (process_is_exiting(p)) {
        continue_exit(s, p);
        return;
    }
    if (!is_ready(p)) {
        end_slice(s, p);
        leave_waiting(p);
        return;
    }
    p->flags &= ~(uint32_t)(PROCESS_WAITING | PROCESS_IN_BIF_WAIT | PROCESS_HIBERNATED);
    atomic_store_explicit(&s->is_running, true, memory_order_relaxed);
    StopReason why = interp_run(p, s->registers);
    atomic_store_explicit(&s->is_running, false, memory_order_relaxed);
    place_stopped(s, p, why);
}

// ---- the loop

static Process *take_own(Scheduler *s)
{
    Process *p = run_queue_take(&s->queue);
    if (p == NULL) {
        return NULL;
    }
    uint32_t state = atomic_load_explicit(&p->state, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(
        &p->state, &state, (state & ~(uint32_t)(STATE_RUNNABLE | STATE_SIGNALS)) | STATE_RUNNING,
        memory_order_acq_rel, memory_order_relaxed)) {
    }
    return p;
}

static bool is_online(const Scheduler *s)
{
    return s->id <= atomic_load_explicit(&scheduler_online_count, memory_order_relaxed);
}

static void look_at_clock(Scheduler *s)
{
    s->until_look = LOOK_REDUCTIONS;
    int64_t now_ns = clock_monotonic_ns();
    if (now_ns >= timer_next_deadline(s->id - 1)) {
        timer_run(s->id - 1, now_ns);
    }
    if (now_ns - s->last_poll_ns >= POLL_INTERVAL_NS) {
        s->last_poll_ns = now_ns;
        steal_poll();
    }
}

static void look_around(Scheduler *s)
{
    s->until_look -= LOOK_SLICE + (int32_t)s->used;
    if (s->until_look <= 0) {
        look_at_clock(s);
    }
    if (atomic_load_explicit(&s->jobs, memory_order_relaxed)) {
        job_run_all(s);
    }
    if (scheduler_port_hook) {
        scheduler_port_hook();
    }
}

static void *scheduler_thread(void *data)
{
    Scheduler *s = data;
    scheduler_id = s->id;
    registers_current = s->registers;
    epoch_thread_online();
    atomic_store_explicit(&s->start_ns, clock_monotonic_ns(), memory_order_relaxed);
    while (!atomic_load_explicit(&scheduler_stopping, memory_order_acquire)) {
        look_around(s);
        Process *p = is_online(s) ? take_own(s) : NULL;
        if (p == NULL && is_online(s)) {
            p = steal_process(s);
        }
        if (p) {
            steal_note_backlog(s);
            scheduler_slice(s, p);
        } else {
            scheduler_park(s);
            s->until_look = 0;
        }
        epoch_quiet();
    }
    epoch_offline();
    epoch_thread_exit();
    registers_current = NULL;
    scheduler_id = 0;
    return NULL;
}

// ---- start and end

static void hold(void) { atomic_store(&scheduler_stopping, true); }

static void halt(int status, bool flush)
{
    if (!flush) {
        hold();
    }
    mutex_lock(&halt_lock);
    if (!is_halting) {
        is_halting = true;
        halt_status = status;
        halt_flush = flush;
        condition_broadcast(&halt_condition);
    }
    mutex_unlock(&halt_lock);
}

static Registers *new_registers(Scheduler *s)
{
    Registers *r = vm_calloc(sizeof *r);
    for (int i = 0; i < X_REGISTERS + X_EXTRA; i++) {
        r->x[i] = TERM_NIL;
    }
    r->scheduler = s;
    r->dirty = s->kind;
    return r;
}

void scheduler_init_one(Scheduler *s, uint32_t id, RunsOn kind)
{
    memset(s, 0, sizeof *s);
    s->id = id;
    s->kind = kind;
    s->random = id * 2654435761u;
    mutex_init(&s->park_lock);
    condition_init(&s->park_condition);
    s->registers = new_registers(s);
}

void scheduler_init(const SchedulerConfig *wanted)
{
    config = *wanted;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    scheduler_count = config.schedulers ? config.schedulers : (uint32_t)(cores > 0 ? cores : 1);
    atomic_store(&scheduler_online_count, config.online && config.online <= scheduler_count
                                              ? config.online
                                              : scheduler_count);
    scheduler_busy_wait = config.busy_wait;
    atomic_store(&scheduler_stopping, false);
    is_halting = false;
    condition_init(&halt_condition);
    schedulers = aligned_alloc(CACHE_LINE, scheduler_count * sizeof *schedulers);
    CHECK(schedulers != NULL);
    for (uint32_t i = 0; i < scheduler_count; i++) {
        scheduler_init_one(&schedulers[i], i + 1, RUNS_ON_NORMAL);
    }
    poll_init();
    timer_init(scheduler_count);
    process_apply_code = interp_apply_code;
    process_bottom_code = interp_exit_code;
    steal_init();
    job_init();
    sched_hooks.hold = hold;
    sched_hooks.halt = halt;
}

int scheduler_run(void)
{
    dirty_start(config.dirty_cpu ? config.dirty_cpu : scheduler_count,
                config.dirty_io ? config.dirty_io : 10);
    for (uint32_t i = 0; i < scheduler_count; i++) {
        CHECK(pthread_create(&schedulers[i].thread, NULL, scheduler_thread, &schedulers[i]) == 0);
    }
    mutex_lock(&halt_lock);
    while (!is_halting) {
        condition_wait(&halt_condition, &halt_lock);
    }
    mutex_unlock(&halt_lock);
    if (!halt_flush) {
        return halt_status; // at once: the caller ends the operating system process
    }
    atomic_store(&scheduler_stopping, true);
    for (uint32_t i = 0; i < scheduler_count; i++) {
        scheduler_unpark(&schedulers[i]);
    }
    for (uint32_t i = 0; i < scheduler_count; i++) {
        pthread_join(schedulers[i].thread, NULL);
    }
    dirty_stop();
    if (scheduler_flush_hook) {
        scheduler_flush_hook();
    }
    return halt_status;
}

void scheduler_wall_time(uint32_t id, int64_t *active_ns, int64_t *total_ns)
{
    const Scheduler *s = &schedulers[id - 1];
    int64_t start = atomic_load_explicit(&s->start_ns, memory_order_relaxed);
    *total_ns = start ? clock_monotonic_ns() - start : 0;
    int64_t idle = atomic_load_explicit(&s->idle_ns, memory_order_relaxed);
    *active_ns = *total_ns > idle ? *total_ns - idle : 0;
}
