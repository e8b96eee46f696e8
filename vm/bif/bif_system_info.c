// SPDX-License-Identifier: Apache-2.0
// bif_system_info.c -- erlang:system_info/1: one row per item.
//
// What an item has no answer for on this machine is badarg, as for any unknown item; nothing is
// invented.
//
// Read before: vm/bif/bif_system.h
#include <gnu/libc-version.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>
#include <time.h>

#include "vm/base/clock.h"
#include "vm/base/poll.h"
#include "vm/bif/argument.h"
#include "vm/bif/bif_system.h"
#include "vm/bif/max_heap.h"
#include "vm/bif/system_memory.h"
#include "vm/bif/system_schedulers.h"
#include "vm/bif/system_topology.h"
#include "vm/code/module.h"
#include "vm/ets/ets.h"
#include "vm/proc/crash.h"
#include "vm/proc/exit.h"
#include "vm/proc/pid_table.h"
#include "vm/proc/run_queue.h"
#include "vm/proc/time.h"
#include "vm/term/ref.h"

const SystemArgs *system_args;
typedef struct TermList {
    Space *space;
    Term list;
} TermList;

uint64_t (*system_port_count)(void);

static char version_line[256];

static void print_version(void)
{
    const SystemArgs *a = system_args;
    snprintf(
        version_line, sizeof version_line,
        "Erlang/OTP %s [erts-%s] [joist] [64-bit] [smp:%u:%u] [ds:%u:%u:%u] [async-threads:%u]",
        a->release, a->erts_version, a->schedulers, a->schedulers_online, a->dirty_cpu_schedulers,
        a->dirty_cpu_schedulers_online, a->dirty_io_schedulers, a->async_threads);
}

void bif_system_init(const SystemArgs *args)
{
    system_args = args;
    print_version();
    crash_system_version = version_line;
}

static Term text(Space *s, const char *t) { return space_string(s, t, strlen(t)); }
static Term number(Space *s, uint64_t n) { return space_unsigned(s, n); }

// ---- names and versions

static Term info_otp_release(Space *s) { return text(s, system_args->release); }
static Term info_version(Space *s) { return text(s, system_args->erts_version); }
static Term info_system_version(Space *s)
{
    char line[sizeof version_line + 2];
    snprintf(line, sizeof line, "%s\n", version_line);
    return text(s, line);
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
    const Term version = space_tuple3(s, small_make(__clang_major__), small_make(__clang_minor__),
                                      small_make(__clang_patchlevel__));
    return space_tuple2(s, ATOM_CLANG, version);
#else
    const Term version = space_tuple3(s, small_make(__GNUC__), small_make(__GNUC_MINOR__),
                                      small_make(__GNUC_PATCHLEVEL__));
    return space_tuple2(s, ATOM_GNUC, version);
#endif
}

// ---- counts and limits

