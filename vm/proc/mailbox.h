// SPDX-License-Identifier: Apache-2.0
// mailbox.h -- selective receive: the inbox, its save pointer, receive markers and timeouts. The
// owner's thread only.
//
//   inbox_first -> [msg] -> [msg] -> [marker] -> [msg] -> NULL
//                            ^*inbox_save: the current message            inbox_last: where the next one is linked
//
//   loop_rec            mailbox_peek: the current message, else fetch from outside, else TERM_NONE
//   (no clause matched) loop_rec_end   mailbox_next
//   (matched)           remove_message mailbox_remove: it is gone from the inbox, its terms stay valid; save pointer to the front
//   timeout             mailbox_rewind
//
// Peeking brings the message into the process's heap (a small one is copied if there is room, and its
// fragment, in which the Signal may lie, is freed with it; else the fragment is attached), because the code that matches keeps pointers into it before it is removed. So
// mailbox_peek changes heap.space.top but moves nothing; messages that were peeked at and not taken
// are roots (process_gc.c).
//
// Receive markers (recv_marker_*): a marker is a node in the inbox that no peek shows. `reserve`
// puts one at the end (after fetching) and gives its id; `bind` ties it to a reference made since;
// `use` moves the save pointer there, if a marker is tied to that reference: older messages cannot
// contain it. At most MAILBOX_MARKERS at once: a new one replaces the oldest.
#pragma once

#include "vm/proc/signal.h"

enum { MAILBOX_MARKERS = 8 };

// A message (no marker) whose term is in the heap.
static inline bool mailbox_is_attached(const Signal *s)
{
    return s->kind == SIGNAL_MESSAGE && s->flags & SIGNAL_ATTACHED;
}
Term mailbox_peek_slow(Process *p);
// The current message, in p's heap; TERM_NONE: wait. (Also TERM_NONE when an exit signal was found:
// the scheduler sees it.)
static inline Term mailbox_peek(Process *p)
{
    Signal *s = *p->inbox_save;
    return LIKELY(s != NULL && mailbox_is_attached(s)) ? s->message : mailbox_peek_slow(p);
}
// Both do nothing without a current message: only a wrong program asks.
void mailbox_next(Process *p);
void mailbox_remove(Process *p);
void mailbox_rewind(Process *p);
// A message that overtakes the ordinary ones (SIGNAL_PRIORITY): behind those that did so before.
void mailbox_insert_priority(Process *p, Signal *s);
// True when mailbox_peek would find something or a signal waits outside: do not wait.
bool mailbox_has_more(const Process *p);

// The present receive's timeout. Starts it unless PROCESS_TIMEOUT_SET. Expiry wakes p with
// PROCESS_TIMED_OUT. timeout_ms 0: PROCESS_TIMED_OUT at once.
void mailbox_set_timeout(Process *p, uint64_t timeout_ms);
void mailbox_clear_timeout(Process *p); // message taken, or timeout handled: clears both flags
// Called by the scheduler before a slice: turns STATE_TIMED_OUT into PROCESS_TIMED_OUT.
void mailbox_note_timeout(Process *p);

Term mailbox_marker_reserve(Process *p); // a small, or [] when none can be had
void mailbox_marker_bind(Process *p, Term marker, Term ref);
void mailbox_marker_clear(Process *p, Term ref);
void mailbox_marker_use(Process *p, Term ref); // save pointer to the marker, if there is one
// recv_mark / recv_set of code compiled by OTP 23 and older: one marker without a reference.
void mailbox_mark_old(Process *p);
void mailbox_use_old(Process *p);

uint32_t mailbox_length(Process *p);         // fetches first: process_info(message_queue_len)
Term mailbox_list(Process *p, Space *space); // copies of all messages, oldest first
// demonitor(Ref, [flush]): removes one {_, Ref, _, _, _}. True: there was one.
bool mailbox_flush_down(Process *p, Term ref);
// Brings every message into the heap, as peeking at it would (literals are about to go away).
void mailbox_attach_all(Process *p);
size_t mailbox_bytes(const Process *p);
void mailbox_free(Process *p); // exit
// Messages whose terms are in the heap, gathered for the collector and written back after it
// (process_gc.c).
uint32_t mailbox_roots_take(Process *p, Term **words);
void mailbox_roots_put(Process *p, Term *words, uint32_t count);
