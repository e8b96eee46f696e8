// SPDX-License-Identifier: Apache-2.0
// bif_time.c -- clocks and unique values: monotonic_time, system_time, timestamp, now,
// unique_integer, make_ref.
//
// The native unit is the nanosecond. The common units are converted here, rounding down also below
// zero; any other number of parts per second, and perf_counter, is done by
// erlang:convert_time_unit/3, which knows integers of any size.
//
//     erlang monotonic time + time offset = erlang system time       (vm/proc/time.h)
//     os:system_time/0 is the kernel's clock, and may jump
//
// Elsewhere: dates are bif_calendar.c; the units themselves (erts_internal:time_unit/0)
// bif_system.c.
// Read before: vm/proc/time.h     Read next: vm/bif/bif_calendar.c
#include "vm/bif/argument.h"
#include "vm/proc/time.h"
#include "vm/term/bignum.h"
#include "vm/term/ref.h"

// Nanoseconds in one unit; 0: left to Erlang; -1: no unit.
static int64_t unit_ns(Term unit)
{
    if (unit == ATOM_NATIVE || unit == ATOM_NANOSECOND || unit == ATOM_NANO_SECONDS ||
        unit == SMALL(1000000000)) {
        return 1;
    }
    if (unit == ATOM_MICROSECOND || unit == ATOM_MICRO_SECONDS || unit == SMALL(1000000)) {
        return NS_PER_US;
    }
    if (unit == ATOM_MILLISECOND || unit == ATOM_MILLI_SECONDS || unit == SMALL(1000)) {
        return NS_PER_MS;
    }
    if (unit == ATOM_SECOND || unit == ATOM_SECONDS || unit == SMALL(1)) {
        return NS_PER_S;
    }
    if (unit == ATOM_PERF_COUNTER) {
        return 0;
    }
    bool is_positive = term_is_integer(unit) && !integer_is_negative(unit) && unit != SMALL(0);
    return is_positive ? 0 : -1;
}

static Term build_time(Process *p, Term *arg, int64_t time_ns)
{
    int64_t unit = unit_ns(arg[0]);
    Space *space = process_space(p);
    if (unit < 0) {
        return bif_badarg(p);
    }
    if (unit > 0) {
        return space_integer(space, clock_floor_divide(time_ns, unit));
    }
    Term argv[3] = {space_integer(space, time_ns), SMALL(1000000000), arg[0]};
    return bif_trap(p, arg, export_get(ATOM_ERLANG, ATOM_CONVERT_TIME_UNIT, 3), 3, argv);
}

Term bif_erlang_monotonic_time_0(Process *p, Term *arg)
{
    (void)arg;
    return space_integer(process_space(p), time_monotonic_ns());
}

Term bif_erlang_monotonic_time_1(Process *p, Term *arg)
{
    return build_time(p, arg, time_monotonic_ns());
}

Term bif_erlang_system_time_0(Process *p, Term *arg)
{
    (void)arg;
    return space_integer(process_space(p), time_system_ns());
}

Term bif_erlang_system_time_1(Process *p, Term *arg)
{
    return build_time(p, arg, time_system_ns());
}

Term bif_erlang_time_offset_0(Process *p, Term *arg)
{
    (void)arg;
    return space_integer(process_space(p), time_offset_ns());
}

Term bif_erlang_time_offset_1(Process *p, Term *arg)
{
    return build_time(p, arg, time_offset_ns());
}

Term bif_os_system_time_0(Process *p, Term *arg)
{
    (void)arg;
    return space_integer(process_space(p), clock_system_ns());
}

Term bif_os_system_time_1(Process *p, Term *arg) { return build_time(p, arg, clock_system_ns()); }

Term bif_os_perf_counter_0(Process *p, Term *arg)
{
    (void)arg;
    return space_integer(process_space(p), clock_monotonic_ns());
}

// {MegaSeconds, Seconds, MicroSeconds}
static Term build_timestamp(Process *p, int64_t us)
{
    return space_tuple3(process_space(p), small_make(us / 1000000000000),
                        small_make(us / 1000000 % 1000000), small_make(us % 1000000));
}

Term bif_erlang_timestamp_0(Process *p, Term *arg)
{
    (void)arg;
    return build_timestamp(p, clock_floor_divide(time_system_ns(), NS_PER_US));
}

Term bif_os_timestamp_0(Process *p, Term *arg)
{
    (void)arg;
    return build_timestamp(p, clock_floor_divide(clock_system_ns(), NS_PER_US));
}

Term bif_erlang_now_0(Process *p, Term *arg)
{
    (void)arg;
    return build_timestamp(p, (int64_t)time_now_us());
}

// ---- unique values

// Counts from the smallest small integer up, so that most are cheap; positive ones count from 1.
static Term build_unique(Process *p, uint64_t value, bool positive)
{
    if (positive) {
        return space_unsigned(process_space(p), value + 1);
    }
    return space_integer(process_space(p), (int64_t)(value + (uint64_t)SMALL_MIN));
}

Term bif_erlang_unique_integer_0(Process *p, Term *arg)
{
    (void)arg;
    return build_unique(p, unique_integer(), false);
}

Term bif_erlang_unique_integer_1(Process *p, Term *arg)
{
    bool monotonic = false, positive = false;
    Term list = arg[0], modifier;
    while (argument_next(&list, &modifier)) {
        if (modifier != ATOM_MONOTONIC && modifier != ATOM_POSITIVE) {
            return bif_badarg(p);
        }
        monotonic |= modifier == ATOM_MONOTONIC;
        positive |= modifier == ATOM_POSITIVE;
    }
    if (!term_is_nil(list)) {
        return bif_badarg(p);
    }
    if (!monotonic) {
        return build_unique(p, unique_integer(), positive);
    }
    return build_unique(p, (uint64_t)unique_integer_monotonic() - (uint64_t)SMALL_MIN, positive);
}

Term bif_erlang_make_ref_0(Process *p, Term *arg)
{
    (void)arg;
    return ref_make(process_space(p));
}
