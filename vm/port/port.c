// SPDX-License-Identifier: Apache-2.0
// port.c -- the table of ports; birth, links, and the end of a port.
//
//   slots[number & mask]: Port * or NULL       numbers are handed out in order: #Port<0.0> is the forker, then 0.1, 0.2, ...
//
// Readers take no lock: they look into the slot and compare the whole id. A number whose slot is taken is skipped.
//
// THE END (port_exit): the name is given up, links get exit signals and watchers DOWN, the waiting processes are woken. Then, if the
// driver still has something to write, the port is CLOSING (nobody finds it any more, but the driver's callbacks go on) until
// port_flushed; else, and at once for the reason kill, it is DEAD: the driver stops, the slot is freed, {Port, closed} is sent
// if somebody asked with a message.
//
// INVARIANTS
//   1. Locks: a port's lock may be held while a process is sent something or a descriptor is armed; never two ports' locks.
//   2. No driver code is on the stack when a driver is stopped (port_unlock ends what has failed).
//
// Read before: vm/port/port.h     Read next: vm/port/port_deliver.c
#define _GNU_SOURCE // strerrorname_np
#include "vm/port/port.h"

#include <ctype.h>
#include <signal.h>

#include "vm/base/clock.h"
#include "vm/base/epoch.h"
#include "vm/bif/bif_system.h"
#include "vm/heap/copy.h"
#include "vm/port/driver.h"
#include "vm/port/port_command.h"
#include "vm/port/port_deliver.h"
#include "vm/proc/monitor.h"
#include "vm/proc/registry.h"
#include "vm/term/atom.h"

enum { PORT_LIMIT_DEFAULT = 65536, PORT_LIMIT_MIN = 1024 };

static _Atomic(Port *) *slots;
static uint32_t slot_mask;
static uint64_t next_number;
static uint32_t port_total;
static Mutex table_lock = MUTEX_INITIAL;
_Atomic uint64_t port_total_in, port_total_out;

// ---- table

static void init_table(uint32_t limit)
{
    uint32_t size = PORT_LIMIT_MIN;
    while (size < limit && size < UINT32_C(1) << 27) {
        size *= 2;
    }
    slots = vm_calloc(size * sizeof *slots);
    slot_mask = size - 1;
}

Port *port_find(Term id)
{
    if (!term_is_local_port(id) || slots == NULL) {
        return NULL;
    }
    Port *port = atomic_load_explicit(&slots[port_number(id) & slot_mask], memory_order_acquire);
    return port && port->id == id ? port : NULL;
}

static bool insert_port(Port *port)
{
    mutex_lock(&table_lock);
    bool has_room = port_total <= slot_mask;
    if (has_room) {
        while (atomic_load_explicit(&slots[next_number & slot_mask], memory_order_relaxed)) {
            next_number++;
        }
        port->id = port_make(next_number);
        atomic_store_explicit(&slots[next_number & slot_mask], port, memory_order_release);
        next_number++;
        port_total++;
    }
    mutex_unlock(&table_lock);
    return has_room;
}

static void remove_port(Port *port)
{
    mutex_lock(&table_lock);
    atomic_store_explicit(&slots[port_number(port->id) & slot_mask], NULL, memory_order_release);
    port_total--;
    mutex_unlock(&table_lock);
}

uint32_t port_count(void)
{
    mutex_lock(&table_lock);
    uint32_t count = port_total;
    mutex_unlock(&table_lock);
    return count;
}

uint32_t port_limit(void) { return slot_mask + 1; }

// Slots that were in use at some time: numbers are handed out in order. The others are untouched memory.
static uint32_t used_slots(void)
{
    mutex_lock(&table_lock);
    const uint64_t used = next_number;
    mutex_unlock(&table_lock);
    return used <= slot_mask ? (uint32_t)used : slot_mask + 1;
}

void port_each(void (*visit)(Port *port, void *data), void *data)
{
    const uint32_t end = slots ? used_slots() : 0;
    for (uint32_t i = 0; i < end; i++) {
        Port *port = atomic_load_explicit(&slots[i], memory_order_acquire);
        if (port) {
            visit(port, data);
        }
    }
}

