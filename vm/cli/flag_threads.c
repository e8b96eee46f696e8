// SPDX-License-Identifier: Apache-2.0
// flag_threads.c -- emulator flags about threads: how many schedulers of which kind, and how they
// wait.
//
// Counts come as pairs "total:online" of which either part may be missing; a count of zero or below
// is taken from the number there would be otherwise (`+S 0:-1`: one less online than usual).
// Percentages (+SP) are applied after all flags, by flags.c.
//
// Joist has one way to wake and bind threads, so most values are judged and otherwise unused.
#include "vm/cli/flag.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    ASYNC_MAX = 1024,
    ASYNC_STACK_MIN = 16,
    SCHEDULER_STACK_MIN = 20,
    STACK_MAX = 8192
}; // kwords

// "A:B", "A" or ":B". Missing parts keep what they hold. False: neither.
static bool read_pair(const char *value, long *total, long *online, bool *has_online)
{
    char *end;
    bool has_total = *value != ':';
    *has_online = false;
    if (has_total) {
        *total = strtol(value, &end, 10);
        if (end == value) {
            return false;
        }
        if (*end != ':') {
            return true;
        }
        value = end;
    }
    long number = strtol(value + 1, &end, 10);
    *has_online = end != value + 1;
    *online = *has_online ? number : *online;
    return *has_online || has_total;
}

// Zero and below count from the default downwards.
static long count_from(long number, long normal) { return number > 0 ? number : normal + number; }

bool flag_take_schedulers(Parser *p, const char *value)
{
    long total = p->args->schedulers, online = 0;
    bool has_online;
    if (!read_pair(value, &total, &online, &has_online)) {
        return flag_complain("bad amount of schedulers %s", value);
    }
    uint32_t normal_online = p->args->schedulers_online;
    if (!has_online) {
        online = total < (long)normal_online ? total : (long)normal_online;
    }
    total = count_from(total, p->args->schedulers);
    online = count_from(online, normal_online);
    if (total < 1 || total > FLAG_SCHEDULERS_MAX) {
        return flag_complain("bad amount of schedulers %s", value);
    }
    if (online < 1 || online > total) {
        flag_say("bad amount of schedulers online %ld (total amount of schedulers %ld)", online,
                 total);
        return false;
    }
    p->args->schedulers = (uint32_t)total;
    p->args->schedulers_online = (uint32_t)online;
    return true;
}

bool flag_take_dirty_cpu(Parser *p, const char *value)
{
    long total = p->args->dirty_cpu_schedulers, online = 0;
    bool has_online;
    if (!read_pair(value, &total, &online, &has_online)) {
        return flag_complain("bad amount of dirty CPU schedulers %s", value);
    }
    uint32_t normal_online = p->args->dirty_cpu_schedulers_online;
    if (!has_online) {
        online = total < (long)normal_online ? total : (long)normal_online;
    }
    total = count_from(total, p->args->dirty_cpu_schedulers);
    online = count_from(online, normal_online);
    if (total < 1 || total > FLAG_SCHEDULERS_MAX) {
        return flag_complain("bad amount of dirty CPU schedulers %s", value);
    }
    if (online < 1 || online > total) {
        flag_say("bad amount of dirty CPU schedulers online %ld (total amount of dirty CPU "
                 "schedulers %ld)",
                 online, total);
        return false;
    }
    p->args->dirty_cpu_schedulers = (uint32_t)total;
    p->args->dirty_cpu_schedulers_online = (uint32_t)online;
    return true;
}

static bool read_percentages(const char *value, uint32_t *total_out, uint32_t *online_out)
{
    long total = 100, online = 0;
    bool has_online;
    if (!read_pair(value, &total, &online, &has_online)) {
        return false;
    }
    if (!has_online) {
        online = total < 100 ? total : 100;
    }
    if (total < 0 || online < 0 || total > 100000 || online > 100000) {
        return false;
    }
    *total_out = (uint32_t)total;
    *online_out = (uint32_t)online;
    return true;
}

