// SPDX-License-Identifier: Apache-2.0
// bif_system_info.c -- erlang:system_info/1: one row per item.
//
// What an item has no answer for on this machine is badarg, as for any unknown item; nothing is invented.
//
// Read before: vm/bif/bif_system.h
#include <gnu/libc-version.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>

#include "vm/base/alloc.h"
#include "vm/bif/argument.h"
#include "vm/bif/bif_system.h"
#include "vm/bif/max_heap.h"
#include "vm/code/module.h"
#include "vm/proc/pid_table.h"
#include "vm/proc/run_queue.h"
#include "vm/proc/time.h"

const SystemArgs *system_args;
uint64_t (*system_port_count)(void);
uint64_t (*system_ets_count)(void);

void bif_system_init(const SystemArgs *args) { system_args = args; }

static Term text(Space *s, const char *t) { return space_string(s, t, strlen(t)); }
static Term number(Space *s, uint64_t n) { return space_unsigned(s, n); }

// ---- names and versions

static Term info_otp_release(Space *s) { return text(s, system_args->release); }
static Term info_version(Space *s) { return text(s, system_args->erts_version); }
static Term info_system_version(Space *s)
{
    char t[256];
    const SystemArgs *a = system_args;
    snprintf(t, sizeof t, "Erlang/OTP %s [erts-%s] [joist] [64-bit] [smp:%u:%u] [ds:%u:%u:%u] [async-threads:%u]\n", a->release,
             a->erts_version, a->schedulers, a->schedulers_online, a->dirty_cpu_schedulers, a->dirty_cpu_schedulers_online,
             a->dirty_io_schedulers, a->async_threads);
    return text(s, t);
}
static Term info_architecture(Space *s)
{
#if defined(__x86_64__)
    return text(s, "x86_64-pc-linux-gnu");
#else
    return text(s, "aarch64-unknown-linux-gnu");
#endif
}
static Term info_machine(Space *s) { return text(s, "BEAM"); }
static Term info_nif_version(Space *s)
{
    const int release = atoi(system_args->release);
    return text(s, release >= 29 ? "2.18" : release >= 26 ? "2.17" : "2.16");
}
static Term info_driver_version(Space *s) { return text(s, "3.3"); }
static Term info_compiler(Space *s)
{
#if defined(__clang__)
    const Term version = space_tuple3(s, small_make(__clang_major__), small_make(__clang_minor__), small_make(__clang_patchlevel__));
    return space_tuple2(s, ATOM_CLANG, version);
#else
    const Term version = space_tuple3(s, small_make(__GNUC__), small_make(__GNUC_MINOR__), small_make(__GNUC_PATCHLEVEL__));
    return space_tuple2(s, ATOM_GNUC, version);
#endif
}

// ---- counts and limits

static Term info_schedulers(Space *s) { return number(s, system_args->schedulers); }
static Term info_schedulers_online(Space *s) { return number(s, system_args->schedulers_online); }
static Term info_dirty_cpu(Space *s) { return number(s, system_args->dirty_cpu_schedulers); }
static Term info_dirty_cpu_online(Space *s) { return number(s, system_args->dirty_cpu_schedulers_online); }
static Term info_dirty_io(Space *s) { return number(s, system_args->dirty_io_schedulers); }
static Term info_async_threads(Space *s) { return number(s, system_args->async_threads); }
static Term known(Space *s, uint32_t n) { return n ? number(s, n) : ATOM_UNKNOWN; }
static Term info_processors(Space *s) { return known(s, system_args->processors_configured); }
static Term info_processors_online(Space *s) { return known(s, system_args->processors_online); }
static Term info_processors_available(Space *s) { return known(s, system_args->processors_available); }
static Term info_process_limit(Space *s) { return number(s, pid_table_limit()); }
static Term info_process_count(Space *s) { return number(s, pid_table_count()); }
static Term info_port_limit(Space *s) { return number(s, system_args->port_limit); }
static Term info_port_count(Space *s) { return number(s, system_port_count ? system_port_count() : 0); }
static Term info_atom_limit(Space *s) { return number(s, atom_limit()); }
static Term info_atom_count(Space *s) { return number(s, atom_count()); }
static Term info_ets_limit(Space *s) { return number(s, system_args->ets_limit); }
static Term info_ets_count(Space *s) { return number(s, system_ets_count ? system_ets_count() : 0); }
static Term info_wordsize(Space *s)
{
    (void)s;
    return SMALL(8);
}
static Term info_scheduler_id(Space *s) { return number(s, scheduler_id); }
static Term info_dist_busy(Space *s) { return number(s, system_args->dist_busy_limit_bytes); }
static Term info_requests_limit(Space *s)
{
    (void)s;
    return SMALL(4);
}

