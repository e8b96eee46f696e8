// SPDX-License-Identifier: Apache-2.0
// bif_suspend.c -- suspend_process and resume_process.
//
// Each suspender keeps a list of whom it has suspended and how often (SuspendEntry). Only its first
// suspend and its last resume are signals; the target counts its suspenders. When a suspender
// exits, an exit hook resumes everybody.
//
// The suspend signal takes effect before the target's next slice, so when the answer is sent no
// Erlang code of it runs. The Erlang half (erlang:suspend_process/2) waits for {Ref, Answer} when a
// reference is returned.
//
// Read before: vm/proc/signal.h
#include "vm/bif/bif_suspend.h"

#include "vm/base/alloc.h"
#include "vm/bif/argument.h"
#include "vm/heap/copy.h"
#include "vm/proc/message.h"
#include "vm/proc/process_extra.h"
#include "vm/term/ref.h"

typedef struct SuspendEntry {
    struct SuspendEntry *next;
    Term pid;
    uint32_t count;
} SuspendEntry;

// What is told when a suspend has taken effect: {Tag, Answer} to the suspender; nobody when tag is
// none.
typedef struct SuspendReply {
    Term asker, tag;
    Fragment *data;
    bool is_sync; // the answer is true or badarg; otherwise suspended or exited
} SuspendReply;

static SuspendEntry **find_entry(Process *p, Term pid)
{
    SuspendEntry **at = &process_extra(p)->suspending;
    while (*at != NULL && (*at)->pid != pid) {
        at = &(*at)->next;
    }
    return at;
}

static void remove_entry(SuspendEntry **at)
{
    SuspendEntry *gone = *at;
    *at = gone->next;
    vm_free(gone, sizeof *gone);
}

static bool resume_all(Process *p, void *unused)
{
    (void)unused;
    while (p->extra->suspending != NULL) {
        signal_resume(p->extra->suspending->pid);
        remove_entry(&p->extra->suspending);
    }
    return true;
}

static void send_reply(SuspendReply *r, bool alive)
{
    if (!term_is_none(r->tag)) {
        const Term answer = r->is_sync ? (alive ? ATOM_TRUE : ATOM_BADARG)
                            : alive    ? ATOM_SUSPENDED
                                       : ATOM_EXITED;
        MessageBuilder b;
        Space *s = message_begin(&b, 3 + copy_size(r->tag));
        message_end(&b, TERM_NONE, r->asker, space_tuple2(s, copy_term(s, r->tag), answer));
    }
    if (r->data) {
        fragment_destroy(r->data);
    }
    vm_free(r, sizeof *r);
}

static void note_suspended(void *data, uint64_t alive, Term pid)
{
    (void)pid;
    send_reply(data, alive);
}
// After a suspend that is in force already: only the order matters.
static void note_still_suspended(Process *target, void *data) { send_reply(data, target != NULL); }

static SuspendReply *new_reply(Process *p, Term tag, bool is_sync)
{
    SuspendReply *r = vm_alloc(sizeof *r);
    *r = (SuspendReply){.asker = p->pid, .tag = TERM_NONE, .is_sync = is_sync};
    if (!term_is_none(tag)) {
        r->data = copy_to_fragment(tag, &r->tag);
    }
    return r;
}

typedef struct SuspendOptions {
    bool unless_suspending, is_asynchronous;
    Term tag;
} SuspendOptions;

static bool parse_suspend_options(Term list, SuspendOptions *o)
{
    Term option;
    *o = (SuspendOptions){false, false, TERM_NONE};
    while (argument_next(&list, &option)) {
        if (option == ATOM_UNLESS_SUSPENDING) {
            o->unless_suspending = true;
        } else if (option == ATOM_ASYNCHRONOUS ||
                   argument_tagged(option, ATOM_ASYNCHRONOUS, &o->tag)) {
            o->is_asynchronous = true;
        } else {
            return false;
        }
    }
    return term_is_nil(list);
}

static Term suspend_first(Process *p, Term pid, const SuspendOptions *o, SuspendEntry **at)
{
    if (process_extra(p)->suspending == NULL) {
        process_exit_hook_add(p, resume_all, NULL);
    }
    *at = vm_alloc(sizeof **at);
    **at = (SuspendEntry){NULL, pid, 1};
    const Term ref = o->is_asynchronous ? o->tag : ref_make(process_space(p));
    SuspendReply *reply = new_reply(p, ref, !o->is_asynchronous);
    if (!signal_suspend(pid, note_suspended, reply)) {
        remove_entry(at);
        if (!o->is_asynchronous) {
            reply->tag = TERM_NONE; // the result says it
        }
        send_reply(reply, false);
        return o->is_asynchronous ? ATOM_TRUE : ATOM_BADARG;
    }
    return o->is_asynchronous ? ATOM_TRUE : ref;
}

// suspend_process(Pid, Options): true, false, badarg, badopt, or a reference that the answer will
// come with
Term bif_erts_internal_suspend_process_2(Process *p, Term *arg)
{
    SuspendOptions o;
    if (!term_is_local_pid(arg[0]) || arg[0] == p->pid) {
        return ATOM_BADARG;
    }
    if (!parse_suspend_options(arg[1], &o)) {
        return ATOM_BADOPT;
    }
    SuspendEntry **at = find_entry(p, arg[0]);
    if (*at == NULL) {
        return suspend_first(p, arg[0], &o, at);
    }
    if (!o.unless_suspending && (*at)->count == UINT32_MAX) {
        return bif_error(p, ATOM_SYSTEM_LIMIT);
    }
    (*at)->count += !o.unless_suspending;
    if (!term_is_none(o.tag)) {
        SuspendReply *reply = new_reply(p, o.tag, false);
        if (!signal_rpc(arg[0], note_still_suspended, reply, false)) {
            send_reply(reply, false);
        }
    }
    return argument_boolean(!o.unless_suspending);
}

Term bif_erlang_resume_process_1(Process *p, Term *arg)
{
    if (!term_is_local_pid(arg[0]) || arg[0] == p->pid || p->extra == NULL) {
        return bif_badarg(p);
    }
    SuspendEntry **at = find_entry(p, arg[0]);
    if (*at == NULL) {
        return bif_badarg(p);
    }
    if (--(*at)->count > 0) {
        return ATOM_TRUE;
    }
    remove_entry(at);
    if (p->extra->suspending == NULL) {
        process_exit_hook_remove(p, resume_all, NULL);
    }
    return signal_resume(arg[0]) ? ATOM_TRUE : bif_badarg(p);
}

Term suspend_list(Process *t, Space *s)
{
    Term list = TERM_NIL;
    for (const SuspendEntry *e = t->extra ? t->extra->suspending : NULL; e != NULL; e = e->next) {
        list = space_cons(s, space_tuple3(s, e->pid, small_make(e->count), SMALL(0)), list);
    }
    return list;
}
