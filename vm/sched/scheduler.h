// SPDX-License-Identifier: Apache-2.0
// scheduler.h -- one OS thread per core that runs processes, and how the machine starts and stops.
//
//   loop:  timers due? fds ready?  ->  take a process (own queue, else steal)  ->  handle its signals  ->  interp_run
//            ^                                                                                               |
//            |     STOP_YIELD: back into the queue   STOP_WAIT: leave it   STOP_EXIT: exit.h   STOP_DIRTY: dirty.c
//            +------ quiet point (epoch) <-------------------------------------------------------------------+
//
//   nothing to do: spin briefly, then one sleeps in poll_wait with the next timer as limit, the others on a condition
//
// Read before: vm/proc/process.h     Read next: vm/interp/interp.h
#pragma once

#include "vm/interp/interp.h"
#include "vm/proc/run_queue.h"

typedef struct SchedulerConfig {
    uint32_t schedulers;        // +S; 0: one per core
    uint32_t online;            // 0: all
    uint32_t dirty_cpu, dirty_io; // 0: as many as schedulers; 10
    bool busy_wait;
} SchedulerConfig;

// Makes the run queues, fills sched_hooks; after this processes may be spawned. Also inits timers, epochs and poll.
void scheduler_init(const SchedulerConfig *config);
// Runs the machine on new threads until sched halt; returns the status. The calling thread only waits.
int scheduler_run(void);
// The function that schedulers run processes with: interp_run, or a fake of a unit test. Before scheduler_run.
extern StopReason (*scheduler_run_process)(Process *p, Registers *r);
// After the schedulers have stopped and ports were flushed (set by vm/port): called by scheduler_run when halting with flush.
extern void (*scheduler_flush_hook)(void);

// ---- between the files of vm/sched
struct Scheduler {
    RunQueue queue;
    uint32_t id;                    // 1..N; dirty ones: above
    RunsOn kind;
    Registers *registers;
    pthread_t thread;
    Process *_Atomic current;
    _Atomic uint64_t slices;        // processes run: context switches
    _Atomic uint64_t reductions;
    _Atomic uint32_t woken;         // parking: see steal.c
    Mutex park_lock;
    Condition park_condition;
    uint32_t park_mode;
    uint32_t random;                // for choosing victims
    _Atomic(struct SchedJob *) jobs; // run_on_all, run_soon
    int64_t busy_ns, idle_ns;       // scheduler_wall_time
    int64_t last_change_ns;
} ALIGNED(CACHE_LINE);
extern Scheduler *schedulers;       // [0..scheduler_count-1]
extern uint32_t scheduler_count;
extern _Atomic bool scheduler_stopping;
// Runs p for one slice on the calling thread and decides where it goes next (queue: a Scheduler to put it back to).
void scheduler_slice(Scheduler *s, Process *p);
// After a slice: RUNNING becomes RUNNABLE (then push) or waiting.
void scheduler_requeue(Process *p);
// scheduler_wall_time of all threads: active and total ns.
void scheduler_wall_time(uint32_t id, int64_t *active_ns, int64_t *total_ns);
