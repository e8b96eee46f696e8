// SPDX-License-Identifier: Apache-2.0
// flag_modes.c -- emulator flags that choose a way to do something: text, time, distribution,
// faults.
#include "vm/cli/flag.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

enum { TIMING_LEVELS = 10, NODE_GC_DELAY_MAX_S = 100 * 24 * 60 * 60 };

bool flag_accept(Parser *p, const char *value)
{
    (void)p;
    (void)value;
    return true;
}

bool flag_take_printable(Parser *p, const char *value)
{
    p->args->printable_unicode = strcmp(value, "unicode") == 0;
    return flag_is_one_of(value, "unicode latin1") ||
           flag_complain("bad range of printable characters: %s", value);
}

// u, l or a; then w, i or e (not after l).
bool flag_take_filenames(Parser *p, const char *value)
{
    static const char KINDS[] = {
        [FILENAMES_LATIN1] = 'l', [FILENAMES_UTF8] = 'u', [FILENAMES_UTF8_AUTO] = 'a'};
    FilenameEncoding kind = FILENAMES_LATIN1;
    while (kind <= FILENAMES_UTF8_AUTO && KINDS[kind] != *value) {
        kind++;
    }
    if (kind > FILENAMES_UTF8_AUTO) {
        return flag_complain(
            "bad filename encoding %s, can be (l,u or a, optionally followed by w, "
            "i or e)",
            value);
    }
    p->args->filename_encoding = kind;
    if (kind == FILENAMES_LATIN1 || !value[1]) {
        return true;
    }
    p->args->filename_warning = value[1] == 'i'   ? FILENAME_SILENT
                                : value[1] == 'e' ? FILENAME_ERROR
                                                  : FILENAME_WARN;
    return strchr("wie", value[1]) ||
           flag_complain("bad type of warnings for wrongly coded filename: %s", value + 1);
}

bool flag_take_time_warp(Parser *p, const char *value)
{
    static const char *const NAMES[] = {"no_time_warp", "single_time_warp", "multi_time_warp"};
    for (TimeWarp warp = TIME_WARP_NO; warp <= TIME_WARP_MULTI; warp++) {
        if (strcmp(value, NAMES[warp]) == 0) {
            p->args->time_warp = warp;
            return true;
        }
    }
    return flag_complain("Invalid time warp mode: %s", value);
}

bool flag_take_warnings(Parser *p, const char *value)
{
    p->args->logger_warnings = *value;
    return (*value && strchr("iwe", *value)) ||
           flag_complain("unrecognized warning_map option %s", value);
}

bool flag_take_timing(Parser *p, const char *value)
{
    long number = flag_read_number(value);
    if (number < 0 || number >= TIMING_LEVELS) {
        return flag_complain("bad modified timing level %s", value);
    }
    p->args->timing_level = (int32_t)number;
    return true;
}

bool flag_take_compat(Parser *p, const char *value)
{
    long number = flag_read_number(value), release = flag_read_number(p->args->release);
    if (number < release - 2 || number > release) {
        return flag_complain("bad compatibility release number %s", value);
    }
    p->args->compat_release = (uint32_t)number;
    return true;
}

bool flag_take_dist_limit(Parser *p, const char *value)
{
    long number = flag_read_number(value);
    if (number < 1 || number > INT32_MAX / 1024) {
        flag_say("Invalid dbbl limit: %ld", number);
        return false;
    }
    p->args->dist_busy_limit_bytes = (uint32_t)number * 1024;
    return true;
}

bool flag_take_node_delay(Parser *p, const char *value)
{
    char *end;
    long number = strtol(value, &end, 10);
    if (strcmp(value, "infinity") == 0) {
        p->args->node_gc_delay_s = -1;
        return true;
    }
    if (!*value || *end || number < 0 || number > NODE_GC_DELAY_MAX_S) {
        return flag_complain("Invalid delayed node table gc: %s", value);
    }
    p->args->node_gc_delay_s = number;
    return true;
}

bool flag_check_ets_wait(Parser *p, const char *value)
{
    (void)p;
    return flag_is_one_of(value, "none very_short short medium long very_long extremely_long") ||
           flag_complain("Invalid ets busy wait threshold: %s", value);
}

bool flag_check_requests(Parser *p, const char *value)
{
    (void)p;
    long number = flag_read_number(value);
    return (number >= 1 && number <= FLAG_TABLE_MAX) ||
           flag_complain("Invalid outstanding requests limit %s", value);
}

bool flag_check_dump(Parser *p, const char *value)
{
    (void)p;
    return flag_is_one_of(value, "true false") || flag_complain("bad +JDdump flag %s", value);
}

bool flag_take_perf(Parser *p, const char *value)
{
    p->args->perf_map = strcmp(value, "dump") == 0    ? PERF_MAP_INSTRUCTIONS
                        : strcmp(value, "false") == 0 ? PERF_MAP_NONE
                                                      : PERF_MAP_FUNCTIONS;
    return flag_is_one_of(value, "true false dump map") ||
           flag_complain("bad +JPperf support flag %s", value);
}

bool flag_take_translate(Parser *p, const char *value)
{
    p->args->machine_code = strcmp(value, "false") == 0  ? MACHINE_CODE_NEVER
                            : strcmp(value, "load") == 0 ? MACHINE_CODE_LOAD
                                                         : MACHINE_CODE_WARM;
    return flag_is_one_of(value, "true load false") ||
           flag_complain("invalid JIT option -J%s", value);
}

bool flag_check_groups(Parser *p, const char *value)
{
    (void)p;
    return (isdigit((uint8_t)*value)) || flag_complain("bad reader groups limit: %s", value);
}

bool flag_check_counters(Parser *p, const char *value)
{
    (void)p;
    return (isdigit((uint8_t)*value)) ||
           flag_complain("bad decentralized counter groups limit: %s", value);
}

bool flag_take_boot_module(Parser *p, const char *value)
{
    p->args->boot_module = value;
    return true;
}

bool flag_take_no_dump(Parser *p, const char *value)
{
    (void)value;
    p->args->no_crash_dump = true;
    return true;
}

bool flag_take_no_lines(Parser *p, const char *value)
{
    (void)value;
    p->args->no_line_info = true;
    return true;
}

bool flag_take_version(Parser *p, const char *value)
{
    (void)value;
    p->show_version = true;
    return true;
}

bool flag_warn_verbose(Parser *p, const char *value)
{
    (void)p;
    (void)value;
    flag_say("warning: -v (only in debug compiled code)");
    return true;
}

// +B and +c: their value is optional, and the next word is theirs only if it can be.
bool flag_take_break(Parser *p, const char *value)
{
    const char *next = p->at + 1 < p->count ? p->words[p->at + 1] : "";
    if (!*value && strlen(next) == 1 && strchr("icd", *next)) {
        value = next;
        p->at++;
    }
    p->args->break_mode = *value == 'i'   ? BREAK_IGNORED
                          : *value == 'c' ? BREAK_TO_SHELL
                                          : BREAK_DISABLED;
    return true;
}

bool flag_take_correction(Parser *p, const char *value)
{
    const char *next = p->at + 1 < p->count ? p->words[p->at + 1] : "";
    bool attached = *value != '\0';
    if (!attached && flag_read_bool(next, &p->args->time_correction)) {
        p->at++;
        return true;
    }
    return flag_read_bool(value, &p->args->time_correction) || !attached ||
           flag_complain("Invalid time correction value: %s", value);
}

bool flag_warn_removed(Parser *p, const char *value)
{
    (void)p;
    (void)value;
    flag_say("The undocumented +H option has been removed (R10B-6).\r\n");
    return true;
}
