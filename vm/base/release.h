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

// 27 (26.2): process_info(Pid, {dictionary, Key}); 27: labels of processes.
static inline bool release_has_dictionary_lookup(void) { return release_number >= 27; }
static inline bool release_has_process_labels(void) { return release_number >= 27; }

// 26: the external format writes atoms as UTF-8 unless asked for an older minor_version.
static inline bool release_writes_utf8_atoms(void) { return release_number >= 26; }

// 26: numbers of processes have 28 bits before a serial number begins, not 15.
static inline uint32_t release_pid_number_bits(void) { return release_number >= 26 ? 28 : 15; }

// 26: ... and serial numbers have 32 bits, not 13; numbers of ports have more than 28 (60 in ERTS).
static inline uint32_t release_pid_serial_bits(void) { return release_number >= 26 ? 32 : 13; }
static inline uint32_t release_port_number_bits(void) { return release_number >= 26 ? 56 : 28; }

// 26: the external format writes the number of a port with 64 bits, however small it is.
static inline bool release_writes_long_ports(void) { return release_number >= 26; }

// 26: a fun does not know who made it: fun_info(pid) is the first process.
static inline bool release_forgets_fun_makers(void) { return release_number >= 26; }

// 27: 0.0 and -0.0 are two terms (=:=), which are equal (==).
static inline bool release_has_signed_zero(void) { return release_number >= 27; }

// 27: the hash that orders large maps has 64 bits and is another one.
static inline bool release_hashes_wide(void) { return release_number >= 27; }

// 27: a binary on the heap says its size in bits as what it refers to; from 28 on in whole bytes.
static inline bool release_counts_referenced_bits(void) { return release_number == 27; }
static inline bool release_counts_whole_referenced_bytes(void) { return release_number >= 28; }

// 27: binary_part, binary_to_list/3, decode_packet/3 and BIT_BINARY_EXT want whole bytes, and at least one bit, respectively.
static inline bool release_refuses_odd_bits(void) { return release_number >= 27; }

// 27: an integer has at most so many words of 64 bits.
static inline size_t release_integer_words(void)
{
    return release_number >= 27 ? (1 << 16) - 1 : (1 << 19) - 1;
}

// 27: where iolist_to_iovec fails on a list, the stack trace shows the function it continues with.
static inline bool release_traces_iovec_continue(void) { return release_number >= 27; }

// 27: bitstrings have one layout in memory, whatever they are parts of; sizes of funs changed twice.
static inline bool release_has_one_bit_layout(void) { return release_number >= 27; }
static inline size_t release_fun_words(void)
{
    return release_number >= 28 ? 2 : release_number >= 27 ? 6 : 5;
}
static inline size_t release_export_fun_words(void) { return release_number >= 27 ? 2 : 5; }

// The size of what erlang:md5_init/0 makes: it went from C structure to C structure.
static inline size_t release_md5_bytes(void)
{
    return release_number >= 28 ? 96 : release_number >= 27 ? 92 : 88;
}

// 27: unicode:bin_is_7bit/1 compares a size in bits with one in bytes, so nothing but <<>> passes; mended in 28.
static inline bool release_finds_no_7bit(void) { return release_number == 27; }

// 27: a pattern that nothing is searched for, since there is nothing to search in, must be valid.
static inline bool release_checks_unused_patterns(void) { return release_number >= 27; }

// 27: ets:update_element says why a position is wrong.
static inline bool release_explains_positions(void) { return release_number >= 27; }

// 27: of the errors in the maps of a match specification none is told twice.
static inline bool release_tells_map_errors_once(void) { return release_number >= 27; }

// 27: the limit of a heap may include shared binaries.
static inline bool release_limits_shared_binaries(void) { return release_number >= 27; }

// 27: tracing belongs to sessions, and a process of the machine's own looks after them.
static inline bool release_has_trace_sessions(void) { return release_number >= 27; }

// 29: native records; is_record/3 with two atoms asks for one.
static inline bool release_has_native_records(void) { return release_number >= 29; }

// 28: maps:keys/1, values/1 and to_list/1 of a large map have the order of iterators, which was the opposite one.
static inline bool release_lists_large_maps_backwards(void) { return release_number >= 28; }

// 28: os:set_signal/2 knows sigcont and sigwinch, which prim_tty caught by itself before.
static inline bool release_has_terminal_signals(void) { return release_number >= 28; }

// 28: re is PCRE2 with its own error texts; a compiled pattern holds a reference, and can be exported.
static inline bool release_has_pcre2(void) { return release_number >= 28; }

// 26: term_to_binary has the option local, and what is sent to a socket's port begins with such a term.
static inline bool release_tags_sends(void) { return release_number >= 26; }

// 28: messages with priority: options of link, monitor, alias, exit and send.
static inline bool release_has_priority_messages(void) { return release_number >= 28; }
