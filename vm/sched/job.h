// SPDX-License-Identifier: Apache-2.0
// job.h -- small pieces of work that scheduler threads do between two processes
// (sched_hooks.run_on_all, run_soon), and the numbers that the machine keeps of itself.
#pragma once

#include "vm/sched/scheduler.h"

void job_init(void);            // fills the hooks
void job_run_all(Scheduler *s); // what has been given to s
