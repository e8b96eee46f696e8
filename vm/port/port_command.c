// SPDX-License-Identifier: Apache-2.0
// port_command.c -- commands to ports, as calls and as messages:
//
//   port_command(Port, Data)            Port ! {Owner, {command, Data}}
//   port_close(Port)                    Port ! {Owner, close}                -> {Port, closed} when all is written
//   port_connect(Port, Pid)  (links)    Port ! {Owner, {connect, Pid}}       -> {Port, connected} to the old owner
//
// As a message everything else, and everything that does not come in the owner's name, sends the owner an exit signal: badsig.
//
// BUSY. A port whose queue is above its high watermark makes its senders wait: they are entered in port->waiters, stop with BIF_WAIT,
// and do the whole command again when a signal comes. The signal is an RPC that does nothing.
//
// Read before: vm/port/port_deliver.c     Read next: vm/port/port_open.c
#include "vm/port/port_command.h"

#include <stdio.h>

#include "vm/bif/bif_system.h"
#include "vm/bif/iolist.h"
#include "vm/heap/copy.h"
#include "vm/port/port_deliver.h"
#include "vm/proc/exit.h"
#include "vm/proc/registry.h"
#include "vm/term/binary.h"

// ---- busy ports

static void do_nothing(Process *p, void *data)
{
    (void)p;
    (void)data;
}

void port_wait(Port *port, Process *p)
{
    for (PortWaiter *w = port->waiters; w; w = w->next) {
        if (w->pid == p->pid) {
            return;
        }
    }
    PortWaiter *w = vm_alloc(sizeof *w);
    *w = (PortWaiter){port->waiters, p->pid};
    port->waiters = w;
}

// Oldest first, so that they come in the order in which they began to wait.
static void wake_waiters(PortWaiter *newest)
{
    PortWaiter *oldest = NULL;
    while (newest) {
        PortWaiter *next = newest->next;
        newest->next = oldest;
        oldest = newest;
        newest = next;
    }
    while (oldest) {
        PortWaiter *next = oldest->next;
        signal_rpc(oldest->pid, do_nothing, NULL, false);
        vm_free(oldest, sizeof *oldest);
        oldest = next;
    }
}

void port_set_busy(Port *port, bool busy)
{
    if (busy) {
        port->flags |= PORT_BUSY;
    } else if (port->flags & PORT_BUSY || port->waiters) {
        port->flags &= ~(uint32_t)PORT_BUSY;
        PortWaiter *waiters = port->waiters;
        port->waiters = NULL;
        wake_waiters(waiters);
    }
}

// ---- commands

static void log_bad_value(const Port *port)
{
    char text[256];
    snprintf(text, sizeof text, "Bad value on output port '%s'\n", port->name);
    logger_send_text(ATOM_ERROR, TERM_NIL, text);
}

static void output_bytes(Port *port, Term caller, const uint8_t *bytes, size_t size)
{
    port->caller = caller;
    port->driver->output(port, bytes, size);
    port->caller = TERM_NONE;
    port->bytes_out += size;
    atomic_fetch_add_explicit(&port_total_out, size, memory_order_relaxed);
}

PortSent port_command(Port *port, Term caller, Term data, bool is_forced)
{
    if (port->flags & PORT_BUSY && !is_forced) {
        return PORT_SENT_BUSY;
    }
    if (port->driver->output == NULL) {
        return PORT_SENT_BADARG;
    }
    size_t size;
    uint8_t *copy = NULL;
    const uint8_t *bytes = term_is_bitstring(data) ? binary_bytes(data, &size, &copy) : NULL;
    if (bytes) {
        output_bytes(port, caller, bytes, size);
        binary_bytes_free(copy, size);
        return PORT_SENT;
    }
    ByteVec v = {0};
    bool is_good = iolist_append(&v, data);
    if (is_good) {
        output_bytes(port, caller, v.data, v.size);
    } else {
        log_bad_value(port);
    }
    byte_vec_free(&v);
    return is_good ? PORT_SENT : PORT_SENT_BADARG;
}

bool port_connect(Port *port, Term pid)
{
    if (!term_is_local_pid(pid)) {
        return false;
    }
    if (bond_find(port->links.links, signal_key(pid)) == NULL) {
        Signal *s = signal_new(SIGNAL_LINK);
        s->from = port->id;
        if (!signal_send(pid, s)) {
            signal_free(s);
            return false;
        }
    }
    port_link(port, pid);
    port->owner = pid;
    if (port->driver->owner_changed) {
        port->driver->owner_changed(port);
    }
    return true;
}

// ---- messages to ports

static void send_badsig(const Port *port) { signal_send_exit(port->id, port->owner, ATOM_BADSIG); }

static void connect_by_message(Port *port, Term pid)
{
    if (!term_is_local_pid(pid)) {
        send_badsig(port);
        return;
    }
    Term old = port->owner;
    port->owner = pid;
    if (port->driver->owner_changed) {
        port->driver->owner_changed(port);
    }
    port_deliver_atom(port, old, ATOM_CONNECTED);
}

// {Owner, What}. Locked. False: the port is busy.
static bool take_message(Port *port, Process *p, Term what)
{
    if (what == ATOM_CLOSE) {
        port_exit(port, port->owner, ATOM_NORMAL, true, false);
    } else if (term_is_tuple_of(what, 2) && tuple_elements(what)[0] == ATOM_COMMAND) {
        switch (port_command(port, p->pid, tuple_elements(what)[1], false)) {
        case PORT_SENT: break;
        case PORT_SENT_BADARG: send_badsig(port); break;
        case PORT_SENT_BUSY: return false;
        }
    } else if (term_is_tuple_of(what, 2) && tuple_elements(what)[0] == ATOM_CONNECT) {
        connect_by_message(port, tuple_elements(what)[1]);
    } else {
        send_badsig(port);
    }
    return true;
}

// send_port_hook
static Term send_to_port(Process *p, Term id, Term message)
{
    Port *port = port_lock_alive(id);
    if (port == NULL) {
        return message;
    }
    bool is_done = true;
    if (term_is_tuple_of(message, 2) && tuple_elements(message)[0] == port->owner) {
        is_done = take_message(port, p, tuple_elements(message)[1]);
    } else {
        send_badsig(port);
    }
    if (!is_done) {
        port_wait(port, p);
    }
    port_unlock(port);
    return is_done ? message : bif_wait(p);
}

void port_command_init(void) { send_port_hook = send_to_port; }
