// SPDX-License-Identifier: Apache-2.0
// flags.c -- the argument vector of an emulator -> EmulatorArgs.
//
// The idea: one table row per flag (FLAGS): its letters, and the function that judges its value.
// The value is what is attached (`-S2`) or else the next word (`-S 2`). Rows are tried from top to
// bottom and the first whose letters begin the word is taken, so a longer name stands above its
// beginning (`-hmaxel`, `-hmaxk`, `-hmax`).
//
//   1. Every flag that stock accepts is accepted. Those that tune what Joist does not have
//      (allocators, thread stacks, wakeup thresholds, JIT) have no effect: check_ and accept.
//   2. A wrong value or an unknown flag is an error with stock's first line and exit status 1.
//   3. Limits come after all flags: scheduler percentages apply to counts given by other flags.
//
// Elsewhere: the functions of the rows: flag_threads.c, flag_limits.c, flag_modes.c; which words
// are flags of an earlier stage: vm/cli/launch.c.
#include "vm/cli/flags.h"

#include "vm/cli/flag.h"
#include "vm/cli/flag_shape.h"
#include "vm/cli/processors.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

enum {
    FLAGS_START = -1,
    PROCESSES_DEFAULT = 1 << 18,
    PORTS_DEFAULT = 1 << 16,
    ATOMS_DEFAULT = 1 << 20,
    HEAP_WORDS_DEFAULT = 233,
    BIN_HEAP_WORDS_DEFAULT = 46422,
    DIST_LIMIT_DEFAULT = 1 << 20,
};

// ---- reading values, for all parts of the parser -----------------------------------------------

void flag_say(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    vfprintf(stderr, format, values);
    va_end(values);
    fputs("\r\n", stderr);
}

bool flag_complain(const char *format, const char *value)
{
    flag_say(format, value);
    return false;
}

bool flag_read_bool(const char *value, bool *out)
{
    *out = strcmp(value, "true") == 0;
    return *out || strcmp(value, "false") == 0;
}

bool flag_is_one_of(const char *value, const char *list)
{
    size_t length = strlen(value);
    for (const char *at = list; length && (at = strstr(at, value)); at++) {
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || !at[length])) {
            return true;
        }
    }
    return false;
}

long flag_read_number(const char *value) { return strtol(value, NULL, 10); }

// ---- the table ---------------------------------------------------------------------------------

typedef enum FlagValue { WITH_VALUE, ALONE } FlagValue;

