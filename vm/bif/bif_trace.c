// SPDX-License-Identifier: Apache-2.0
// bif_trace.c -- what programs ask of tracing and monitoring of the machine, as long as nothing can
// be traced.
//
// trace_info answers truly that nobody is traced; functions that would start a trace do not exist.
//
// Read before: vm/code/export.h
#include "vm/bif/argument.h"
#include "vm/bif/remote_call.h"
#include "vm/code/export.h"
#include "vm/term/ref.h"

static Term answer_traced(Process *target, Term key)
{
    return target == NULL ? ATOM_UNDEFINED : space_tuple2(process_space(target), key, TERM_NIL);
}

static Term process_trace(Process *p, Term what, Term key)
{
    const bool is_key = key == ATOM_FLAGS || key == ATOM_TRACER;
    if (what == ATOM_NEW || what == ATOM_NEW_PROCESSES || what == ATOM_NEW_PORTS ||
        term_is_local_port(what)) {
        return is_key ? space_tuple2(process_space(p), key, TERM_NIL) : bif_badarg(p);
    }
    if (!term_is_local_pid(what)) {
        return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
    }
    if (!is_key) {
        return bif_badarg(p);
    }
    return what == p->pid ? answer_traced(p, key) : remote_call(p, what, answer_traced, key, false);
}

static Term function_trace(Process *p, Term mfa, Term key)
{
    const Term *e = tuple_elements(mfa);
    if (tuple_arity(mfa) != 3 || !term_is_atom(e[0]) || !term_is_atom(e[1]) ||
        !term_is_small(e[2])) {
        return bif_badarg(p);
    }
    const int64_t arity = small_value(e[2]);
    const Export *x = arity < 0 || arity > 255 ? NULL : export_find(e[0], e[1], (uint32_t)arity);
    const bool is_there = x != NULL && export_is_loaded(x);
    return space_tuple2(process_space(p), key, is_there ? ATOM_FALSE : ATOM_UNDEFINED);
}

// trace_info(Pid | new | {M, F, A} | on_load | send | 'receive', Item)
Term bif_erlang_trace_info_2(Process *p, Term *arg)
{
    const Term what = arg[0], key = arg[1];
    if (what == ATOM_ON_LOAD) {
        return space_tuple2(process_space(p), key, ATOM_FALSE);
    }
    if (what == ATOM_SEND || what == ATOM_RECEIVE) {
        return key == ATOM_MATCH_SPEC ? space_tuple2(process_space(p), key, ATOM_TRUE)
                                      : bif_badarg(p);
    }
    if (term_is_tuple(what)) {
        return function_trace(p, what, key);
    }
    return process_trace(p, what, key);
}

// Nobody watches the machine, and nobody profiles it.
Term bif_erlang_system_monitor_0(Process *p, Term *arg)
{
    (void)p, (void)arg;
    return ATOM_UNDEFINED;
}
Term bif_erlang_system_profile_0(Process *p, Term *arg)
{
    (void)p, (void)arg;
    return ATOM_UNDEFINED;
}

// 27: the process erts_trace_cleaner asks whether a session that has ended must be cleaned away.
Term bif_erts_trace_cleaner_check_0(Process *p, Term *arg)
{
    (void)p;
    (void)arg;
    return ATOM_FALSE; // there are no sessions
}

// From OTP 28 on by session; nobody has set anything in any of them.
Term bif_erts_internal_system_monitor_1(Process *p, Term *arg)
{
    return arg[0] == ATOM_LEGACY ? ATOM_UNDEFINED : bif_badarg(p);
}

// What a debugger needs must be asked for at start (+D), which this machine does not take.
Term bif_erl_debugger_supported_0(Process *p, Term *arg)
{
    (void)p, (void)arg;
    return ATOM_FALSE;
}