// ---- life

static void free_port(void *data)
{
    Port *port = data;
    mutex_destroy(&port->lock);
    vm_free(port->name, port->name_size + 1);
    vm_free(port, sizeof *port);
}

void port_retain(Port *port) { atomic_fetch_add_explicit(&port->refs, 1, memory_order_relaxed); }

void port_release(Port *port)
{
    if (atomic_fetch_sub_explicit(&port->refs, 1, memory_order_acq_rel) == 1) {
        epoch_retire(port, free_port);
    }
}

Port *port_new(const PortDriver *driver, Term owner, const char *name, size_t name_size)
{
    Port *port = vm_calloc(sizeof *port);
    port->driver = driver;
    port->owner = owner;
    port->caller = TERM_NONE;
    port->registered_name = TERM_NONE;
    port->stored = ATOM_UNDEFINED;
    port->os_pid = -1;
    port->name = vm_alloc(name_size + 1);
    memcpy(port->name, name, name_size);
    port->name[name_size] = '\0';
    port->name_size = name_size;
    atomic_store_explicit(&port->refs, 1, memory_order_relaxed);
    mutex_init(&port->lock);
    mutex_lock(&port->lock);
    if (!insert_port(port)) {
        mutex_unlock(&port->lock);
        free_port(port);
        return NULL;
    }
    return port;
}

static void free_bonds(Bond **tree)
{
    while (*tree) {
        bond_free(bond_remove(tree, (*tree)->key));
    }
}

static void drop_stored(Port *port)
{
    if (port->stored_fragment) {
        fragment_destroy(port->stored_fragment);
        port->stored_fragment = NULL;
    }
    port->stored = ATOM_UNDEFINED;
}

// Out of the table, with everything that it owns.
static void bury(Port *port)
{
    atomic_store_explicit(&port->state, PORT_DEAD, memory_order_release);
    free_bonds(&port->links.links);
    free_bonds(&port->links.watchers);
    port_lines_free(port->lines);
    port->lines = NULL;
    drop_stored(port);
    remove_port(port);
}

void port_abandon(Port *port)
{
    bury(port);
    mutex_unlock(&port->lock);
    port_release(port);
}

void port_lock(Port *port) { mutex_lock(&port->lock); }

static void terminate(Port *port)
{
    if (port->driver->stop) {
        port->driver->stop(port);
    }
    bury(port);
    if (port->flags & PORT_SEND_CLOSED) {
        port_deliver_atom(port, port->owner, ATOM_CLOSED);
    }
    port_release(port); // the table's; the caller has found it inside an epoch
}

static void end_failed(Port *port)
{
    port->wants_exit = false;
    if (port_state(port) == PORT_ALIVE) {
        port_exit(port, port->id, port->exit_reason, false, false);
        port->wants_exit = false;
    }
    if (port_state(port) == PORT_CLOSING) { // what could not be written is lost
        terminate(port);
    }
}

void port_unlock(Port *port)
{
    if (port->wants_exit) {
        end_failed(port);
    }
    mutex_unlock(&port->lock);
}

Port *port_lock_alive(Term id_or_name)
{
    Term id = term_is_atom(id_or_name) ? registry_whereis(id_or_name) : id_or_name;
    Port *port = term_is_none(id) ? NULL : port_find(id);
    if (port == NULL) {
        return NULL;
    }
    mutex_lock(&port->lock);
    if (port_state(port) != PORT_ALIVE || port->wants_exit) {
        port_unlock(port);
        return NULL;
    }
    return port;
}

// ---- failing

void port_fail(Port *port, Term reason)
{
    if (!port->wants_exit) {
        port->wants_exit = true;
        port->exit_reason = reason;
    }
}

Term port_errno_atom(int error)
{
    const char *name = strerrorname_np(error);
    char text[32] = "unknown";
    for (size_t i = 0; name && name[i] && i + 1 < sizeof text; i++) {
        text[i] = (char)tolower((unsigned char)name[i]);
        text[i + 1] = '\0';
    }
    return atom_from_text(text);
}