bool flag_take_percentages(Parser *p, const char *value)
{
    return read_percentages(value, &p->percent, &p->percent_online) ||
           flag_complain("bad schedulers percentage specifier %s", value);
}

bool flag_take_dirty_percentages(Parser *p, const char *value)
{
    return read_percentages(value, &p->dirty_percent, &p->dirty_percent_online) ||
           flag_complain("bad dirty CPU schedulers percentage specifier %s", value);
}

bool flag_take_dirty_io(Parser *p, const char *value)
{
    long number = flag_read_number(value);
    if (number < 1 || number > FLAG_SCHEDULERS_MAX) {
        return flag_complain("bad number of dirty I/O schedulers %s", value);
    }
    p->args->dirty_io_schedulers = (uint32_t)number;
    return true;
}

bool flag_take_async(Parser *p, const char *value)
{
    long number = flag_read_number(value);
    if (number < 0 || number > ASYNC_MAX) {
        return flag_complain("bad number of async threads %s", value);
    }
    p->args->async_threads = number ? (uint32_t)number : 1;
    return true;
}

bool flag_check_async_stack(Parser *p, const char *value)
{
    (void)p;
    long number = flag_read_number(value);
    return (number >= ASYNC_STACK_MIN && number <= STACK_MAX) ||
           flag_complain("bad stack size for async threads %s", value);
}

bool flag_check_scheduler_stack(Parser *p, const char *value)
{
    (void)p;
    long number = flag_read_number(value);
    return (number >= SCHEDULER_STACK_MIN && number <= STACK_MAX) ||
           flag_complain("bad stack size for scheduler threads %s", value);
}

bool flag_take_busy_wait(Parser *p, const char *value)
{
    p->args->busy_wait = strcmp(value, "none") != 0;
    return flag_is_one_of(value, "none very_short short medium long very_long") ||
           flag_complain("bad scheduler busy wait threshold: %s", value);
}

bool flag_check_busy_wait(Parser *p, const char *value)
{
    (void)p;
    return flag_is_one_of(value, "none very_short short medium long very_long") ||
           flag_complain("bad dirty scheduler busy wait threshold: %s", value);
}

bool flag_check_wakeup(Parser *p, const char *value)
{
    (void)p;
    return flag_is_one_of(value, "very_low low medium high very_high") ||
           flag_complain("scheduler wakeup threshold: %s", value);
}

bool flag_check_cleanup(Parser *p, const char *value)
{
    (void)p;
    return flag_is_one_of(value, "very_lazy lazy medium eager very_eager") ||
           flag_complain("scheduler wake cleanup threshold: %s", value);
}

bool flag_check_strategy(Parser *p, const char *value)
{
    (void)p;
    return flag_is_one_of(value, "default legacy") ||
           flag_complain("scheduler wakeup strategy: %s", value);
}

bool flag_check_bind_type(Parser *p, const char *value)
{
    (void)p;
    return flag_is_one_of(value, "u ns ts ps s nnts nnps tnnps db") ||
           flag_complain("setting scheduler bind type '%s' failed: invalid type", value);
}

bool flag_check_compact(Parser *p, const char *value)
{
    (void)p;
    bool on;
    return flag_read_bool(value, &on) ||
           flag_complain("bad scheduler compact load value '%s'", value);
}

bool flag_check_balance(Parser *p, const char *value)
{
    (void)p;
    bool on;
    return flag_read_bool(value, &on) ||
           flag_complain("bad scheduler utilization balancing  value '%s'", value);
}

bool flag_take_parallelism(Parser *p, const char *value)
{
    return flag_read_bool(value, &p->args->port_parallelism) ||
           flag_complain("bad port parallelism scheduling hint %s", value);
}

bool flag_check_wakeup_interval(Parser *p, const char *value)
{
    (void)p;
    return flag_read_number(value) >= 0 ||
           flag_complain("bad scheduler forced wakeup interval %s", value);
}

bool flag_check_port_signals(Parser *p, const char *value)
{
    (void)p;
    return (strlen(value) == 1 && strchr("sad", *value)) ||
           flag_complain("bad -n option %s", value);
}