// ---- constants of this machine

#define CONSTANT(name, value)        \
    static Term name(Space *s)       \
    {                                \
        (void)s;                     \
        return value;                \
    }
CONSTANT(info_true, ATOM_TRUE)
CONSTANT(info_false, ATOM_FALSE)
CONSTANT(info_none, ATOM_NONE)
CONSTANT(info_opt, ATOM_OPT)
CONSTANT(info_emu, ATOM_EMU)
CONSTANT(info_little, ATOM_LITTLE)
CONSTANT(info_private, ATOM_PRIVATE)
CONSTANT(info_enabled, ATOM_ENABLED)
CONSTANT(info_disabled, ATOM_DISABLED)
CONSTANT(info_undefined, ATOM_UNDEFINED)
CONSTANT(info_unbound, ATOM_UNBOUND)
CONSTANT(info_nil, TERM_NIL)
CONSTANT(info_zero, SMALL(0))

// ---- memory

static Term info_fullsweep(Space *s) { return space_tuple2(s, ATOM_FULLSWEEP_AFTER, number(s, process_default_fullsweep)); }
static Term info_min_heap(Space *s) { return space_tuple2(s, ATOM_MIN_HEAP_SIZE, number(s, process_default_min_heap)); }
static Term info_min_vheap(Space *s) { return space_tuple2(s, ATOM_MIN_BIN_VHEAP_SIZE, number(s, process_default_min_vheap)); }
static Term info_max_heap(Space *s) { return max_heap_map(s, process_default_max_heap, process_default_max_heap_flags); }
static Term info_gc(Space *s)
{
    const Term items[] = {space_tuple2(s, ATOM_MAX_HEAP_SIZE, number(s, process_default_max_heap)), info_min_vheap(s), info_min_heap(s),
                          info_fullsweep(s)};
    return space_list(s, items, 4, TERM_NIL);
}
static Term info_queue_data(Space *s)
{
    (void)s;
    return process_default_off_heap_messages ? ATOM_OFF_HEAP : ATOM_ON_HEAP;
}
static Term info_heap_sizes(Space *s)
{
    Term list = TERM_NIL, sizes[128];
    size_t count = 0;
    for (size_t words = 1; count < 55; count++) {
        words = heap_next_size(words);
        sizes[count] = number(s, words++);
    }
    list = space_list(s, sizes, count, TERM_NIL);
    return list;
}
static Term info_allocator(Space *s)
{
    int major = 0, minor = 0;
    sscanf(gnu_get_libc_version(), "%d.%d", &major, &minor);
    const Term version[] = {small_make(major), small_make(minor)};
    return space_tuple4(s, ATOM_GLIBC, space_list(s, version, 2, TERM_NIL), TERM_NIL, TERM_NIL);
}

// ---- operating system, time

static Term info_os_type(Space *s) { return space_tuple2(s, ATOM_UNIX, ATOM_LINUX); }
static Term info_os_version(Space *s)
{
    struct utsname u;
    unsigned a = 0, b = 0, c = 0;
    uname(&u);
    sscanf(u.release, "%u.%u.%u", &a, &b, &c);
    return space_tuple3(s, small_make(a), small_make(b), small_make(c));
}
static Term info_start_time(Space *s) { return space_integer(s, time_start_ns()); }
static Term info_time_offset(Space *s)
{
    (void)s;
    return time_warp_mode() == WARP_MULTI ? ATOM_VOLATILE : time_offset_is_final() ? ATOM_FINAL : ATOM_PRELIMINARY;
}
static Term info_warp(Space *s)
{
    (void)s;
    return time_warp_mode() == WARP_NO ? ATOM_NO_TIME_WARP : time_warp_mode() == WARP_MULTI ? ATOM_MULTI_TIME_WARP : ATOM_SINGLE_TIME_WARP;
}
static Term info_scheduler_bindings(Space *s)
{
    const uint32_t n = system_args->schedulers;
    Term *words = space_take(s, n + 1);
    words[0] = header_make(SUBTAG_TUPLE, n);
    for (uint32_t i = 1; i <= n; i++) {
        words[i] = ATOM_UNBOUND;
    }
    return boxed_make(words);
}
static Term info_compat_rel(Space *s) { return number(s, system_args->compat_release); }

