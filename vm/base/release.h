// SPDX-License-Identifier: Apache-2.0
// release.h -- which release of Erlang/OTP is being run, and everything that depends on it.
//
// Joist runs the files of several releases, and where ERTS has changed between them it does what
// the ERTS of that release does. The number is that of the OTP root, set once before the first term
// is made; nothing may ask for the number itself but the predicates below, which say what they
// decide. Which built-in functions there are in a release, vm/bif/otp_bifs.def says (vm/bif/bif.c).
#pragma once

#include "vm/base/platform.h"

enum { RELEASE_DEFAULT = 25 };
extern int release_number;

// Once, at start.
void release_set(int number);

// The column of tables that were measured for 25, 27 and 29.
static inline int release_column(void)
{
    return release_number < 26 ? 0 : release_number < 28 ? 1 : 2;
}

// 26: match specifications may call ceil/1, floor/1, is_function/2, tuple_size/1.
static inline bool release_has_match_rounding(void) { return release_number >= 26; }

// 27: tracing belongs to sessions, and a process of the machine's own looks after them.
static inline bool release_has_trace_sessions(void) { return release_number >= 27; }

// 29: native records; is_record/3 with two atoms asks for one.
static inline bool release_has_native_records(void) { return release_number >= 29; }

// 28: os:set_signal/2 knows sigcont and sigwinch, which prim_tty caught by itself before.
static inline bool release_has_terminal_signals(void) { return release_number >= 28; }

// 28: re is PCRE2 with its own error texts; a compiled pattern holds a reference, and can be exported.
static inline bool release_has_pcre2(void) { return release_number >= 28; }

// 26: term_to_binary has the option local, and what is sent to a socket's port begins with such a term.
static inline bool release_tags_sends(void) { return release_number >= 26; }

// 28: messages with priority: options of link, monitor, alias, exit and send.
static inline bool release_has_priority_messages(void) { return release_number >= 28; }
