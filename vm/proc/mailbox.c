// SPDX-License-Identifier: Apache-2.0
// mailbox.c -- the inner queue: peeking, removing, markers, timeouts.
//
//   inbox_first ->[m1]->[m2]->[MARKER]->[m3]-> NULL        *inbox_save is the current message
//                   ^link of m2 is &m1.next
//
// The list is singly linked and addressed by links (the place where a node's address is stored), so
// removing needs no search. A marker keeps its own link, which is why it can be taken out from
// anywhere; whoever takes out the node before it corrects it (unlink_node).
//
// INVARIANTS
//   1. inbox_save and inbox_last are links of this list: when a node is taken out or replaced,
//      links inside it are moved.
//   2. A message with SIGNAL_ATTACHED has its term in p's heap (or is no pointer); a fragment that it
//      still has is empty. inbox_attached counts those whose term is a pointer: they are roots.
//   3. Only this file links and unlinks nodes (signal.c appends).
//
//   4. Messages with priority are a prefix of the list.
//
// PRIORITY. When such a message arrives while a receive is further on, the receive goes back to it and
// over all that follows once more: what did not match does not match now either. For the same reason a
// marker is not used while there are such messages: one of them may carry the marker's reference.
//
// Read before: vm/proc/message.c     Read next: vm/proc/link.c
#include "vm/proc/mailbox.h"

#include "vm/base/alloc.h"
#include "vm/base/clock.h"
#include "vm/heap/copy.h"
#include "vm/proc/link.h"
#include "vm/proc/process_extra.h"
#include "vm/proc/timer.h"
#include "vm/term/atom.h"
#include "vm/term/compare.h"

typedef struct Marker {
    Signal **link; // where this node's address is stored
    SignalKey key; // of the reference it is tied to
    uint64_t id;   // 0: tied to a reference
    uint64_t age;
    uint64_t node[SIGNAL_MESSAGE_BYTES / 8]; // the Signal in the list
} Marker;
struct ReceiveMarkers {
    Marker *markers[MAILBOX_MARKERS]; // NULL: free
    uint64_t clock;
};
static const SignalKey old_style_key = {UINT64_MAX, UINT64_MAX}; // recv_mark of old code

static Signal *node_of(Marker *m) { return (Signal *)(void *)m->node; }
static Marker *marker_of(Signal *s)
{
    return (Marker *)(void *)((char *)s - offsetof(Marker, node));
}

// The list now goes through `to` where it went through `from` (two links of neighbouring nodes).
static void move_link(Process *p, Signal **from, Signal **to)
{
    if (p->inbox_save == from) {
        p->inbox_save = to;
    }
    if (p->inbox_last == from) {
        p->inbox_last = to;
    }
    if (*to && (*to)->kind == SIGNAL_MARKER) {
        marker_of(*to)->link = to;
    }
}

static Signal *unlink_node(Process *p, Signal **link)
{
    Signal *s = *link;
    *link = s->next;
    move_link(p, &s->next, link);
    return s;
}

static void free_message(Process *p, Signal *s)
{
    p->inbox_count--;
    if (s->flags & SIGNAL_ATTACHED && !term_is_immediate(s->message)) {
        p->inbox_attached--;
    }
    signal_free(s);
}

// Replaces a Signal that lies in its own fragment by one that does not.
static Signal *detach_signal(Process *p, Signal **link)
{
    Signal *old = *link;
    if (!(old->flags & SIGNAL_EMBEDDED)) {
        return old;
    }
    Signal *s = vm_alloc(SIGNAL_MESSAGE_BYTES);
    memcpy(s, old, SIGNAL_MESSAGE_BYTES);
    s->flags &= (uint8_t)~SIGNAL_EMBEDDED;
    s->size = SIGNAL_MESSAGE_BYTES;
    *link = s;
    move_link(p, &old->next, &s->next);
    return s;
}

static Signal *attach_chain(Process *p, Signal **link)
{
    Signal *s = detach_signal(p, link);
    for (Fragment *f = s->fragment, *next; f; f = next) {
        next = f->next;
        heap_attach_fragment(&p->heap, f);
    }
    s->fragment = NULL;
    return s;
}

static void bring_in(Process *p, Signal **link)
{
    Signal *s = *link;
    if (s->fragment &&
        (s->fragment->next ||
         !heap_receive_fragment(&p->heap, s->fragment, &s->message, HEAP_STACK_RESERVE))) {
        s = attach_chain(p, link);
    }
    s->flags |= SIGNAL_ATTACHED;
    if (!term_is_immediate(s->message)) {
        p->inbox_attached++;
    }
}

