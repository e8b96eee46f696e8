// SPDX-License-Identifier: Apache-2.0
// steal.h -- where a runnable process is put, finding work elsewhere, and sleeping when there is
// none.
#pragma once

#include "vm/sched/scheduler.h"

void steal_init(void); // fills the hooks push and timers_changed
Process *
steal_process(Scheduler *s); // from another queue, RUNNING already; NULL: nothing to be had
// s is about to run a process: should it have help?
void steal_note_backlog(Scheduler *s);
// Looks at descriptors without waiting, if nobody else does; true: something was ready.
bool steal_poll(void);
// Spins briefly, then sleeps until woken, a timer of this scheduler's wheel is due, or descriptors
// are ready.
void scheduler_park(Scheduler *s);
void scheduler_unpark(Scheduler *s); // any thread: s will look at its queues again
bool scheduler_unpark_one(void);     // some sleeping one, to steal; false: none sleeps
