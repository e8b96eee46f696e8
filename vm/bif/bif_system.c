// SPDX-License-Identifier: Apache-2.0
// bif_system.c -- the machine as a whole: flags, statistics, nodes, halting, small services of erts_internal.
//
// Read before: vm/bif/bif_system.h
#include "vm/bif/bif_system.h"

#include <stdio.h>
#include <stdlib.h>

#include "vm/bif/argument.h"
#include "vm/bif/max_heap.h"
#include "vm/proc/exit.h"
#include "vm/proc/pid_table.h"
#include "vm/proc/run_queue.h"
#include "vm/proc/stacktrace.h"
#include "vm/proc/time.h"
#include "vm/term/ref.h"

// ---- system_flag

static _Atomic Term system_logger = 0;

static Term flag_number(Process *p, Term value, int64_t low, int64_t high, _Atomic uint32_t *place)
{
    int64_t n;
    return argument_in_range(value, low, high, &n) ? small_make(atomic_exchange(place, (uint32_t)n)) : bif_badarg(p);
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
    const Term old = atomic_exchange(&system_logger, value);
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
        return value == small_make(system_args->schedulers_online) ? value : bif_badarg(p);
    }
    if (flag == ATOM_MULTI_SCHEDULING && (value == ATOM_BLOCK || value == ATOM_UNBLOCK)) {
        return ATOM_ENABLED;
    }
    if (flag == ATOM_TIME_OFFSET && value == ATOM_FINALIZE) {
        return time_offset_finalize() ? ATOM_FINAL : ATOM_PRELIMINARY;
    }
    return bif_badarg(p);
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
    if (item == ATOM_RUN_QUEUE || item == ATOM_TOTAL_RUN_QUEUE_LENGTHS) {
        return space_unsigned(s, read_statistics().run_queue_total);
    }
    if (item == ATOM_GARBAGE_COLLECTION) {
        const Term count = space_unsigned(s, atomic_load(&process_gc_count));
        return space_tuple3(s, count, space_unsigned(s, atomic_load(&process_gc_freed_words)), SMALL(0));
    }
    return bif_badarg(p);
}

// ---- nodes: this one alone, until distribution is there

Term bif_erlang_nodes_0(Process *p, Term *arg)
{
    (void)p, (void)arg;
    return TERM_NIL;
}

static bool node_kind_is_valid(Term kind)
{
    return kind == ATOM_VISIBLE || kind == ATOM_HIDDEN || kind == ATOM_CONNECTED || kind == ATOM_THIS || kind == ATOM_KNOWN;
}

// nodes(Kind or [Kind])
Term bif_erlang_nodes_1(Process *p, Term *arg)
{
    Term kinds = term_is_list(arg[0]) ? arg[0] : space_cons(process_space(p), arg[0], TERM_NIL), kind;
    bool with_this = false;
    while (argument_next(&kinds, &kind)) {
        if (!node_kind_is_valid(kind)) {
            return bif_badarg(p);
        }
        with_this |= kind == ATOM_THIS || kind == ATOM_KNOWN;
    }
    if (kinds != TERM_NIL) {
        return bif_badarg(p);
    }
    return with_this ? space_cons(process_space(p), node_this->name, TERM_NIL) : TERM_NIL;
}

Term bif_erlang_monitor_node_2(Process *p, Term *arg)
{
    if (!term_is_atom(arg[0]) || (arg[1] != ATOM_TRUE && arg[1] != ATOM_FALSE)) {
        return bif_badarg(p);
    }
    return bif_error(p, ATOM_NOTALIVE);
}

// ---- halting: halt(Status, Options)

Term bif_erlang_halt_2(Process *p, Term *arg)
{
    int64_t status = 0;
    bool flush = true;
    Term options = arg[1], option, value;
    while (argument_next(&options, &option)) {
        if (!argument_tagged(option, ATOM_FLUSH, &value) || (value != ATOM_TRUE && value != ATOM_FALSE)) {
            return bif_badarg(p);
        }
        flush = value == ATOM_TRUE;
    }
    if (options != TERM_NIL) {
        return bif_badarg(p);
    }
    if (arg[0] == ATOM_ABORT) {
        abort();
    }
    if (argument_in_range(arg[0], 0, SMALL_MAX, &status)) {
        sched_hooks.halt((int)(status & 0xFF), flush);
        p->reductions_left = 0;
        return ATOM_TRUE;
    }
    // A string: a slogan, exit status 1.
    char slogan[256];
    size_t size = 0;
    Term list = arg[0], c;
    while (size < 200 && argument_next(&list, &c) && term_is_small(c) && small_value(c) > 0 && small_value(c) < 256) {
        slogan[size++] = (char)small_value(c);
    }
    if (list != TERM_NIL) {
        return bif_badarg(p);
    }
    fprintf(stderr, "%.*s\n", (int)size, slogan);
    sched_hooks.halt(1, false);
    p->reductions_left = 0;
    return ATOM_TRUE;
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
    return system_args->logger_warnings == 'e' ? ATOM_ERROR : system_args->logger_warnings == 'i' ? ATOM_INFO : ATOM_WARNING;
}
// Tags of dynamic tracing probes, which this machine does not have: as stock without them.
Term bif_erlang_dt_restore_tag_1(Process *p, Term *arg)
{
    (void)p, (void)arg;
    return ATOM_TRUE;
}
Term bif_erlang_dt_spread_tag_1(Process *p, Term *arg)
{
    (void)p, (void)arg;
    return ATOM_TRUE;
}