void port_fail_errno(Port *port, int error) { port_fail(port, port_errno_atom(error)); }

void port_fail_eof(Port *port)
{
    port_deliver_rest(port);
    if (port->flags & PORT_SOFT_EOF && port_state(port) == PORT_ALIVE) {
        port_deliver_atom(port, port->owner, ATOM_EOF);
    } else {
        port_fail(port, ATOM_NORMAL);
    }
}

void port_flushed(Port *port)
{
    if (port_state(port) == PORT_CLOSING) {
        port_fail(port, ATOM_NORMAL);
    }
}

// ---- the end

static void tell_linked(Port *port, Term reason)
{
    Bond *b;
    while ((b = bond_first(port->links.links)) != NULL) {
        bond_remove(&port->links.links, b->key);
        if (b->unlinking == 0) {
            signal_send_exit_linked(port->id, b->other, reason);
        }
        bond_free(b);
    }
    port->links.link_count = 0;
}

static void tell_watchers(Port *port, Term reason)
{
    Bond *b;
    while ((b = bond_first(port->links.watchers)) != NULL) {
        bond_remove(&port->links.watchers, b->key);
        monitor_send_down(b->other, b->ref, ATOM_PORT, term_is_none(b->item) ? port->id : b->item,
                          reason);
        bond_free(b);
    }
    port->links.watcher_count = 0;
}

bool port_exit(Port *port, Term from, Term reason, bool send_closed, bool drop_normal)
{
    if (port_state(port) != PORT_ALIVE || port->flags & PORT_NEVER_CLOSES ||
        (reason == ATOM_NORMAL && from != port->owner && from != port->id && drop_normal)) {
        return false;
    }
    if (send_closed) {
        port->flags |= PORT_SEND_CLOSED;
    }
    // First nobody finds it any more: who is told of the end must not reach it.
    atomic_store_explicit(&port->state, PORT_CLOSING, memory_order_release);
    port_set_busy(port, false);
    registry_unregister_port(&port->registered_name);
    Term told = reason == ATOM_KILL ? ATOM_KILLED : reason;
    tell_linked(port, told);
    tell_watchers(port, told);
    if (reason == ATOM_KILL || port->driver->queued == NULL || port->driver->queued(port) == 0) {
        port->wants_exit = true; // by port_unlock, which finds it CLOSING
        port->exit_reason = reason;
    }
    return true;
}

// ---- links and monitors

void port_link(Port *port, Term pid)
{
    SignalKey key = signal_key(pid);
    Bond *b = bond_find(port->links.links, key);
    if (b) {
        b->unlinking = 0;
        return;
    }
    b = bond_new(BOND_LINK);
    b->key = key;
    b->other = bond_keep(b, pid);
    bond_insert(&port->links.links, b);
    port->links.link_count++;
}

static void remove_link(Port *port, Term other)
{
    Bond *b = bond_remove(&port->links.links, signal_key(other));
    if (b) {
        port->links.link_count--;
        bond_free(b);
    }
}

static void acknowledge_unlink(Port *port, Signal *s)
{
    remove_link(port, s->from);
    Signal *reply = signal_new(SIGNAL_UNLINK_ACK);
    reply->from = port->id;
    reply->number = s->number;
    if (!signal_send(s->from, reply)) {
        signal_free(reply);
    }
}

static void add_watcher(Port *port, Signal *s)
{
    if (bond_find(port->links.watchers, s->key)) {
        return;
    }
    Bond *b = bond_new(BOND_WATCHER);
    b->key = s->key;
    b->item = s->item;
    b->other = bond_keep(b, s->from);
    b->ref = bond_keep(b, s->message);
    bond_insert(&port->links.watchers, b);
    port->links.watcher_count++;
}

static void remove_watcher(Port *port, SignalKey key)
{
    Bond *b = bond_remove(&port->links.watchers, key);
    if (b) {
        port->links.watcher_count--;
        bond_free(b);
    }
}

static Term exit_reason_of(const Signal *s)
{
    return s->flags & SIGNAL_PLAIN_EXIT ? s->message : tuple_elements(s->message)[2];
}

