// SPDX-License-Identifier: Apache-2.0
// clock.c -- reads the kernel's clocks (without a system call where the kernel's shared page
// allows).
//
// Elsewhere: Erlang's monotonic time, time offset and time warp modes are built above these, in
// vm/proc.
#include "vm/base/clock.h"

#include "vm/base/check.h"

#include <errno.h>
#include <sys/resource.h>
#include <time.h>

static int64_t read_clock(clockid_t id)
{
    struct timespec now;
    CHECK(clock_gettime(id, &now) == 0);
    return (int64_t)now.tv_sec * NS_PER_S + now.tv_nsec;
}

int64_t clock_monotonic_ns(void) { return read_clock(CLOCK_MONOTONIC); }
int64_t clock_system_ns(void) { return read_clock(CLOCK_REALTIME); }
int64_t clock_thread_cpu_ns(void) { return read_clock(CLOCK_THREAD_CPUTIME_ID); }
int64_t clock_process_cpu_ns(void) { return read_clock(CLOCK_PROCESS_CPUTIME_ID); }
int64_t clock_process_user_ns(void)
{
    struct rusage used;
    CHECK(getrusage(RUSAGE_SELF, &used) == 0);
    return used.ru_utime.tv_sec * NS_PER_S + used.ru_utime.tv_usec * NS_PER_US;
}

void clock_sleep_ns(int64_t duration_ns)
{
    if (duration_ns <= 0) {
        return;
    }
    int64_t until_ns = clock_monotonic_ns() + duration_ns;
    struct timespec until = {until_ns / NS_PER_S, until_ns % NS_PER_S};
    // An absolute time, so an interrupted sleep is simply begun again.
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR) {
    }
}
