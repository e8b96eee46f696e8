// SPDX-License-Identifier: Apache-2.0
// bif_purge.c -- the native half of erts_code_purger and erts_literal_area_collector, and system
// tasks.
//
// Before old code may go, every process is asked (check_process_code) whether its stack or its
// place of execution lies in it. Its literals may still be on heaps: they are queued here, the
// collector process has every process copy what it holds (send_copy_request), and then lets the
// area go (release_area_switch). Bare code addresses held by schedulers for a moment are covered by
// epochs.
//
// Read before: vm/bif/bif_code.c
#include "vm/base/alloc.h"
#include "vm/base/epoch.h"
#include "vm/base/sync.h"
#include "vm/bif/argument.h"
#include "vm/bif/literal_release.h"
#include "vm/code/code_range.h"
#include "vm/code/module.h"
#include "vm/heap/copy.h"
#include "vm/proc/message.h"
#include "vm/proc/registry.h"

// ---- literal areas waiting to be released

typedef struct Waiting {
    struct Waiting *next;
    LiteralArea *area;
} Waiting;

static Mutex waiting_lock = MUTEX_INITIAL;
static Waiting *waiting_first, **waiting_last = &waiting_first;
static _Atomic(LiteralArea *) current_area; // what the collector is working on

void literal_release_later(LiteralArea *area)
{
    Waiting *w = vm_alloc(sizeof *w);
    *w = (Waiting){NULL, area};
    mutex_lock(&waiting_lock);
    *waiting_last = w;
    waiting_last = &w->next;
    mutex_unlock(&waiting_lock);
    message_send(NULL, registry_whereis(ATOM_ERTS_LITERAL_AREA_COLLECTOR), ATOM_COPY_LITERALS);
}

static void free_area(void *area) { literal_area_free(area); }

// The area worked on has been copied by everybody: it goes; true when there is another one.
Term bif_erts_literal_area_collector_release_area_switch_0(Process *p, Term *arg)
{
    (void)p, (void)arg;
    LiteralArea *done = atomic_exchange(&current_area, NULL);
    if (done != NULL) {
        epoch_retire(done, free_area);
    }
    mutex_lock(&waiting_lock);
    Waiting *next = waiting_first;
    if (next != NULL) {
        waiting_first = next->next;
        waiting_last = waiting_first ? waiting_last : &waiting_first;
    }
    mutex_unlock(&waiting_lock);
    if (next == NULL) {
        return ATOM_FALSE;
    }
    atomic_store(&current_area, next->area);
    vm_free(next, sizeof *next);
    return ATOM_TRUE;
}

// ---- requests to processes that are answered by a message {Operation, Id, Result}

typedef struct Task {
    Term requester, operation, id, argument;
    Fragment *data; // holds id and argument
} Task;

static void reply(Task *t, Term result)
{
    MessageBuilder b;
    Space *s = message_begin(&b, 4 + copy_size(t->id));
    const Term id = copy_term(s, t->id);
    message_end(&b, TERM_NONE, t->requester, space_tuple3(s, t->operation, id, result));
    if (t->data) {
        fragment_destroy(t->data);
    }
    vm_free(t, sizeof *t);
}

static bool is_in_old_code(const CodeBlock *old, const void *address)
{
    const Cell *at = address;
    return at >= old->cells && at < old->cells + old->cell_count;
}

static bool uses_old_code(const Process *t, Term module)
{
    const Module *m = module_find(module);
    const CodeBlock *old = m ? m->old : NULL;
    if (old == NULL) {
        return false;
    }
    if (is_in_old_code(old, t->resume)) {
        return true;
    }
    for (const Term *e = t->heap.stack; e < t->heap.end; e++) {
        if ((header_is(*e) && is_in_old_code(old, return_address(*e))) ||
            (term_is_catch(*e) && is_in_old_code(old, catch_handler(*e)))) {
            return true;
        }
    }
    return false;
}

// The answer about a process that is no more.
static void reply_for_dead(Task *t)
{
    reply(t, t->operation == ATOM_COPY_LITERALS ? ATOM_OK : ATOM_FALSE);
}

