// SPDX-License-Identifier: Apache-2.0
// bif_system.h -- what the start of the machine tells the native functions, and the hooks of layers
// beside them.
#pragma once

#include "vm/proc/process.h"

// What programs may ask about how the machine was started. vm/emulator.c fills it from the command
// line.
typedef struct SystemArgs {
    const char *erts_version, *release; // "13.1.5", "25"
    char **emu_args;                    // the whole argument vector
    size_t emu_arg_count;
    uint32_t processors_configured, processors_online, processors_available,
        processors_quota; // 0: unknown
    uint32_t schedulers, schedulers_online;
    uint32_t dirty_cpu_schedulers, dirty_cpu_schedulers_online, dirty_io_schedulers;
    uint32_t async_threads;
    uint32_t port_limit, ets_limit;
    bool port_parallelism, ets_compressed, is_break_ignored, time_correction;
    char logger_warnings; // 'i', 'w' or 'e'
    uint32_t compat_release;
    uint32_t dist_busy_limit_bytes;
    int64_t node_gc_delay_s; // -1: never
    int32_t timing_level;    // -1: not given
} SystemArgs;

// Once, after the tables are ready; args lives for ever.
void bif_system_init(const SystemArgs *args);
extern const SystemArgs *system_args;

// Set by vm/port: `Port ! Message` (returns the message or TERM_NONE with an exception), names of
// ports.
extern Term (*send_port_hook)(Process *p, Term port, Term message);
extern bool (*register_port_hook)(Term name, Term port);
extern void (*unregister_port_hook)(Term port);
// Set by distribution: a message to something on another node. False: an exception is described.
extern bool (*send_remote_hook)(Process *p, Term destination, Term message);
