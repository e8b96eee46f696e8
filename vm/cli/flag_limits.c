// SPDX-License-Identifier: Apache-2.0
// flag_limits.c -- emulator flags about memory: sizes of tables, heaps, dictionaries, mailboxes.
//
// Limits are stored as given; flags.c rounds those that ERTS rounds (processes and ports, to powers
// of two), after all flags.
#include "vm/cli/flag.h"

enum { ATOMS_MIN = 8192 };

bool flag_take_processes(Parser *p, const char *value)
{
    if (strcmp(value, "legacy") == 0) {
        return true;
    }
    long number = flag_read_number(value);
    if (number < FLAG_TABLE_MIN || number > FLAG_TABLE_MAX) {
        return flag_complain("bad number of processes %s", value);
    }
    p->args->process_limit = (uint32_t)number;
    return true;
}

bool flag_take_ports(Parser *p, const char *value)
{
    if (strcmp(value, "legacy") == 0) {
        return true;
    }
    long number = flag_read_number(value);
    if (number < FLAG_TABLE_MIN || number > FLAG_TABLE_MAX) {
        return flag_complain("bad number of ports %s", value);
    }
    p->args->port_limit = (uint32_t)number;
    p->ports_given = true;
    return true;
}

bool flag_take_atoms(Parser *p, const char *value)
{
    long number = flag_read_number(value);
    if (number < ATOMS_MIN || number > INT32_MAX) {
        return flag_complain("bad atom table size %s", value);
    }
    p->args->atom_limit = (uint32_t)number;
    return true;
}

bool flag_take_tables(Parser *p, const char *value)
{
    long number = flag_read_number(value);
    if (number < 0 || number > INT32_MAX) {
        return flag_complain("bad maximum number of ets tables %s", value);
    }
    p->args->ets_limit = number > FLAG_ETS_MIN ? (uint32_t)number : FLAG_ETS_MIN;
    return true;
}

bool flag_take_compressed(Parser *p, const char *value)
{
    (void)value;
    p->args->ets_compressed = true;
    return true;
}

static bool read_heap_words(const char *value, uint64_t *out)
{
    long number = flag_read_number(value);
    if (number <= 0 || number > INT32_MAX) {
        return flag_complain("bad heap size %s", value);
    }
    *out = (uint64_t)number;
    return true;
}

bool flag_take_heap(Parser *p, const char *value)
{
    return read_heap_words(value, &p->args->min_heap_words);
}

bool flag_take_bin_heap(Parser *p, const char *value)
{
    return read_heap_words(value, &p->args->min_bin_heap_words);
}

bool flag_take_max_heap(Parser *p, const char *value)
{
    long number = flag_read_number(value);
    if (number < 0) {
        return flag_complain("bad max heap size %s", value);
    }
    p->args->max_heap_words = (uint64_t)number;
    return true;
}

bool flag_take_max_kill(Parser *p, const char *value)
{
    return flag_read_bool(value, &p->args->max_heap_kill) ||
           flag_complain("bad max heap kill %s", value);
}

bool flag_take_max_log(Parser *p, const char *value)
{
    return flag_read_bool(value, &p->args->max_heap_log) ||
           flag_complain("bad max heap error logger %s", value);
}

bool flag_take_dictionary(Parser *p, const char *value)
{
    long number = flag_read_number(value);
    if (number <= 0 || number > INT32_MAX) {
        return flag_complain("bad initial process dictionary size %s", value);
    }
    p->args->dictionary_slots = (uint32_t)number;
    return true;
}

bool flag_take_queue_data(Parser *p, const char *value)
{
    p->args->messages_off_heap = strcmp(value, "off_heap") == 0;
    return flag_is_one_of(value, "on_heap off_heap") ||
           flag_complain("Invalid message_queue_data flag: %s", value);
}