static const struct {
    const char *letters;
    FlagValue value;
    FlagFunction *take;
    const char *help; // NULL: not shown
} FLAGS[] = {
    {"A", WITH_VALUE, flag_take_async, "N          threads of the async pool"},
    {"a", WITH_VALUE, flag_check_async_stack, NULL},
    {"B", ALONE, flag_take_break, "c|d|i      what Ctrl-C does: shell, nothing special, ignored"},
    {"C", WITH_VALUE, flag_take_time_warp,
     "MODE       no_time_warp, single_time_warp, multi_time_warp"},
    {"c", ALONE, flag_take_correction, "BOOL       time correction"},
    {"dcg", WITH_VALUE, flag_check_counters, NULL},
    {"d", ALONE, flag_take_no_dump, "           no crash dump for internal errors"},
    {"ec", ALONE, flag_take_compressed, "           compress all ets tables"},
    {"e", WITH_VALUE, flag_take_tables, "N          ets tables"},
    {"fn", WITH_VALUE, flag_take_filenames, "u|a|l      encoding of file names"},
    {"H", ALONE, flag_warn_removed, NULL},
    {"hmaxel", WITH_VALUE, flag_take_max_log,
     "BOOL       log when a heap grows beyond its maximum"},
    {"hmaxk", WITH_VALUE, flag_take_max_kill,
     "BOOL       kill when a heap grows beyond its maximum"},
    {"hmax", WITH_VALUE, flag_take_max_heap, "WORDS      maximum heap of a process"},
    {"hmbs", WITH_VALUE, flag_take_bin_heap, "WORDS      minimum virtual binary heap"},
    {"hmqd", WITH_VALUE, flag_take_queue_data, "KIND       on_heap, off_heap: where messages wait"},
    {"hms", WITH_VALUE, flag_take_heap, "WORDS      minimum heap of a process"},
    {"hpds", WITH_VALUE, flag_take_dictionary, "N          slots of a process dictionary"},
    {"h", WITH_VALUE, flag_take_heap, NULL},
    {"IOPp", WITH_VALUE, flag_accept, NULL},
    {"IOPt", WITH_VALUE, flag_accept, NULL},
    {"IOp", WITH_VALUE, flag_accept, NULL},
    {"IOs", WITH_VALUE, flag_accept, NULL},
    {"IOt", WITH_VALUE, flag_accept, NULL},
    {"i", WITH_VALUE, flag_take_boot_module, "MODULE     boot module"},
    {"JDdump", WITH_VALUE, flag_check_dump, NULL},
    {"JPperf", WITH_VALUE, flag_take_perf,
     "MODE       map (or true): write /tmp/perf-<pid>.map; dump: with instructions; false"},
    {"J", WITH_VALUE, flag_take_translate,
     "MODE       machine code: true (of modules that run long), load (of all), false"},
    {"K", WITH_VALUE, flag_accept, NULL},
    {"L", ALONE, flag_take_no_lines, "           no line numbers"},
    {"n", WITH_VALUE, flag_check_port_signals, NULL},
    {"P", WITH_VALUE, flag_take_processes, "N          processes"},
    {"pc", WITH_VALUE, flag_take_printable, "SET        printable characters: latin1, unicode"},
    {"Q", WITH_VALUE, flag_take_ports, "N          ports"},
    {"R", WITH_VALUE, flag_take_compat, NULL},
    {"rg", WITH_VALUE, flag_check_groups, NULL},
    {"r", ALONE, flag_accept, NULL},
    {"SDPcpu", WITH_VALUE, flag_take_dirty_percentages, "P1:P2      the same, in percent"},
    {"SDcpu", WITH_VALUE, flag_take_dirty_cpu,
     "N1:N2      dirty CPU schedulers, and how many are online"},
    {"SDio", WITH_VALUE, flag_take_dirty_io, "N          dirty I/O schedulers"},
    {"SP", WITH_VALUE, flag_take_percentages, "P1:P2      the same, in percent"},
    {"S", WITH_VALUE, flag_take_schedulers,
     "N1:N2      schedulers, and how many of them are online"},
    {"sbt", WITH_VALUE, flag_check_bind_type, NULL},
    {"sbwtdcpu", WITH_VALUE, flag_check_busy_wait, NULL},
    {"sbwtdio", WITH_VALUE, flag_check_busy_wait, NULL},
    {"sbwt", WITH_VALUE, flag_take_busy_wait,
     "LENGTH     how long an idle scheduler spins: none ..."},
    {"scl", WITH_VALUE, flag_check_compact, NULL},
    {"sct", WITH_VALUE, flag_accept, NULL},
    {"secio", WITH_VALUE, flag_accept, NULL},
    {"sfwi", WITH_VALUE, flag_check_wakeup_interval, NULL},
    {"spp", WITH_VALUE, flag_take_parallelism, "BOOL       port parallelism"},
    {"sssdcpu", WITH_VALUE, flag_check_scheduler_stack, NULL},
    {"sssdio", WITH_VALUE, flag_check_scheduler_stack, NULL},
    {"ssrct", ALONE, flag_accept, NULL},
    {"sss", WITH_VALUE, flag_check_scheduler_stack, NULL},
    {"stbt", WITH_VALUE, flag_check_bind_type, NULL},
    {"sub", WITH_VALUE, flag_check_balance, NULL},
    {"swct", WITH_VALUE, flag_check_cleanup, NULL},
    {"sws", WITH_VALUE, flag_check_strategy, NULL},
    {"swtdcpu", WITH_VALUE, flag_check_wakeup, NULL},
    {"swtdio", WITH_VALUE, flag_check_wakeup, NULL},
    {"swt", WITH_VALUE, flag_check_wakeup, NULL},
    {"T", WITH_VALUE, flag_take_timing, NULL},
    {"t", WITH_VALUE, flag_take_atoms, "N          atoms"},
    {"V", ALONE, flag_take_version, "           print the version"},
    {"v", ALONE, flag_warn_verbose, NULL},
    {"W", WITH_VALUE, flag_take_warnings,
     "i|w|e      warnings of error_logger become info, warning, error"},
    {"zdbbl", WITH_VALUE, flag_take_dist_limit, "KBYTES     distribution buffer busy limit"},
    {"zdntgc", WITH_VALUE, flag_take_node_delay,
     "SECONDS    delay before a node is forgotten, infinity"},
    {"zebwt", WITH_VALUE, flag_check_ets_wait, NULL},
    {"zosrl", WITH_VALUE, flag_check_requests, NULL},
};

