// SPDX-License-Identifier: Apache-2.0
// poll.h -- waiting for file descriptors: one epoll set for the whole machine.
//
// Whoever is idle waits here (vm/sched/scheduler.c), one thread at a time; busy machines look in
// without waiting now and then. A callback runs on the thread that polled, inside an epoch, and
// must be short: lock the port, mark it, wake somebody. Every registration is one-shot: after a
// callback the descriptor is silent until poll_set arms it again (which costs nothing when it waits for
// the same as before: poll.c).
#pragma once

#include "vm/base/platform.h"

// POLL_ERROR is only reported, with the others
enum { POLL_READ = 1, POLL_WRITE = 2, POLL_ERROR = 4 };
typedef void PollCallback(int fd, uint32_t events, void *data);

typedef struct PollEntry PollEntry;
void poll_init(void);
// Watches fd. events 0: known, but silent. The entry lives until poll_remove. NULL: the kernel
// refuses (EPERM: a plain file).
PollEntry *poll_add(int fd, uint32_t events, PollCallback *callback, void *data);
// What to wait for from now on (replaces what was armed). Any thread.
void poll_set(PollEntry *entry, uint32_t events);
// Stops watching; after the return no callback begins, but one may be running on another thread:
// data must be freed with epoch_retire. The caller closes fd afterwards.
void poll_remove(PollEntry *entry);

// ---- for the scheduler
// Waits up to timeout_ns (0: only looks, -1: until woken) and runs callbacks. Only one thread may
// wait. Returns how many ran. The calling thread is online (epoch.h) and goes offline while it
// waits.
int poll_wait(int64_t timeout_ns);
// Ends the present or the next poll_wait.
void poll_wake(void);
uint64_t poll_entry_count(void);
