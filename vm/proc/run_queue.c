// SPDX-License-Identifier: Apache-2.0
// run_queue.c -- three intrusive lists under one spin lock.
//
// max before high before the rest. Normal and low share a list: a low process that comes to the
// front is put back RUN_QUEUE_LOW_SKIPS - 1 times before it may run, so that low gets one turn in
// eight while normal ones are there, and all of them when there are none (ERTS does the same).
//
// INVARIANTS
//   1. A process is in at most one queue: whoever adds has won the change of STATE_RUNNABLE from 0
//      to 1 (signal.h).
//   2. queue_next and low_skips are touched under the queue's lock only.
#include "vm/proc/run_queue.h"

SchedHooks sched_hooks;
THREAD_LOCAL uint32_t scheduler_id;

void run_queue_push(Process *p) { sched_hooks.push(p); }

static uint32_t list_of(const Process *p)
{
    uint8_t priority = atomic_load_explicit(&p->priority, memory_order_relaxed);
    return priority < PRIORITY_NORMAL ? priority : PRIORITY_NORMAL;
}

static void append_process(RunList *l, Process *p)
{
    p->queue_next = NULL;
    if (l->last) {
        l->last->queue_next = p;
    } else {
        l->first = p;
    }
    l->last = p;
    l->count++;
}

static Process *pop_process(RunList *l)
{
    Process *p = l->first;
    if (p) {
        l->first = p->queue_next;
        if (l->first == NULL) {
            l->last = NULL;
        }
        l->count--;
        p->queue_next = NULL;
    }
    return p;
}

void run_queue_add(RunQueue *q, Process *p)
{
    spin_lock(&q->lock);
    p->low_skips = 0;
    append_process(&q->lists[list_of(p)], p);
    atomic_store_explicit(&q->count, atomic_load_explicit(&q->count, memory_order_relaxed) + 1,
                          memory_order_relaxed);
    spin_unlock(&q->lock);
}

// From the list of normal and low processes. One round at most: if all are low, the first is taken.
static Process *pop_mixed(RunList *l)
{
    for (uint32_t tries = l->count; tries; tries--) {
        Process *p = pop_process(l);
        if (atomic_load_explicit(&p->priority, memory_order_relaxed) != PRIORITY_LOW ||
            ++p->low_skips >= RUN_QUEUE_LOW_SKIPS || l->count == 0) {
            return p;
        }
        append_process(l, p);
        if (tries > RUN_QUEUE_LOW_SKIPS * 4) {
            tries = RUN_QUEUE_LOW_SKIPS * 4; // long queues of low ones: do not walk them whole
        }
    }
    return pop_process(l);
}

Process *run_queue_take(RunQueue *q)
{
    if (atomic_load_explicit(&q->count, memory_order_relaxed) == 0) {
        return NULL;
    }
    spin_lock(&q->lock);
    Process *p = pop_process(&q->lists[PRIORITY_MAX]);
    if (p == NULL) {
        p = pop_process(&q->lists[PRIORITY_HIGH]);
    }
    if (p == NULL) {
        p = pop_mixed(&q->lists[PRIORITY_NORMAL]);
    }
    if (p) {
        atomic_store_explicit(&q->count, atomic_load_explicit(&q->count, memory_order_relaxed) - 1,
                              memory_order_relaxed);
    }
    spin_unlock(&q->lock);
    return p;
}

Process *run_queue_steal(RunQueue *q) { return run_queue_take(q); }

uint32_t run_queue_lengths(RunQueue *q, uint32_t lengths[PRIORITY_COUNT])
{
    spin_lock(&q->lock);
    lengths[PRIORITY_MAX] = q->lists[PRIORITY_MAX].count;
    lengths[PRIORITY_HIGH] = q->lists[PRIORITY_HIGH].count;
    lengths[PRIORITY_NORMAL] = lengths[PRIORITY_LOW] = 0;
    for (Process *p = q->lists[PRIORITY_NORMAL].first; p; p = p->queue_next) {
        bool is_low = atomic_load_explicit(&p->priority, memory_order_relaxed) == PRIORITY_LOW;
        lengths[is_low ? PRIORITY_LOW : PRIORITY_NORMAL]++;
    }
    uint32_t sum = atomic_load_explicit(&q->count, memory_order_relaxed);
    spin_unlock(&q->lock);
    return sum;
}