enum { FLAG_COUNT = sizeof(FLAGS) / sizeof(FLAGS[0]) };

static int show_usage(const char *program)
{
    const char *slash = strrchr(program, '/');
    flag_say("Usage: %s [flags] [ -- [init_args] ]\r\nThe flags are:\r\n",
             slash ? slash + 1 : program);
    for (size_t i = 0; i < FLAG_COUNT; i++) {
        if (FLAGS[i].help) {
            flag_say("-%-7s %s", FLAGS[i].letters, FLAGS[i].help);
        }
    }
    flag_say("\r\nBehind `erl` and `joist` these flags are written with + instead of -.");
    flag_say(
        "Flags that tune what only Erlang/OTP's own emulator has are accepted without effect.");
    return 1;
}

static int complain_of_unknown(const Parser *p)
{
    const char *word = p->words[p->at];
    if (word[1] == 's') {
        flag_say("bad scheduling option %s", word);
    } else if (word[1] == 'J') {
        flag_say("invalid JIT option %s", word);
    } else if (word[1] == 'z') {
        flag_say("bad -z option %s", word);
    } else {
        flag_say("%s unknown flag %s", p->program, word);
    }
    return show_usage(p->program);
}

static bool take_flag(Parser *p, size_t row)
{
    const char *value = p->words[p->at] + 1 + strlen(FLAGS[row].letters);
    if (FLAGS[row].value == WITH_VALUE && !*value) {
        if (p->at + 1 >= p->count) {
            return flag_complain("%s", "too few arguments");
        }
        value = p->words[++p->at];
    }
    return FLAGS[row].take(p, value);
}

// +M: hundreds of names, so no rows.
static int take_memory_flag(Parser *p)
{
    MemoryFlag found = flag_shape_memory(p->words[p->at] + 2);
    if (found == MEMORY_FLAG_UNKNOWN) {
        flag_complain("%s", "bad \"M\" parameter");
        return show_usage(p->program);
    }
    if (found == MEMORY_FLAG_BARE && ++p->at >= p->count) {
        flag_complain("%s", "too few arguments");
        return show_usage(p->program);
    }
    return FLAGS_START;
}

static int parse_flag(Parser *p)
{
    const char *word = p->words[p->at];
    if (word[0] == '-' && word[1] == 'M') {
        return take_memory_flag(p);
    }
    for (size_t i = 0; word[0] == '-' && i < FLAG_COUNT; i++) {
        if (strncmp(word + 1, FLAGS[i].letters, strlen(FLAGS[i].letters)) == 0) {
            return take_flag(p, i) ? FLAGS_START : show_usage(p->program);
        }
    }
    return word[0] == '-' ? complain_of_unknown(p) : show_usage(p->program);
}

// ---- defaults and conclusions ------------------------------------------------------------------

static uint32_t read_environment(const char *name, uint32_t otherwise)
{
    const char *value = getenv(name);
    long number = value ? flag_read_number(value) : -1;
    return number >= 0 && number <= INT32_MAX ? (uint32_t)number : otherwise;
}

static void set_defaults(EmulatorArgs *args, const Install *install)
{
    *args = (EmulatorArgs){
        .root = install->root,
        .bindir = install->bindir,
        .erts_version = install->erts_version,
        .release = install->release,
        .boot_module = "init",
        .dirty_io_schedulers = 10,
        .async_threads = 1,
        .busy_wait = true,
        .process_limit = PROCESSES_DEFAULT,
        .port_limit = PORTS_DEFAULT,
        .atom_limit = ATOMS_DEFAULT,
        .ets_limit = FLAG_ETS_MIN,
        .min_heap_words = HEAP_WORDS_DEFAULT,
        .min_bin_heap_words = BIN_HEAP_WORDS_DEFAULT,
        .max_heap_kill = true,
        .max_heap_log = true,
        .dictionary_slots = 8,
        .fullsweep_after = read_environment("ERL_FULLSWEEP_AFTER", UINT16_MAX) & UINT16_MAX,
        .time_correction = true,
        .break_mode = BREAK_HANDLER,
        .logger_warnings = 'w',
        .dist_busy_limit_bytes = DIST_LIMIT_DEFAULT,
        .node_gc_delay_s = 60,
        .compat_release = (uint32_t)flag_read_number(install->release),
        .timing_level = -1,
        .machine_code = MACHINE_CODE_WARM,
    };
    uint32_t tables = read_environment("ERL_MAX_ETS_TABLES", 0);
    args->ets_limit = tables > FLAG_ETS_MIN ? tables : FLAG_ETS_MIN;
}

