// SPDX-License-Identifier: Apache-2.0
// dirty.c -- two pools of threads, each with one queue.
//
//   normal scheduler --STOP_DIRTY--> [ queue ] --> pool thread: interp_run (the call, then a yield)
//   --> normal run queue
//
// Threads are started when they are first needed, up to the pool's size: a machine that only
// computes has none of the ten I/O threads.
//
// INVARIANTS
//   1. A process in a pool's queue or on a pool thread is RUNNING (and DIRTY): wake-ups only leave
//      their signal.
//   2. A pool thread is inside an epoch exactly while it interprets.
#include "vm/sched/dirty.h"

#include "vm/base/alloc.h"
#include "vm/base/epoch.h"

#include <stdlib.h>

typedef struct Pool {
    Mutex lock;
    Condition condition;
    Process *first, *last;
    uint32_t queued, waiting, started, size, active;
    RunsOn kind;
    bool is_stopping, is_made;
} Pool;
static Pool pools[3]; // by RunsOn

static Process *take_process(Pool *pool)
{
    mutex_lock(&pool->lock);
    pool->waiting++;
    while (pool->first == NULL && !pool->is_stopping) {
        condition_wait(&pool->condition, &pool->lock);
    }
    pool->waiting--;
    Process *p = pool->is_stopping ? NULL : pool->first;
    if (p) {
        pool->first = p->queue_next;
        pool->last = pool->first ? pool->last : NULL;
        pool->queued--;
        pool->active++;
        p->queue_next = NULL;
    }
    mutex_unlock(&pool->lock);
    return p;
}

static void *pool_thread(void *data)
{
    Scheduler *s = data;
    Pool *pool = &pools[s->kind];
    registers_current = s->registers;
    Process *p;
    while ((p = take_process(pool)) != NULL) {
        epoch_enter();
        scheduler_slice(s, p);
        epoch_leave();
        mutex_lock(&pool->lock);
        pool->active--;
        mutex_unlock(&pool->lock);
    }
    epoch_thread_exit();
    mutex_lock(&pool->lock);
    pool->started--;
    condition_broadcast(&pool->condition);
    mutex_unlock(&pool->lock);
    return NULL;
}

static void start_thread_locked(Pool *pool)
{
    Scheduler *s = aligned_alloc(CACHE_LINE, sizeof *s);
    CHECK(s != NULL);
    scheduler_init_one(s, scheduler_count + 1 + pool->started, pool->kind);
    pthread_attr_t attributes;
    CHECK(pthread_attr_init(&attributes) == 0);
    CHECK(pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED) == 0);
    CHECK(pthread_create(&s->thread, &attributes, pool_thread, s) == 0);
    pthread_attr_destroy(&attributes);
    pool->started++;
}

void dirty_schedule(Process *p, RunsOn kind)
{
    Pool *pool = &pools[kind];
    atomic_fetch_or_explicit(&p->state, STATE_DIRTY, memory_order_acq_rel);
    mutex_lock(&pool->lock);
    p->queue_next = NULL;
    if (pool->last) {
        pool->last->queue_next = p;
    } else {
        pool->first = p;
    }
    pool->last = p;
    pool->queued++;
    if (pool->waiting < pool->queued && pool->started < pool->size) {
        start_thread_locked(pool);
    } else {
        condition_signal(&pool->condition);
    }
    mutex_unlock(&pool->lock);
}

static void init_pool(RunsOn kind, uint32_t size)
{
    Pool *pool = &pools[kind];
    if (!pool->is_made) {
        pool->is_made = true;
        mutex_init(&pool->lock);
        condition_init(&pool->condition);
    }
    mutex_lock(&pool->lock);
    pool->kind = kind;
    pool->size = size;
    pool->first = pool->last = NULL;
    pool->queued = 0;
    pool->is_stopping = false;
    mutex_unlock(&pool->lock);
}

void dirty_start(uint32_t cpu_threads, uint32_t io_threads)
{
    init_pool(RUNS_ON_DIRTY_CPU, cpu_threads);
    init_pool(RUNS_ON_DIRTY_IO, io_threads);
}

void dirty_stop(void)
{
    for (int kind = RUNS_ON_DIRTY_CPU; kind <= RUNS_ON_DIRTY_IO; kind++) {
        Pool *pool = &pools[kind];
        mutex_lock(&pool->lock);
        pool->is_stopping = true;
        condition_broadcast(&pool->condition);
        while (pool->started > pool->active) {
            condition_wait(&pool->condition, &pool->lock);
        }
        mutex_unlock(&pool->lock);
    }
}

uint32_t dirty_thread_count(RunsOn kind) { return pools[kind].size; }

uint32_t dirty_queue_length(RunsOn kind)
{
    mutex_lock(&pools[kind].lock);
    uint32_t length = pools[kind].queued;
    mutex_unlock(&pools[kind].lock);
    return length;
}

uint32_t dirty_active_count(RunsOn kind)
{
    mutex_lock(&pools[kind].lock);
    uint32_t active = pools[kind].active;
    mutex_unlock(&pools[kind].lock);
    return active;
}