static Term info_schedulers(Space *s) { return number(s, system_args->schedulers); }
static Term info_schedulers_online(Space *s) { return number(s, system_online_count()); }
static Term info_schedulers_state(Space *s)
{
    const Term online = info_schedulers_online(s);
    const Term active = system_multi_state() == ATOM_ENABLED ? online : SMALL(1);
    return space_tuple3(s, info_schedulers(s), online, active);
}
static Term info_all_schedulers_state(Space *s)
{
    const Term *normal = tuple_elements(info_schedulers_state(s));
    const Term cpu = number(s, system_args->dirty_cpu_schedulers),
               cpu_online = number(s, system_args->dirty_cpu_schedulers_online);
    const Term io = number(s, system_args->dirty_io_schedulers);
    const Term all[] = {space_tuple4(s, ATOM_NORMAL, normal[0], normal[1], normal[2]),
                        space_tuple4(s, ATOM_DIRTY_CPU, cpu, cpu_online, cpu_online),
                        space_tuple4(s, ATOM_DIRTY_IO, io, io, io)};
    return space_list(s, all, 3, TERM_NIL);
}
static Term info_schedulers_active(Space *s) { return tuple_elements(info_schedulers_state(s))[2]; }
static Term info_multi_state(Space *s)
{
    (void)s;
    return system_multi_state();
}
static Term info_blockers(Space *s) { return system_multi_blockers(s, false); }
static Term info_normal_blockers(Space *s) { return system_multi_blockers(s, true); }
static Term info_context_reductions(Space *s)
{
    (void)s;
    return SMALL(SLICE_REDUCTIONS);
}
static Term info_dirty_cpu(Space *s) { return number(s, system_args->dirty_cpu_schedulers); }
static Term info_dirty_cpu_online(Space *s)
{
    return number(s, system_args->dirty_cpu_schedulers_online);
}
static Term info_dirty_io(Space *s) { return number(s, system_args->dirty_io_schedulers); }
static Term info_async_threads(Space *s) { return number(s, system_args->async_threads); }
static Term known(Space *s, uint32_t n) { return n ? number(s, n) : ATOM_UNKNOWN; }
static Term info_processors(Space *s) { return known(s, system_args->processors_configured); }
static Term info_processors_online(Space *s) { return known(s, system_args->processors_online); }
static Term info_processors_available(Space *s)
{
    return known(s, system_args->processors_available);
}
static Term info_process_limit(Space *s) { return number(s, pid_table_limit()); }
static Term info_process_count(Space *s) { return number(s, pid_table_count()); }
static Term info_port_limit(Space *s) { return number(s, system_args->port_limit); }
static Term info_port_count(Space *s)
{
    return number(s, system_port_count ? system_port_count() : 0);
}
static Term info_atom_limit(Space *s) { return number(s, atom_limit()); }
static Term info_atom_count(Space *s) { return number(s, atom_count()); }
static Term info_ets_limit(Space *s) { return number(s, system_args->ets_limit); }
static Term info_ets_count(Space *s) { return number(s, ets_table_count()); }
static Term info_wordsize(Space *s)
{
    (void)s;
    return SMALL(8);
}
static Term info_scheduler_id(Space *s) { return number(s, scheduler_id); }
static Term info_dist_busy(Space *s) { return number(s, system_args->dist_busy_limit_bytes); }
static Term info_requests_limit(Space *s) { return number(s, atomic_load(&system_requests_limit)); }
static Term info_cpu_quota(Space *s) { return known(s, system_args->processors_quota); }
static Term info_node_gc(Space *s)
{
    return system_args->node_gc_delay_s < 0 ? ATOM_INFINITY
                                            : number(s, (uint64_t)system_args->node_gc_delay_s);
}
static Term info_creation(Space *s) { return number(s, node_this->creation); }
static Term info_timing_level(Space *s)
{
    return system_args->timing_level < 0 ? ATOM_UNDEFINED
                                         : number(s, (uint64_t)system_args->timing_level);
}
static Term info_emu_args(Space *s)
{
    Term list = TERM_NIL;
    for (size_t i = system_args->emu_arg_count; i > 0; i--) {
        list = space_cons(s, text(s, system_args->emu_args[i - 1]), list);
    }
    return list;
}
static Term info_dist(Space *s)
{
    static const char nobody[] = "=node:'nonode@nohost'\n=no_distribution\n";
    return space_binary(s, nobody, sizeof nobody - 1);
}
static Term option(bool value) { return value ? ATOM_TRUE : ATOM_FALSE; }
static Term info_port_parallelism(Space *s)
{
    (void)s;
    return option(system_args->port_parallelism);
}
static Term info_ets_compress(Space *s)
{
    (void)s;
    return option(system_args->ets_compressed);
}
static Term info_break_ignored(Space *s)
{
    (void)s;
    return option(system_args->is_break_ignored);
}
static Term info_time_correction(Space *s)
{
    (void)s;
    return option(system_args->time_correction);
}
static Term info_tolerant(Space *s)
{
    (void)s;
    return system_args->time_correction ? ATOM_ENABLED : ATOM_DISABLED;
}
static Term info_system_logger(Space *s)
{
    (void)s;
    const Term to = atomic_load(&logger_destination);
    return to ? to : ATOM_LOGGER;
}
static Term info_seq_tracer(Space *s)
{
    return space_tuple2(s, ATOM_SEQUENTIAL_TRACER, ATOM_FALSE);
}

