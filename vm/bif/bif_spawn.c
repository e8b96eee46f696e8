// SPDX-License-Identifier: Apache-2.0
// bif_spawn.c -- making processes: spawn and its relatives, with all options.
//
// Read before: vm/proc/process.h
#include "vm/base/release.h"
#include "vm/bif/argument.h"
#include "vm/bif/max_heap.h"
#include "vm/proc/message.h"
#include "vm/proc/monitor.h"
#include "vm/term/bignum.h"
#include "vm/term/map.h"
#include "vm/term/ref.h"

static bool is_call(Term module, Term function, Term arguments)
{
    return term_is_atom(module) && term_is_atom(function) && list_length(arguments) >= 0;
}

static void set_call(SpawnOptions *o, const Term *arg)
{
    spawn_options_default(o);
    o->module = arg[0];
    o->function = arg[1];
    o->arguments = arg[2];
}

// Spawns; the result is Pid, or {Pid, Ref} with a monitor.
static Term spawn_process(Process *p, const SpawnOptions *o)
{
    Term ref = TERM_NONE;
    process_charge(p, 8);
    const Term pid = process_spawn(p, o, &ref);
    if (term_is_none(pid)) {
        return bif_error(p, ATOM_SYSTEM_LIMIT);
    }
    return o->monitor ? space_tuple2(process_space(p), pid, ref) : pid;
}

Term bif_erlang_spawn_3(Process *p, Term *arg)
{
    SpawnOptions o;
    if (!is_call(arg[0], arg[1], arg[2])) {
        return bif_badarg(p);
    }
    set_call(&o, arg);
    return spawn_process(p, &o);
}

Term bif_erlang_spawn_link_3(Process *p, Term *arg)
{
    SpawnOptions o;
    if (!is_call(arg[0], arg[1], arg[2])) {
        return bif_badarg(p);
    }
    set_call(&o, arg);
    o.link = true;
    return spawn_process(p, &o);
}

static bool parse_priority(Term t, ProcessPriority *out)
{
    *out = t == ATOM_MAX      ? PRIORITY_MAX
           : t == ATOM_HIGH   ? PRIORITY_HIGH
           : t == ATOM_NORMAL ? PRIORITY_NORMAL
                              : PRIORITY_LOW;
    return *out != PRIORITY_LOW || t == ATOM_LOW;
}

static bool parse_spawn_option(Term option, SpawnOptions *o)
{
    Term value;
    int64_t n;
    if (option == ATOM_LINK) {
        o->link = true;
    } else if (argument_tagged(option, ATOM_LINK, &value) && release_has_priority_messages()) {
        o->link = true;
        return argument_is_priority(value, &o->link_has_priority);
    } else if (option == ATOM_MONITOR) {
        o->monitor = true;
    } else if (argument_tagged(option, ATOM_MONITOR, &value)) {
        MonitorOptions parsed;
        o->monitor = true;
        o->monitor_options = value;
        return monitor_options_parse(value, &parsed);
    } else if (argument_tagged(option, ATOM_PRIORITY, &value)) {
        return parse_priority(value, &o->priority);
    } else if (argument_tagged(option, ATOM_MESSAGE_QUEUE_DATA, &value)) {
        o->off_heap_messages = value == ATOM_OFF_HEAP;
        return value == ATOM_OFF_HEAP || value == ATOM_ON_HEAP;
    } else if (argument_tagged(option, ATOM_MAX_HEAP_SIZE, &value)) {
        return max_heap_parse(value, &o->max_heap_words, &o->heap_flags);
    } else if (release_has_async_dist() && argument_tagged(option, ATOM_ASYNC_DIST, &value)) {
        o->async_dist = value == ATOM_TRUE;
        return value == ATOM_TRUE || value == ATOM_FALSE;
    } else if (argument_tagged(option, ATOM_MIN_HEAP_SIZE, &value) &&
               argument_in_range(value, 0, UINT32_MAX / 16, &n)) {
        o->min_heap_words = heap_wanted_size((uint32_t)n, atomic_load(&process_default_min_heap));
    } else if (argument_tagged(option, ATOM_MIN_BIN_VHEAP_SIZE, &value) &&
               argument_in_range(value, 0, UINT32_MAX / 16, &n)) {
        o->min_vheap_words = heap_wanted_size((uint32_t)n, atomic_load(&process_default_min_vheap));
    } else if (argument_tagged(option, ATOM_FULLSWEEP_AFTER, &value) &&
               argument_in_range(value, 0, INT64_MAX >> 5, &n)) {
        o->fullsweep_after = (uint16_t)n;
    } else if (argument_tagged(option, ATOM_SCHEDULER, &value) &&
               argument_in_range(value, 0, 1024, &n)) {
        return true;
    } else {
        return false;
    }
    return true;
}

static bool parse_options(Term list, SpawnOptions *o)
{
    Term option;
    while (argument_next(&list, &option)) {
        if (!parse_spawn_option(option, o)) {
            return false;
        }
    }
    return list == TERM_NIL;
}

