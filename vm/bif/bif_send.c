// SPDX-License-Identifier: Apache-2.0
// bif_send.c -- sending messages, and registered names.
//
// Destination: a pid, a registered name, {Name, Node}, a port, an alias. A name that nobody has is
// badarg, except with a node; a pid of nobody takes the message silently.
//
// Read before: vm/proc/message.h
#include "vm/base/release.h"
#include "vm/bif/argument.h"
#include "vm/bif/bif_system.h"
#include "vm/proc/message.h"
#include "vm/proc/pid_table.h"
#include "vm/proc/registry.h"
#include "vm/term/ref.h"

Term (*send_port_hook)(Process *p, Term port, Term message);
bool (*send_remote_hook)(Process *p, Term destination, Term message);
bool (*register_port_hook)(Term name, Term port);
void (*unregister_port_hook)(Term port);

static Term send_to_port(Process *p, Term port, Term message)
{
    return send_port_hook ? send_port_hook(p, port, message) : message;
}

// {Name, Node}: here, or somewhere else.
static Term send_to_node(Process *p, Term destination, Term message)
{
    const Term name = tuple_elements(destination)[0], node = tuple_elements(destination)[1];
    if (!term_is_atom(name) || !term_is_atom(node)) {
        return bif_badarg(p);
    }
    if (node != node_this->name) {
        return send_remote_hook && !send_remote_hook(p, destination, message) ? TERM_NONE : message;
    }
    const Term to = registry_whereis(name);
    if (!term_is_none(to)) {
        return term_is_local_port(to) ? send_to_port(p, to, message)
                                      : (message_send(p, to, message), message);
    }
    return message;
}

// flags: of messages to aliases.
static Term send_message(Process *p, Term to, Term message, uint8_t flags)
{
    process_charge(p, 3);
    if (LIKELY(term_is_local_pid(to))) {
        message_send(p, to, message);
        return message;
    }
    if (term_is_atom(to)) {
        to = registry_whereis(to);
        if (term_is_none(to)) {
            return bif_badarg(p);
        }
        return term_is_local_port(to) ? send_to_port(p, to, message)
                                      : (message_send(p, to, message), message);
    }
    if (term_is_local_port(to)) {
        return send_to_port(p, to, message);
    }
    if (term_is_local_ref(to)) {
        if (!term_is_none(ref_pid(to))) {
            message_send_alias(p, to, message, flags);
        }
        return message;
    }
    if (term_is_tuple_of(to, 2)) {
        return send_to_node(p, to, message);
    }
    if (term_is_external(to, EXTERNAL_PID) || term_is_external(to, EXTERNAL_PORT) ||
        term_is_external(to, EXTERNAL_REF)) {
        return send_remote_hook && !send_remote_hook(p, to, message) ? TERM_NONE : message;
    }
    return bif_badarg(p);
}

Term bif_erlang_send_2(Process *p, Term *arg) { return send_message(p, arg[0], arg[1], 0); }

// Is it on another node, and this one connected to none?
static bool is_unreachable(Term to)
{
    bool is_name = term_is_tuple_of(to, 2) && tuple_elements(to)[1] != node_this->name;
    return send_remote_hook == NULL &&
           (is_name || term_is_external(to, EXTERNAL_PID) || term_is_external(to, EXTERNAL_PORT));
}

// send(To, Message, [noconnect | nosuspend | priority])
Term bif_erlang_send_3(Process *p, Term *arg)
{
    Term options = arg[2], option;
    bool must_be_connected = false;
    uint8_t flags = 0;
    while (argument_next(&options, &option)) {
        must_be_connected |= option == ATOM_NOCONNECT;
        if (option == ATOM_PRIORITY && release_has_priority_messages()) {
            flags = SIGNAL_PRIORITY;
        } else if (option != ATOM_NOCONNECT && option != ATOM_NOSUSPEND) {
            return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
        }
    }
    if (options != TERM_NIL) {
        return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
    }
    if (term_is_none(send_message(p, arg[0], arg[1], flags))) {
        return TERM_NONE;
    }
    return must_be_connected && is_unreachable(arg[0]) ? ATOM_NOCONNECT : ATOM_OK;
}

// ---- names

Term bif_erlang_register_2(Process *p, Term *arg)
{
    const Term name = arg[0], who = arg[1];
    const Term none = ATOM_NONE; // no other cause than the arguments
    if (!term_is_atom(name) || name == ATOM_UNDEFINED) {
        return bif_error_cause(p, ATOM_BADARG, none);
    }
    if (term_is_local_port(who)) {
        const bool is_done = register_port_hook && register_port_hook(name, who);
        return is_done ? ATOM_TRUE : bif_error_cause(p, ATOM_BADARG, none);
    }
    switch (term_is_local_pid(who) ? registry_register(name, who) : REGISTER_DEAD) {
    case REGISTER_OK: return ATOM_TRUE;
    case REGISTER_HAS_NAME: return bif_error_cause(p, ATOM_BADARG, ATOM_REGISTERED_NAME);
    case REGISTER_DEAD:
        return bif_error_cause(p, ATOM_BADARG, term_is_local_pid(who) ? ATOM_NOTALIVE : none);
    default: return bif_error_cause(p, ATOM_BADARG, none);
    }
}

Term bif_erlang_unregister_1(Process *p, Term *arg)
{
    Term owner;
    if (!term_is_atom(arg[0]) || !registry_unregister(arg[0], &owner)) {
        return bif_badarg(p);
    }
    if (term_is_local_port(owner) && unregister_port_hook) {
        unregister_port_hook(owner);
    }
    return ATOM_TRUE;
}

Term bif_erlang_whereis_1(Process *p, Term *arg)
{
    if (!term_is_atom(arg[0])) {
        return bif_badarg(p);
    }
    const Term found = registry_whereis(arg[0]);
    return term_is_none(found) ? ATOM_UNDEFINED : found;
}

Term bif_erlang_registered_0(Process *p, Term *arg)
{
    (void)arg;
    return registry_list(process_space(p));
}
