// SPDX-License-Identifier: Apache-2.0
// port_bif.c -- the native functions of ports: rows of vm/bif/bifs.def.
//
// Those of erts_internal answer with atoms (badarg, badopt, ...) where erlang:port_* raises errors; erlang.erl does that. ERTS may also
// answer with a reference and send the result later; here everything is done at once.
//
// Read before: vm/port/port_command.c     Read next: vm/port/inet.h
#include "vm/bif/iolist.h"
#include "vm/heap/copy.h"
#include "vm/port/port_command.h"
#include "vm/port/port_deliver.h"
#include "vm/port/port_info.h"
#include "vm/port/port_open.h"
#include "vm/proc/exit.h"
#include "vm/term/etf.h"
#include "vm/term/ref.h"

enum { CALL_REDUCTIONS = 20, BYTES_PER_REDUCTION = 512 };

Term bif_erts_internal_open_port_2(Process *p, Term *arg)
{
    process_charge(p, CALL_REDUCTIONS * 10);
    return port_open(p, arg[0], arg[1]);
}

Term bif_erts_internal_port_command_3(Process *p, Term *arg)
{
    bool is_forced = false, may_wait = true;
    Term options = arg[2], option;
    while (argument_next(&options, &option)) {
        if (option == ATOM_FORCE) {
            is_forced = true;
        } else if (option == ATOM_NOSUSPEND) {
            may_wait = false;
        } else {
            return ATOM_BADOPT;
        }
    }
    if (!term_is_nil(options)) {
        return ATOM_BADOPT;
    }
    Port *port = port_lock_alive(arg[0]);
    if (port == NULL) {
        return ATOM_BADARG;
    }
    if (is_forced && !port->driver->soft_busy) {
        port_unlock(port);
        return ATOM_NOTSUP;
    }
    uint64_t before = port->bytes_out;
    PortSent sent = port_command(port, p->pid, arg[1], is_forced);
    if (sent == PORT_SENT_BUSY && may_wait) {
        port_wait(port, p);
    }
    argument_charge(p, port->bytes_out - before + BYTES_PER_REDUCTION * CALL_REDUCTIONS,
                    BYTES_PER_REDUCTION);
    port_unlock(port);
    if (sent == PORT_SENT_BUSY) {
        return may_wait ? bif_wait(p) : ATOM_FALSE;
    }
    return sent == PORT_SENT ? ATOM_TRUE : ATOM_BADARG;
}

Term bif_erts_internal_port_close_1(Process *p, Term *arg)
{
    process_charge(p, CALL_REDUCTIONS);
    Port *port = port_lock_alive(arg[0]);
    if (port == NULL) {
        return ATOM_BADARG;
    }
    bool is_closed = port_exit(port, p->pid, ATOM_NORMAL, false, false);
    port_unlock(port);
    return is_closed ? ATOM_TRUE : ATOM_BADARG;
}

Term bif_erts_internal_port_connect_2(Process *p, Term *arg)
{
    process_charge(p, CALL_REDUCTIONS);
    Port *port = port_lock_alive(arg[0]);
    if (port == NULL) {
        return ATOM_BADARG;
    }
    bool is_connected = port_connect(port, arg[1]);
    port_unlock(port);
    return is_connected ? ATOM_TRUE : ATOM_BADARG;
}

// An operation code has 32 bits.
static bool read_operation(Term t, uint32_t *operation)
{
    int64_t n;
    bool is_good = argument_in_range(t, 0, UINT32_MAX, &n);
    *operation = is_good ? (uint32_t)n : 0;
    return is_good;
}

static Term control_answer(const Port *port, Space *space, const ByteVec *reply)
{
    return port->flags & PORT_CONTROL_BINARY
               ? space_binary(space, reply->data, reply->size)
               : space_string(space, (const char *)reply->data, reply->size);
}

Term bif_erts_internal_port_control_3(Process *p, Term *arg)
{
    uint32_t operation;
    Term result = ATOM_BADARG;
    ByteVec input = {0}, reply = {0};
    process_charge(p, CALL_REDUCTIONS);
    Port *port = port_lock_alive(arg[0]);
    if (port == NULL) {
        return ATOM_BADARG;
    }
    if (read_operation(arg[1], &operation) && port->driver->control &&
        iolist_append(&input, arg[2])) {
        port->caller = p->pid;
        if (port->driver->control(port, operation, input.data, input.size, &reply)) {
            result = control_answer(port, process_space(p), &reply);
        }
        port->caller = TERM_NONE;
    }
    port_unlock(port);
    byte_vec_free(&input);
    byte_vec_free(&reply);
    return result;
}

Term bif_erts_internal_port_call_3(Process *p, Term *arg)
{
    (void)arg;
    process_charge(p, CALL_REDUCTIONS);
    return ATOM_BADARG; // none of the drivers that are compiled in can be called
}

// A port of another node is badarg, one of ours that is gone undefined.
static Term absent_port(Term t)
{
    return term_is_local_port(t) || term_is_atom(t) ||
                   (term_is_external(t, EXTERNAL_PORT) && external_node(t)->name == node_this->name)
               ? ATOM_UNDEFINED
               : ATOM_BADARG;
}

Term bif_erts_internal_port_info_1(Process *p, Term *arg)
{
    process_charge(p, CALL_REDUCTIONS);
    Port *port = port_lock_alive(arg[0]);
    if (port == NULL) {
        return absent_port(arg[0]);
    }
    Term result = port_info_all(port, process_space(p));
    port_unlock(port);
    return result;
}

Term bif_erts_internal_port_info_2(Process *p, Term *arg)
{
    process_charge(p, CALL_REDUCTIONS);
    Port *port = port_lock_alive(arg[0]);
    if (port == NULL) {
        Term absent = absent_port(arg[0]);
        return absent == ATOM_BADARG ? ATOM_BADTYPE : absent;
    }
    Term result = port_info_item(port, process_space(p), arg[1]);
    port_unlock(port);
    return term_is_none(result) ? ATOM_BADARG : result;
}

// ---- data that programs keep with a port

Term bif_erlang_port_set_data_2(Process *p, Term *arg)
{
    Term copy;
    Fragment *f = copy_to_fragment(arg[1], &copy);
    Port *port = port_lock_alive(arg[0]);
    if (port == NULL) {
        if (f) {
            fragment_destroy(f);
        }
        return bif_badarg(p);
    }
    Fragment *old = port->stored_fragment;
    port->stored_fragment = f;
    port->stored = copy;
    port_unlock(port);
    if (old) {
        fragment_destroy(old);
    }
    return ATOM_TRUE;
}

Term bif_erlang_port_get_data_1(Process *p, Term *arg)
{
    Port *port = port_lock_alive(arg[0]);
    if (port == NULL) {
        return bif_badarg(p);
    }
    Term data = copy_term(process_space(p), port->stored);
    port_unlock(port);
    return data;
}

// ---- all ports

typedef struct PortList {
    Space *space;
    Term list;
} PortList;

static void add_port(Port *port, void *data)
{
    PortList *l = data;
    if (port_state(port) == PORT_ALIVE) {
        l->list = space_cons(l->space, port->id, l->list);
    }
}

Term bif_erlang_ports_0(Process *p, Term *arg)
{
    (void)arg;
    PortList l = {process_space(p), TERM_NIL};
    port_each(add_port, &l);
    Term forward = TERM_NIL;
    while (term_is_cons(l.list)) { // lowest number first
        forward = space_cons(l.space, cons_head(l.list), forward);
        l.list = cons_tail(l.list);
    }
    return forward;
}
