// SPDX-License-Identifier: Apache-2.0
// bif_link.c -- links, monitors, aliases.
//
// Read before: vm/proc/monitor.h
#include "vm/base/release.h"
#include "vm/bif/argument.h"
#include "vm/proc/exit.h"
#include "vm/proc/mailbox.h"
#include "vm/proc/message.h"
#include "vm/proc/monitor.h"
#include "vm/proc/registry.h"
#include "vm/term/ref.h"

static Term link_to(Process *p, Term other, bool has_priority)
{
    if (!term_is_pid(other) && !term_is_port(other)) {
        return bif_badarg(p);
    }
    if (link_create(p, other)) {
        link_set_priority(p, other, has_priority);
        return ATOM_TRUE;
    }
    // No such process: an exit signal noproc, or an error when exits are not trapped.
    if (p->flags & PROCESS_TRAP_EXIT) {
        Space *s = process_space(p);
        message_send_process(p, p, space_tuple3(s, ATOM_EXIT_TAG, other, ATOM_NOPROC));
        return ATOM_TRUE;
    }
    return bif_error(p, ATOM_NOPROC);
}

Term bif_erlang_link_1(Process *p, Term *arg) { return link_to(p, arg[0], false); }

Term bif_erlang_link_2(Process *p, Term *arg)
{
    bool has_priority;
    return argument_is_priority(arg[1], &has_priority)
               ? link_to(p, arg[0], has_priority)
               : bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
}

Term bif_erlang_unlink_1(Process *p, Term *arg)
{
    if (!term_is_pid(arg[0]) && !term_is_port(arg[0])) {
        return bif_badarg(p);
    }
    link_remove(p, arg[0]);
    return ATOM_TRUE;
}

// ---- monitors

static Term monitor_name(Process *p, Term type, Term name, const MonitorOptions *o)
{
    return monitor_create(p, type, registry_whereis(name), name, o);
}

static Term create_monitor(Process *p, Term type, Term item, const MonitorOptions *o)
{
    if (type == ATOM_PROCESS) {
        if (term_is_pid(item)) {
            return monitor_create(p, type, item, TERM_NONE, o);
        }
        if (term_is_atom(item)) {
            return monitor_name(p, type, item, o);
        }
        if (term_is_tuple_of(item, 2) && term_is_atom(tuple_elements(item)[0]) &&
            tuple_elements(item)[1] == node_this->name) {
            return monitor_name(p, type, tuple_elements(item)[0], o);
        }
    } else if (type == ATOM_PORT) {
        if (term_is_port(item)) {
            return monitor_create(p, type, item, TERM_NONE, o);
        }
        if (term_is_atom(item)) {
            return monitor_name(p, type, item, o);
        }
    } else if (type == ATOM_TIME_OFFSET && item == ATOM_CLOCK_SERVICE) {
        return monitor_create(p, type, item, TERM_NONE, o);
    } else if (type != ATOM_TIME_OFFSET) {
        return bif_error_cause(p, ATOM_BADARG, ATOM_BADTYPE);
    }
    return bif_badarg(p);
}

Term bif_erlang_monitor_2(Process *p, Term *arg)
{
    const MonitorOptions o = {TERM_NONE, 0};
    return create_monitor(p, arg[0], arg[1], &o);
}

Term bif_erlang_monitor_3(Process *p, Term *arg)
{
    MonitorOptions o;
    return monitor_options_parse(arg[2], &o) ? create_monitor(p, arg[0], arg[1], &o)
                                             : bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
}

Term bif_erlang_demonitor_1(Process *p, Term *arg)
{
    if (!term_is_reference(arg[0])) {
        return bif_badarg(p);
    }
    monitor_remove(p, arg[0]);
    return ATOM_TRUE;
}

Term bif_erlang_demonitor_2(Process *p, Term *arg)
{
    Term options = arg[1], option;
    bool flush = false, info = false;
    while (argument_next(&options, &option)) {
        if (option != ATOM_FLUSH && option != ATOM_INFO) {
            return bif_badarg(p);
        }
        flush |= option == ATOM_FLUSH;
        info |= option == ATOM_INFO;
    }
    if (options != TERM_NIL || !term_is_reference(arg[0])) {
        return bif_badarg(p);
    }
    const bool found = monitor_remove(p, arg[0]);
    if (flush && !found) {
        mailbox_flush_down(p, arg[0]);
    }
    return argument_boolean(!info || found);
}

// ---- aliases

Term bif_erlang_alias_1(Process *p, Term *arg)
{
    Term options = arg[0], option;
    uint32_t flags = BOND_ALIAS_EXPLICIT;
    while (argument_next(&options, &option)) {
        if (option == ATOM_REPLY || option == ATOM_EXPLICIT_UNALIAS) {
            flags &= ~(uint32_t)BOND_ALIAS_MASK;
            flags |= option == ATOM_REPLY ? BOND_ALIAS_REPLY : BOND_ALIAS_EXPLICIT;
        } else if (option == ATOM_PRIORITY && release_has_priority_messages()) {
            flags |= BOND_ALIAS_PRIORITY;
        } else {
            return bif_badarg(p);
        }
    }
    return options == TERM_NIL ? alias_create(p, flags) : bif_badarg(p);
}

Term bif_erlang_unalias_1(Process *p, Term *arg)
{
    return term_is_reference(arg[0]) ? argument_boolean(alias_remove(p, arg[0])) : bif_badarg(p);
}
