// SPDX-License-Identifier: Apache-2.0
// steal.h -- finding work elsewhere, and sleeping when there is none.
#pragma once

#include "vm/sched/scheduler.h"

Process *steal_process(Scheduler *s, bool eager); // from another queue; not eager: leaves queues of one alone
// Sleeps until woken, a timer of this scheduler's wheel is due or descriptors are ready.
void scheduler_park(Scheduler *s);
void scheduler_unpark(Scheduler *s);              // any thread
bool scheduler_unpark_one(void);                  // some sleeping one, if there is one
