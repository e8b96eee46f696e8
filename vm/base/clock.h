// SPDX-License-Identifier: Apache-2.0
// clock.h -- the two clocks of the operating system, in nanoseconds.
#pragma once

#include "vm/base/platform.h"

#define NS_PER_US INT64_C(1000)
#define NS_PER_MS INT64_C(1000000)
#define NS_PER_S INT64_C(1000000000)

int64_t clock_monotonic_ns(void);  // never goes back; its origin is arbitrary
int64_t clock_system_ns(void);     // since 1970-01-01 UTC; may jump
int64_t clock_thread_cpu_ns(void); // processor time of this thread
int64_t clock_process_cpu_ns(void);
int64_t clock_process_user_ns(void); // without what the kernel did for it
// Sleeps at least this long, whatever signals arrive.
void clock_sleep_ns(int64_t duration_ns);
// Rounds down also for negative times (Erlang's convert_time_unit does).
static inline int64_t clock_floor_divide(int64_t time, int64_t unit)
{
    int64_t quotient = time / unit;
    return quotient - (time % unit < 0);
}
