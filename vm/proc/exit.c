// SPDX-License-Identifier: Apache-2.0
// exit.c -- from the decision to end to the last freed byte; and what an exit signal does to its
// receiver.
//
//   EXIT (exit/2), EXIT_LINKED (a link's other end died):          trap_exit      otherwise
//     exit/2 with kill                                             ends: killed   ends: killed
//     normal                                                       message        nothing (but a process that sends it to itself: exit.h)
//     anything else, also kill from a link                         message        ends with that reason
//
// The end itself runs in slices (exit_continue), each phase until its work is done: a process with
// a million links does not hold up a scheduler.
//
// INVARIANTS
//   1. p->error_value is the reason from process_set_exiting on, and p's heap stays where it is:
//      nothing collects any more.
//   2. The pid leaves the table after names and tables are gone and before the first exit signal:
//      who receives one can be sure of both (the order of ERTS).
//   3. The struct is freed at a quiet point (others may still look at its state); the heap at once
//      (nobody else looks there).
//
// Read before: vm/proc/monitor.c     Read next: vm/proc/timer.c
#include "vm/proc/exit.h"

#include "vm/base/clock.h"
#include "vm/base/epoch.h"
#include "vm/heap/copy.h"
#include "vm/proc/crash.h"
#include "vm/proc/dictionary.h"
#include "vm/proc/link.h"
#include "vm/proc/mailbox.h"
#include "vm/proc/message.h"
#include "vm/proc/monitor.h"
#include "vm/proc/pid_table.h"
#include "vm/proc/process_extra.h"
#include "vm/proc/registry.h"
#include "vm/proc/time.h"
#include "vm/proc/timer.h"
#include "vm/term/atom.h"
#include "vm/term/map.h"
#include "vm/term/print.h"
#include "vm/term/ref.h"

#include <stdio.h>

typedef enum ExitPhase {
    EXIT_START,
    EXIT_HOOKS,
    EXIT_NAME,
    EXIT_LINKS,
    EXIT_MONITORS,
    EXIT_FREE,
    EXIT_NEVER, // a system process: the machine is coming to its end
} ExitPhase;
enum { EXIT_BUDGET = 1000 }; // links or monitors in one slice

void process_set_exiting(Process *p, Term reason)
{
    uint32_t old = atomic_fetch_or_explicit(&p->state, STATE_EXITING, memory_order_acq_rel);
    if (old & STATE_EXITING) {
        return;
    }
    p->error_value = reason;
    p->exit_phase = EXIT_START;
    p->flags &= ~(uint32_t)(PROCESS_WAITING | PROCESS_IN_BIF_WAIT);
}

// ---- exit signals

bool exit_signal(Process *p, Signal *s)
{
    Term reason = s->flags & SIGNAL_PLAIN_EXIT ? s->message : tuple_elements(s->message)[2];
    bool is_linked = s->kind == SIGNAL_EXIT_LINKED;
    const bool is_refused =
        is_linked ? !link_accept_exit(p, s) : s->flags & SIGNAL_TO_ALIAS && !alias_is_active(p, s);
    if (is_refused) {
        signal_free(s);
        return false;
    }
    bool is_kill = !is_linked && reason == ATOM_KILL;
    if (p->flags & PROCESS_TRAP_EXIT && !is_kill) {
        s->kind = SIGNAL_MESSAGE;
        return true;
    }
    // exit(self(), normal) ends the process: the one case in which normal acts.
    bool is_own = !is_linked && s->from == p->pid && !(s->flags & SIGNAL_NO_SUICIDE);
    bool is_ignored = reason == ATOM_NORMAL && !is_own && !(s->flags & SIGNAL_FROM_SYSTEM);
    if (is_ignored) {
        signal_free(s);
        return false;
    }
    process_set_exiting(p, is_kill ? ATOM_KILLED : copy_term(process_space(p), reason));
    signal_free(s);
    return false;
}

// ---- the end

static void free_struct(void *data) { process_release(data); }

static bool run_exit_hooks(Process *p)
{
    while (p->extra && p->extra->exit_hooks) {
        ExitHook *hook = p->extra->exit_hooks;
        if (!hook->run(p, hook->data)) {
            return false;
        }
        // The hook may have removed itself or others.
        process_exit_hook_remove(p, hook->run, hook->data);
    }
    return true;
}

static void free_links(Process *p)
{
    if (p->links) {
        while (p->links->links) { // late ones, made by signals answered in signal_close
            bond_free(bond_remove(&p->links->links, p->links->links->key));
        }
        while (p->links->watchers) {
            bond_free(bond_remove(&p->links->watchers, p->links->watchers->key));
        }
        vm_free(p->links, sizeof *p->links);
        p->links = NULL;
    }
}

static void free_process(Process *p)
{
    signal_close(p);
    mailbox_free(p);
    free_links(p);
    dictionary_erase_all(p);
    vm_free(p->extra, p->extra ? sizeof *p->extra : 0);
    p->extra = NULL;
    if (p->args != p->args_inline) {
        vm_free(p->args, p->args_room * sizeof *p->args);
        p->args = p->args_inline;
    }
    heap_destroy(&p->heap);
    epoch_retire(p, free_struct);
}

// The machine does not outlive its own processes: it ends, and p stays where it is.
static void end_machine(const Process *p, Term reason)
{
    ByteVec slogan = {0};
    byte_vec_text(&slogan, "System process ");
    term_print(&slogan, p->pid, 0);
    byte_vec_text(&slogan, " terminated: ");
    term_print(&slogan, reason, 0);
    crash_halt((const char *)slogan.data, slogan.size);
    byte_vec_free(&slogan);
}

