// SPDX-License-Identifier: Apache-2.0
// bif_system.c -- the machine as a whole: flags, statistics, nodes, halting, small services of
// erts_internal.
//
// Read before: vm/bif/bif_system.h
#include "vm/bif/bif_system.h"

#include <stdio.h>
#include <stdlib.h>

#include "vm/bif/argument.h"
#include "vm/bif/max_heap.h"
#include "vm/bif/system_schedulers.h"
#include "vm/bif/text_list.h"
#include "vm/proc/crash.h"
#include "vm/proc/exit.h"
#include "vm/proc/pid_table.h"
#include "vm/proc/run_queue.h"
#include "vm/proc/stacktrace.h"
#include "vm/proc/time.h"
#include "vm/term/bignum.h"
#include "vm/term/ref.h"

// ---- system_flag

static Term flag_number(Process *p, Term value, int64_t low, int64_t high, _Atomic uint32_t *place)
{
    int64_t n;
    return argument_in_range(value, low, high, &n) ? small_make(atomic_exchange(place, (uint32_t)n))
                                                   : bif_badarg(p);
}

static Term flag_backtrace_depth(Process *p, Term value)
{
    int64_t n;
    if (!argument_in_range(value, 0, SMALL_MAX, &n)) {
        return bif_badarg(p);
    }
    const uint32_t old = stacktrace_depth;
    stacktrace_depth = n > STACKTRACE_MAX ? STACKTRACE_MAX : (uint32_t)n;
    return small_make(old);
}

static Term flag_logger(Process *p, Term value)
{
    if (value != ATOM_LOGGER && value != ATOM_UNDEFINED && !term_is_local_pid(value)) {
        return bif_badarg(p);
    }
    const Term old = atomic_exchange(&logger_destination, value == ATOM_LOGGER ? 0 : value);
    return old == 0 ? ATOM_LOGGER : old;
}

static Term flag_max_heap(Process *p, Term value)
{
    size_t words = process_default_max_heap;
    uint32_t flags = process_default_max_heap_flags;
    const Term old = max_heap_map(process_space(p), words, flags);
    if (!max_heap_parse(value, &words, &flags)) {
        return bif_badarg(p);
    }
    process_default_max_heap = words;
    process_default_max_heap_flags = flags;
    return old;
}

_Atomic uint32_t system_requests_limit = 4;

static bool is_known_flag(Term flag)
{
    const Term known[] = {
        ATOM_BACKTRACE_DEPTH,
        ATOM_SYSTEM_LOGGER,
        ATOM_FULLSWEEP_AFTER,
        ATOM_MIN_HEAP_SIZE,
        ATOM_MIN_BIN_VHEAP_SIZE,
        ATOM_MAX_HEAP_SIZE,
        ATOM_SCHEDULERS_ONLINE,
        ATOM_MULTI_SCHEDULING,
        ATOM_SCHEDULER_WALL_TIME,
        ATOM_TIME_OFFSET,
        ATOM_CPU_TOPOLOGY,
        ATOM_INTERNAL_CPU_TOPOLOGY,
        ATOM_SCHEDULER_BIND_TYPE,
        ATOM_TRACE_CONTROL_WORD,
        ATOM_SEQUENTIAL_TRACER,
        ATOM_RESET_SEQ_TRACE,
        ATOM_MICROSTATE_ACCOUNTING,
        ATOM_ERTS_ALLOC,
        ATOM_OUTSTANDING_SYSTEM_REQUESTS_LIMIT,
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i] == flag) {
            return true;
        }
    }
    return false;
}

Term bif_erlang_system_flag_2(Process *p, Term *arg)
{
    const Term flag = arg[0], value = arg[1];
    if (flag == ATOM_BACKTRACE_DEPTH) {
        return flag_backtrace_depth(p, value);
    }
    if (flag == ATOM_SYSTEM_LOGGER) {
        return flag_logger(p, value);
    }
    if (flag == ATOM_FULLSWEEP_AFTER) {
        return flag_number(p, value, 0, UINT16_MAX, &process_default_fullsweep);
    }
    if (flag == ATOM_MIN_HEAP_SIZE) {
        return flag_number(p, value, 0, UINT32_MAX / 16, &process_default_min_heap);
    }
    if (flag == ATOM_MIN_BIN_VHEAP_SIZE) {
        return flag_number(p, value, 0, UINT32_MAX, &process_default_min_vheap);
    }
    if (flag == ATOM_MAX_HEAP_SIZE) {
        return flag_max_heap(p, value);
    }
    if (flag == ATOM_SCHEDULERS_ONLINE) {
        return system_online_set(p, value);
    }
    if (flag == ATOM_MULTI_SCHEDULING) {
        return system_multi_set(p, arg);
    }
    if (flag == ATOM_SCHEDULER_WALL_TIME && (value == ATOM_TRUE || value == ATOM_FALSE)) {
        Export *next = export_get(ATOM_ERTS_INTERNAL, ATOM_SYSTEM_FLAG_SCHEDULER_WALL_TIME, 1);
        return bif_trap(p, arg, next, 1, &value);
    }
    if (flag == ATOM_DIRTY_CPU_SCHEDULERS_ONLINE) { // they cannot be taken away here
        return value == small_make(system_args->dirty_cpu_schedulers_online) ? value
                                                                             : bif_badarg(p);
    }
    if (flag == ATOM_OUTSTANDING_SYSTEM_REQUESTS_LIMIT) {
        return flag_number(p, value, 1, UINT32_MAX, &system_requests_limit);
    }
    if (flag == ATOM_INTERNAL_CPU_TOPOLOGY && value == ATOM_UNDEFINED) { // none is ever defined
        return ATOM_UNDEFINED;
    }
    if (flag == ATOM_DEBUG_FLAGS) {
        return ATOM_TRUE;
    }
    if (flag == ATOM_TIME_OFFSET && value == ATOM_FINALIZE) {
        const bool was_final = time_offset_finalize();
        return time_warp_mode() == WARP_MULTI ? ATOM_VOLATILE
               : was_final                    ? ATOM_FINAL
                                              : ATOM_PRELIMINARY;
    }
    return is_known_flag(flag) && flag != ATOM_TIME_OFFSET
               ? bif_badarg(p)
               : bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
}

