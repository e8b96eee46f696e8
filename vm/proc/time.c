// SPDX-License-Identifier: Apache-2.0
// time.c -- Erlang's clocks above those of the kernel, and unique integers.
//
//   kernel monotonic  --- + shift --->  Erlang monotonic time  --- + offset --->  Erlang system time
//
// The shift makes Erlang monotonic time begin near the least small integer, as in ERTS (rounded to
// whole seconds), so that programs which believe it to be positive or related to the date break at
// once.
//
// INVARIANTS
//   1. The offset is constant in no_time_warp mode and after finalising in single_time_warp mode.
//   2. now/0 never gives the same value twice.
//
// Elsewhere: timers use the kernel's clock directly (timer.c); units are converted by the BIFs.
#include "vm/proc/time.h"

#include "vm/base/check.h"
#include "vm/proc/monitor.h"

static int64_t shift_ns; // added to the kernel's monotonic clock
static int64_t start_ns; // Erlang monotonic time at start
static _Atomic int64_t offset_ns;
static TimeWarpMode warp_mode;
static _Atomic bool is_final;
static _Atomic uint64_t last_now_us;
static _Atomic int64_t last_wall_ms, last_runtime_ms;

void time_init(TimeWarpMode mode)
{
    start_ns = -(INT64_C(1) << 59) / NS_PER_S * NS_PER_S;
    int64_t monotonic = clock_monotonic_ns();
    shift_ns = start_ns - monotonic;
    atomic_store(&offset_ns, clock_system_ns() - monotonic - shift_ns);
    warp_mode = mode;
    atomic_store(&is_final, mode == WARP_NO);
    atomic_store(&last_now_us, 0);
}

int64_t time_monotonic_ns(void) { return clock_monotonic_ns() + shift_ns; }
int64_t time_to_clock_ns(int64_t monotonic_ns) { return monotonic_ns - shift_ns; }
int64_t time_start_ns(void) { return start_ns; }
TimeWarpMode time_warp_mode(void) { return warp_mode; }
bool time_offset_is_final(void) { return atomic_load(&is_final); }

static void measure_offset(void)
{
    atomic_store(&offset_ns, clock_system_ns() - clock_monotonic_ns() - shift_ns);
}

int64_t time_offset_ns(void)
{
    if (warp_mode == WARP_MULTI) {
        // Small differences are the two clocks being read one after the other.
        int64_t now = clock_system_ns() - clock_monotonic_ns() - shift_ns;
        int64_t difference = now - atomic_load_explicit(&offset_ns, memory_order_relaxed);
        if (difference > NS_PER_MS || difference < -NS_PER_MS) {
            atomic_store(&offset_ns, now);
            monitor_time_offset_changed(now);
        }
    }
    return atomic_load_explicit(&offset_ns, memory_order_relaxed);
}

bool time_offset_finalize(void)
{
    if (warp_mode != WARP_SINGLE || atomic_load(&is_final)) {
        return atomic_load(&is_final);
    }
    measure_offset();
    bool was_final = atomic_exchange(&is_final, true);
    if (!was_final) {
        monitor_time_offset_changed(time_offset_ns());
    }
    return was_final;
}

uint64_t time_now_us(void)
{
    uint64_t now = (uint64_t)clock_floor_divide(time_system_ns(), NS_PER_US);
    uint64_t last = atomic_load(&last_now_us);
    uint64_t next;
    do {
        next = now > last ? now : last + 1;
    } while (!atomic_compare_exchange_weak(&last_now_us, &last, next));
    return next;
}

int64_t unique_integer_monotonic(void)
{
    // ERTS counts from the least small integer too.
    static _Atomic int64_t last = -(INT64_C(1) << 59);
    return atomic_fetch_add(&last, 1) + 1;
}

// Blocks of numbers per thread: no contention, still unique.
uint64_t unique_integer(void)
{
    enum { BLOCK = 1 << 16 };
    static _Atomic uint64_t next_block;
    static THREAD_LOCAL uint64_t next, end;
    if (next == end) {
        next = atomic_fetch_add(&next_block, BLOCK);
        end = next + BLOCK;
    }
    return ++next;
}

int64_t time_wall_clock_ms(int64_t *since_last_ms)
{
    int64_t now = (time_monotonic_ns() - start_ns) / NS_PER_MS;
    *since_last_ms = now - atomic_exchange(&last_wall_ms, now);
    return now;
}

int64_t time_runtime_ms(int64_t *since_last_ms)
{
    int64_t now = clock_process_user_ns() / NS_PER_MS; // without the kernel, as in ERTS
    *since_last_ms = now - atomic_exchange(&last_runtime_ms, now);
    return now;
}
