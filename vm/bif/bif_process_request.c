// SPDX-License-Identifier: Apache-2.0
// bif_process_request.c -- requests to other processes whose answer comes as a message {Ref,
// Result}.
//
// The Erlang half of these functions (erlang.erl, erts_internal.erl) makes the reference, or gets
// it from here, and waits for
// {Ref, Result}. What is asked runs on the target's thread (signal_rpc), in order with all other
// signals between the two.
//
// Read before: vm/proc/signal.h
#include <stdio.h>

#include "vm/base/alloc.h"
#include "vm/bif/argument.h"
#include "vm/bif/backtrace.h"
#include "vm/bif/remote_call.h"
#include "vm/heap/copy.h"
#include "vm/proc/message.h"
#include "vm/term/ref.h"

// ---- a request with an answer

typedef struct Request {
    Term asker, ref; // ref and argument: in data
    Term argument;
    Fragment *data;
    Term (*run)(Process *target, Term argument); // target NULL: it is gone. Returns an immediate.
} Request;

static void run_request(Process *target, void *data)
{
    Request *r = data;
    const Term answer = r->run(target, r->argument);
    MessageBuilder b;
    Space *s = message_begin(&b, 3 + copy_size(r->ref));
    message_end(&b, TERM_NONE, r->asker, space_tuple2(s, copy_term(s, r->ref), answer));
    if (r->data) {
        fragment_destroy(r->data);
    }
    vm_free(r, sizeof *r);
}

// Asks; {Ref, Answer} will come in any case.
static void send_request(Process *p, Term target, Term ref, Term argument,
                         Term (*run)(Process *target, Term argument))
{
    Request *r = vm_alloc(sizeof *r);
    Term both;
    *r = (Request){.asker = p->pid, .run = run};
    r->data = copy_to_fragment(space_tuple2(process_space(p), ref, argument), &both);
    r->ref = tuple_elements(both)[0];
    r->argument = tuple_elements(both)[1];
    if (!signal_rpc(target, run_request, r, false)) {
        run_request(NULL, r);
    }
}

static Term answer_alive(Process *target, Term unused)
{
    (void)unused;
    return argument_boolean(target != NULL && !process_is_exiting(target));
}

// is_process_alive(Pid, Ref): ok; then {Ref, Boolean}
Term bif_erts_internal_is_process_alive_2(Process *p, Term *arg)
{
    if (!term_is_local_pid(arg[0]) || !term_is_local_ref(arg[1])) {
        return bif_badarg(p);
    }
    send_request(p, arg[0], arg[1], TERM_NIL, answer_alive);
    return ATOM_OK;
}

static Term answer_leader(Process *target, Term leader)
{
    if (target == NULL) {
        return ATOM_BADARG;
    }
    target->group_leader = copy_term(process_space(target), leader);
    return ATOM_TRUE;
}

// group_leader(Leader, Pid, Ref): ok; then {Ref, true | badarg}
Term bif_erts_internal_group_leader_3(Process *p, Term *arg)
{
    if (!term_is_pid(arg[0]) || !term_is_local_pid(arg[1]) || !term_is_local_ref(arg[2])) {
        return bif_badarg(p);
    }
    send_request(p, arg[1], arg[2], arg[0], answer_leader);
    return ATOM_OK;
}

// ---- process_flag(Pid, save_calls, N): calls are never saved here, so the old value is 0 and only
// 0 can be set

static Term answer_flag(Process *target, Term unused)
{
    (void)unused;
    return target != NULL && !process_is_exiting(target) ? SMALL(0) : ATOM_BADARG;
}

Term bif_erts_internal_process_flag_3(Process *p, Term *arg)
{
    if (!term_is_local_pid(arg[0])) {
        return ATOM_BADTYPE;
    }
    if (arg[1] != ATOM_SAVE_CALLS || arg[2] != SMALL(0)) {
        return ATOM_BADARG;
    }
    return arg[0] == p->pid ? SMALL(0) : remote_call(p, arg[0], answer_flag, TERM_NIL, false);
}

// ---- process_display(Pid, backtrace): the stack, written to stderr

static Term answer_display(Process *target, Term unused)
{
    (void)unused;
    if (target == NULL || process_is_exiting(target)) {
        return ATOM_BADARG;
    }
    ByteVec out = {0};
    backtrace_print(&out, target);
    fwrite(out.data, 1, out.size, stderr);
    byte_vec_free(&out);
    return ATOM_TRUE;
}

Term bif_erts_internal_process_display_2(Process *p, Term *arg)
{
    if (arg[1] != ATOM_BACKTRACE) {
        return ATOM_BADOPT;
    }
    if (!term_is_local_pid(arg[0])) {
        return ATOM_BADARG;
    }
    return arg[0] == p->pid ? answer_display(p, TERM_NIL)
                            : remote_call(p, arg[0], answer_display, TERM_NIL, true);
}