// ---- statistics

static Term pair(Process *p, int64_t total, int64_t since)
{
    Space *s = process_space(p);
    return space_tuple2(s, space_integer(s, total), space_integer(s, since));
}

static SchedStatistics read_statistics(void)
{
    SchedStatistics statistics;
    sched_hooks.statistics(&statistics);
    return statistics;
}

static _Atomic uint64_t last_reductions;

// One number per scheduler's queue, then the one of the dirty CPU schedulers, then of dirty I/O.
// active: with what runs now.
static Term queue_lengths(Space *s, bool active, bool with_io)
{
    enum { QUEUES_MAX = 1024 + 2 };
    uint32_t lengths[QUEUES_MAX] = {0};
    Term terms[QUEUES_MAX];
    uint32_t count = sched_hooks.run_queue_lengths(lengths, QUEUES_MAX - 2);
    lengths[count++] = sched_hooks.dirty_queue_length(false, active);
    if (with_io) {
        lengths[count++] = sched_hooks.dirty_queue_length(true, active);
    }
    if (active && scheduler_id) {
        sched_hooks.add_running(lengths);
    }
    for (uint32_t i = 0; i < count; i++) {
        terms[i] = small_make(lengths[i]);
    }
    return space_list(s, terms, count, TERM_NIL);
}

static Term list_to_tuple(Space *s, Term list)
{
    const uint32_t count = (uint32_t)list_length(list);
    Term *words = space_take(s, count + 1);
    words[0] = header_make(SUBTAG_TUPLE, count);
    for (uint32_t i = 1; i <= count; i++) {
        words[i] = cons_head(list);
        list = cons_tail(list);
    }
    return boxed_make(words);
}

uint64_t (*system_io_bytes_hook)(bool output);

// Bytes that ports have read and written.
static Term statistics_io(Space *s)
{
    const uint64_t input = system_io_bytes_hook ? system_io_bytes_hook(false) : 0;
    const uint64_t output = system_io_bytes_hook ? system_io_bytes_hook(true) : 0;
    const Term in = space_tuple2(s, ATOM_INPUT, space_unsigned(s, input));
    return space_tuple2(s, in, space_tuple2(s, ATOM_OUTPUT, space_unsigned(s, output)));
}

Term bif_erlang_statistics_1(Process *p, Term *arg)
{
    Space *s = process_space(p);
    int64_t since = 0, total;
    const Term item = arg[0];
    if (item == ATOM_WALL_CLOCK) {
        total = time_wall_clock_ms(&since);
        return pair(p, total, since);
    }
    if (item == ATOM_RUNTIME) {
        total = time_runtime_ms(&since);
        return pair(p, total, since);
    }
    if (item == ATOM_REDUCTIONS || item == ATOM_EXACT_REDUCTIONS) {
        const uint64_t now = read_statistics().reductions + process_slice_used(p);
        return pair(p, (int64_t)now, (int64_t)(now - atomic_exchange(&last_reductions, now)));
    }
    if (item == ATOM_CONTEXT_SWITCHES) {
        return space_tuple2(s, space_unsigned(s, read_statistics().context_switches), SMALL(0));
    }
    if (item == ATOM_RUN_QUEUE || item == ATOM_TOTAL_RUN_QUEUE_LENGTHS ||
        item == ATOM_TOTAL_RUN_QUEUE_LENGTHS_ALL) {
        return space_unsigned(s, read_statistics().run_queue_total);
    }
    if (item == ATOM_TOTAL_ACTIVE_TASKS || item == ATOM_TOTAL_ACTIVE_TASKS_ALL) {
        const SchedStatistics now = read_statistics();
        return space_unsigned(s, (uint64_t)now.run_queue_total + now.running);
    }
    if (item == ATOM_SCHEDULER_WALL_TIME || item == ATOM_SCHEDULER_WALL_TIME_ALL) {
        return system_wall_times(p, arg);
    }
    if (item == ATOM_RUN_QUEUES) {
        const Term list = queue_lengths(s, false, true);
        return list_to_tuple(s, list);
    }
    if (item == ATOM_RUN_QUEUE_LENGTHS || item == ATOM_RUN_QUEUE_LENGTHS_ALL) {
        return queue_lengths(s, false, item == ATOM_RUN_QUEUE_LENGTHS_ALL);
    }
    if (item == ATOM_ACTIVE_TASKS || item == ATOM_ACTIVE_TASKS_ALL) {
        return queue_lengths(s, true, item == ATOM_ACTIVE_TASKS_ALL);
    }
    if (item == ATOM_IO) {
        return statistics_io(s);
    }
    if (item == ATOM_GARBAGE_COLLECTION) {
        const Term count = space_unsigned(s, atomic_load(&process_gc_count));
        return space_tuple3(s, count, space_unsigned(s, atomic_load(&process_gc_freed_words)),
                            SMALL(0));
    }
    return bif_badarg(p);
}

