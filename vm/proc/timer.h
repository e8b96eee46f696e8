// SPDX-License-Identifier: Apache-2.0
// timer.h -- timers: one hierarchical wheel per scheduler, for receive timeouts and
// erlang:start_timer/send_after.
//
// A wheel has a spin lock (others cancel) and ticks of one millisecond; an entry lies in the slot
// of its due tick. Times are absolute, in nanoseconds of clock_monotonic_ns. A timer never fires
// early.
#pragma once

#include "vm/proc/process.h"

void timer_init(uint32_t wheels); // one per scheduler; threads that are no scheduler use wheel 0

// ---- receive timeouts (mailbox.c)
void timer_start_receive(Process *p, int64_t due_ns);
void timer_cancel_receive(Process *p); // nothing fires after the return; STATE_TIMED_OUT is cleared

// ---- timers of programs. Any thread inside an epoch.
// Sends message when due: to a local pid or an atom (looked up then). with_timeout_tuple: {timeout,
// Ref, message}. ref is made in space. A pid that is not alive: the reference is returned, nothing
// will come.
Term timer_start_message(Space *space, Term destination, Term message, int64_t due_ns,
                         bool with_timeout_tuple);
// Takes it out: true and the rest in *left_ns (>= 0), else false: unknown, fired or cancelled
// before.
bool timer_cancel(Term ref, int64_t *left_ns);
bool timer_read(Term ref, int64_t *left_ns);
void timer_cancel_all_of(Process *p); // those whose destination is p: at exit

// ---- timers of C code (ports: inet's timeouts, drivers). call runs on a scheduler thread, once.
Timer *timer_start_call(int64_t due_ns, void (*call)(void *data), void *data);
// True: it will not be called. t is valid until its call returns: keep it under a lock of your own,
// which the call takes first to forget it, and cancel only what has not been forgotten.
bool timer_cancel_call(Timer *t);

// ---- scheduler
// Runs what is due on this wheel; returns the next deadline in ns, INT64_MAX when the wheel is
// empty.
int64_t timer_run(uint32_t wheel, int64_t now_ns);
int64_t
timer_next_deadline(uint32_t wheel); // no lock: the next tick at which timer_run must be called
uint64_t timer_count(void);