static void add_bif(Export *e, void *data)
{
    TermList *l = data;
    if (e->bif != NULL) {
        l->list = space_cons(
            l->space, space_tuple3(l->space, e->module, e->function, small_make((int64_t)e->arity)),
            l->list);
    }
}
// Every function that is native.
static Term info_snifs(Space *s)
{
    TermList l = {s, TERM_NIL};
    export_each(add_bif, &l);
    return l.list;
}
static Term info_check_io(Space *s)
{
    const Term facts[] = {
        space_tuple2(s, ATOM_NAME, ATOM_ERTS_POLL),
        space_tuple2(s, ATOM_PRIMARY, ATOM_EPOLL),
        space_tuple2(s, ATOM_KERNEL_POLL, ATOM_EPOLL),
        space_tuple2(s, ATOM_TOTAL_POLL_SET_SIZE, number(s, poll_entry_count())),
        space_tuple2(s, ATOM_POLL_THREADS, SMALL(0)),
    };
    return space_cons(s, space_list(s, facts, sizeof facts / sizeof facts[0], TERM_NIL), TERM_NIL);
}

// ---- constants of this machine

#define CONSTANT(name, value)  \
    static Term name(Space *s) \
    {                          \
        (void)s;               \
        return value;          \
    }
CONSTANT(info_true, ATOM_TRUE)
CONSTANT(info_false, ATOM_FALSE)
CONSTANT(info_none, ATOM_NONE)
CONSTANT(info_opt, ATOM_OPT)
CONSTANT(info_emu, ATOM_EMU)
CONSTANT(info_little, ATOM_LITTLE)
CONSTANT(info_private, ATOM_PRIVATE)
CONSTANT(info_undefined, ATOM_UNDEFINED)
CONSTANT(info_unbound, ATOM_UNBOUND)
CONSTANT(info_nil, TERM_NIL)
CONSTANT(info_zero, SMALL(0))
CONSTANT(info_unchanged, ATOM_UNCHANGED)

// ---- memory

