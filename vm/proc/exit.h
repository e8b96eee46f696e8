// SPDX-License-Identifier: Apache-2.0
// exit.h -- the end of a process, and what exit signals do.
//
//   process_set_exiting (own thread: uncaught exception, exit signal, kill)   STATE_EXITING, reason kept; no Erlang code runs any more
//   exit_continue, by the scheduler, in slices:
//     timers -> exit hooks (ETS, NIF, ...) -> name -> out of the pid table -> links get exit
//     signals -> watchers get DOWN, own monitors are taken off -> queue closed, the rest answered
//     -> memory, at a quiet point
//
// So whoever receives the exit signal or DOWN finds that the name, tables and pid are gone. The
// order is that of ERTS.
#pragma once

#include "vm/proc/signal.h"

// p (running here) has ended with this reason (in its heap or a literal). For an uncaught exception
// of class error the caller has made {Reason, Stacktrace}. Does nothing when it is exiting already.
void process_set_exiting(Process *p, Term reason);
// Report an uncaught error as ERTS does: "Error in process ~p with exit value:~n~p~n" to the
// process registered as logger. Called by the interpreter before process_set_exiting / STOP_EXIT
// unless the exception was exit:_ .
void process_log_crash(Process *p, Term reason);
// {log, Level, Format, Args, Metadata} to `logger`: level: atom error, warning, info. args is a
// list, copied. group_leader: TERM_NIL none. Whom the machine logs to (system_flag(system_logger)):
// 0: the process registered as logger; a pid; or ATOM_UNDEFINED: nobody.
extern _Atomic Term logger_destination;
void logger_send(Term level, Term group_leader, const char *format, Term args);
void logger_send_text(Term level, Term group_leader, const char *text); // Format "~s~n", [Text]
// Continues the exit; true: finished, p is gone (retired). Own thread.
bool exit_continue(Process *p);
// An EXIT or EXIT_LINKED signal has arrived: may turn into a message (trap_exit), into the end of
// p, or nothing. True: s was used up as a message (appended to the inbox by the function).
bool exit_signal(Process *p, Signal *s);