bool exit_continue(Process *p)
{
    Term reason = p->error_value;
    switch ((ExitPhase)p->exit_phase) {
    case EXIT_START:
        if (p->flags & PROCESS_SYSTEM) {
            end_machine(p, reason);
            p->exit_phase = EXIT_NEVER;
            return false;
        }
        timer_cancel_receive(p);
        timer_cancel_all_of(p);
        p->exit_phase = EXIT_HOOKS;
        // fall through
    case EXIT_HOOKS:
        if (!run_exit_hooks(p)) {
            return false;
        }
        p->exit_phase = EXIT_NAME;
        // fall through
    case EXIT_NAME:
        registry_unregister_process(p);
        pid_table_remove(p);
        p->exit_phase = EXIT_LINKS;
        // fall through
    case EXIT_LINKS:
        if (link_exit_all(p, reason, EXIT_BUDGET) == EXIT_BUDGET) {
            return false;
        }
        p->exit_phase = EXIT_MONITORS;
        // fall through
    case EXIT_MONITORS:
        if (monitor_exit_all(p, reason, EXIT_BUDGET) == EXIT_BUDGET) {
            return false;
        }
        p->exit_phase = EXIT_FREE;
        // fall through
    case EXIT_FREE: break;
    case EXIT_NEVER: clock_sleep_ns(NS_PER_MS); return false;
    }
    free_process(p);
    return true;
}

// ---- reports

static Term text_list(Space *space, const char *text)
{
    return space_string(space, text, strlen(text));
}

static Term build_metadata(Space *space, Term level, Term group_leader, Term pid)
{
    Term tag = level == ATOM_INFO      ? ATOM_INFO_MSG
               : level == ATOM_WARNING ? ATOM_WARNING_MSG
                                       : level;
    Term inner = map_from_pairs(space, (Term[]){ATOM_EMULATOR, ATOM_TRUE, ATOM_TAG, tag}, 2);
    Term pairs[8] = {ATOM_ERROR_LOGGER, inner, ATOM_TIME,
                     space_integer(space, clock_floor_divide(clock_system_ns(), NS_PER_US))};
    size_t count = 2;
    if (!term_is_nil(group_leader)) {
        pairs[count * 2] = ATOM_GL;
        pairs[count++ * 2 + 1] = copy_term(space, group_leader);
    }
    if (!term_is_none(pid)) {
        pairs[count * 2] = ATOM_PID;
        pairs[count++ * 2 + 1] = pid;
    }
    return map_from_pairs(space, pairs, count);
}

_Atomic Term logger_destination;

// Nobody listens: the start or the end of the machine. As ERTS, to stderr.
static void print_without_logger(Term message)
{
    ByteVec text = {0};
    byte_vec_text(&text, "(no logger present) unexpected logger message: ");
    term_print(&text, message, 0);
    byte_vec_u8(&text, '\n');
    fwrite(text.data, 1, text.size, stderr);
    byte_vec_free(&text);
}

static Term find_logger(void)
{
    Term to = atomic_load(&logger_destination);
    if (term_is_local_pid(to) && to != 0 && process_find(to)) {
        return to;
    }
    return to == ATOM_UNDEFINED ? TERM_NONE : registry_whereis(ATOM_LOGGER);
}

void logger_send(Term level, Term group_leader, const char *format, Term args)
{
    Process *p = process_current();
    Term pid = p ? p->pid : TERM_NONE;
    MessageBuilder b;
    // Roughly sized for the text; what does not fit would abort, so count all parts.
    size_t words = 6 + 2 * strlen(format) + copy_size(args) + copy_size(group_leader) + 64;
    Space *space = message_begin(&b, words);
    Term elements[5] = {ATOM_LOG, level, text_list(space, format), copy_term(space, args),
                        build_metadata(space, level, group_leader, pid)};
    Term message = space_tuple(space, 5, elements);
    Term to = find_logger();
    if (to == pid && !term_is_none(pid)) { // the logger's own errors would go round for ever
        to = TERM_NONE;
    } else if (term_is_none(to) && atomic_load(&logger_destination) != ATOM_UNDEFINED) {
        print_without_logger(message);
    }
    fragment_close(b.fragment, &b.space);
    if (term_is_local_pid(to)) {
        message_send_fragment(pid, to, message, b.fragment);
    } else {
        fragment_destroy(b.fragment);
    }
}

void logger_send_text(Term level, Term group_leader, const char *text)
{
    MessageBuilder b;
    Space *space = message_begin(&b, 2 * strlen(text) + 2);
    Term args = space_cons(space, text_list(space, text), TERM_NIL);
    fragment_close(b.fragment, &b.space);
    logger_send(level, group_leader, "~s~n", args);
    fragment_destroy(b.fragment);
}

void process_log_crash(Process *p, Term reason)
{
    bool is_alive = node_this && node_this->name != ATOM_NONODE_NOHOST;
    Space *space = process_space(p);
    Term args = space_cons(space, reason, TERM_NIL);
    if (is_alive) {
        args = space_cons(space, node_this->name, args);
    }
    args = space_cons(space, p->pid, args);
    logger_send(ATOM_ERROR, p->group_leader,
                is_alive ? "Error in process ~p on node ~p with exit value:~n~p~n"
                         : "Error in process ~p with exit value:~n~p~n",
                args);
}
