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

// 26: atoms among the keys of a small map stand in the order of their numbers, not of their names.
static inline bool release_orders_keys_by_number(void) { return release_number >= 26; }

// 26: where a sum or difference with a constant fails, the stack trace begins with the operator.
static inline bool release_traces_small_sums(void) { return release_number >= 26; }

// 26 (25.3): the process flag and spawn option async_dist.
static inline bool release_has_async_dist(void) { return release_number >= 26; }

// 26: the external format writes atoms as UTF-8 unless asked for an older minor_version.
static inline bool release_writes_utf8_atoms(void) { return release_number >= 26; }

// 26: numbers of processes have 28 bits before a serial number begins, not 15.
static inline uint32_t release_pid_number_bits(void) { return release_number >= 26 ? 28 : 15; }

// 27: 0.0 and -0.0 are two terms (=:=), which are equal (==).
static inline bool release_has_signed_zero(void) { return release_number >= 27; }

// 27: the hash that orders large maps has 64 bits and is another one.
static inline bool release_hashes_wide(void) { return release_number >= 27; }

// 27: a binary on the heap says its size in bits as what it refers to.
static inline bool release_counts_referenced_bits(void) { return release_number >= 27; }

// 27: a pattern that nothing is searched for, since there is nothing to search in, must be valid.
static inline bool release_checks_unused_patterns(void) { return release_number >= 27; }

// 27: the limit of a heap may include shared binaries.
static inline bool release_limits_shared_binaries(void) { return release_number >= 27; }

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
