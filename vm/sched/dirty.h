// SPDX-License-Identifier: Apache-2.0
// dirty.h -- pools of threads for calls that take long: dirty CPU and dirty I/O schedulers.
//
// A process that stops with STOP_DIRTY_CPU or STOP_DIRTY_IO is put into the pool's queue
// (STATE_RUNNING and STATE_DIRTY are set: nobody else may run it). A pool thread runs it with
// Registers of its own (registers.h, RunsOn) and one reduction, so it makes its call and yields;
// then it goes back to a normal run queue. The thread is inside an epoch while it interprets; the
// interpreter calls epoch_leave before and epoch_enter after the dirty call itself, so a call that
// blocks for hours holds no memory back.
#pragma once

#include "vm/sched/scheduler.h"

void dirty_start(uint32_t cpu_threads, uint32_t io_threads);
void dirty_schedule(Process *p, RunsOn pool);
void dirty_stop(void); // threads that wait end; one in the middle of a call is left alone
uint32_t dirty_thread_count(RunsOn pool);
uint32_t dirty_queue_length(RunsOn pool);
uint32_t dirty_active_count(RunsOn pool); // threads that run something now
