// SPDX-License-Identifier: Apache-2.0
// message.c -- sending: copy into a fragment of the receiver's, then one push.
//
//   fragment:  [ message ................ | Signal ]
//              ^words          ^words + used       ^words + room
//
// The usual message is one block of memory: the Signal lies in the last words of the fragment,
// which count as free room as far as the heap is concerned. A small message is copied out of it when
// the receiver looks at it; of a large one the receiver takes the fragment into its heap, and first
// replaces the Signal (mailbox.c).
//
// Nothing here waits: not for the receiver, not for another sender.
//
// Elsewhere: what the receiver does is mailbox.c; timers, ports and the machine itself use
// message_send_fragment.
//
// Read before: vm/proc/signal.c     Read next: vm/proc/mailbox.c
#include "vm/proc/message.h"

#include "vm/base/alloc.h"
#include "vm/heap/copy.h"
#include "vm/proc/link.h"
#include "vm/proc/pid_table.h"
#include "vm/proc/registry.h"
#include "vm/term/ref.h"

// What messages need of a Signal, and messages to aliases.
enum {
    PLAIN_WORDS = SIGNAL_MESSAGE_BYTES / 8,
    ALIAS_WORDS = PLAIN_WORDS + sizeof(SignalKey) / 8,
};
static_assert(SIGNAL_MESSAGE_BYTES % 8 == 0, "an embedded Signal fills whole words");
static_assert(offsetof(Signal, key) == SIGNAL_MESSAGE_BYTES, "the key of an alias follows");

// signal_words: PLAIN_WORDS or ALIAS_WORDS
static Signal *plain_message(Term message, uint32_t signal_words)
{
    Signal *s = vm_alloc(signal_words * sizeof(Term));
    s->kind = SIGNAL_MESSAGE;
    s->flags = 0;
    s->size = (uint16_t)(signal_words * sizeof(Term));
    s->words = 0;
    s->message = message;
    s->fragment = NULL;
    return s;
}

static Signal *copied_message(Term message, uint32_t signal_words)
{
    size_t words = term_is_immediate(message) ? 0 : copy_size(message);
    if (words == 0) {
        return plain_message(message, signal_words);
    }
    Fragment *f = fragment_new(words + signal_words);
    Space space = fragment_space(f);
    space.limit -= signal_words;
    Term copy = copy_term_sized(&space, message, words);
    fragment_close(f, &space);
    Signal *s = (Signal *)(void *)(f->words + f->room - signal_words);
    s->kind = SIGNAL_MESSAGE;
    s->flags = SIGNAL_EMBEDDED;
    s->size = 0;
    s->words = signal_words;
    s->message = copy;
    s->fragment = f;
    return s;
}

static Term sender_of(const Process *from) { return from ? from->pid : TERM_NONE; }

static bool push_message(Process *to, Signal *s)
{
    if (to && signal_push(to, s)) {
        return true;
    }
    signal_free(s);
    return false;
}

bool message_send_process(Process *from, Process *to, Term msg)
{
    Signal *s = copied_message(msg, PLAIN_WORDS);
    s->from = sender_of(from);
    return push_message(to, s);
}

bool message_send(Process *from, Term to, Term msg)
{
    Process *p = process_find(to);
    return p && message_send_process(from, p, msg);
}

void message_send_alias(Process *from, Term alias, Term msg, uint8_t flags)
{
    Process *p = process_find(ref_pid(alias));
    if (p == NULL) {
        return;
    }
    Signal *s = copied_message(msg, ALIAS_WORDS);
    s->kind = SIGNAL_ALIAS_MESSAGE;
    s->key = signal_key(alias);
    s->flags |= flags;
    s->from = sender_of(from);
    push_message(p, s);
}

bool message_send_to(Process *from, Term destination, Term msg)
{
    if (term_is_local_pid(destination)) {
        message_send(from, destination, msg);
        return true;
    }
    if (term_is_atom(destination)) {
        Term pid = registry_whereis(destination);
        if (!term_is_local_pid(pid)) {
            return false;
        }
        message_send(from, pid, msg);
        return true;
    }
    if (term_is_local_ref(destination)) {
        if (!term_is_none(ref_pid(destination))) {
            message_send_alias(from, destination, msg, 0);
        }
        return true; // any other reference is an alias that has ended
    }
    return false;
}

bool message_send_fragment(Term from, Term to, Term msg, Fragment *f)
{
    Signal *s = plain_message(msg, PLAIN_WORDS);
    s->from = from;
    s->fragment = f;
    return push_message(process_find(to), s);
}

Space *message_begin(MessageBuilder *b, size_t words)
{
    b->fragment = fragment_new(words);
    b->space = fragment_space(b->fragment);
    return &b->space;
}

bool message_end(MessageBuilder *b, Term from, Term to, Term msg)
{
    fragment_close(b->fragment, &b->space);
    return message_send_fragment(from, to, msg, b->fragment);
}
