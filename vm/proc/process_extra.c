// SPDX-License-Identifier: Apache-2.0
// process_extra.c -- the side structure of rarely needed fields, and exit hooks.
//
// Hooks run in the order opposite to their adding (the newest first), each until it says that it is
// done (exit.c).
#include "vm/proc/process_extra.h"

#include "vm/base/alloc.h"

ProcessExtra *process_extra(Process *p)
{
    if (p->extra == NULL) {
        p->extra = vm_calloc(sizeof *p->extra);
        for (int i = 0; i < EXTRA_ROOTS; i++) {
            p->extra->roots[i] = TERM_NIL;
        }
        p->extra->on_heap_state = TERM_NIL;
    }
    return p->extra;
}

void process_exit_hook_add(Process *p, bool (*run)(Process *p, void *data), void *data)
{
    ProcessExtra *extra = process_extra(p);
    ExitHook *hook = vm_alloc(sizeof *hook);
    *hook = (ExitHook){extra->exit_hooks, run, data};
    extra->exit_hooks = hook;
}

bool process_exit_hook_remove(Process *p, bool (*run)(Process *p, void *data), void *data)
{
    for (ExitHook **at = p->extra ? &p->extra->exit_hooks : NULL; at && *at; at = &(*at)->next) {
        ExitHook *hook = *at;
        if (hook->run == run && hook->data == data) {
            *at = hook->next;
            vm_free(hook, sizeof *hook);
            return true;
        }
    }
    return false;
}
