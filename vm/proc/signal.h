// SPDX-License-Identifier: Apache-2.0
// signal.h -- everything that one process does to another goes through the receiver's one ordered
// queue of signals.
//
//      senders                          receiver (the thread that runs it)
//      ------- push --> [ outbox ] -- mailbox_fetch --> message: [ inbox ]      -> receive
//               CAS     newest first   exchange, turn    other:  handled at once -> links, monitors, exit, ...
//                       until NULL      round             needs registers: [ deferred ] -> before the next slice
//
// THE QUEUE. outbox is the head of a stack. A sender pushes with one compare-and-swap (release),
// never waits for the receiver and holds nothing while it copies. The receiver takes all with one
// exchange(NULL, acquire) and turns the chain round, so it sees signals in the order of the
// compare-and-swaps. There is no ABA: nobody pops single elements. Two signals of one sender are
// pushed in program order, hence handled in that order, whatever their kinds: the guarantee of the
// language. A receiver that exits exchanges SIGNAL_CLOSED into outbox as its last fetch; a later
// push fails and the sender acts as if the process did not exist. So every signal is either handled
// by the receiver or refused to the sender.
//
// THE WAKING. Who pushes onto an empty (NULL) outbox must call process_wake; others need not, since
// somebody has promised to.
// A process gives up the processor like this (scheduler.c):  R1: state &= ~RUNNING (acq_rel)   R2: if outbox != NULL wake it.
// A sender does:                                            S1: outbox: NULL -> signal (release) S2: state |= SIGNALS, and RUNNABLE if
// neither RUNNING nor RUNNABLE (acq_rel).
//   Nothing is lost: R1 and S2 change the same word, so one comes first.
//   S2 first: R1 reads S2's change or a later one (all read-modify-writes: the release sequence
//   holds), so S1 happens before R2, and R2 sees outbox != NULL unless a fetch in between has taken
//   the signal, which is as good. R1 first: S2 finds neither RUNNING nor RUNNABLE, sets RUNNABLE
//   and puts the process into a run queue. Never twice in a queue: only the change of RUNNABLE from
//   0 to 1 pushes (a single read-modify-write wins), and a scheduler changes RUNNABLE to RUNNING in
//   one step when it takes the process out.
// Between somebody's S1 and S2 another sender's signal may lie unannounced: for a few instructions
// of the first one.
//
// MEMORY. A Signal and its terms belong to the queue from the push on. Terms lie in fragments of
// their own (chained through next); a message without fragment is an immediate or literal. The
// common message is one block: the Signal lies, dressed as a heap binary, in the first words of its
// own fragment (SIGNAL_EMBEDDED).
//
// DEFERRED. Signals that may collect or run code that wants the x registers saved (garbage_collect,
// check_process_code, ...) are put aside by a fetch in the middle of a receive and run before the
// next slice. Their senders wait for the answer, so no order that a program can see is changed.
//
// Read before: vm/proc/process.h     Read next: vm/proc/mailbox.h
#pragma once

#include "vm/proc/process.h"

typedef enum SignalKind {
    SIGNAL_MESSAGE,
    SIGNAL_MARKER, // a receive marker in the inbox; never sent
    // a message to an alias reference (key): becomes a message if the alias is active
    SIGNAL_ALIAS_MESSAGE,
    SIGNAL_LINK,        // from: who links to the receiver
    SIGNAL_UNLINK,      // from; number: id to send back
    SIGNAL_UNLINK_ACK,  // from; number
    SIGNAL_EXIT,        // exit/2. message: {'EXIT', From, Reason}
    SIGNAL_EXIT_LINKED, // a linked process or port has died. message as above
    SIGNAL_MONITOR,     // from: the watcher; key: the reference; item: name or TERM_NONE
    // as MONITOR for a watcher that is C code: call(call_data, number, pid) at the end
    SIGNAL_WATCH,
    SIGNAL_DEMONITOR,    // from, key (also of SIGNAL_WATCH)
    SIGNAL_DOWN,         // key; message: {'DOWN', Ref, Type, Item, Reason}
    SIGNAL_GROUP_LEADER, // message: the new group leader
    SIGNAL_SUSPEND,      // run(NULL...) see signal_suspend
    SIGNAL_RESUME,
    SIGNAL_RPC, // rpc(p, data) on the receiver; p NULL: it is gone
} SignalKind;

