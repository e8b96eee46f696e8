// SPDX-License-Identifier: Apache-2.0
// stacktrace.h -- where a process is: the addresses on its stack, and what programs see of an
// address.
#pragma once

#include "vm/proc/process.h"

enum { STACKTRACE_DEPTH_DEFAULT = 8, STACKTRACE_MAX = 64 };
extern uint32_t stacktrace_depth; // erlang:system_flag(backtrace_depth, N)

// The address `at` (NULL: none) and those of the calls that wait for a return, newest first, at
// most limit; returns how many. Equal return addresses in a row count once; previous: one that stood
// before the first, or NULL.
uint32_t stacktrace_addresses(Process *p, const Cell *at, const Cell *previous, const Cell **out,
                              uint32_t limit);
// {M, F, Args or Arity, Location} of an address; args: atom undefined for the arity; info: [], the error_info map, or
// atom undefined: Location is [].
// TERM_NONE when it is no code.
Term stacktrace_entry(Space *s, const Cell *at, Term args, Term info);
// The whole list, as process_info(current_stacktrace) gives it.
Term stacktrace_current(Process *p, Space *space, uint32_t depth, const Cell *at);
// {M, F, Arity} of an address, TERM_NONE when it is no Erlang code.
Term stacktrace_function(Space *space, const Cell *at);
