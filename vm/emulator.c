// SPDX-License-Identifier: Apache-2.0
// emulator.c -- starts the machine: tables, instructions, native functions, preloaded modules, the
// first processes, schedulers.
//
// What ERTS does in C before any Erlang code runs, in the same order as far as programs can see it:
//
//   <0.0.0> erl_init:start(BootModule, [InitArgument as binary])        then erts_code_purger, erts_literal_area_collector and
//   three erts_dirty_process_signal_handler (27: and erts_trace_cleaner), each a system process
//
// The preloaded modules are the .beam files of erts' ebin folder; erl_init runs their on_load
// functions itself.
//
// Read before: vm/main.c     Read next: loader/beam_load.h
#define _GNU_SOURCE // nl_langinfo_l
#include "vm/emulator.h"

#include <dirent.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "loader/beam_load.h"
#include "vm/base/alloc.h"
#include "vm/base/epoch.h"
#include "vm/base/release.h"
#include "vm/bif/bif.h"
#include "vm/bif/bif_system.h"
#include "vm/bif/filename.h"
#include "vm/bif/inspect.h"
#include "vm/bif/os_signal.h"
#include "vm/code/code_range.h"
#include "vm/code/module.h"
#include "vm/ets/ets.h"
#include "vm/interp/translate.h"
#include "vm/nif/nif_load.h"
#include "vm/nif/nif_option.h"
#include "vm/port/port.h"
#include "vm/proc/monitor.h"
#include "vm/proc/pid_table.h"
#include "vm/proc/registry.h"
#include "vm/proc/time.h"
#include "vm/re/re.h"
#include "vm/sched/scheduler.h"
#include "vm/term/atom.h"
#include "vm/term/atom_order.h"
#include "vm/term/ref.h"

// ---- preloaded modules

// In the order in which stock loads them: erlang:pre_loaded/0 lists them from the last to the first, and
// their atoms get their numbers so (vm/term/atom_order.h). A folder has those of its release.
static const char *const preloaded_names[] = {
    "erts_code_purger",
    "erl_init",
    "init",
    "prim_buffer",
    "prim_eval",
    "prim_inet",
    "prim_file",
    "zlib",
    "socket_registry",
    "prim_socket",
    "prim_net",
    "prim_zip",
    "erl_prim_loader",
    "erlang",
    "erts_internal",
    "erl_tracer",
    "erts_literal_area_collector",
    "erts_trace_cleaner",
    "erts_dirty_process_signal_handler",
    "atomics",
    "counters",
    "persistent_term",
};
enum { PRELOADED_COUNT = sizeof preloaded_names / sizeof preloaded_names[0] };

// Loads one preloaded module into the stage; a file that is not there is skipped (another
// release's).
static bool preload(const char *folder, const char *name, uint32_t number)
{
    char path[4096];
    bool is_there;
    BeamError error;
    snprintf(path, sizeof path, "%s/%s.beam", folder, name);
    CodeBlock *block = beam_load_file(path, &is_there, &error);
    if (!is_there) {
        return false;
    }
    if (block == NULL) {
        check_fatal("%s: %s chunk, offset %zu: %s", path, error.chunk, error.offset, error.reason);
    }
    Module *module = module_get(block->name);
    module->preloaded = number;
    block->line_count = 0; // stock's preloaded code has no lines: stack traces show none
    module_stage(module, block);
    return true;
}

// The folder that holds erl_init.beam: lib/erts-V/ebin, or erts-V/ebin in some packages.
static void preload_all(const EmulatorArgs *args)
{
    const char *const patterns[] = {"%s/lib/erts-%s/ebin", "%s/erts-%s/ebin"};
    uint32_t loaded = 0;
    CHECK(code_stage_try());
    for (size_t k = 0; k < 2 && loaded == 0; k++) {
        char folder[2048];
        snprintf(folder, sizeof folder, patterns[k], args->root, args->erts_version);
        for (size_t i = 0; i < PRELOADED_COUNT; i++) {
            loaded += preload(folder, preloaded_names[i], loaded + 1);
        }
    }
    code_commit();
    code_stage_release();
    if (loaded == 0) {
        check_fatal("no erl_init.beam in %s/lib/erts-%s/ebin; is erlang-base installed? "
                    "JOIST_OTP_ROOT names another OTP",
                    args->root, args->erts_version);
    }
}

// ---- the first processes

// A system process module:start(), a child of the first one.
static void spawn_system(Term first, const char *module, ProcessPriority priority)
{
    SpawnOptions o;
    spawn_options_default(&o);
    o.module = atom_from_text(module);
    o.function = ATOM_START;
    o.arguments = TERM_NIL;
    o.priority = priority;
    o.off_heap_messages = true;
    o.system = true;
    process_spawn(process_find(first), &o, NULL);
}

// [BootModule, [InitArgument as binary]]
static Term build_arguments(Space *s, const EmulatorArgs *args)
{
    Term list = TERM_NIL;
    for (size_t i = args->init_arg_count; i > 0; i--) {
        const char *text = args->init_args[i - 1];
        list = space_cons(s, space_binary(s, text, strlen(text)), list);
    }
    return space_cons(s, atom_from_text(args->boot_module), space_cons(s, list, TERM_NIL));
}