enum {
    SIGNAL_EMBEDDED = 1, // lies inside its fragment: freed with it
    SIGNAL_ATTACHED =
        2, // message is in the receiver's heap (or immediate): fragment only waits to be freed
    SIGNAL_MAY_GC = 4,     // RPC: needs registers saved, may collect
    SIGNAL_NO_SUICIDE = 8, // exit_signal/2,3: normal does not end even the process itself
    SIGNAL_FROM_SYSTEM =
        16, // exit/2 by the machine: a reason normal kills too (process_exit_signal_system)
    SIGNAL_PRIORITY = 64,   // overtakes ordinary messages, if the receiver has agreed to that
    SIGNAL_TO_ALIAS = 128,  // EXIT to an alias of the receiver, key
    SIGNAL_PLAIN_EXIT = 32, // message holds only the reason, {'EXIT', ...} is built by the receiver
};

typedef struct SignalKey {
    uint64_t a, b;
} SignalKey; // a reference or pid as a key: link.h

struct Signal {
    Signal *next;
    uint8_t kind;   // SignalKind
    uint8_t flags;  // SIGNAL_*
    uint16_t size;  // bytes of this block (not EMBEDDED)
    uint32_t words; // EMBEDDED: words of the fragment that are the Signal's own
    Term message;
    Term from;          // pid, port or TERM_NONE
    Fragment *fragment; // what message (and from, when it is external) lies in
    // Messages end here: SIGNAL_MESSAGE_BYTES.
    SignalKey key;
    uint64_t number;
    Term item;
    void (*rpc)(Process *p, void *data);
    void (*call)(void *data, uint64_t number, Term pid);
    void *data;
};
#define SIGNAL_MESSAGE_BYTES offsetof(Signal, key)
#define SIGNAL_CLOSED ((Signal *)8) // outbox of a process that takes no more signals

// ---- sending. Any thread inside an epoch (schedulers always are).
Signal *signal_new(SignalKind kind); // a full Signal, zeroed, terms TERM_NONE
void signal_free(Signal *s);         // with its fragments: a signal that nobody will handle
// Appends and wakes. False: `to` takes no more signals, and s is still the caller's.
bool signal_push(Process *to, Signal *s);
// To a local pid, or through the hooks below to a port or another node. False: no such receiver, s
// still the caller's.
bool signal_send(Term to, Signal *s);
extern bool (*signal_port_hook)(Term port, Signal *s);         // set by vm/port
extern bool (*signal_external_hook)(Term external, Signal *s); // set by distribution

// Makes p runnable unless it runs or is. Any thread.
void process_wake(Process *p);

// exit/2 and what ports do: reason is copied. from: pid or port.
void signal_send_exit(Term from, Term to, Term reason);
// exit/3, exit_signal/2,3: to is a local pid or alias; flags: SIGNAL_PRIORITY, SIGNAL_NO_SUICIDE.
void signal_send_exit_with(Term from, Term to, Term reason, uint8_t flags);
void signal_send_exit_linked(Term from, Term to, Term reason);
// Runs rpc(receiver, data) on the receiver's thread, in order with other signals (may_gc: before
// its next slice, registers saved in p->args, may call process_collect_gc(p, .., p->args,
// p->args_live)). rpc gets NULL if the process exits first. False: no such process, rpc will not be
// called.
bool signal_rpc(Term to, void (*rpc)(Process *p, void *data), void *data, bool may_gc);
void signal_send_group_leader(Term to, Term leader);
// erlang:suspend_process: counted. When it is suspended (or gone), done(data, alive) is called on
// its thread.
bool signal_suspend(Term to, void (*done)(void *data, uint64_t alive, Term pid), void *data);
bool signal_resume(Term to);

// ---- the receiver's thread
// Moves outbox to the inbox, handling what is not a message. May end in p being marked exiting
// (process_is_exiting): then no further signal is handled. Does not move p's heap. True: messages
// were added.
bool signal_fetch(Process *p);
// As signal_fetch, then what was deferred. Registers are saved in p->args; may collect. Called
// before each slice.
void signal_handle_all_gc(Process *p);
// The last fetch of an exiting process: closes the queue, answers what is left (links: noproc,
// monitors: DOWN, rpc: NULL).
void signal_close(Process *p);
bool signal_is_pending(const Process *p); // outbox not empty
