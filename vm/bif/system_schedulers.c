// SPDX-License-Identifier: Apache-2.0
// system_schedulers.c -- the schedulers as programs see them.
//
// BLOCKING. While some process blocks multi scheduling, one scheduler is online. Each blocker is
// counted in a list; an exit hook takes it out when its process dies. The number that was online
// before comes back with the last one. The call returns when its process runs on scheduler 1 and
// nothing runs on the others.
//
// WALL TIMES are kept by the schedulers in any case; switching them on notes where they stand, and
// what is told is the difference.
//
// Otherwise than ERTS: dirty schedulers go on while others are blocked, and have no wall times.
// Read before: vm/proc/run_queue.h
#include "vm/bif/system_schedulers.h"

#include "vm/base/alloc.h"
#include "vm/base/sync.h"
#include "vm/bif/argument.h"
#include "vm/bif/bif_system.h"
#include "vm/code/export.h"
#include "vm/heap/copy.h"
#include "vm/proc/message.h"
#include "vm/proc/process_extra.h"
#include "vm/proc/run_queue.h"
#include "vm/term/ref.h"

// ---- messages from every scheduler

// Sends Ref to the asker from each scheduler thread, as await loops in erts_internal.erl expect.
typedef struct Call {
    Term asker, ref;
    Fragment *data;
} Call;

static void send_ref(void *data)
{
    const Call *call = data;
    MessageBuilder b;
    Space *s = message_begin(&b, copy_size(call->ref));
    message_end(&b, TERM_NONE, call->asker, copy_term(s, call->ref));
}

static void free_call(void *data)
{
    Call *call = data;
    if (call->data) {
        fragment_destroy(call->data);
    }
    vm_free(call, sizeof *call);
}

// system_check(schedulers): ok when every scheduler has answered
Term bif_erts_internal_system_check_1(Process *p, Term *arg)
{
    if (arg[0] != ATOM_SCHEDULERS) {
        return bif_badarg(p);
    }
    Call *call = vm_alloc(sizeof *call);
    const Term ref = ref_make(process_space(p));
    *call = (Call){.asker = p->pid};
    call->data = copy_to_fragment(ref, &call->ref);
    sched_hooks.run_on_all(send_ref, free_call, call);
    return bif_trap(p, arg, export_get(ATOM_ERTS_INTERNAL, ATOM_GATHER_SYSTEM_CHECK_RESULT, 1), 1,
                    &ref);
}

// ---- online schedulers and blockers

typedef struct Blocker {
    struct Blocker *next;
    Term pid;
    uint32_t count;
    bool is_normal; // block_normal: dirty schedulers go on
} Blocker;

static Mutex lock = MUTEX_INITIAL;
static Blocker *blockers;
static uint32_t wanted_online; // while there are blockers: how many are online afterwards

Term system_online_set(Process *p, Term count)
{
    int64_t n;
    if (!argument_in_range(count, 1, system_args->schedulers, &n)) {
        return bif_badarg(p);
    }
    mutex_lock(&lock);
    uint32_t old;
    if (blockers != NULL) {
        old = wanted_online;
        wanted_online = (uint32_t)n;
    } else {
        old = sched_hooks.set_online((uint32_t)n);
    }
    mutex_unlock(&lock);
    return small_make(old);
}

uint32_t system_online_count(void)
{
    mutex_lock(&lock);
    const uint32_t online = blockers != NULL ? wanted_online : sched_hooks.online();
    mutex_unlock(&lock);
    return online;
}

static Term state_locked(void)
{
    bool any = false;
    for (const Blocker *b = blockers; b != NULL; b = b->next) {
        if (!b->is_normal) {
            return ATOM_BLOCKED;
        }
        any = true;
    }
    return any ? ATOM_BLOCKED_NORMAL : ATOM_ENABLED;
}

Term system_multi_state(void)
{
    mutex_lock(&lock);
    const Term state = state_locked();
    mutex_unlock(&lock);
    return state;
}

Term system_multi_blockers(Space *s, bool normal)
{
    Term list = TERM_NIL;
    mutex_lock(&lock);
    for (const Blocker *b = blockers; b != NULL; b = b->next) {
        list = b->is_normal == normal ? space_cons(s, b->pid, list) : list;
    }
    mutex_unlock(&lock);
    return list;
}

static Blocker **find_blocker_locked(Term pid, bool is_normal)
{
    Blocker **at = &blockers;
    while (*at != NULL && ((*at)->pid != pid || (*at)->is_normal != is_normal)) {
        at = &(*at)->next;
    }
    return at;
}