// ---- halting: halt(Status, Options)

static bool parse_halt_options(Term list, bool *flush)
{
    Term option, value;
    *flush = true;
    while (argument_next(&list, &option)) {
        if (!argument_tagged(option, ATOM_FLUSH, &value) ||
            (value != ATOM_TRUE && value != ATOM_FALSE)) {
            return false;
        }
        *flush = value == ATOM_TRUE;
    }
    return term_is_nil(list);
}

// The caller runs no further: it waits for the end, which nothing will interrupt.
static Term wait_for_end(Process *p, Term *arg)
{
    arg[0] = arg[1] = ATOM_UNDEFINED;
    return bif_wait(p);
}

static Term halt_with_slogan(Process *p, Term *arg)
{
    enum { SLOGAN_CHARACTERS = 1023 };
    ByteVec slogan = {0};
    if (text_list_utf8(arg[0], SLOGAN_CHARACTERS, &slogan) == TEXT_BAD) {
        byte_vec_free(&slogan);
        return bif_badarg(p);
    }
    crash_halt((const char *)slogan.data, slogan.size);
    byte_vec_free(&slogan);
    return wait_for_end(p, arg);
}

Term bif_erlang_halt_2(Process *p, Term *arg)
{
    bool flush;
    if (arg[0] == ATOM_UNDEFINED && arg[1] == ATOM_UNDEFINED) { // again, while the machine ends
        return bif_wait(p);
    }
    if (!parse_halt_options(arg[1], &flush)) {
        return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
    }
    if (arg[0] == ATOM_ABORT) {
        abort();
    }
    if (term_is_integer(arg[0])) {
        if (integer_is_negative(arg[0])) {
            return bif_badarg(p);
        }
        const Term low = integer_and(process_space(p), arg[0], SMALL(0xFF));
        sched_hooks.halt((int)small_value(low), flush);
        return wait_for_end(p, arg);
    }
    return term_is_list(arg[0]) ? halt_with_slogan(p, arg) : bif_badarg(p);
}

// ---- small services

Term bif_erts_internal_is_system_process_1(Process *p, Term *arg)
{
    const Process *t = term_is_local_pid(arg[0]) ? process_find(arg[0]) : NULL;
    if (!term_is_local_pid(arg[0])) {
        return bif_badarg(p);
    }
    return argument_boolean(t != NULL && t->flags & PROCESS_SYSTEM);
}

Term bif_erts_internal_time_unit_0(Process *p, Term *arg)
{
    (void)p, (void)arg;
    return SMALL(1000000000);
}
Term bif_erts_internal_perf_counter_unit_0(Process *p, Term *arg)
{
    (void)p, (void)arg;
    return SMALL(1000000000);
}
Term bif_erts_internal_no_aux_work_threads_0(Process *p, Term *arg)
{
    (void)p, (void)arg;
    return small_make(system_args->schedulers + 1);
}
Term bif_erts_internal_dirty_process_handle_signals_1(Process *p, Term *arg)
{
    (void)p, (void)arg;
    return ATOM_NOPROC;
}
Term bif_error_logger_warning_map_0(Process *p, Term *arg)
{
    (void)p, (void)arg;
    return system_args->logger_warnings == 'e'   ? ATOM_ERROR
           : system_args->logger_warnings == 'i' ? ATOM_INFO
                                                 : ATOM_WARNING;
}
// Tags of dynamic tracing probes, which this machine does not have: as stock without them.
Term bif_erlang_dt_restore_tag_1(Process *p, Term *arg)
{
    (void)p, (void)arg;
    return ATOM_TRUE;
}
Term bif_erlang_dt_spread_tag_1(Process *p, Term *arg)
{
    return arg[0] == ATOM_TRUE || arg[0] == ATOM_FALSE ? ATOM_TRUE : bif_badarg(p);
}