Term mailbox_peek_slow(Process *p)
{
    for (;;) {
        Signal *s = *p->inbox_save;
        if (s == NULL) {
            if (!signal_is_pending(p) || process_is_exiting(p)) {
                return TERM_NONE;
            }
            signal_fetch(p);
            if (process_is_exiting(p)) {
                return TERM_NONE;
            }
        } else if (s->kind == SIGNAL_MARKER) {
            p->inbox_save = &s->next;
        } else {
            if (!(s->flags & SIGNAL_ATTACHED)) {
                bring_in(p, p->inbox_save);
                s = *p->inbox_save;
            }
            return s->message;
        }
    }
}

void mailbox_next(Process *p)
{
    if (*p->inbox_save != NULL) {
        p->inbox_save = &(*p->inbox_save)->next;
    }
}

void mailbox_remove(Process *p)
{
    const Signal *s = *p->inbox_save;
    if (s != NULL && s->kind == SIGNAL_MESSAGE) {
        free_message(p, unlink_node(p, p->inbox_save));
    }
    mailbox_rewind(p);
}

void mailbox_insert_priority(Process *p, Signal *s)
{
    Signal **link = &p->inbox_first;
    bool is_before = p->inbox_save == link; // the receive will still come to it
    while (*link && (*link)->kind == SIGNAL_MESSAGE && (*link)->flags & SIGNAL_PRIORITY) {
        link = &(*link)->next;
        is_before = is_before || p->inbox_save == link;
    }
    s->next = *link;
    *link = s;
    if (s->next && s->next->kind == SIGNAL_MARKER) {
        marker_of(s->next)->link = &s->next;
    }
    if (p->inbox_last == link) {
        p->inbox_last = &s->next;
    }
    if (!is_before) {
        p->inbox_save = link;
    }
}

void mailbox_rewind(Process *p) { p->inbox_save = &p->inbox_first; }

bool mailbox_has_more(const Process *p)
{
    const Signal *s = *p->inbox_save;
    while (s && s->kind == SIGNAL_MARKER) {
        s = s->next;
    }
    return s != NULL || signal_is_pending(p);
}

// ---- timeouts

void mailbox_set_timeout(Process *p, uint64_t timeout_ms)
{
    if (p->flags & PROCESS_TIMEOUT_SET) {
        return;
    }
    p->flags |= PROCESS_TIMEOUT_SET;
    if (timeout_ms == 0) {
        p->flags |= PROCESS_TIMED_OUT;
        return;
    }
    timer_start_receive(p, clock_monotonic_ns() + (int64_t)timeout_ms * NS_PER_MS);
}

void mailbox_clear_timeout(Process *p)
{
    if (p->flags & (PROCESS_TIMEOUT_SET | PROCESS_TIMED_OUT)) {
        p->flags &= ~(uint32_t)(PROCESS_TIMEOUT_SET | PROCESS_TIMED_OUT);
        timer_cancel_receive(p);
    }
}

void mailbox_note_timeout(Process *p)
{
    if (atomic_load_explicit(&p->state, memory_order_relaxed) & STATE_TIMED_OUT) {
        timer_cancel_receive(p); // frees it, clears the bit
        p->flags |= PROCESS_TIMED_OUT;
    }
}

// ---- receive markers

static void drop_marker(Process *p, Marker **slot)
{
    Marker *m = *slot;
    *slot = NULL;
    unlink_node(p, m->link);
    vm_free(m, sizeof *m);
}

static Marker **find_marker(Process *p, SignalKey key)
{
    ReceiveMarkers *all = p->extra ? p->extra->markers : NULL;
    for (int i = 0; all && i < MAILBOX_MARKERS; i++) {
        Marker *m = all->markers[i];
        if (m && m->id == 0 && m->key.a == key.a && m->key.b == key.b) {
            return &all->markers[i];
        }
    }
    return NULL;
}

static Marker *append_marker(Process *p)
{
    signal_fetch(p); // what has been sent up to now lies before the marker
    ProcessExtra *extra = process_extra(p);
    if (extra->markers == NULL) {
        extra->markers = vm_calloc(sizeof *extra->markers);
    }
    ReceiveMarkers *all = extra->markers;
    Marker **slot = &all->markers[0];
    for (int i = 0; i < MAILBOX_MARKERS && *slot; i++) {
        if (all->markers[i] == NULL || all->markers[i]->age < (*slot)->age) {
            slot = &all->markers[i];
        }
    }
    if (*slot) {
        drop_marker(p, slot);
    }
    Marker *m = *slot = vm_calloc(sizeof *m);
    m->id = m->age = ++all->clock;
    Signal *s = node_of(m);
    s->kind = SIGNAL_MARKER;
    m->link = p->inbox_last;
    *p->inbox_last = s;
    p->inbox_last = &s->next;
    return m;
}

Term mailbox_marker_reserve(Process *p) { return small_make((int64_t)append_marker(p)->id); }

