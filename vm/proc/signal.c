// SPDX-License-Identifier: Apache-2.0
// signal.c -- the outer queue: push, wake, fetch; and what each kind of signal does when it is
// fetched.
//
// The protocol and its proof are in signal.h. Here each step cites it (R1, R2 are in
// vm/sched/scheduler.c).
//
// INVARIANTS
//   1. A signal's terms lie in its own fragments, or are immediates or literals: it outlives its
//      sender.
//   2. After p is marked exiting no signal is handled any more; what was fetched and not handled
//      goes to p->deferred, so that signal_close finds it.
//   3. No handler called by signal_fetch moves p's heap (they build in spaces that only grow).
//
// Elsewhere: links link.c, monitors and aliases monitor.c, exit signals exit.c, messages mailbox.c.
//
// Read before: vm/proc/signal.h     Read next: vm/proc/message.c
#include "vm/proc/signal.h"

#include "vm/base/alloc.h"
#include "vm/heap/copy.h"
#include "vm/proc/exit.h"
#include "vm/proc/link.h"
#include "vm/proc/mailbox.h"
#include "vm/proc/monitor.h"
#include "vm/proc/pid_table.h"
#include "vm/proc/process_extra.h"
#include "vm/proc/run_queue.h"
#include "vm/term/atom.h"
#include "vm/term/ref.h"

bool (*signal_port_hook)(Term port, Signal *s);
bool (*signal_external_hook)(Term external, Signal *s);

Signal *signal_new(SignalKind kind)
{
    Signal *s = vm_calloc(sizeof *s);
    s->kind = (uint8_t)kind;
    s->size = sizeof *s;
    s->message = s->from = s->item = TERM_NONE;
    return s;
}

void signal_free(Signal *s)
{
    Fragment *f = s->fragment;
    if (!(s->flags & SIGNAL_EMBEDDED)) {
        vm_free(s, s->size);
    }
    while (f) {
        Fragment *next = f->next;
        fragment_destroy(f);
        f = next;
    }
}

// ---- sending

bool signal_push(Process *to, Signal *s)
{
    Signal *head = atomic_load_explicit(&to->outbox, memory_order_relaxed);
    do {
        if (UNLIKELY(head == SIGNAL_CLOSED)) {
            return false;
        }
        s->next = head;
    } while (!atomic_compare_exchange_weak_explicit(&to->outbox, &head, s, memory_order_release,
                                                    memory_order_relaxed)); // S1
    if (head == NULL) {
        process_wake(to); // S2
    }
    return true;
}

bool signal_send(Term to, Signal *s)
{
    if (term_is_local_pid(to)) {
        Process *p = pid_table_find(to);
        return p && signal_push(p, s);
    }
    if (term_is_local_port(to)) {
        return signal_port_hook && signal_port_hook(to, s);
    }
    return signal_external_hook && signal_external_hook(to, s);
}

void process_wake(Process *p)
{
    uint32_t state = atomic_load_explicit(&p->state, memory_order_relaxed);
    uint32_t next;
    do {
        next = state | STATE_SIGNALS;
        if (!(state & (STATE_RUNNABLE | STATE_RUNNING | STATE_FREE))) {
            next |= STATE_RUNNABLE;
        }
        // A change even when nothing changes: the read-modify-write orders S1 before the receiver's
        // R1.
    } while (!atomic_compare_exchange_weak_explicit(&p->state, &state, next, memory_order_acq_rel,
                                                    memory_order_relaxed));
    if ((next & ~state) & STATE_RUNNABLE) {
        run_queue_push(p);
    }
}

