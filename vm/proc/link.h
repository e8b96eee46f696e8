// SPDX-License-Identifier: Apache-2.0
// link.h -- what ties processes together: bonds (one end of a link or monitor), the trees they are
// kept in, and links.
//
// A Bond is one process's own knowledge of a tie; the other side has its own Bond, made when the
// signal arrives there. Only the owner touches its trees. A tree is a treap: ordered by key, its
// shape by a hash of the key, so no balance is stored.
//
// Links, after the protocol of OTP 23: unlink/1 leaves the bond with an id (`unlinking`) until the
// other side's acknowledgement comes back with the same id; an exit signal that meets such a bond
// is dropped. A link made anew meanwhile clears the id.
//
// Ports use the same structure for their own ends (link_tree_*), ports and distribution get signals
// through the hooks of signal.h.
#pragma once

#include "vm/proc/signal.h"

typedef enum BondKind {
    BOND_LINK,
    BOND_MONITOR,      // I watch `other` (a pid, port, name; or atom clock_service for time_offset)
    BOND_WATCHER,      // `other` watches me
    BOND_WATCHER_CODE, // C code watches me (SIGNAL_WATCH)
    BOND_ALIAS,        // an alias without monitor
} BondKind;
enum { // Bond.flags
    BOND_ALIAS_EXPLICIT = 1,
    BOND_ALIAS_DEMONITOR = 2,
    BOND_ALIAS_REPLY = 4,
    BOND_ALIAS_MASK = 7,
    BOND_ALIAS_PRIORITY = 8, // what is sent to the alias with priority overtakes
    BOND_PRIORITY = 16,      // LINK, MONITOR: so does the message at the end
};
typedef struct Bond {
    struct Bond *left, *right;
    SignalKey key; // LINK: of other; else of the reference
    uint8_t kind;  // BondKind
    uint8_t flags; // BOND_*
    uint16_t count;
    Term other;         // pid, port, ...; external ones and refs lie in `data`
    Term ref;           // MONITOR, WATCHER, ALIAS: the reference
    Term item;          // name, or TERM_NONE
    Term tag;           // instead of 'DOWN'; TERM_NONE
    Term type;          // MONITOR: atom process, port, time_offset
    uint64_t unlinking; // LINK: id of an unlink in progress, 0: none
    void (*call)(void *data, uint64_t number, Term pid);
    void *call_data;
    Fragment *data; // owns the boxed terms above; NULL
} Bond;
struct LinkTree {
    Bond *links, *monitors, *watchers; // aliases are among monitors
    uint32_t link_count, monitor_count, watcher_count;
};

// ---- trees (also used by ports)
Bond *bond_new(BondKind kind);
void bond_free(Bond *b);
Bond *bond_find(Bond *tree, SignalKey key);
void bond_insert(Bond **tree, Bond *b);        // key must be absent
Bond *bond_remove(Bond **tree, SignalKey key); // NULL when absent; the caller frees it
Bond *bond_first(Bond *tree);
// In order of keys; visit must not change the tree.
void bond_each(Bond *tree, void (*visit)(Bond *b, void *data), void *data);
SignalKey signal_key(Term pid_port_or_ref);
// Keeps a copy of t with the bond.
Term bond_keep(Bond *b, Term t);
LinkTree *process_links(Process *p); // finds or makes it
uint64_t link_next_id(void);         // ids of unlinks

// ---- links. The running process p only.
// True: linked (or it was already; or other == p's own pid, which does nothing). False: no such
// local process or port.
bool link_create(Process *p, Term other);
// Whether the exit of a process or port that p is linked to overtakes other messages.
void link_set_priority(Process *p, Term other, bool has_priority);
void link_remove(Process *p, Term other);
bool link_exists(const Process *p, Term other);
Term link_list(const Process *p, Space *space);
// The other end's half, when the caller makes it itself (spawn_link, open_port): no signal.
void link_insert(Process *p, Term other);
// ---- signals of links, called by signal.c; and by ports on their own trees
void link_signal(Process *p, Signal *s); // LINK, UNLINK, UNLINK_ACK
bool link_accept_exit(Process *p,
                      Signal *s); // EXIT_LINKED: removes the bond; false: drop the signal
// Exit signals to all linked, in order of keys; at most `budget` of them (0 returned: done).
int32_t link_exit_all(Process *p, Term reason, int32_t budget);