// As in ERTS all are system processes: the machine does not outlive them.
static void spawn_all(const EmulatorArgs *args)
{
    size_t words = 64;
    for (size_t i = 0; i < args->init_arg_count; i++) {
        words += 4 + heap_bin_words(strlen(args->init_args[i])) + REFC_BIN_WORDS;
    }
    Fragment *f = fragment_new(words);
    Space s = fragment_space(f);
    SpawnOptions o;
    spawn_options_default(&o);
    o.module = atom_from_text("erl_init");
    o.function = ATOM_START;
    o.arguments = build_arguments(&s, args);
    o.system = true;
    fragment_close(f, &s);
    const Term first = process_spawn(NULL, &o, NULL);
    fragment_destroy(f);
    spawn_system(first, "erts_code_purger", PRIORITY_HIGH);
    spawn_system(first, "erts_literal_area_collector", PRIORITY_HIGH);
    spawn_system(first, "erts_dirty_process_signal_handler", PRIORITY_NORMAL);
    spawn_system(first, "erts_dirty_process_signal_handler", PRIORITY_HIGH);
    spawn_system(first, "erts_dirty_process_signal_handler", PRIORITY_MAX);
    if (release_has_trace_sessions()) {
        spawn_system(first, "erts_trace_cleaner", PRIORITY_NORMAL);
    }
}

// ---- start

// Does the locale (LC_ALL, LC_CTYPE, LANG) say UTF-8? Asked without setting the C library's own
// locale.
static bool is_utf8_locale(void)
{
    locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    if (locale == (locale_t)0) {
        return false;
    }
    bool is_utf8 = strcmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0;
    freelocale(locale);
    return is_utf8;
}

static void init_text(const EmulatorArgs *args)
{
    FilenameEncoding encoding = args->filename_encoding;
    bool by_locale = encoding == FILENAMES_BY_LOCALE || encoding == FILENAMES_UTF8_AUTO;
    filename_init(by_locale ? is_utf8_locale() : encoding == FILENAMES_UTF8,
                  args->filename_warning == FILENAME_SILENT  ? ATOM_IGNORE
                  : args->filename_warning == FILENAME_ERROR ? ATOM_ERROR
                                                             : ATOM_WARNING);
    inspect_set_printable(args->printable_unicode);
}

static SystemArgs system_args_from(const EmulatorArgs *a)
{
    return (SystemArgs){
        .erts_version = a->erts_version,
        .release = a->release,
        .emu_args = a->emu_args,
        .emu_arg_count = a->emu_arg_count,
        .processors_configured = a->processors_configured,
        .processors_online = a->processors_online,
        .processors_available = a->processors_available,
        .processors_quota = a->processors_quota,
        .schedulers = a->schedulers,
        .schedulers_online = a->schedulers_online,
        .dirty_cpu_schedulers = a->dirty_cpu_schedulers,
        .dirty_cpu_schedulers_online = a->dirty_cpu_schedulers_online,
        .dirty_io_schedulers = a->dirty_io_schedulers,
        .async_threads = a->async_threads,
        .port_limit = a->port_limit,
        .ets_limit = a->ets_limit,
        .port_parallelism = a->port_parallelism,
        .ets_compressed = a->ets_compressed,
        .is_break_ignored = a->break_mode == BREAK_IGNORED,
        .time_correction = a->time_correction,
        .logger_warnings = a->logger_warnings,
        .compat_release = a->compat_release,
        .dist_busy_limit_bytes = a->dist_busy_limit_bytes,
        .node_gc_delay_s = a->node_gc_delay_s,
        .timing_level = a->timing_level,
    };
}

// What new processes get that ask for nothing else.
static void set_process_defaults(const EmulatorArgs *a)
{
    process_default_min_heap = heap_wanted_size((uint32_t)a->min_heap_words, HEAP_MIN_DEFAULT);
    process_default_min_vheap =
        heap_wanted_size((uint32_t)a->min_bin_heap_words, HEAP_MIN_VHEAP_DEFAULT);
    process_default_max_heap = a->max_heap_words;
    process_default_max_heap_flags = (a->max_heap_kill ? (uint32_t)HEAP_MAX_KILL : 0) |
                                     (a->max_heap_log ? (uint32_t)HEAP_MAX_LOG : 0);
    process_default_fullsweep = a->fullsweep_after;
    process_default_off_heap_messages = a->messages_off_heap;
}

static void init_tables(const EmulatorArgs *args)
{
    static SystemArgs system;
    system = system_args_from(args);
    release_set(atoi(args->release));
    atom_init(args->atom_limit);
    atom_order_init();
    literal_init();
    export_init();
    module_init();
    translate_mode = (TranslateMode)args->machine_code;
    interp_init();
    bif_init();
    time_init((TimeWarpMode)args->time_warp);
    registry_init();
    process_system_init(args->process_limit);
    set_process_defaults(args);
    monitor_init();
    node_set_this(atom_from_text("nonode@nohost"), 0);
    bif_system_init(&system);
    nif_init();
    ets_init(args->ets_limit);
    re_init();
    init_text(args);
}

// What halt with flush does when nothing runs any more.
static void finish_all(void)
{
    nif_option_halt();
    port_flush_all();
}

int emulator_start(const EmulatorArgs *args)
{
    init_tables(args);
    if (args->perf_map != PERF_MAP_NONE && !perf_map_open(args->perf_map)) {
        fprintf(stderr, "+JPperf: no file /tmp/perf-<pid>.map: %s\n", strerror(errno));
    }
    const SchedulerConfig config = {
        .schedulers = args->schedulers,
        .online = args->schedulers_online,
        .dirty_cpu = args->dirty_cpu_schedulers,
        .dirty_io = args->dirty_io_schedulers,
        .busy_wait = args->busy_wait,
    };
    scheduler_init(&config);
    port_init();
    scheduler_flush_hook = finish_all;
    os_signal_init(args->break_mode == BREAK_IGNORED);
    preload_all(args);
    spawn_all(args);
    return scheduler_run();
}