static void send_exit(SignalKind kind, Term from, Term to, Term reason, uint8_t flags)
{
    // {'EXIT', From, Reason} is made here, so that the receiver has nothing to build when it traps
    // exits.
    Fragment *f = fragment_new(4 + copy_size(from) + copy_size(reason));
    Space space = fragment_space(f);
    Signal *s = signal_new(kind);
    s->from = copy_term(&space, from);
    s->message = space_tuple3(&space, ATOM_EXIT_TAG, s->from, copy_term(&space, reason));
    fragment_close(f, &space);
    s->fragment = f;
    s->flags = flags;
    if (term_is_local_ref(to)) {
        s->flags |= SIGNAL_TO_ALIAS;
        s->key = signal_key(to);
        to = ref_pid(to);
    }
    if (term_is_none(to) || !signal_send(to, s)) {
        signal_free(s);
    }
}

void signal_send_exit(Term from, Term to, Term reason)
{
    send_exit(SIGNAL_EXIT, from, to, reason, 0);
}

void signal_send_exit_with(Term from, Term to, Term reason, uint8_t flags)
{
    send_exit(SIGNAL_EXIT, from, to, reason, flags);
}

void signal_send_exit_linked(Term from, Term to, Term reason)
{
    send_exit(SIGNAL_EXIT_LINKED, from, to, reason, 0);
}

bool signal_rpc(Term to, void (*rpc)(Process *p, void *data), void *data, bool may_gc)
{
    Signal *s = signal_new(SIGNAL_RPC);
    s->rpc = rpc;
    s->data = data;
    s->flags = may_gc ? SIGNAL_MAY_GC : 0;
    if (!signal_send(to, s)) {
        signal_free(s);
        return false;
    }
    return true;
}

void signal_send_group_leader(Term to, Term leader)
{
    Signal *s = signal_new(SIGNAL_GROUP_LEADER);
    s->fragment = copy_to_fragment(leader, &s->message);
    if (!signal_send(to, s)) {
        signal_free(s);
    }
}

bool signal_suspend(Term to, void (*done)(void *data, uint64_t alive, Term pid), void *data)
{
    Signal *s = signal_new(SIGNAL_SUSPEND);
    s->call = done;
    s->data = data;
    if (!signal_send(to, s)) {
        signal_free(s);
        return false;
    }
    return true;
}

bool signal_resume(Term to)
{
    Signal *s = signal_new(SIGNAL_RESUME);
    if (!signal_send(to, s)) {
        signal_free(s);
        return false;
    }
    return true;
}

// ---- receiving

bool signal_is_pending(const Process *p)
{
    return atomic_load_explicit(&p->outbox, memory_order_acquire) != NULL;
}

static Signal *reverse_chain(Signal *newest)
{
    Signal *oldest = NULL;
    while (newest) {
        Signal *next = newest->next;
        newest->next = oldest;
        oldest = newest;
        newest = next;
    }
    return oldest;
}

static void append_message(Process *p, Signal *s)
{
    s->next = NULL;
    *p->inbox_last = s;
    p->inbox_last = &s->next;
    p->inbox_count++;
}

// A message that another signal has become.
static void add_message(Process *p, Signal *s)
{
    s->kind = SIGNAL_MESSAGE;
    if (s->flags & SIGNAL_PRIORITY) {
        mailbox_insert_priority(p, s);
        p->inbox_count++;
    } else {
        append_message(p, s);
    }
}

static void defer_chain(Process *p, Signal *chain)
{
    Signal **at = &p->deferred;
    while (*at) {
        at = &(*at)->next;
    }
    *at = chain;
}

static void handle_suspend(Process *p, Signal *s)
{
    if (s->kind == SIGNAL_SUSPEND) {
        process_extra(p)->suspend_count++;
        atomic_fetch_or_explicit(&p->state, STATE_SUSPENDED, memory_order_acq_rel);
        if (s->call) {
            s->call(s->data, true, p->pid);
        }
    } else if (process_extra(p)->suspend_count && --p->extra->suspend_count == 0) {
        atomic_fetch_and_explicit(&p->state, ~(uint32_t)STATE_SUSPENDED, memory_order_acq_rel);
    }
}

