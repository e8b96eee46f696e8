// SPDX-License-Identifier: Apache-2.0
// time.h -- Erlang's clocks: monotonic time, time offset, system time, unique integers.
//
// Erlang monotonic time is the kernel's monotonic clock shifted so that it begins with a large
// negative number, as in ERTS; system time = monotonic time + offset. Mode no_time_warp: the offset
// is constant (corrections of the clock's speed are left to the kernel, which already disciplines
// CLOCK_MONOTONIC). multi_time_warp: the offset follows the kernel's system time.
#pragma once

#include "vm/base/clock.h"
#include "vm/term/space.h"

typedef enum TimeWarpMode { WARP_NO, WARP_SINGLE, WARP_MULTI } TimeWarpMode;
void time_init(TimeWarpMode mode);
int64_t time_monotonic_ns(void); // Erlang monotonic time
int64_t time_offset_ns(void);
static inline int64_t time_system_ns(void) { return time_monotonic_ns() + time_offset_ns(); }
// Between Erlang monotonic time and clock_monotonic_ns (timers).
int64_t time_to_clock_ns(int64_t monotonic_ns);
int64_t time_start_ns(void); // Erlang monotonic time at start: system_info(start_time)
// Single time warp: finalises; returns the old state (true: was final already). Multi: looks
// whether the offset changed.
bool time_offset_finalize(void);
bool time_offset_is_final(void);
TimeWarpMode time_warp_mode(void);
// erlang:now/0: strictly increasing, microseconds since 1970.
uint64_t time_now_us(void);
// erlang:unique_integer([monotonic]) and without.
int64_t unique_integer_monotonic(void);
uint64_t unique_integer(void); // unique in the node; cheap, no order
// erlang:statistics(runtime | wall_clock) need the last values: kept here.
int64_t time_wall_clock_ms(int64_t *since_last_ms);
int64_t time_runtime_ms(int64_t *since_last_ms);
