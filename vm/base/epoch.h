// SPDX-License-Identifier: Apache-2.0
// epoch.h -- freeing memory that other threads may still read: quiet points instead of locks or
// counts.
//
// A reader of a shared structure (pid table, code, ...) takes no lock. Whoever unlinks something
// from such a structure retires it; it is freed when every thread that was reading at that moment
// has since passed a quiet point.
//
// Two kinds of threads:
//   schedulers   epoch_thread_online at start: always reading, except between epoch_offline and epoch_online (asleep);
//                they announce a quiet point between two processes.
//   all others   (dirty schedulers, drivers, threads of NIFs) read only between epoch_enter and epoch_leave, which nest.
//                On an online scheduler thread enter and leave do nothing, so shared code may
//                always call them.
//
// A pointer found in a shared structure is valid until the caller's next quiet point, offline, or
// outermost leave.
#pragma once

#include "vm/base/platform.h"

enum { EPOCH_THREADS_MAX = 2048 };

// ---- scheduler threads
void epoch_thread_online(void); // registers the calling thread; it is reading from now on
void epoch_thread_exit(void);   // any registered thread, before it ends
void epoch_quiet(void);         // a quiet point; frees what has become due
void epoch_offline(void);       // before sleeping: holds nothing back
void epoch_online(void);        // after sleeping
// ---- other threads (registered by themselves at the first enter)
void epoch_enter(void);
void epoch_leave(void);
// ---- any thread
// Calls release(p) on some thread when no reader can hold p any more. p must be unlinked already.
void epoch_retire(void *p, void (*release)(void *p));
// Waits (blocking, not on an online scheduler) until all that was retired before has been released.
// For tests and halting.
void epoch_drain(void);
