// SPDX-License-Identifier: Apache-2.0
// bif_raise.c -- error, exit, throw, raise: exceptions that programs ask for.
//
// Unlike a failing native function these leave no entry of their own in the stack trace: it begins
// with the caller (RAISE_BY_CALLER), whose arguments error/2,3 may give.
//
// Read before: vm/bif/bif.h     Read next: vm/interp/raise.h
#include "vm/bif/argument.h"
#include "vm/proc/signal.h"
#include "vm/proc/stacktrace.h"
#include "vm/term/map.h"

static Term raise_by_caller(Process *p, RaiseClass class, Term value)
{
    bif_raise(p, class, value);
    p->raise_flags |= RAISE_BY_CALLER;
    return TERM_NONE;
}

Term bif_erlang_error_1(Process *p, Term *arg) { return raise_by_caller(p, RAISE_ERROR, arg[0]); }
Term bif_erlang_exit_1(Process *p, Term *arg) { return raise_by_caller(p, RAISE_EXIT, arg[0]); }
Term bif_erlang_throw_1(Process *p, Term *arg) { return raise_by_caller(p, RAISE_THROW, arg[0]); }
// Unlike error/1 these stand in the trace themselves.
Term bif_erlang_nif_error_1(Process *p, Term *arg) { return bif_error(p, arg[0]); }
Term bif_erlang_nif_error_2(Process *p, Term *arg) { return bif_error(p, arg[0]); }

// What is no list is not shown: the trace has the arity then.
static Term raise_with_args(Process *p, Term reason, Term args)
{
    raise_by_caller(p, RAISE_ERROR, reason);
    if (term_is_list(args)) { // none, or anything else: the trace has the arity
        p->error_args = args;
        p->raise_flags |= RAISE_HAS_ARGS;
    }
    return TERM_NONE;
}

Term bif_erlang_error_2(Process *p, Term *arg) { return raise_with_args(p, arg[0], arg[1]); }

// error(Reason, Args, [{error_info, Map}]); one wrong option, and there are none.
Term bif_erlang_error_3(Process *p, Term *arg)
{
    Term info = TERM_NONE, option, value = TERM_NONE, options = arg[2];
    bool valid = true;
    while (valid && argument_next(&options, &option)) {
        valid = argument_tagged(option, ATOM_ERROR_INFO, &value) && term_is_map(value);
        info = value;
    }
    raise_with_args(p, arg[0], arg[1]);
    if (valid && options == TERM_NIL && !term_is_none(info)) {
        p->error_info = info;
        p->raise_flags |= RAISE_HAS_INFO;
    }
    return TERM_NONE;
}

// {M, F, Arity or Args} or {M, F, Arity or Args, Location}, also {Fun, Args} forms.
static bool is_trace_entry(Term entry)
{
    if (!term_is_tuple(entry)) {
        return false;
    }
    const uint32_t arity = tuple_arity(entry);
    const Term *e = tuple_elements(entry);
    if (arity == 2 || (arity == 3 && term_is_fun(e[0]))) {
        return term_is_fun(e[0]) && (arity == 2 || term_is_list(e[2]));
    }
    return (arity == 3 || arity == 4) && term_is_atom(e[0]) && term_is_atom(e[1]) &&
           (arity == 3 || term_is_list(e[3]));
}

// The trace as programs will see it again: at most stacktrace_depth entries (but one), each with a location.
static Term normal_trace(Process *p, Term list)
{
    Space *s = process_space(p);
    Term entries[STACKTRACE_MAX];
    const uint32_t depth = stacktrace_depth ? stacktrace_depth : 1;
    uint32_t count = 0;
    for (; term_is_cons(list) && count < depth && count < STACKTRACE_MAX; list = cons_tail(list)) {
        const Term entry = cons_head(list), *e = tuple_elements(entry);
        const uint32_t arity = tuple_arity(entry);
        Term whole = entry;
        if (arity == 2) {
            whole = space_tuple3(s, e[0], e[1], TERM_NIL);
        } else if (arity == 3 && term_is_atom(e[0])) {
            whole = space_tuple4(s, e[0], e[1], e[2], TERM_NIL);
        }
        entries[count++] = whole;
    }
    return space_list(s, entries, count, TERM_NIL);
}

// raise(Class, Reason, Stacktrace); wrong arguments: returns badarg, as documented.
Term bif_erlang_raise_3(Process *p, Term *arg)
{
    const RaiseClass class = arg[0] == ATOM_ERROR   ? RAISE_ERROR
                             : arg[0] == ATOM_EXIT  ? RAISE_EXIT
                             : arg[0] == ATOM_THROW ? RAISE_THROW
                                                    : RAISE_NONE;
    Term rest = arg[2], entry;
    bool is_trace = class != RAISE_NONE;
    while (is_trace && argument_next(&rest, &entry)) {
        is_trace = is_trace_entry(entry);
    }
    if (!is_trace || rest != TERM_NIL) {
        return ATOM_BADARG;
    }
    raise_by_caller(p, class, arg[1]);
    p->error_trace = normal_trace(p, arg[2]);
    p->raise_flags |= RAISE_HAS_TRACE;
    return TERM_NONE;
}

// exit(Pid, Reason). A signal to oneself takes effect before this returns: the slice ends here.
// exit/3 and exit_signal/2,3: also to an alias; exit_signal does not end the caller with normal.
static Term send_exit_with(Process *p, Term *arg, Term options, uint8_t flags)
{
    const Term to = arg[0];
    bool has_priority;
    if (!argument_is_priority(options, &has_priority)) {
        return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
    }
    if (!term_is_pid(to) && !term_is_port(to) && !term_is_reference(to)) {
        return bif_badarg(p);
    }
    flags |= has_priority ? SIGNAL_PRIORITY : 0;
    if (term_is_local_pid(to)) {
        flags &= (uint8_t)~SIGNAL_PRIORITY; // only an alias lets it pass
    }
    signal_send_exit_with(p->pid, to, arg[1], flags);
    if (to == p->pid) {
        p->reductions_left = 0;
    }
    return ATOM_TRUE;
}

Term bif_erlang_exit_3(Process *p, Term *arg) { return send_exit_with(p, arg, arg[2], 0); }
Term bif_erlang_exit_signal_2(Process *p, Term *arg)
{
    return send_exit_with(p, arg, TERM_NIL, SIGNAL_NO_SUICIDE);
}
Term bif_erlang_exit_signal_3(Process *p, Term *arg)
{
    return send_exit_with(p, arg, arg[2], SIGNAL_NO_SUICIDE);
}

Term bif_erlang_exit_2(Process *p, Term *arg)
{
    const Term to = arg[0];
    if (!term_is_pid(to) && !term_is_port(to)) {
        return bif_badarg(p);
    }
    signal_send_exit(p->pid, to, arg[1]);
    if (to == p->pid) {
        p->reductions_left = 0;
    }
    return ATOM_TRUE;
}