static const struct { const char *name; Term (*function)(Space *s); } items[] = {
    {"allocated_areas", info_nil},
    {"allocator", info_allocator},
    {"alloc_util_allocators", info_nil},
    {"atom_count", info_atom_count},
    {"atom_limit", info_atom_limit},
    {"break_ignored", info_false},
    {"build_type", info_opt},
    {"c_compiler_used", info_compiler},
    {"compat_rel", info_compat_rel},
    {"creation", info_zero},
    {"debug_compiled", info_false},
    {"dirty_cpu_schedulers", info_dirty_cpu},
    {"dirty_cpu_schedulers_online", info_dirty_cpu_online},
    {"dirty_io_schedulers", info_dirty_io},
    {"dist_buf_busy_limit", info_dist_busy},
    {"dist_ctrl", info_nil},
    {"driver_version", info_driver_version},
    {"dynamic_trace", info_none},
    {"dynamic_trace_probes", info_false},
    {"eager_check_io", info_true},
    {"emu_flavor", info_emu},
    {"emu_type", info_opt},
    {"endian", info_little},
    {"ets_count", info_ets_count},
    {"ets_limit", info_ets_limit},
    {"fullsweep_after", info_fullsweep},
    {"garbage_collection", info_gc},
    {"heap_sizes", info_heap_sizes},
    {"heap_type", info_private},
    {"kernel_poll", info_true},
    {"logical_processors", info_processors},
    {"logical_processors_available", info_processors_available},
    {"logical_processors_online", info_processors_online},
    {"machine", info_machine},
    {"max_heap_size", info_max_heap},
    {"message_queue_data", info_queue_data},
    {"min_bin_vheap_size", info_min_vheap},
    {"min_heap_size", info_min_heap},
    {"modified_timing_level", info_undefined},
    {"multi_scheduling", info_enabled},
    {"multi_scheduling_blockers", info_nil},
    {"nif_version", info_nif_version},
    {"normal_multi_scheduling_blockers", info_nil},
    {"os_type", info_os_type},
    {"os_version", info_os_version},
    {"otp_release", info_otp_release},
    {"outstanding_system_requests_limit", info_requests_limit},
    {"port_count", info_port_count},
    {"port_limit", info_port_limit},
    {"port_parallelism", info_false},
    {"process_count", info_process_count},
    {"process_limit", info_process_limit},
    {"scheduler_bind_type", info_unbound},
    {"scheduler_bindings", info_scheduler_bindings},
    {"scheduler_id", info_scheduler_id},
    {"schedulers", info_schedulers},
    {"schedulers_online", info_schedulers_online},
    {"smp_support", info_true},
    {"start_time", info_start_time},
    {"system_architecture", info_architecture},
    {"system_version", info_system_version},
    {"taints", info_nil},
    {"thread_pool_size", info_async_threads},
    {"threads", info_true},
    {"time_correction", info_true},
    {"time_offset", info_time_offset},
    {"time_warp_mode", info_warp},
    {"tolerant_timeofday", info_disabled},
    {"trace_control_word", info_zero},
    {"version", info_version},
    {"wordsize", info_wordsize},
};

static Term find_item(Space *s, Term name)
{
    const AtomName *n = atom_name(name);
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        if (strlen(items[i].name) == n->size && memcmp(items[i].name, n->text, n->size) == 0) {
            return items[i].function(s);
        }
    }
    return TERM_NONE;
}

Term bif_erlang_system_info_1(Process *p, Term *arg)
{
    Term value;
    if (argument_tagged(arg[0], ATOM_WORDSIZE, &value) && (value == ATOM_INTERNAL || value == ATOM_EXTERNAL)) {
        return SMALL(8);
    }
    const Term result = term_is_atom(arg[0]) ? find_item(process_space(p), arg[0]) : TERM_NONE;
    return term_is_none(result) ? bif_badarg(p) : result;
}