static void remove_locked(Blocker **at)
{
    Blocker *gone = *at;
    *at = gone->next;
    vm_free(gone, sizeof *gone);
    if (blockers == NULL) {
        sched_hooks.set_online(wanted_online);
    }
}

static bool remove_all(Process *p, void *unused)
{
    (void)unused;
    mutex_lock(&lock);
    for (int normal = 0; normal <= 1; normal++) {
        Blocker **at = find_blocker_locked(p->pid, normal);
        if (*at != NULL) {
            remove_locked(at);
        }
    }
    mutex_unlock(&lock);
    return true;
}

static void add_blocker(Process *p, bool is_normal)
{
    mutex_lock(&lock);
    Blocker **at = find_blocker_locked(p->pid, is_normal);
    if (blockers == NULL) {
        wanted_online = sched_hooks.set_online(1);
    }
    const bool is_new = *at == NULL;
    if (is_new) {
        *at = vm_alloc(sizeof **at);
        **at = (Blocker){NULL, p->pid, 0, is_normal};
    }
    (*at)->count++;
    mutex_unlock(&lock);
    if (is_new) {
        process_exit_hook_add(p, remove_all, NULL);
    }
}

static void remove_blocker(Process *p, bool is_normal)
{
    bool is_gone = false;
    mutex_lock(&lock);
    Blocker **at = find_blocker_locked(p->pid, is_normal);
    if (*at != NULL && --(*at)->count == 0) {
        remove_locked(at);
        is_gone = true;
    }
    mutex_unlock(&lock);
    if (is_gone) {
        process_exit_hook_remove(p, remove_all, NULL);
    }
}

// Nobody else runs, and p runs on the one scheduler that is left.
static bool is_alone(void)
{
    SchedStatistics now;
    sched_hooks.statistics(&now);
    return scheduler_id == 1 && now.running <= 1;
}

// A blocker is entered once; then the call comes again (marked in on_heap_state) until it is alone.
static Term block(Process *p, bool is_normal)
{
    ProcessExtra *x = process_extra(p);
    if (x->on_heap_state == TERM_NIL) {
        add_blocker(p, is_normal);
    }
    if (is_alone()) {
        x->on_heap_state = TERM_NIL;
        return system_multi_state();
    }
    x->on_heap_state = ATOM_BLOCK;
    return bif_again(p);
}

Term system_multi_set(Process *p, Term *arg)
{
    const Term value = arg[1];
    if (value == ATOM_BLOCK || value == ATOM_BLOCK_NORMAL) {
        return block(p, value == ATOM_BLOCK_NORMAL);
    }
    if (value == ATOM_UNBLOCK || value == ATOM_UNBLOCK_NORMAL) {
        remove_blocker(p, value == ATOM_UNBLOCK_NORMAL);
        return system_multi_state();
    }
    return bif_badarg(p);
}

// ---- wall times

enum { WALL_SCHEDULERS = 1024 };
typedef struct WallTime {
    int64_t active, total;
} WallTime;
static WallTime wall_start[WALL_SCHEDULERS + 1]; // by scheduler, under lock
static bool wall_is_on;

static WallTime read_wall(uint32_t id)
{
    WallTime t;
    sched_hooks.wall_time(id, &t.active, &t.total);
    return t;
}

// scheduler_wall_time(Enable): the old value
Term bif_erts_internal_scheduler_wall_time_1(Process *p, Term *arg)
{
    (void)p;
    const bool on = arg[0] == ATOM_TRUE;
    mutex_lock(&lock);
    const bool was_on = wall_is_on;
    for (uint32_t id = 1; on && !was_on && id <= sched_hooks.count() && id <= WALL_SCHEDULERS;
         id++) {
        wall_start[id] = read_wall(id);
    }
    wall_is_on = on;
    mutex_unlock(&lock);
    return argument_boolean(was_on);
}

Term system_wall_times(Process *p, Term *arg)
{
    (void)arg;
    Space *s = process_space(p);
    Term list = TERM_NIL;
    mutex_lock(&lock);
    const bool is_on = wall_is_on;
    for (uint32_t id = sched_hooks.count(); is_on && id > 0; id--) {
        const WallTime now = read_wall(id), start = wall_start[id <= WALL_SCHEDULERS ? id : 0];
        const int64_t active = now.active > start.active ? now.active - start.active : 0;
        const Term entry = space_tuple3(s, small_make(id), space_integer(s, active),
                                        space_integer(s, now.total - start.total));
        list = space_cons(s, entry, list);
    }
    mutex_unlock(&lock);
    return is_on ? list : ATOM_UNDEFINED;
}
