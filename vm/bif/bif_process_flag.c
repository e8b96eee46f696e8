// SPDX-License-Identifier: Apache-2.0
// bif_process_flag.c -- process_flag/2, bump_reductions, hibernate, and collecting on request.
//
// Each flag returns its old value.
//
// Read before: vm/proc/process.h
#include "vm/base/release.h"
#include "vm/bif/argument.h"
#include "vm/bif/max_heap.h"
#include "vm/bif/node_monitor.h"
#include "vm/proc/mailbox.h"
#include "vm/proc/process_extra.h"

static Term set_boolean(Process *p, uint32_t flag, Term value)
{
    if (value != ATOM_TRUE && value != ATOM_FALSE) {
        return bif_badarg(p);
    }
    const Term old = argument_boolean(p->flags & flag);
    p->flags = value == ATOM_TRUE ? p->flags | flag : p->flags & ~flag;
    return old;
}

static Term set_error_handler(Process *p, Term value)
{
    if (!term_is_atom(value)) {
        return bif_badarg(p);
    }
    ProcessExtra *x = process_extra(p);
    const Term old = x->error_handler_set ? x->error_handler : ATOM_ERROR_HANDLER;
    x->error_handler_set = value != ATOM_ERROR_HANDLER;
    x->error_handler = value;
    return old;
}

static Term set_priority(Process *p, Term value)
{
    const Term names[] = {ATOM_MAX, ATOM_HIGH, ATOM_NORMAL, ATOM_LOW};
    for (uint32_t i = 0; i < PRIORITY_COUNT; i++) {
        if (names[i] == value) {
            return names[atomic_exchange(&p->priority, (uint8_t)i) & 3];
        }
    }
    return bif_badarg(p);
}

static Term set_max_heap(Process *p, Term value)
{
    size_t words = p->heap.max_words;
    uint32_t flags = p->heap.flags;
    if (!max_heap_parse(value, &words, &flags) || (words != 0 && words < p->heap.min_words)) {
        return bif_badarg(p);
    }
    const Term old = max_heap_map(process_space(p), p->heap.max_words, p->heap.flags);
    p->heap.max_words = words;
    p->heap.flags = flags;
    return old;
}

static Term set_queue_data(Process *p, Term value)
{
    if (value != ATOM_ON_HEAP && value != ATOM_OFF_HEAP) {
        return bif_badarg(p);
    }
    const Term old = p->flags & PROCESS_OFF_HEAP_MESSAGES ? ATOM_OFF_HEAP : ATOM_ON_HEAP;
    p->flags = value == ATOM_OFF_HEAP ? p->flags | PROCESS_OFF_HEAP_MESSAGES
                                      : p->flags & ~(uint32_t)PROCESS_OFF_HEAP_MESSAGES;
    return old;
}

static Term set_number(Process *p, Term flag, Term value)
{
    int64_t n;
    if (!argument_in_range(value, 0, UINT32_MAX / 16, &n)) {
        return bif_badarg(p);
    }
    Term old;
    if (flag == ATOM_MIN_HEAP_SIZE) {
        old = small_make(p->heap.min_words);
        p->heap.min_words = heap_wanted_size((uint32_t)n, atomic_load(&process_default_min_heap));
    } else if (flag == ATOM_MIN_BIN_VHEAP_SIZE) {
        old = small_make(p->heap.min_vheap_words);
        p->heap.min_vheap_words =
            heap_wanted_size((uint32_t)n, atomic_load(&process_default_min_vheap));
    } else {
        old = small_make(p->heap.fullsweep_after);
        p->heap.fullsweep_after = (uint16_t)n;
    }
    return old;
}

// Flags that only net_kernel and tools use. Calls are never saved, nor processes bound to a
// scheduler: only 0 says so.
static Term set_rare(Process *p, Term flag, Term value)
{
    Term options;
    if (flag == ATOM_MONITOR_NODES) {
        return node_monitor_set(p, value, TERM_NIL);
    }
    if (argument_tagged(flag, ATOM_MONITOR_NODES, &options)) {
        return node_monitor_set(p, value, options);
    }
    if (flag == ATOM_SCHEDULER) {
        return value == SMALL(0) ? value : bif_badarg(p);
    }
    if (flag == ATOM_SAVE_CALLS) {
        return value == SMALL(0) ? value : bif_error_cause(p, ATOM_BADARG, ATOM_NONE);
    }
    return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
}

Term bif_erlang_process_flag_2(Process *p, Term *arg)
{
    const Term flag = arg[0], value = arg[1];
    if (flag == ATOM_TRAP_EXIT) {
        return set_boolean(p, PROCESS_TRAP_EXIT, value);
    }
    if (flag == ATOM_SENSITIVE) {
        return set_boolean(p, PROCESS_SENSITIVE, value);
    }
    if (flag == ATOM_ASYNC_DIST && release_has_async_dist()) {
        return set_boolean(p, PROCESS_ASYNC_DIST, value);
    }
    if (flag == ATOM_PRIORITY) {
        return set_priority(p, value);
    }
    if (flag == ATOM_ERROR_HANDLER) {
        return set_error_handler(p, value);
    }
    if (flag == ATOM_MAX_HEAP_SIZE) {
        return set_max_heap(p, value);
    }
    if (flag == ATOM_MESSAGE_QUEUE_DATA) {
        return set_queue_data(p, value);
    }
    if (flag == ATOM_MIN_HEAP_SIZE || flag == ATOM_MIN_BIN_VHEAP_SIZE ||
        flag == ATOM_FULLSWEEP_AFTER) {
        return set_number(p, flag, value);
    }
    return set_rare(p, flag, value);
}

Term bif_erlang_bump_reductions_1(Process *p, Term *arg)
{
    int64_t n;
    if (!argument_in_range(arg[0], 0, SMALL_MAX, &n)) {
        return bif_badarg(p);
    }
    process_charge(p, n > SLICE_REDUCTIONS ? SLICE_REDUCTIONS : (uint32_t)n);
    return ATOM_TRUE;
}

Term bif_erlang_hibernate_3(Process *p, Term *arg)
{
    if (!term_is_atom(arg[0]) || !term_is_atom(arg[1]) || list_length(arg[2]) < 0) {
        return bif_badarg(p);
    }
    p->raise_class = BIF_HIBERNATE;
    return TERM_NONE;
}

// Keeps its stack: comes back when there is a message.
Term bif_erlang_hibernate_0(Process *p, Term *arg)
{
    (void)arg;
    if (p->inbox_count > 0) {
        return ATOM_OK;
    }
    p->raise_class = BIF_SLEEP;
    return TERM_NONE;
}

// erts_internal:garbage_collect(major | minor): at once; the arguments are the only live registers
Term bif_erts_internal_garbage_collect_1(Process *p, Term *arg)
{
    if (arg[0] != ATOM_MAJOR && arg[0] != ATOM_MINOR) {
        return bif_badarg(p);
    }
    process_collect_gc(p, arg[0] == ATOM_MAJOR ? GC_FULL : GC_AUTO, 0, arg, 1);
    return ATOM_TRUE;
}
