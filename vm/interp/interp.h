// SPDX-License-Identifier: Apache-2.0
// interp.h -- running a process: the interface to the scheduler. How handlers are written stands in
// instr_macros.h.
// Read before: vm/sched/scheduler.h     Read next: vm/interp/instr_macros.h
#pragma once

#include "vm/proc/process.h"

typedef enum StopReason {
    STOP_YIELD, // reductions used up, or it gave up its slice: runnable
    // in a receive (or BIF_WAIT) with nothing to do until a signal or its timeout arrives
    STOP_WAIT,
    // error_value is the exit reason: no exception handler left, or the function returned
    STOP_EXIT,
    STOP_HIBERNATE,
    // wants to make a call on a dirty scheduler (registers.h); resume is the call itself
    STOP_DIRTY_CPU,
    STOP_DIRTY_IO,
} StopReason;

// Once, before any code is loaded: fills instr_handlers and the special cells below.
void interp_init(void);
// Runs p until it stops. p's registers are in p->args; at the end they are there again. r->process
// is p.
StopReason interp_run(Process *p, Registers *r);

// Cells that C code points a process at.
extern Cell interp_exit_code[];  // bottom of every stack: "the process's function returned"
extern Cell interp_apply_code[]; // apply x0:x1(x2 list): how a spawned process starts