// p is NULL when it exited before the signal was handled.
static void run_task_gc(Process *p, void *data)
{
    Task *t = data;
    if (p == NULL) {
        reply_for_dead(t);
        return;
    }
    Term result = ATOM_FALSE;
    if (t->operation == ATOM_CHECK_PROCESS_CODE) {
        result = argument_boolean(uses_old_code(p, t->argument));
    } else if (t->operation == ATOM_GARBAGE_COLLECT) {
        process_collect_gc(p, t->argument == ATOM_MINOR ? GC_AUTO : GC_FULL, 0, p->args,
                           p->args_live);
        result = ATOM_TRUE;
    } else if (t->operation == ATOM_COPY_LITERALS) {
        const LiteralArea *area = atomic_load(&current_area);
        if (area != NULL) {
            process_absorb_literals_gc(p, area);
        }
        result = ATOM_OK;
    }
    reply(t, result);
}

static Term send_task(Term requester, Term target, Term operation, Term id, Term argument)
{
    Task *t = vm_alloc(sizeof *t);
    *t = (Task){requester, operation, TERM_NIL, argument, NULL};
    t->data = copy_to_fragment(id, &t->id);
    if (!signal_rpc(target, run_task_gc, t, true)) {
        reply_for_dead(t);
    }
    return ATOM_OK;
}

// request_system_task(Pid, Priority, {Operation, Id, Argument})
Term bif_erts_internal_request_system_task_3(Process *p, Term *arg)
{
    if (!term_is_local_pid(arg[0]) || !term_is_tuple_of(arg[2], 3)) {
        return bif_badarg(p);
    }
    const Term *e = tuple_elements(arg[2]);
    if ((e[0] != ATOM_CHECK_PROCESS_CODE && e[0] != ATOM_GARBAGE_COLLECT) || !term_is_atom(e[2])) {
        return bif_badarg(p);
    }
    return send_task(p->pid, arg[0], e[0], e[1], e[2]);
}

// request_system_task(Requester, Target, Priority, Task): for somebody else
Term bif_erts_internal_request_system_task_4(Process *p, Term *arg)
{
    if (!term_is_local_pid(arg[0]) || !term_is_local_pid(arg[1]) || !term_is_tuple_of(arg[3], 3)) {
        return bif_badarg(p);
    }
    const Term *e = tuple_elements(arg[3]);
    if ((e[0] != ATOM_CHECK_PROCESS_CODE && e[0] != ATOM_GARBAGE_COLLECT) || !term_is_atom(e[2])) {
        return bif_badarg(p);
    }
    return send_task(arg[0], arg[1], e[0], e[1], e[2]);
}

Term bif_erts_literal_area_collector_send_copy_request_3(Process *p, Term *arg)
{
    if (!term_is_local_pid(arg[0])) {
        return bif_badarg(p);
    }
    Space *s = process_space(p);
    return send_task(p->pid, arg[0], ATOM_COPY_LITERALS, space_tuple3(s, arg[1], arg[2], arg[0]),
                     TERM_NIL);
}

Term bif_erts_internal_check_process_code_1(Process *p, Term *arg)
{
    return term_is_atom(arg[0]) ? argument_boolean(uses_old_code(p, arg[0])) : bif_badarg(p);
}

// ---- purging

static _Atomic Term purging = TERM_NIL; // the module between prepare and complete

static void free_block(void *block) { code_block_free(block); }

static Term complete(Term module)
{
    CodeBlock *old = module_take_old(module_get(module));
    if (old->literals != NULL) {
        literal_release_later(old->literals);
        old->literals = NULL;
    }
    epoch_retire(old, free_block);
    atomic_store(&purging, TERM_NIL);
    return ATOM_TRUE;
}

Term bif_erts_internal_purge_module_2(Process *p, Term *arg)
{
    if (!term_is_atom(arg[0]) || registry_whereis(ATOM_ERTS_CODE_PURGER) != p->pid) {
        return bif_badarg(p);
    }
    if (arg[1] == ATOM_PREPARE || arg[1] == ATOM_PREPARE_ON_LOAD) {
        Module *m = module_find(arg[0]);
        if (arg[1] == ATOM_PREPARE_ON_LOAD && m != NULL) {
            module_reject_on_load(m);
        }
        if (m == NULL || m->old == NULL) {
            return ATOM_FALSE;
        }
        atomic_store(&purging, arg[0]);
        return ATOM_TRUE;
    }
    if (atomic_load(&purging) != arg[0]) {
        return bif_badarg(p);
    }
    if (arg[1] == ATOM_COMPLETE) {
        return complete(arg[0]);
    }
    atomic_store(&purging, TERM_NIL);
    return arg[1] == ATOM_ABORT ? ATOM_FALSE : bif_badarg(p);
}
