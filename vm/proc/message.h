// SPDX-License-Identifier: Apache-2.0
// message.h -- sending messages. The sender copies outside any lock; a message to a process that
// does not exist vanishes. Any thread inside an epoch. Reductions are charged by the caller.
// Read before: vm/heap/copy.h     Read next: vm/proc/exit.h
#pragma once

#include "vm/proc/signal.h"

// Copies msg and sends it. from: the sending process, NULL for others (then the sender is no pid).
// `to` is a local pid. False: there is no such process (programs do not see it).
bool message_send(Process *from, Term to, Term msg);
bool message_send_process(Process *from, Process *to, Term msg); // when the receiver is at hand
// To a local alias reference (ref_pid gives the process): arrives only if the alias is active then.
// flags: 0 or SIGNAL_PRIORITY.
void message_send_alias(Process *from, Term alias, Term msg, uint8_t flags);
// Whatever a destination may be that needs no layer above: local pid, registered name of a process,
// alias. False: a name that nobody has, a port or another node's: the caller's business.
bool message_send_to(Process *from, Term destination, Term msg);
// msg has been built in f (already closed; NULL: msg is an immediate or literal); takes over f,
// also when it fails.
bool message_send_fragment(Term from, Term to, Term msg, Fragment *f);

// Building a message in place:  MessageBuilder b; Space *s = message_begin(&b, words); msg = ...; message_end(&b, from, to, msg);
// words is the exact or greatest need.
typedef struct MessageBuilder {
    Fragment *fragment;
    Space space;
} MessageBuilder;
Space *message_begin(MessageBuilder *b, size_t words);
bool message_end(MessageBuilder *b, Term from, Term to, Term msg);
