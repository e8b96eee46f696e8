// SPDX-License-Identifier: Apache-2.0
// crash.h -- the end of the machine by a fault that it cannot survive, or by halt("Slogan").
#pragma once

#include "vm/base/vec.h"

// Writes the slogan (UTF-8) to stderr, a crash dump to erl_crash.dump (or $ERL_CRASH_DUMP; none
// with ERL_CRASH_DUMP_SECONDS=0), and ends the machine with status 1. Returns, since schedulers
// stop later: the caller runs no Erlang code any more.
void crash_halt(const char *slogan, size_t size);
// For the dump's header; set once at start.
extern const char *crash_system_version;