static void set_scheduler_defaults(EmulatorArgs *args)
{
    processors_count(args);
    uint32_t total = args->processors_configured ? args->processors_configured : 1;
    uint32_t online = args->processors_available ? args->processors_available
                      : args->processors_online  ? args->processors_online
                                                 : total;
    if (args->processors_quota && args->processors_quota < online) {
        online = args->processors_quota;
    }
    args->schedulers = total < FLAG_SCHEDULERS_MAX ? total : FLAG_SCHEDULERS_MAX;
    args->schedulers_online = online < args->schedulers ? online : args->schedulers;
    args->dirty_cpu_schedulers = args->schedulers;
    args->dirty_cpu_schedulers_online = args->schedulers_online;
}

static uint32_t clamp(uint32_t number, uint32_t low, uint32_t high)
{
    return number < low ? low : number > high ? high : number;
}

static uint32_t percent_of(uint32_t number, uint32_t percent)
{
    return (uint32_t)((uint64_t)number * percent / 100);
}

static void apply_percentages(Parser *p)
{
    EmulatorArgs *args = p->args;
    args->schedulers = clamp(percent_of(args->schedulers, p->percent), 1, FLAG_SCHEDULERS_MAX);
    args->schedulers_online =
        clamp(percent_of(args->schedulers_online, p->percent_online), 1, args->schedulers);
    args->dirty_cpu_schedulers =
        clamp(percent_of(args->dirty_cpu_schedulers, p->dirty_percent), 1, args->schedulers);
    args->dirty_cpu_schedulers_online =
        clamp(percent_of(args->dirty_cpu_schedulers_online, p->dirty_percent_online), 1,
              args->schedulers_online);
}

static uint32_t round_up_to_power(uint32_t number)
{
    uint32_t power = 1;
    while (power < number) {
        power *= 2;
    }
    return power;
}

// Without +Q and ERL_MAX_PORTS there may be a port for each file that may be open.
static void apply_limits(Parser *p)
{
    EmulatorArgs *args = p->args;
    struct rlimit files;
    if (!p->ports_given && getrlimit(RLIMIT_NOFILE, &files) == 0 &&
        files.rlim_cur > args->port_limit) {
        args->port_limit =
            files.rlim_cur < FLAG_TABLE_MAX ? (uint32_t)files.rlim_cur : FLAG_TABLE_MAX;
    }
    args->port_limit = round_up_to_power(clamp(args->port_limit, FLAG_TABLE_MIN, FLAG_TABLE_MAX));
    args->process_limit = round_up_to_power(args->process_limit);
}

// What init is told about the place of OTP holds for us too.
static void take_places(EmulatorArgs *args)
{
    for (size_t i = 0; i + 1 < args->init_arg_count; i++) {
        if (strcmp(args->init_args[i], "-root") == 0) {
            args->root = args->init_args[i + 1];
        } else if (strcmp(args->init_args[i], "-bindir") == 0) {
            args->bindir = args->init_args[i + 1];
        } else if (strcmp(args->init_args[i], "--") == 0) {
            return;
        }
    }
}

int flags_parse(EmulatorArgs *args, const Install *install, size_t count, char **vector)
{
    set_defaults(args, install);
    set_scheduler_defaults(args);
    Parser parser = {.args = args,
                     .words = vector,
                     .count = count,
                     .at = 1,
                     .program = vector[0],
                     .percent = 100,
                     .percent_online = 100,
                     .dirty_percent = 100,
                     .dirty_percent_online = 100};
    uint32_t ports = read_environment("ERL_MAX_PORTS", 0);
    if (ports) {
        args->port_limit = ports;
        parser.ports_given = true;
    }
    for (; parser.at < count && strcmp(vector[parser.at], "--") != 0; parser.at++) {
        int status = parse_flag(&parser);
        if (status != FLAGS_START) {
            return status;
        }
    }
    if (parser.show_version) {
        flag_say("Erlang (SMP,ASYNC_THREADS) (BEAM) emulator version %s", install->erts_version);
        return 0;
    }
    apply_percentages(&parser);
    apply_limits(&parser);
    args->emu_args = vector;
    args->emu_arg_count = count;
    size_t first = parser.at < count ? parser.at + 1 : count;
    args->init_args = vector + first;
    args->init_arg_count = count - first;
    take_places(args);
    return FLAGS_START;
}
