// SPDX-License-Identifier: Apache-2.0
// emulator.h -- what a start of the machine needs to know, and the one call that starts it.
//
// vm/cli/ fills an EmulatorArgs from whatever was typed, with every default resolved; vm/emulator.c
// boots from it. All strings belong to the caller and live as long as the machine.
#pragma once

#include "vm/base/platform.h"
#include "vm/code/perf_map.h"

typedef enum BreakMode { BREAK_HANDLER, BREAK_IGNORED, BREAK_TO_SHELL, BREAK_DISABLED } BreakMode;

typedef enum FilenameEncoding {
    FILENAMES_BY_LOCALE, // +fn was not given
    FILENAMES_LATIN1,    // +fnl
    FILENAMES_UTF8,      // +fnu
    FILENAMES_UTF8_AUTO, // +fna: utf8 if the locale says so, raw bytes otherwise
} FilenameEncoding;

typedef enum FilenameWarning {
    FILENAME_WARN,   // a file name that is not in the encoding is reported (w, the default)
    FILENAME_SILENT, // i
    FILENAME_ERROR,  // e
} FilenameWarning;

typedef enum TimeWarp { TIME_WARP_NO, TIME_WARP_SINGLE, TIME_WARP_MULTI } TimeWarp;

// Which modules become machine code (vm/interp/translate.h, in the same order).
typedef enum MachineCode { MACHINE_CODE_NEVER, MACHINE_CODE_WARM, MACHINE_CODE_LOAD } MachineCode;

typedef struct EmulatorArgs {
    // Where OTP lies.
    const char *root;         // -root: /usr/lib/erlang
    const char *bindir;       // -bindir: /usr/lib/erlang/erts-13.1.5/bin
    const char *erts_version; // "13.1.5"
    const char *release;      // "25"

    // The first process: boot_module:start(_, init_args as binaries).
    const char *boot_module; // -i, else "init"
    char **init_args;        // what follows the first "--" of the vector: -root R -bindir B ...
    size_t init_arg_count;
    char **emu_args; // the whole vector, for system_info(emu_args)
    size_t emu_arg_count;

    // Processors as this machine shows them to us. 0: unknown.
    uint32_t processors_configured;
    uint32_t processors_online;
    uint32_t processors_available; // affinity mask
    uint32_t processors_quota;     // control group; 0: no quota known

    // Threads.
    uint32_t schedulers; // +S, +SP
    uint32_t schedulers_online;
    uint32_t dirty_cpu_schedulers; // +SDcpu, +SDPcpu
    uint32_t dirty_cpu_schedulers_online;
    uint32_t dirty_io_schedulers; // +SDio
    uint32_t async_threads;       // +A: only shown, files go through dirty schedulers
    bool busy_wait;               // false: +sbwt none
    bool port_parallelism;        // +spp

    MachineCode machine_code; // +J

    // Limits.
    uint32_t process_limit; // +P, rounded up to a power of two as ERTS does
    uint32_t port_limit;    // +Q, ERL_MAX_PORTS, open files; the same
    uint32_t atom_limit;    // +t
    uint32_t ets_limit;     // +e, ERL_MAX_ETS_TABLES
    bool ets_compressed;    // +ec

    // Defaults of new processes, in words.
    uint64_t min_heap_words;     // +hms
    uint64_t min_bin_heap_words; // +hmbs
    uint64_t max_heap_words;     // +hmax, 0: none
    bool max_heap_kill;          // +hmaxk
    bool max_heap_log;           // +hmaxel
    uint32_t dictionary_slots;   // +hpds
    bool messages_off_heap;      // +hmqd off_heap
    uint32_t fullsweep_after;    // ERL_FULLSWEEP_AFTER, else 65535

    // Text, time, distribution, faults.
    bool printable_unicode; // +pc unicode
    FilenameEncoding filename_encoding;
    FilenameWarning filename_warning;
    bool time_correction;           // +c
    TimeWarp time_warp;             // +C
    BreakMode break_mode;           // +B
    char logger_warnings;           // +W: 'i', 'w' or 'e'
    bool no_crash_dump;             // +d
    bool no_line_info;              // +L
    PerfMapDetail perf_map;         // +JPperf
    uint32_t dist_busy_limit_bytes; // +zdbbl
    int64_t node_gc_delay_s;        // +zdntgc, -1: never
    uint32_t compat_release;        // +R
    int32_t timing_level;           // +T, -1: not given
} EmulatorArgs;

// Boots and runs until the machine halts; returns the exit status of the operating system process.
int emulator_start(const EmulatorArgs *args);