void mailbox_marker_bind(Process *p, Term marker, Term ref)
{
    ReceiveMarkers *all = p->extra ? p->extra->markers : NULL;
    if (all == NULL || !term_is_small(marker) || !term_is_reference(ref)) {
        return;
    }
    for (int i = 0; i < MAILBOX_MARKERS; i++) {
        Marker *m = all->markers[i];
        if (m && m->id == (uint64_t)small_value(marker)) {
            m->id = 0;
            m->key = signal_key(ref);
            return;
        }
    }
}

void mailbox_marker_clear(Process *p, Term ref)
{
    Marker **slot = term_is_reference(ref) ? find_marker(p, signal_key(ref)) : NULL;
    if (slot) {
        drop_marker(p, slot);
    }
}

void mailbox_marker_use(Process *p, Term ref)
{
    Marker **slot = term_is_reference(ref) ? find_marker(p, signal_key(ref)) : NULL;
    if (slot && !(p->inbox_first->flags & SIGNAL_PRIORITY)) {
        p->inbox_save = &node_of(*slot)->next;
    }
}

void mailbox_mark_old(Process *p)
{
    Marker **slot = find_marker(p, old_style_key);
    if (slot) {
        drop_marker(p, slot);
    }
    Marker *m = append_marker(p);
    m->id = 0;
    m->key = old_style_key;
}

void mailbox_use_old(Process *p)
{
    Marker **slot = find_marker(p, old_style_key);
    if (slot) {
        p->inbox_save = &node_of(*slot)->next;
    }
}

// ---- for others

void mailbox_attach_all(Process *p)
{
    signal_fetch(p);
    for (Signal **link = &p->inbox_first; *link; link = &(*link)->next) {
        if ((*link)->kind == SIGNAL_MESSAGE && !((*link)->flags & SIGNAL_ATTACHED)) {
            bring_in(p, link);
        }
    }
}

uint32_t mailbox_length(Process *p)
{
    signal_fetch(p);
    return p->inbox_count;
}

Term mailbox_list(Process *p, Space *space)
{
    signal_fetch(p);
    Term list = TERM_NIL;
    Term *tail = &list;
    for (Signal *s = p->inbox_first; s; s = s->next) {
        if (s->kind == SIGNAL_MESSAGE) {
            Term *cell = space_take(space, 2);
            cell[0] = cell[1] = TERM_NIL;
            *tail = cons_make(cell);
            tail = &cell[1];
            cell[0] = copy_term(space, s->message);
        }
    }
    return list;
}

bool mailbox_flush_down(Process *p, Term ref)
{
    signal_fetch(p);
    for (Signal **link = &p->inbox_first; *link; link = &(*link)->next) {
        Term m = (*link)->message;
        if ((*link)->kind == SIGNAL_MESSAGE && term_is_tuple_of(m, 5) &&
            term_same(tuple_elements(m)[1], ref)) {
            free_message(p, unlink_node(p, link));
            return true;
        }
    }
    return false;
}

size_t mailbox_bytes(const Process *p)
{
    size_t bytes = 0;
    for (const Signal *s = p->inbox_first; s; s = s->next) {
        bytes += s->flags & SIGNAL_EMBEDDED ? 0 : SIGNAL_MESSAGE_BYTES;
        for (const Fragment *f = s->kind == SIGNAL_MESSAGE ? s->fragment : NULL; f; f = f->next) {
            bytes += sizeof *f + f->room * sizeof(Term);
        }
    }
    return bytes;
}

void mailbox_free(Process *p)
{
    ReceiveMarkers *all = p->extra ? p->extra->markers : NULL;
    for (int i = 0; all && i < MAILBOX_MARKERS; i++) {
        if (all->markers[i]) {
            drop_marker(p, &all->markers[i]);
        }
    }
    vm_free(all, all ? sizeof *all : 0);
    if (all) {
        p->extra->markers = NULL;
    }
    while (p->inbox_first) {
        Signal *s = p->inbox_first;
        p->inbox_first = s->next;
        signal_free(s);
    }
    p->inbox_last = p->inbox_save = &p->inbox_first;
    p->inbox_count = p->inbox_attached = 0;
}

uint32_t mailbox_roots_take(Process *p, Term **words)
{
    uint32_t count = 0;
    *words = p->inbox_attached ? vm_alloc(p->inbox_attached * sizeof **words) : NULL;
    for (Signal *s = p->inbox_first; s && count < p->inbox_attached; s = s->next) {
        if (s->flags & SIGNAL_ATTACHED && !term_is_immediate(s->message)) {
            (*words)[count++] = s->message;
        }
    }
    CHECK(count == p->inbox_attached);
    return count;
}

void mailbox_roots_put(Process *p, Term *words, uint32_t count)
{
    uint32_t at = 0;
    for (Signal *s = p->inbox_first; s && at < count; s = s->next) {
        if (s->flags & SIGNAL_ATTACHED && !term_is_immediate(s->message)) {
            s->message = words[at++];
        }
    }
    vm_free(words, count * sizeof *words);
}