static Term info_fullsweep(Space *s)
{
    return space_tuple2(s, ATOM_FULLSWEEP_AFTER, number(s, process_default_fullsweep));
}
static Term info_min_heap(Space *s)
{
    return space_tuple2(s, ATOM_MIN_HEAP_SIZE, number(s, process_default_min_heap));
}
static Term info_min_vheap(Space *s)
{
    return space_tuple2(s, ATOM_MIN_BIN_VHEAP_SIZE, number(s, process_default_min_vheap));
}
static Term info_max_heap(Space *s)
{
    return max_heap_map(s, process_default_max_heap, process_default_max_heap_flags);
}
static Term info_gc(Space *s)
{
    const Term items[] = {space_tuple2(s, ATOM_MAX_HEAP_SIZE, number(s, process_default_max_heap)),
                          info_min_vheap(s), info_min_heap(s), info_fullsweep(s)};
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
// The last second that monotonic time can show: as far above zero as it began below.
static Term info_end_time(Space *s)
{
    return space_integer(s, (INT64_MAX + time_start_ns()) / NS_PER_S * NS_PER_S - NS_PER_S);
}
static Term clock_facts(Space *s, const char *id, clockid_t clock, bool is_monotonic, int64_t now)
{
    struct timespec resolution;
    clock_getres(clock, &resolution);
    const int64_t per_second =
        resolution.tv_sec || !resolution.tv_nsec ? 1 : NS_PER_S / resolution.tv_nsec;
    Term facts[6];
    size_t n = 0;
    facts[n++] = space_tuple2(s, ATOM_FUNCTION, ATOM_CLOCK_GETTIME);
    facts[n++] = space_tuple2(s, ATOM_CLOCK_ID, atom_from_text(id));
    facts[n++] = space_tuple2(s, ATOM_RESOLUTION, space_integer(s, per_second));
    if (is_monotonic) {
        facts[n++] = space_tuple2(s, ATOM_EXTENDED, ATOM_NO);
    }
    facts[n++] = space_tuple2(s, ATOM_PARALLEL, ATOM_YES);
    facts[n++] = space_tuple2(s, ATOM_TIME, space_integer(s, now));
    return space_list(s, facts, n, TERM_NIL);
}
static Term info_monotonic_source(Space *s)
{
    return clock_facts(s, "CLOCK_MONOTONIC", CLOCK_MONOTONIC, true, clock_monotonic_ns());
}
static Term info_system_source(Space *s)
{
    return clock_facts(s, "CLOCK_REALTIME", CLOCK_REALTIME, false, clock_system_ns());
}
static Term info_time_offset(Space *s)
{
    (void)s;
    return time_warp_mode() == WARP_MULTI ? ATOM_VOLATILE
           : time_offset_is_final()       ? ATOM_FINAL
                                          : ATOM_PRELIMINARY;
}
static Term info_warp(Space *s)
{
    (void)s;
    return time_warp_mode() == WARP_NO      ? ATOM_NO_TIME_WARP
           : time_warp_mode() == WARP_MULTI ? ATOM_MULTI_TIME_WARP
                                            : ATOM_SINGLE_TIME_WARP;
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

#define ITEM(name, function)            \
    {                                   \
        name, sizeof name - 1, function \
    }
static const struct {
    const char *name;
    size_t size;
    Term (*function)(Space *s);
} items[] = {
    ITEM("all_schedulers_state", info_all_schedulers_state),
    ITEM("alloc_util_allocators", system_memory_allocators),
    ITEM("allocated_areas", system_memory_areas),
    ITEM("allocator", info_allocator),
    ITEM("atom_count", info_atom_count),
    ITEM("atom_limit", info_atom_limit),
    ITEM("beam_jump_table", info_true),
    ITEM("break_ignored", info_break_ignored),
    ITEM("build_type", info_opt),
    ITEM("c_compiler_used", info_compiler),
    ITEM("check_io", info_check_io),
    ITEM("compat_rel", info_compat_rel),
    ITEM("constant_pool_support", info_true),
    ITEM("context_reductions", info_context_reductions),
    ITEM("cpu_quota", info_cpu_quota),
    ITEM("creation", info_creation),
    ITEM("debug_compiled", info_false),
    ITEM("decentralized_counter_groups_map", info_nil),
    ITEM("delayed_node_table_gc", info_node_gc),
    ITEM("dirty_cpu_schedulers", info_dirty_cpu),
    ITEM("dirty_cpu_schedulers_online", info_dirty_cpu_online),
    ITEM("dirty_io_schedulers", info_dirty_io),
    ITEM("dist", info_dist),
    ITEM("dist_buf_busy_limit", info_dist_busy),
    ITEM("dist_ctrl", info_nil),
    ITEM("driver_version", info_driver_version),
    ITEM("dynamic_trace", info_none),
    ITEM("dynamic_trace_probes", info_false),
    ITEM("eager_check_io", info_true),
    ITEM("emu_args", info_emu_args),
    ITEM("emu_flavor", info_emu),
    ITEM("emu_type", info_opt),
    ITEM("end_time", info_end_time),
    ITEM("endian", info_little),
    ITEM("ets_always_compress", info_ets_compress),
    ITEM("ets_count", info_ets_count),
    ITEM("ets_limit", info_ets_limit),
    ITEM("ets_realloc_moves", info_false),
    ITEM("fullsweep_after", info_fullsweep),
    ITEM("garbage_collection", info_gc),
    ITEM("heap_sizes", info_heap_sizes),
    ITEM("heap_type", info_private),
    ITEM("hipe_architecture", info_undefined),
    ITEM("io_thread", info_false),
    ITEM("kernel_poll", info_true),
    ITEM("lock_checking", info_false),
    ITEM("lock_counting", info_false),
    ITEM("logical_processors", info_processors),
    ITEM("logical_processors_available", info_processors_available),
    ITEM("logical_processors_online", info_processors_online),
    ITEM("machine", info_machine),
    ITEM("max_heap_size", info_max_heap),
    ITEM("message_queue_data", info_queue_data),
    ITEM("min_bin_vheap_size", info_min_vheap),
    ITEM("min_heap_size", info_min_heap),
    ITEM("modified_timing_level", info_timing_level),
    ITEM("multi_scheduling", info_multi_state),
    ITEM("multi_scheduling_blockers", info_blockers),
    ITEM("nif_version", info_nif_version),
    ITEM("normal_multi_scheduling_blockers", info_normal_blockers),
    ITEM("os_monotonic_time_source", info_monotonic_source),
    ITEM("os_system_time_source", info_system_source),
    ITEM("os_type", info_os_type),
    ITEM("os_version", info_os_version),
    ITEM("otp_release", info_otp_release),
    ITEM("outstanding_system_requests_limit", info_requests_limit),
    ITEM("port_count", info_port_count),
    ITEM("port_limit", info_port_limit),
    ITEM("port_parallelism", info_port_parallelism),
    ITEM("port_tasks", info_true),
    ITEM("process_count", info_process_count),
    ITEM("process_limit", info_process_limit),
    ITEM("reader_groups_map", info_nil),
    ITEM("run_queues", info_schedulers),
    ITEM("scheduler_bind_type", info_unbound),
    ITEM("scheduler_bindings", info_scheduler_bindings),
    ITEM("scheduler_id", info_scheduler_id),
    ITEM("schedulers", info_schedulers),
    ITEM("schedulers_active", info_schedulers_active),
    ITEM("schedulers_online", info_schedulers_online),
    ITEM("schedulers_state", info_schedulers_state),
    ITEM("schedulers_total", info_schedulers),
    ITEM("sequential_tracer", info_seq_tracer),
    ITEM("smp_support", info_true),
    ITEM("snifs", info_snifs),
    ITEM("start_time", info_start_time),
    ITEM("system_architecture", info_architecture),
    ITEM("system_logger", info_system_logger),
    ITEM("system_version", info_system_version),
    ITEM("taints", info_nil),
    ITEM("thread_pool_size", info_async_threads),
    ITEM("threads", info_true),
    ITEM("time_correction", info_time_correction),
    ITEM("time_offset", info_time_offset),
    ITEM("time_warp_mode", info_warp),
    ITEM("tolerant_timeofday", info_tolerant),
    ITEM("trace_control_word", info_zero),
    ITEM("update_cpu_info", info_unchanged),
    ITEM("version", info_version),
    ITEM("wordsize", info_wordsize),
};
#undef ITEM

static Term find_item(Space *s, Term name)
{
    const AtomName *n = atom_name(name);
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        if (items[i].size == n->size && memcmp(items[i].name, n->text, n->size) == 0) {
            return items[i].function(s);
        }
    }
    return TERM_NONE;
}

// No topology can be defined, so the detected one is used. The Erlang half turns the flat list into
// a tree.
static Term topology_item(Process *p, Term *arg, bool is_tree, Term which)
{
    Term flat[1];
    if (which == ATOM_DEFINED) {
        flat[0] = ATOM_UNDEFINED;
    } else if (which == ATOM_USED || which == ATOM_DETECTED) {
        flat[0] = system_topology(process_space(p));
    } else {
        return bif_badarg(p);
    }
    return is_tree ? bif_trap(p, arg, export_get(ATOM_ERLANG, ATOM_FORMAT_CPU_TOPOLOGY, 1), 1, flat)
                   : flat[0];
}

// Items that are tuples.
static Term tuple_item(Process *p, Term *arg)
{
    const uint32_t arity = tuple_arity(arg[0]);
    const Term *e = tuple_elements(arg[0]);
    const Term item = arity ? e[0] : TERM_NIL;
    if (arity == 2 && item == ATOM_WORDSIZE && (e[1] == ATOM_INTERNAL || e[1] == ATOM_EXTERNAL)) {
        return SMALL(8);
    }
    if (arity == 2 && (item == ATOM_CPU_TOPOLOGY || item == ATOM_INTERNAL_CPU_TOPOLOGY)) {
        return topology_item(p, arg, item == ATOM_CPU_TOPOLOGY, e[1]);
    }
    if (item == ATOM_MEMORY_INTERNAL || item == ATOM_ALLOCATOR || item == ATOM_ALLOCATOR_SIZES) {
        if (arity == 3) {
            return system_memory_request(p, item, e[1], e[2]);
        }
        if (arity == 2 && item != ATOM_MEMORY_INTERNAL) {
            const Term which[] = {e[1]};
            const Term function = item == ATOM_ALLOCATOR ? ATOM_ALLOC_INFO : ATOM_ALLOC_SIZES;
            return bif_trap(p, arg, export_get(ATOM_ERLANG, function, 1), 1, which);
        }
    }
    return bif_badarg(p);
}

Term bif_erlang_system_info_1(Process *p, Term *arg)
{
    if (term_is_tuple(arg[0])) {
        return tuple_item(p, arg);
    }
    if (arg[0] == ATOM_CPU_TOPOLOGY) {
        return topology_item(p, arg, true, ATOM_USED);
    }
    const Term result = term_is_atom(arg[0]) ? find_item(process_space(p), arg[0]) : TERM_NONE;
    return term_is_none(result) ? bif_badarg(p) : result;
}
