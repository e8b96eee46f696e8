// SPDX-License-Identifier: Apache-2.0
// job.c -- work handed to scheduler threads, and statistics over all of them.
//
//   run_on_all:  one SchedJob per scheduler, all pointing to one SharedJob; whoever finishes last calls done
//   run_soon:    one SchedJob
//
// Jobs are pushed like signals: newest first onto a stack per scheduler, taken all at once, run
// oldest first.
#include "vm/sched/job.h"

#include "vm/base/alloc.h"
#include "vm/base/clock.h"
#include "vm/sched/dirty.h"
#include "vm/sched/steal.h"

typedef struct SharedJob {
    _Atomic uint32_t left;
    void (*run)(void *data);
    void (*done)(void *data);
    void *data;
} SharedJob;
struct SchedJob {
    SchedJob *next;
    SharedJob *shared;
};

static void give_job(Scheduler *s, SharedJob *shared)
{
    SchedJob *job = vm_alloc(sizeof *job);
    job->shared = shared;
    job->next = atomic_load_explicit(&s->jobs, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(&s->jobs, &job->next, job, memory_order_release,
                                                  memory_order_relaxed)) {
    }
    scheduler_unpark(s);
}

static SharedJob *new_shared(uint32_t count, void (*run)(void *), void (*done)(void *), void *data)
{
    SharedJob *shared = vm_alloc(sizeof *shared);
    atomic_init(&shared->left, count);
    shared->run = run;
    shared->done = done;
    shared->data = data;
    return shared;
}

static void run_on_all(void (*run)(void *), void (*done)(void *), void *data)
{
    SharedJob *shared = new_shared(scheduler_count, run, done, data);
    for (uint32_t i = 0; i < scheduler_count; i++) {
        give_job(&schedulers[i], shared);
    }
}

static void run_soon(uint32_t id, void (*run)(void *), void *data)
{
    uint32_t at = id                                                ? id - 1
                  : scheduler_id && scheduler_id <= scheduler_count ? scheduler_id - 1
                                                                    : 0;
    give_job(&schedulers[at], new_shared(1, run, NULL, data));
}

static void finish_job(SchedJob *job)
{
    SharedJob *shared = job->shared;
    vm_free(job, sizeof *job);
    if (shared->run) {
        shared->run(shared->data);
    }
    if (atomic_fetch_sub_explicit(&shared->left, 1, memory_order_acq_rel) == 1) {
        if (shared->done) {
            shared->done(shared->data);
        }
        vm_free(shared, sizeof *shared);
    }
}

void job_run_all(Scheduler *s)
{
    SchedJob *newest = atomic_exchange_explicit(&s->jobs, NULL, memory_order_acquire);
    SchedJob *oldest = NULL;
    while (newest) {
        SchedJob *next = newest->next;
        newest->next = oldest;
        oldest = newest;
        newest = next;
    }
    while (oldest) {
        SchedJob *next = oldest->next;
        finish_job(oldest);
        oldest = next;
    }
}

// ---- statistics

static void gather_statistics(SchedStatistics *out)
{
    *out = (SchedStatistics){0};
    for (uint32_t i = 0; i < scheduler_count; i++) {
        const Scheduler *s = &schedulers[i];
        out->context_switches += atomic_load_explicit(&s->slices, memory_order_relaxed);
        out->reductions += atomic_load_explicit(&s->reductions, memory_order_relaxed);
        out->run_queue_total += atomic_load_explicit(&s->queue.count, memory_order_relaxed);
        out->running += atomic_load_explicit(&s->is_running, memory_order_relaxed);
    }
}

static uint32_t gather_lengths(uint32_t *lengths, uint32_t room)
{
    for (uint32_t i = 0; i < scheduler_count && i < room; i++) {
        lengths[i] = atomic_load_explicit(&schedulers[i].queue.count, memory_order_relaxed);
    }
    return scheduler_count;
}

static uint32_t count_all(void) { return scheduler_count; }
static uint32_t count_online(void) { return atomic_load(&scheduler_online_count); }
static uint32_t count_dirty(bool io)
{
    return dirty_thread_count(io ? RUNS_ON_DIRTY_IO : RUNS_ON_DIRTY_CPU);
}

static uint32_t gather_dirty_length(bool io, bool with_running)
{
    RunsOn pool = io ? RUNS_ON_DIRTY_IO : RUNS_ON_DIRTY_CPU;
    return dirty_queue_length(pool) + (with_running ? dirty_active_count(pool) : 0);
}

static void add_running(uint32_t *lengths)
{
    for (uint32_t i = 0; i < scheduler_count; i++) {
        lengths[i] += atomic_load_explicit(&schedulers[i].is_running, memory_order_relaxed);
    }
}

static uint32_t set_online(uint32_t count)
{
    uint32_t old = atomic_exchange(&scheduler_online_count, count);
    for (uint32_t i = 0; i < scheduler_count; i++) {
        scheduler_unpark(&schedulers[i]);
    }
    return old;
}

void job_init(void)
{
    sched_hooks.run_on_all = run_on_all;
    sched_hooks.run_soon = run_soon;
    sched_hooks.statistics = gather_statistics;
    sched_hooks.run_queue_lengths = gather_lengths;
    sched_hooks.count = count_all;
    sched_hooks.online = count_online;
    sched_hooks.set_online = set_online;
    sched_hooks.dirty_count = count_dirty;
    sched_hooks.dirty_queue_length = gather_dirty_length;
    sched_hooks.add_running = add_running;
    sched_hooks.wall_time = scheduler_wall_time;
}
