// SPDX-License-Identifier: Apache-2.0
// monitor.h -- monitors and aliases. The running process p only, unless said otherwise.
//
// A monitor's reference is made by the watcher; both ends keep a Bond under that reference. When
// the watched one exits it sends DOWN; the watcher turns that into the message {'DOWN' or Tag, Ref,
// Type, Item, Reason} if it still has its Bond, so a demonitor that comes first wins at once,
// without waiting.
#pragma once

#include "vm/proc/link.h"

void monitor_init(void); // once, at start

typedef struct MonitorOptions {
    Term tag;       // TERM_NONE: 'DOWN'
    uint32_t flags; // BOND_ALIAS_* (0: no alias), BOND_PRIORITY
} MonitorOptions;
// [{tag, T}, {alias, explicit_unalias | demonitor | reply_demonitor}, priority (from OTP 28 on)]; false: badarg.
bool monitor_options_parse(Term list, MonitorOptions *out);

// Watches a local or external pid, a local port (type ATOM_PORT) or a name (atom: registered here;
// what the name means is looked up by the caller: target pid, port or TERM_NONE when nobody has
// it). Returns the reference (in p's heap; a pid reference when it is an alias). A target that does
// not exist: DOWN with noproc arrives at once.
Term monitor_create(Process *p, Term type, Term target, Term name, const MonitorOptions *options);
// A reference for a monitor that will be made with monitor_insert (spawn_monitor, spawn_request).
Term monitor_new_ref(Process *p, const MonitorOptions *options);
void monitor_insert(Process *p, Term ref, Term type, Term target, Term name,
                    const MonitorOptions *options);
// True: there was such a monitor and it is off; its DOWN will not come any more (but may be in the
// inbox).
bool monitor_remove(Process *p, Term ref);
// Whether ref is a monitor of p at present: its target, else TERM_NONE.
Term monitor_target(const Process *p, Term ref);
Term monitor_list(const Process *p,
                  Space *space); // process_info(monitors): [{process, Pid | {Name, Node}}, ...]
Term monitored_by_list(const Process *p, Space *space);
// erlang:monitor(time_offset, clock_service): told by time_offset_changed (time.c).
void monitor_time_offset_changed(int64_t offset_ns);

// ---- aliases
Term alias_create(
    Process *p,
    uint32_t flags); // erlang:alias/1: BOND_ALIAS_EXPLICIT or _REPLY, BOND_ALIAS_PRIORITY
bool alias_remove(Process *p, Term ref); // erlang:unalias/1
// A message to an alias has arrived: true: deliver (and the alias ended if it was for one reply).
// A priority stays only if the alias allows it.
bool alias_accept(Process *p, Signal *s);
// As alias_accept for an exit signal, which ends no alias.
bool alias_is_active(const Process *p, Signal *s);

// ---- C code that watches processes (NIF resources, ports, ETS heirs, ...). Any thread inside an
// epoch. call(data, number, pid) runs on the exiting process's thread, once. False: no such
// process.
bool monitor_watch(Term pid, void (*call)(void *data, uint64_t number, Term pid), void *data,
                   uint64_t *number);
// Afterwards call may still come if the exit is under way: the data must be counted.
void monitor_unwatch(Term pid, uint64_t number);

// ---- called by signal.c and exit.c
void monitor_signal(Process *p, Signal *s);      // MONITOR, WATCH, DEMONITOR
bool monitor_accept_down(Process *p, Signal *s); // makes s the DOWN message; false: drop it
int32_t monitor_exit_all(Process *p, Term reason, int32_t budget);
// DOWN to a watcher (also for ports and distribution). reason is copied.
void monitor_send_down(Term watcher, Term ref, Term type, Term item, Term reason);
