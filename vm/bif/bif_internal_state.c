// SPDX-License-Identifier: Apache-2.0
// bif_internal_state.c -- erts_debug:get_internal_state/1 and set_internal_state/2: windows for
// test suites, closed by default.
//
// Until set_internal_state(available_internal_state, true) all of it is undef. Items that this
// machine does not have are badarg. Beside them: other small questions of erts_debug and
// erts_internal about processes and terms.
//
// Read before: vm/bif/bif.h
#include "vm/bif/argument.h"
#include "vm/code/instr.h"
#include "vm/heap/copy.h"
#include "vm/proc/exit.h"
#include "vm/proc/pid_table.h"

static _Atomic bool is_available;

Term bif_erts_debug_get_internal_state_1(Process *p, Term *arg)
{
    if (!atomic_load(&is_available)) {
        return bif_error(p, ATOM_UNDEF);
    }
    if (arg[0] == ATOM_REDS_LEFT) {
        return small_make(p->reductions_left > 0 ? p->reductions_left : 0);
    }
    if (arg[0] == ATOM_NEXT_PID) {
        return small_make(pid_table_next_data());
    }
    return bif_badarg(p);
}

static Term make_available(Process *p, bool available)
{
    static const char note[] =
        "This process has opened the internal state of the machine, which is for test suites only.";
    if (available) {
        logger_send_text(ATOM_WARNING, p->group_leader, note);
    }
    return argument_boolean(atomic_exchange(&is_available, available));
}

Term bif_erts_debug_set_internal_state_2(Process *p, Term *arg)
{
    int64_t n;
    if (arg[0] == ATOM_AVAILABLE_INTERNAL_STATE && (arg[1] == ATOM_TRUE || arg[1] == ATOM_FALSE)) {
        return make_available(p, arg[1] == ATOM_TRUE);
    }
    if (!atomic_load(&is_available)) {
        return bif_error(p, ATOM_UNDEF);
    }
    if (arg[0] == ATOM_REDS_LEFT && argument_in_range(arg[1], 0, SLICE_REDUCTIONS, &n)) {
        process_charge(p, p->reductions_left > n ? (uint32_t)(p->reductions_left - n) : 0);
        return ATOM_TRUE;
    }
    if (arg[0] == ATOM_NEXT_PID && argument_in_range(arg[1], 0, PID_TABLE_LIMIT_MAX, &n)) {
        pid_table_set_next_data((uint32_t)n);
        return small_make(pid_table_next_data());
    }
    return bif_badarg(p);
}

// Words of a term with what it shares counted once.
Term bif_erts_debug_size_shared_1(Process *p, Term *arg)
{
    return space_unsigned(process_space(p), term_shared_size(arg[0]));
}

// The names of all instructions.
Term bif_erts_debug_instructions_0(Process *p, Term *arg)
{
    (void)arg;
    Space *s = process_space(p);
    Term list = TERM_NIL;
    for (uint32_t i = instr_count; i > 0; i--) {
        const char *name = instr_infos[i - 1].name;
        list = space_cons(s, space_string(s, name, strlen(name)), list);
    }
    return list;
}

// ---- processes on dirty schedulers

static bool is_dirty(const Process *t) { return atomic_load(&t->state) & STATE_DIRTY; }

Term bif_erts_internal_is_process_executing_dirty_1(Process *p, Term *arg)
{
    if (!term_is_local_pid(arg[0])) {
        return bif_badarg(p);
    }
    const Process *t = process_find(arg[0]);
    return argument_boolean(t != NULL && is_dirty(t));
}

// check_dirty_process_code(Pid, Module): a process that does not run dirty answers itself (normal);
// one that does cannot be looked at now.
Term bif_erts_internal_check_dirty_process_code_2(Process *p, Term *arg)
{
    if (!term_is_local_pid(arg[0]) || !term_is_atom(arg[1])) {
        return bif_badarg(p);
    }
    const Process *t = process_find(arg[0]);
    return t == NULL ? ATOM_FALSE : is_dirty(t) ? ATOM_BUSY : ATOM_NORMAL;
}
