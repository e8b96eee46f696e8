// SPDX-License-Identifier: Apache-2.0
// flag.h -- what the parts of the flag parser share: the parser, reading values, one function per
// flag.
#pragma once

#include "vm/cli/flags.h"

enum {
    FLAG_SCHEDULERS_MAX = 1024,
    FLAG_TABLE_MIN = 1024,          // processes, ports
    FLAG_TABLE_MAX = (1 << 27) - 1, // ids have 28 bits
    FLAG_ETS_MIN = 8192,
};

typedef struct Parser {
    EmulatorArgs *args;
    char **words;
    size_t count;
    size_t at;
    uint32_t percent, percent_online;             // +SP
    uint32_t dirty_percent, dirty_percent_online; // +SDPcpu
    bool ports_given;                             // +Q or ERL_MAX_PORTS
    bool show_version;
    const char *program;
} Parser;

// Judges the value of one flag and stores it. False: an error was printed.
typedef bool FlagFunction(Parser *p, const char *value);

// Prints a line to stderr. It ends as every line of an emulator there: \r\n, since a terminal may be raw.
void flag_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
// Prints an error (one %s) as a line; returns false.
bool flag_complain(const char *format, const char *value) __attribute__((format(printf, 1, 0)));
// "true" or "false", else false with *out false.
bool flag_read_bool(const char *value, bool *out);
// Is value one of the words in list (separated by spaces)?
bool flag_is_one_of(const char *value, const char *list);
// Leading digits, as atoi reads them; bad text is 0.
long flag_read_number(const char *value);

// flag_threads.c
FlagFunction flag_take_schedulers, flag_take_dirty_cpu, flag_take_percentages,
    flag_take_dirty_percentages, flag_take_dirty_io, flag_take_async, flag_check_async_stack,
    flag_check_scheduler_stack, flag_take_busy_wait, flag_check_busy_wait, flag_check_wakeup,
    flag_check_cleanup, flag_check_strategy, flag_check_bind_type, flag_check_compact,
    flag_check_balance, flag_take_parallelism, flag_check_wakeup_interval, flag_check_port_signals;
// flag_limits.c
FlagFunction flag_take_processes, flag_take_ports, flag_take_atoms, flag_take_tables,
    flag_take_compressed, flag_take_heap, flag_take_bin_heap, flag_take_max_heap,
    flag_take_max_kill, flag_take_max_log, flag_take_dictionary, flag_take_queue_data;
// flag_modes.c
FlagFunction flag_accept, flag_take_printable, flag_take_filenames, flag_take_time_warp,
    flag_take_warnings, flag_take_timing, flag_take_compat, flag_take_dist_limit,
    flag_take_node_delay, flag_check_ets_wait, flag_check_requests, flag_check_dump, flag_take_perf,
    flag_check_groups, flag_check_counters, flag_take_boot_module, flag_take_no_dump,
    flag_take_no_lines, flag_take_version, flag_warn_verbose, flag_warn_removed, flag_take_break,
    flag_take_correction, flag_take_translate;
