// SPDX-License-Identifier: Apache-2.0
// run_queue.h -- the joint between processes and schedulers: queues of runnable processes, and what
// lower layers may ask of the schedulers. Knows only intrusive links; the policy is in vm/sched/.
//
// The layers below vm/sched (signals, BIFs, ports, NIFs) reach the schedulers only through the
// functions here. They go through SchedHooks, which vm/sched fills at start; unit tests fill it
// with what they need.
#pragma once

#include "vm/base/sync.h"
#include "vm/proc/process.h"

// ---- a queue: three lists, max and high strictly first; low processes wait LOW_SKIPS times (1 in
// 8 turns)
enum { RUN_QUEUE_LOW_SKIPS = 8 };
typedef struct RunList {
    Process *first, *last;
    uint32_t count;
} RunList;
typedef struct RunQueue {
    SpinLock lock;
    _Atomic uint32_t count; // all lists together; read without the lock
    RunList lists[3];       // PRIORITY_MAX, PRIORITY_HIGH, normal and low together
} RunQueue;
void run_queue_add(RunQueue *q, Process *p); // at the end of its priority's list
Process *run_queue_take(RunQueue *q);        // the next to run; NULL when empty
Process *run_queue_steal(RunQueue *q);       // for another scheduler
uint32_t
run_queue_lengths(RunQueue *q,
                  uint32_t lengths[PRIORITY_COUNT]); // counts per priority; returns the sum

// Put p into a run queue (its home's, or a better one) and wake a scheduler if one sleeps. The
// caller has set
// STATE_RUNNABLE by winning the transition (process_wake in signal.c does).
void run_queue_push(Process *p);

// ---- what lower layers ask of vm/sched
typedef struct SchedStatistics {
    uint64_t context_switches;
    uint64_t reductions;      // of all processes, ended slices only
    uint32_t run_queue_total; // processes waiting to run
    uint32_t running;         // processes running
} SchedStatistics;
typedef struct SchedHooks {
    void (*push)(Process *p);
    // Calls run(data) once on every scheduler thread between two processes, then done(data) on the
    // last of them. When all have run, every thread has passed a quiet point. Any thread; returns
    // at once.
    void (*run_on_all)(void (*run)(void *data), void (*done)(void *data), void *data);
    // Calls run(data) soon on some scheduler thread between two processes (id 0: any; else that
    // scheduler).
    void (*run_soon)(uint32_t scheduler_id, void (*run)(void *data), void *data);
    // No process gets another slice: the machine ends at once, without what they would still write.
    void (*hold)(void);
    // Ends the machine: schedulers stop, scheduler_start returns status. flush: ports first write
    // what they hold.
    void (*halt)(int status, bool flush);
    void (*timers_changed)(
        uint32_t wheel, int64_t deadline_ns); // an earlier deadline on a wheel of a sleeping thread
    void (*statistics)(SchedStatistics *out);
    uint32_t (*run_queue_lengths)(uint32_t *lengths,
                                  uint32_t room); // per scheduler; returns how many schedulers
    uint32_t (*count)(void);
    uint32_t (*online)(void);
    uint32_t (*set_online)(uint32_t count); // returns the old number
    uint32_t (*dirty_count)(bool io);
    uint32_t (*dirty_queue_length)(bool io, bool with_running);
    void (*add_running)(uint32_t *lengths); // per scheduler: 1 more where a process runs now
    // Of scheduler 1..count(): time in which it had work, and since its start.
    void (*wall_time)(uint32_t id, int64_t *active_ns, int64_t *total_ns);
} SchedHooks;
extern SchedHooks sched_hooks;
// 1..N on a normal scheduler thread, 0 elsewhere.
extern THREAD_LOCAL uint32_t scheduler_id;