// Takes over s. True: it has become a message in the inbox.
static bool handle_signal(Process *p, Signal *s)
{
    switch ((SignalKind)s->kind) {
    case SIGNAL_MESSAGE: append_message(p, s); return true;
    case SIGNAL_ALIAS_MESSAGE:
        if (alias_accept(p, s)) {
            add_message(p, s);
            return true;
        }
        break;
    case SIGNAL_LINK:
    case SIGNAL_UNLINK:
    case SIGNAL_UNLINK_ACK: link_signal(p, s); break;
    case SIGNAL_EXIT:
    case SIGNAL_EXIT_LINKED:
        if (exit_signal(p, s)) {
            add_message(p, s);
            return true;
        }
        return false; // exit_signal has kept or freed it
    case SIGNAL_MONITOR:
    case SIGNAL_WATCH:
    case SIGNAL_DEMONITOR: monitor_signal(p, s); break;
    case SIGNAL_DOWN:
        if (monitor_accept_down(p, s)) {
            add_message(p, s);
            return true;
        }
        break;
    case SIGNAL_GROUP_LEADER: p->group_leader = copy_term(process_space(p), s->message); break;
    case SIGNAL_SUSPEND:
    case SIGNAL_RESUME: // before the next slice: who has suspended it may rely on it standing still
        s->next = NULL;
        defer_chain(p, s);
        return false;
    case SIGNAL_RPC:
        if (s->flags & SIGNAL_MAY_GC || p->deferred != NULL) { // never before what came earlier
            s->next = NULL;
            defer_chain(p, s);
            return false;
        }
        s->rpc(p, s->data);
        break;
    case SIGNAL_MARKER: CHECK(false);
    }
    signal_free(s);
    return false;
}

bool signal_fetch(Process *p)
{
    if (!signal_is_pending(p) || process_is_exiting(p)) {
        return false;
    }
    Signal *s = reverse_chain(atomic_exchange_explicit(&p->outbox, NULL, memory_order_acquire));
    bool has_added = false;
    uint32_t handled = 0;
    while (s) {
        Signal *next = s->next;
        has_added |= handle_signal(p, s);
        handled++;
        s = next;
        if (UNLIKELY(process_is_exiting(p))) {
            defer_chain(p, s);
            break;
        }
    }
    process_charge(p, handled / 4);
    return has_added;
}

void signal_handle_all_gc(Process *p)
{
    signal_fetch(p);
    while (p->deferred && !process_is_exiting(p)) {
        Signal *s = p->deferred;
        p->deferred = s->next;
        if (s->kind == SIGNAL_RPC) {
            s->rpc(p, s->data);
        } else {
            handle_suspend(p, s);
        }
        signal_free(s);
    }
}

// Answers a signal that the exiting p will not handle any more.
static void refuse_signal(Process *p, Signal *s)
{
    switch ((SignalKind)s->kind) {
    case SIGNAL_LINK: signal_send_exit_linked(p->pid, s->from, ATOM_NOPROC); break;
    case SIGNAL_UNLINK: link_signal(p, s); break;
    case SIGNAL_MONITOR:
        monitor_send_down(s->from, s->message, ATOM_PROCESS,
                          term_is_none(s->item) ? p->pid : s->item, ATOM_NOPROC);
        break;
    case SIGNAL_WATCH: s->call(s->data, s->number, p->pid); break;
    case SIGNAL_RPC: s->rpc(NULL, s->data); break;
    case SIGNAL_SUSPEND:
        if (s->call) {
            s->call(s->data, false, p->pid);
        }
        break;
    default: break;
    }
    signal_free(s);
}

void signal_close(Process *p)
{
    Signal *newest = atomic_exchange_explicit(&p->outbox, SIGNAL_CLOSED, memory_order_acquire);
    defer_chain(p, reverse_chain(newest == SIGNAL_CLOSED ? NULL : newest));
    while (p->deferred) {
        Signal *s = p->deferred;
        p->deferred = s->next;
        refuse_signal(p, s);
    }
}