// An exit signal through a link acts only while the link is there.
static void exit_by_link(Port *port, Signal *s)
{
    Bond *b = bond_find(port->links.links, signal_key(s->from));
    if (b == NULL) {
        return;
    }
    bool is_active = b->unlinking == 0;
    remove_link(port, s->from);
    if (is_active) {
        port_exit(port, s->from, exit_reason_of(s), false, true);
    }
}

// signal_port_hook: takes over s, or false.
static bool take_signal(Term id, Signal *s)
{
    Port *port = port_lock_alive(id);
    if (port == NULL) {
        return false;
    }
    bool is_known = true;
    switch ((SignalKind)s->kind) {
    case SIGNAL_LINK: port_link(port, s->from); break;
    case SIGNAL_UNLINK: acknowledge_unlink(port, s); break;
    case SIGNAL_UNLINK_ACK: remove_link(port, s->from); break;
    case SIGNAL_EXIT: port_exit(port, s->from, exit_reason_of(s), false, false); break;
    case SIGNAL_EXIT_LINKED: exit_by_link(port, s); break;
    case SIGNAL_MONITOR: add_watcher(port, s); break;
    case SIGNAL_DEMONITOR: remove_watcher(port, s->key); break;
    default: is_known = false; break;
    }
    port_unlock(port);
    if (is_known) {
        signal_free(s);
    }
    return is_known;
}

// ---- timers

struct PortTimer {
    Port *port;
    Timer *timer;
    bool is_cancelled;
    void (*call)(Port *port, void *data);
    void *data;
};

static void fire_timer(void *data)
{
    PortTimer *t = data;
    Port *port = t->port;
    port_lock(port);
    if (!t->is_cancelled && port_state(port) != PORT_DEAD) {
        t->call(port, t->data);
    }
    vm_free(t, sizeof *t);
    port_unlock(port);
    port_release(port);
}

PortTimer *port_timer_start(Port *port, int64_t milliseconds, void (*call)(Port *port, void *data),
                            void *data)
{
    PortTimer *t = vm_calloc(sizeof *t);
    t->port = port;
    t->call = call;
    t->data = data;
    port_retain(port);
    t->timer = timer_start_call(clock_monotonic_ns() + milliseconds * NS_PER_MS, fire_timer, t);
    return t;
}

void port_timer_cancel(PortTimer *t)
{
    if (timer_cancel_call(t->timer)) {
        port_release(t->port);
        vm_free(t, sizeof *t);
    } else {
        t->is_cancelled = true; // it waits for our lock in fire_timer
    }
}

// ---- start and stop of the machine

static bool register_name(Term name, Term id)
{
    Port *port = port_lock_alive(id);
    if (port == NULL) {
        return false;
    }
    bool is_done = registry_register_port(name, id, &port->registered_name) == REGISTER_OK;
    port_unlock(port);
    return is_done;
}

static void unregister_name(Term id)
{
    Port *port = port_find(id);
    if (port) {
        port_lock(port);
        port->registered_name = TERM_NONE;
        port_unlock(port);
    }
}

static void flush_one(Port *port, void *data)
{
    (void)data;
    port_lock(port);
    if (port_state(port) != PORT_DEAD && port->driver->flush) {
        port->driver->flush(port);
    }
    mutex_unlock(&port->lock); // not port_unlock: nobody is left to be told of failures
}

void port_flush_all(void)
{
    epoch_enter();
    port_each(flush_one, NULL);
    epoch_leave();
}

void port_init(void)
{
    signal(
        SIGPIPE,
        SIG_IGN); // writing to a reader that is gone is an error of the port, not the end of the machine
    init_table(system_args ? system_args->port_limit : PORT_LIMIT_DEFAULT);
    signal_port_hook = take_signal;
    register_port_hook = register_name;
    unregister_port_hook = unregister_name;
    Port *forker = port_new(&driver_forker, pid_make(0), "forker", 6);
    forker->flags |= PORT_NEVER_CLOSES;
    port_unlock(forker);
    port_command_init();
}
