// SPDX-License-Identifier: Apache-2.0
// process_extra.h -- fields that most processes never need, made on demand. The owner's thread
// only.
#pragma once

#include "vm/proc/process.h"

// Words that a layer above keeps with a process and that are roots of its collection.
enum {
    EXTRA_ROOTS = 4,
    EXTRA_ROOT_SEQ_TOKEN = 0,
    EXTRA_ROOT_TRACE = 1,
    EXTRA_ROOT_BIF_STATE = 2,
    EXTRA_ROOT_NIF = 3
};
typedef struct ReceiveMarkers ReceiveMarkers; // mailbox.c

// Something a layer above does when the process exits (ETS tables it owns, NIF monitors, ...): see
// exit.h.
typedef struct ExitHook {
    struct ExitHook *next;
    // Called on the exiting process's thread before its name and pid are given up. Returns true
    // when done; false: call it again after other processes have had a turn.
    bool (*run)(Process *p, void *data);
    void *data;
} ExitHook;

struct ProcessExtra {
    Term roots[EXTRA_ROOTS]; // TERM_NIL when unused
    Term on_heap_state;      // continuation of a yielding BIF (a root), TERM_NIL: none
    ExitHook *exit_hooks;
    ReceiveMarkers *markers;
    uint32_t suspend_count;          // how many suspend_process are in force against it
    struct SuspendEntry *suspending; // whom it has suspended, how often (vm/bif/bif_suspend.c)
    uint32_t error_handler_set;      // process_flag(error_handler)
    Term error_handler;              // atom
};
// Finds or makes it.
ProcessExtra *process_extra(Process *p);
// Runs `run` when p exits (owner only). The same data may be removed again.
void process_exit_hook_add(Process *p, bool (*run)(Process *p, void *data), void *data);
bool process_exit_hook_remove(Process *p, bool (*run)(Process *p, void *data), void *data);