Term bif_erlang_spawn_opt_4(Process *p, Term *arg)
{
    SpawnOptions o;
    set_call(&o, arg);
    if (!is_call(arg[0], arg[1], arg[2])) {
        return bif_badarg(p);
    }
    if (!parse_options(arg[3], &o)) {
        return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
    }
    return spawn_process(p, &o);
}

// erts_internal:spawn_system_process(M, F, A)
Term bif_erts_internal_spawn_system_process_3(Process *p, Term *arg)
{
    SpawnOptions o;
    if (!is_call(arg[0], arg[1], arg[2])) {
        return bif_badarg(p);
    }
    set_call(&o, arg);
    o.system = true;
    return spawn_process(p, &o);
}

// ---- spawn_request(M, F, A, Options): the answer comes as a message {ReplyTag, Ref, ok | error, Pid | Reason}

typedef struct RequestOptions {
    SpawnOptions spawn;
    bool reply_ok, reply_error;
} RequestOptions;

static bool parse_request_options(Term list, RequestOptions *r)
{
    Term option, value;
    r->reply_ok = r->reply_error = true;
    r->spawn.reply_tag = ATOM_SPAWN_REPLY;
    while (argument_next(&list, &option)) {
        if (argument_tagged(option, ATOM_REPLY_TAG, &value)) {
            r->spawn.reply_tag = value;
        } else if (argument_tagged(option, ATOM_REPLY, &value)) {
            r->reply_ok = value == ATOM_YES || value == ATOM_SUCCESS_ONLY;
            r->reply_error = value == ATOM_YES || value == ATOM_ERROR_ONLY;
            if (!r->reply_ok && !r->reply_error && value != ATOM_NO) {
                return false;
            }
        } else if (!parse_spawn_option(option, &r->spawn)) {
            return false;
        }
    }
    return list == TERM_NIL;
}

static void reply_error(Process *p, const RequestOptions *r, Term reason)
{
    if (r->reply_error) {
        Space *s = process_space(p);
        message_send_process(
            p, p, space_tuple4(s, r->spawn.reply_tag, r->spawn.request_ref, ATOM_ERROR, reason));
    }
}

Term bif_erts_internal_spawn_request_4(Process *p, Term *arg)
{
    RequestOptions r;
    set_call(&r.spawn, arg);
    if (!term_is_atom(arg[0]) || !term_is_atom(arg[1]) || list_length(arg[2]) < 0 ||
        list_length(arg[3]) < 0) {
        return bif_badarg(p);
    }
    if (!parse_request_options(arg[3], &r)) {
        // Wrong options are told by message, when a message is wanted at all.
        r.spawn.request_ref = ref_make(process_space(p));
        reply_error(p, &r, ATOM_BADOPT);
        return r.spawn.request_ref;
    }
    MonitorOptions monitor = {TERM_NONE, 0};
    if (r.spawn.monitor) {
        monitor_options_parse(r.spawn.monitor_options, &monitor);
    }
    r.spawn.request_ref =
        r.spawn.monitor ? monitor_new_ref(p, &monitor) : ref_make(process_space(p));
    r.spawn.reply_success = r.reply_ok;
    Term monitor_ref = TERM_NONE;
    process_charge(p, 8);
    if (term_is_none(process_spawn(p, &r.spawn, &monitor_ref))) {
        reply_error(p, &r, ATOM_SYSTEM_LIMIT);
    }
    return r.spawn.request_ref;
}

// The answer of a local request is sent at once, so there is nothing left to abandon.
Term bif_erlang_spawn_request_abandon_1(Process *p, Term *arg)
{
    return term_is_reference(arg[0]) ? ATOM_FALSE : bif_badarg(p);
}

// dist_spawn_request(Node, {M, F, Args}, Options, spawn_request | spawn_opt): no node is connected as long as this one is alone, so
// the answer is always noconnection. badarg is a value here.
Term bif_erts_internal_dist_spawn_request_4(Process *p, Term *arg)
{
    RequestOptions r;
    const bool wants_monitor_too = arg[3] == ATOM_SPAWN_OPT;
    if (!term_is_atom(arg[0]) || arg[0] == node_this->name || !term_is_tuple_of(arg[1], 3) ||
        list_length(arg[2]) < 0) {
        return ATOM_BADARG;
    }
    const Term *call = tuple_elements(arg[1]);
    if (!term_is_atom(call[0]) || !term_is_atom(call[1]) || list_length(call[2]) < 0) {
        return ATOM_BADARG;
    }
    set_call(&r.spawn, call);
    const bool is_valid = parse_request_options(arg[2], &r);
    r.spawn.request_ref = ref_make(process_space(p));
    reply_error(p, &r, is_valid ? ATOM_NOCONNECTION : ATOM_BADOPT);
    if (!wants_monitor_too) {
        return r.spawn.request_ref;
    }
    return space_tuple2(process_space(p), r.spawn.request_ref,
                        argument_boolean(is_valid && r.spawn.monitor));
}
