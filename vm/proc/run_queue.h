// SPDX-License-Identifier: Apache-2.0
// run_queue.h -- the joint between processes and schedulers: making a process runnable. Knows only intrusive links; what a
// scheduler does with them is vm/sched/scheduler.c.
#pragma once

#include "vm/proc/process.h"

// Put p into a run queue (its home's, or a better one) and wake a scheduler if one sleeps. The caller has set STATE_RUNNABLE by
// winning the transition (process_wake in signal.c does).
void run_queue_push(Process *p);
// Set by vm/sched at start.
extern void (*run_queue_push_hook)(Process *p);
