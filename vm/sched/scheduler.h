// SPDX-License-Identifier: Apache-2.0
// scheduler.h -- one OS thread per core that runs processes, and how the machine starts and stops.
//
//   loop:  timers due? fds ready?  ->  take a process (own queue, else steal)  ->  handle its signals  ->  interp_run
//            ^                                                                                               |
//            |     STOP_YIELD: back into the queue   STOP_WAIT: leave it   STOP_EXIT: exit.h   STOP_DIRTY: dirty.c
//            +------ quiet point (epoch) <-------------------------------------------------------------------+
//
//   nothing to do: spin briefly, then one sleeps in poll_wait with the next timer as limit, the
//   others on a condition
//
// Read before: vm/proc/process.h     Read next: vm/interp/interp.h
#pragma once

#include "vm/interp/interp.h"
#include "vm/proc/run_queue.h"

typedef struct SchedulerConfig {
    uint32_t schedulers;          // +S; 0: one per core
    uint32_t online;              // 0: all
    uint32_t dirty_cpu, dirty_io; // 0: as many as schedulers; 10
    bool busy_wait;               // spin before sleeping
} SchedulerConfig;

// Makes the run queues and fills sched_hooks; after this processes may be spawned
// (process_system_init too). Also inits timers and poll, and points process_apply_code and
// process_bottom_code at the interpreter's cells.
void scheduler_init(const SchedulerConfig *config);
// Runs the machine on new threads until somebody halts it; returns the status. The calling thread
// only waits.
int scheduler_run(void);
// Called by scheduler_run when halting with flush, after the schedulers have stopped (set by
// vm/port).
extern void (*scheduler_flush_hook)(void);
// Called on each scheduler thread at its start, and between two processes when it is not NULL
// (vm/port: ports that are ready to run).
extern void (*scheduler_port_hook)(void);

// ---- between the files of vm/sched
typedef struct SchedJob SchedJob;
typedef enum ParkMode { PARK_AWAKE, PARK_WAITING, PARK_POLLING } ParkMode;
struct Scheduler {
    RunQueue queue;
    uint32_t id; // 1..N; dirty ones above
    RunsOn kind;
    Registers *registers;
    pthread_t thread;
    _Atomic(SchedJob *) jobs; // run_on_all, run_soon: newest first
    // Written by the scheduler itself only:
    _Atomic bool is_running;     // a process, at this moment
    _Atomic uint64_t slices;     // processes run: context switches
    _Atomic uint64_t reductions; // of ended slices
    // Parking (steal.c)
    Mutex park_lock;
    Condition park_condition;
    ParkMode park_mode;   // under park_lock
    bool is_notified;     // under park_lock: do not sleep (again)
    uint64_t slices_seen; // by the poller, when it looked for who is stuck
    // The rest is the scheduler's own
    bool was_woken;     // somebody wants us to steal
    bool finds_stuck;   // as poller: somebody is to be helped
    bool is_idle;       // looking for work: what it wakes now it runs itself
    uint32_t random;    // for choosing victims
    uint32_t used;      // reductions of the last slice
    uint32_t pressure;  // work done while other processes waited here (steal.c)
    int32_t until_look; // work until it looks at the clock (scheduler.c)
    int64_t last_poll_ns;
    // Times for scheduler_wall_time
    _Atomic int64_t idle_ns, start_ns;
} ALIGNED(CACHE_LINE);
extern Scheduler *schedulers; // [0..scheduler_count-1]
extern uint32_t scheduler_count;
extern _Atomic uint32_t scheduler_online_count;
extern _Atomic bool scheduler_stopping;
extern bool scheduler_busy_wait;

void scheduler_init_one(Scheduler *s, uint32_t id, RunsOn kind);
// Runs p for one slice on the calling thread and decides where it goes next. p is RUNNING.
void scheduler_slice(Scheduler *s, Process *p);
// scheduler_wall_time of one thread (1..N): active and total ns.
void scheduler_wall_time(uint32_t id, int64_t *active_ns, int64_t *total_ns);
